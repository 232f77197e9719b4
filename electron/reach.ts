import { z } from 'zod';
import type { AddressChange, Addresses } from '../shared/contract/index.ts';
import { CartwrightError } from '../shared/errors.ts';
import { addressCandidates, hostOf } from './address-candidates.ts';
import { certificateNames, type MachineAddresses, publicUrl } from './addresses.ts';
import type { Configuration } from './configuration.ts';
import { type Authority, type TlsCredentials, tlsCovers } from './identity/index.ts';
import { readSetting, type Store, writeSetting } from './store/index.ts';

const SETTING = 'address';
const FORMER = 20;
const stored = z.object({
  publicUrl: z.string().nullable(),
  names: z.array(z.string()),
  /** Hosts that devices were told before: their certificate checks must not fail when they still find the way. */
  former: z.array(z.string()).default([]),
});
type Stored = z.infer<typeof stored>;

export interface ReachOptions {
  readonly store: Store;
  readonly config: Pick<Configuration, 'listen' | 'publicUrl' | 'checkInUrl' | 'names'>;
  readonly machine: MachineAddresses;
}

/** How devices reach the listener: what was set here, else what the start was configured with, else what was found. */
export class Reach {
  readonly #store: Store;
  readonly #config: ReachOptions['config'];
  readonly #machine: MachineAddresses;
  #port: number;
  #setting: Stored | undefined;

  constructor({ store, config, machine }: ReachOptions) {
    this.#store = store;
    this.#config = config;
    this.#machine = machine;
    this.#port = config.listen.port;
    this.#setting = readSetting(store, SETTING, stored);
  }

  /** The listener is open: a port chosen by the system is known only now. */
  boundTo(port: number): void {
    this.#port = port;
  }

  /** The listener's address as devices are told it. */
  get url(): string {
    return this.#setting?.publicUrl ?? this.#defaultUrl;
  }

  /** False while the address changes with every start: nothing to write into certificates. */
  get lasting(): boolean {
    return this.#config.listen.port !== 0 || this.#setting?.publicUrl != null || this.#config.publicUrl !== undefined;
  }

  /** Further names people chose, besides those of the machine. */
  get furtherNames(): readonly string[] {
    return this.#setting?.names ?? this.#config.names;
  }

  /** Every name the built-in certificate must carry. */
  get certificateNames(): string[] {
    return this.#namesFor(this.url, this.#setting);
  }

  get source(): Addresses['source'] {
    if (this.#setting?.publicUrl != null) return 'setting';
    return this.#config.publicUrl === undefined ? 'detected' : 'configuration';
  }

  describe(tls: TlsCredentials): Addresses {
    const { store, ...bound } = { store: this.#store, host: this.#config.listen.host, port: this.#port };
    const counts = store.get((db) =>
      db.selectNoFrom((e) => [
        e
          .selectFrom('enrollment')
          .select(e.fn.countAll<number>().as('n'))
          .where('state', '=', 'enrolled')
          .where('channel', '=', 'device')
          .$asScalar()
          .$notNull()
          .as('enrolled'),
        e
          .selectFrom('invitation')
          .select(e.fn.countAll<number>().as('n'))
          .where('revokedAt', 'is', null)
          .where((w) => w.or([w('expiresAt', 'is', null), w('expiresAt', '>', store.clock.now())]))
          .where((w) => w.or([w('maxUses', 'is', null), w('uses', '<', w.ref('maxUses'))]))
          .$asScalar()
          .$notNull()
          .as('invitations'),
      ]),
    );
    return {
      publicUrl: this.url,
      names: [...this.furtherNames],
      source: this.source,
      defaultUrl: this.#defaultUrl,
      bound,
      enrolledDevices: counts?.enrolled ?? 0,
      openInvitations: counts?.invitations ?? 0,
      candidates: addressCandidates({
        machine: this.#machine,
        bound,
        current: this.url,
        further: this.furtherNames,
        importedCovers: tls.source === 'imported' ? (host) => tlsCovers(tls, host) : undefined,
      }),
    };
  }

  /**
   * Tells devices another address from now on; the built-in certificate is issued anew for it.
   *
   * @throws CartwrightError `conflict` with `data.enrolledDevices` when devices know the present one, unless confirmed
   */
  async change(change: AddressChange, authority: Authority, tls: TlsCredentials, actor: string): Promise<void> {
    const publicUrl = change.publicUrl?.replace(/\/$/, '').toLowerCase() ?? null;
    if (publicUrl !== null && !URL.canParse(publicUrl))
      throw new CartwrightError(
        'bad-request',
        `${publicUrl} is not an address. Write https://HOST or https://HOST:PORT.`,
      );
    const url = publicUrl ?? this.#defaultUrl;
    const moves = url !== this.url;
    const { enrolledDevices } = this.describe(tls);
    if (moves && enrolledDevices > 0 && !change.confirmed)
      throw new CartwrightError(
        'conflict',
        `${enrolledDevices} enrolled devices know the address ${this.url} and never learn another: they are lost unless it goes on leading here.`,
        { data: { needs: 'confirmed', enrolledDevices } },
      );
    const former = [...new Set([...(this.#setting?.former ?? []), ...(moves ? [hostOf(this.url)] : [])])].slice(
      -FORMER,
    );
    const setting: Stored = { publicUrl, names: change.names.map((name) => name.toLowerCase()), former };
    await authority.tlsCredentials(this.#namesFor(url, setting));
    try {
      await this.#store.write((work) => {
        writeSetting(this.#store, SETTING, setting);
        work.event({ type: 'address.changed', actor, data: { from: this.url, to: url, names: setting.names } });
      });
    } catch (error) {
      await authority.tlsCredentials(this.certificateNames);
      throw error;
    }
    this.#setting = setting;
  }

  get #defaultUrl(): string {
    return publicUrl(this.#config.publicUrl, { host: this.#config.listen.host, port: this.#port }, this.#machine);
  }

  #namesFor(url: string, setting: Stored | undefined): string[] {
    const { checkInUrl } = this.#config;
    const checkIn = checkInUrl === undefined ? [] : [hostOf(checkInUrl)];
    const further = [...(setting?.names ?? this.#config.names), ...(setting?.former ?? []), ...checkIn];
    return certificateNames(url, this.#config.listen, further, this.#machine);
  }
}
