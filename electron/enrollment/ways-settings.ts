import { type WaysIn, type WaysSettings, waysSettings } from '../../shared/contract/ways.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';
import type { Invitations } from './invitations.ts';

const SETTING = 'enrollment.ways';

const AT_FIRST: WaysSettings = {
  deviceProof: 'apple',
  encryptProfiles: true,
  minimumOs: { iOS: null, macOS: null },
  accountDriven: { user: false, device: false, domains: [], who: 'accounts', invitationId: null },
};

/** Where accounts enroll, by the word Apple has for it (`Version` of the discovery document). */
export const ACCOUNT_WAYS = {
  'mdm-byod': { setting: 'user', path: '/account/user', way: 'account-user' },
  'mdm-adde': { setting: 'device', path: '/account/device', way: 'account-device' },
} as const;
export type AccountVersion = keyof typeof ACCOUNT_WAYS;

/** One way an account may enroll, as the discovery document says it. */
export interface DiscoveredServer {
  Version: AccountVersion;
  BaseURL: string;
}

export const WELL_KNOWN = '/.well-known/com.apple.remotemanagement';

/** How devices may come in, as administrators decided. */
export class WaysOfEntry {
  readonly #store: Store;
  readonly #invitations: Invitations;
  readonly #urls: { base(): string; server(): string; checkIn(): string };

  constructor(store: Store, invitations: Invitations, urls: { base(): string; server(): string; checkIn(): string }) {
    this.#store = store;
    this.#invitations = invitations;
    this.#urls = urls;
  }

  /** By account is off and Apple's signature is asked for until somebody decides otherwise. */
  get(): WaysSettings {
    return readSetting(this.#store, SETTING, waysSettings) ?? AT_FIRST;
  }

  /** The settings with what follows from them. */
  shown(): WaysIn {
    const settings = this.get();
    const Servers = this.servers(settings);
    const document = `${JSON.stringify({ Servers }, null, 2)}\n`;
    const discovery =
      Servers.length === 0
        ? []
        : settings.accountDriven.domains.map((domain) => ({
            domain,
            url: `https://${domain}${WELL_KNOWN}`,
            document,
          }));
    return { ...settings, discovery, serverUrl: this.#urls.server(), checkInUrl: this.#urls.checkIn() };
  }

  /**
   * @throws CartwrightError `bad-request` when accounts may enroll and it is not said which, or `not-found` for the
   *   invitation
   */
  async set(settings: WaysSettings, actor: string): Promise<WaysIn> {
    const { user, device, domains, who, invitationId } = settings.accountDriven;
    if (invitationId !== null) {
      const invitation = this.#invitations.row(invitationId);
      if (invitation.requiresApproval === 1) {
        throw new CartwrightError(
          'bad-request',
          'An invitation that asks for approval has no use here: who signs in waits on no page. Choose another one.',
        );
      }
      if (user && invitation.onlyExpected === 1) {
        throw new CartwrightError(
          'bad-request',
          'Personal devices tell no serial number, so none of them could come in by an invitation for expected devices. Choose another one.',
        );
      }
    }
    if (user || device) {
      if (domains.length === 0) throw new CartwrightError('bad-request', 'Say which domains the accounts are of.');
      if (who !== 'invitations' && invitationId === null) {
        throw new CartwrightError(
          'bad-request',
          'Choose the invitation by whose terms people with an account come in.',
        );
      }
    }
    await this.#store.write((work) => {
      writeSetting(this.#store, SETTING, {
        ...settings,
        accountDriven: { ...settings.accountDriven, domains: [...new Set(domains)] },
      });
      const data = { setting: SETTING, deviceProof: settings.deviceProof, user, device, who };
      work.event({ type: 'setting.changed', actor, data });
    });
    return this.shown();
  }

  /** What the discovery document names; empty while no account may enroll. User enrollment comes first. */
  servers(settings: WaysSettings = this.get()): DiscoveredServer[] {
    return (Object.keys(ACCOUNT_WAYS) as AccountVersion[])
      .filter((version) => settings.accountDriven[ACCOUNT_WAYS[version].setting])
      .map((Version) => ({ Version, BaseURL: `${this.#urls.base()}${ACCOUNT_WAYS[Version].path}` }));
  }

  /** Whether an account such as `grace@school.example` is of a domain that may enroll. */
  isOfDomain(account: string): boolean {
    const at = account.lastIndexOf('@');
    return at > 0 && this.get().accountDriven.domains.includes(account.slice(at + 1).toLowerCase());
  }
}
