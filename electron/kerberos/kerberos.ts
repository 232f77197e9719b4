import { z } from 'zod';
import {
  type KerberosOverview,
  type KerberosTrial,
  kerberosSettings,
  type NewKerberosSettings,
  newKerberosSettings,
} from '../../shared/contract/kerberos.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';
import { type KerberosContext, openContext } from './context.ts';
import { openKdcs } from './kdc.ts';
import { openTickets, type Tickets } from './sign-in.ts';

const SETTING = 'kerberos';
const kept = kerberosSettings.extend({ passwordId: z.string().nullable().default(null) });
type Kept = z.infer<typeof kept>;

/** Which service a context is for, and what is to be done under it. */
export interface ContextWish {
  /** The first part of the service's name: `HTTP`, `ldap`. */
  readonly service: string;
  /** The host as it is asked for by name; not an address in numbers. */
  readonly host: string;
  /** As HTTP's Negotiate wants it (SPNEGO, RFC 4178); left out, Kerberos alone, as SASL's GSSAPI does. */
  readonly negotiate?: boolean;
  /** What will be sent by `wrap`; `none` (the default) within TLS, where Windows refuses anything else. */
  readonly protection?: 'none' | 'signed' | 'sealed';
  /** The TLS connection it goes by: `serverEndPoint(certificate)`. */
  readonly binding?: Uint8Array;
}

/** Signs in to services of the organisation with the account of Settings, Directory. */
export interface Kerberos {
  /**
   * Why a host gets no ticket, before anybody is asked: Kerberos is not set up (`not-configured`), or the host lies in
   * none of its domains (`conflict`). Undefined when it may have one.
   */
  refusal(host: string): CartwrightError | undefined;
  /**
   * Begins a connection to a service: send `token`, give what it answers to `step`. Tickets are kept in memory until
   * shortly before they end.
   *
   * @throws CartwrightError `not-configured`; `conflict` that says what to do when there is no ticket
   */
  context(wish: ContextWish): Promise<KerberosContext>;
  /** Forgets the ticket for a service that does not take it, so that the next context has another. */
  forget(service: string, host: string): void;
  overview(): KerberosOverview;
  /** @throws CartwrightError `bad-request` when something is missing, `conflict` when a kept password is of another account */
  setSettings(wanted: NewKerberosSettings, actor: string): Promise<KerberosOverview>;
  /** Signs in, and gets a ticket for the host when there is one; what goes wrong stands in the steps. */
  test(wish: { host: string; service: 'HTTP' | 'ldap' }, actor: string): Promise<KerberosTrial>;
}

export function openKerberos({
  store,
  logger,
  kdcTimeoutMs,
}: {
  store: Store;
  logger: Logger;
  /** How long one KDC may take until the next is asked. */
  kdcTimeoutMs?: number;
}): Kerberos {
  const settings = (): Kept => readSetting(store, SETTING, kept) ?? kept.parse({});
  const ready = ({ realm, passwordId }: Kept): boolean => realm !== '' && passwordId !== null;
  /** Who is signed in; made anew when anything of it changes. */
  let signedIn: { readonly by: string; readonly tickets: Tickets } | undefined;

  const ticketsOf = (now: Kept): Tickets => {
    const { realm, kdcs, account, passwordId } = now;
    if (passwordId === null || realm === '') throw notSetUp();
    const by = JSON.stringify([realm, kdcs, account, passwordId]);
    if (signedIn?.by !== by)
      signedIn = {
        by,
        tickets: openTickets(store.clock, openKdcs(kdcs, kdcTimeoutMs), {
          realm,
          user: userOf(account),
          password: () => store.vault.get(passwordId, 'kerberos-password').toString('utf8'),
        }),
      };
    return signedIn.tickets;
  };

  const refusal = (now: Kept, host: string): CartwrightError | undefined => {
    if (!ready(now)) return notSetUp();
    if (covered(now.domains, host)) return undefined;
    return new CartwrightError(
      'conflict',
      `${host} lies in none of the domains for Kerberos. Add its domain in Settings, Directory.`,
    );
  };

  const shown = (): KerberosOverview => {
    const now = settings();
    const { passwordId, ...rest } = now;
    return { ...rest, hasPassword: passwordId !== null, ready: ready(now) };
  };

  return {
    overview: shown,

    refusal: (host) => refusal(settings(), host),

    async context({ service, host, negotiate = false, protection = 'none', binding }) {
      const now = settings();
      const why = refusal(now, host);
      if (why !== undefined) throw why;
      const tickets = ticketsOf(now);
      const ticket = await tickets.ticketFor(service, host);
      const asked = {
        ...{ realm: now.realm, account: `${userOf(now.account)}@${now.realm}` },
        ...{ service: `${service}/${host.toLowerCase()}`, now: store.clock.now() },
      };
      return openContext(ticket, asked, { negotiate, protection, binding });
    },

    forget(service, host) {
      signedIn?.tickets.forget(service, host);
    },

    async setSettings(wanted, actor) {
      const { password, ...next } = newKerberosSettings.parse(wanted);
      await store.write((work) => {
        const former = settings();
        const used = next.realm !== '';
        let { passwordId } = former;
        if (!used || password !== undefined) {
          store.vault.remove(passwordId);
          passwordId = !used || !password ? null : store.vault.put('kerberos-password', password);
        } else if (passwordId !== null && (former.account !== next.account || former.realm !== next.realm))
          throw new CartwrightError(
            'conflict',
            'The password is kept for another account. Type the one of this account.',
          );
        if (used && passwordId === null)
          throw new CartwrightError('bad-request', 'Type the password of the service account.');
        writeSetting(store, SETTING, { ...next, passwordId });
        work.event({
          type: 'setting.kerberos-changed',
          actor,
          data: { realm: next.realm, account: next.account, kdcs: next.kdcs, domains: next.domains },
        });
        work.afterCommit(() => {
          signedIn = undefined;
        });
      });
      return shown();
    },

    async test({ host, service }, actor) {
      const now = settings();
      const tickets = ticketsOf(now);
      const steps: KerberosTrial['steps'] = [];
      const note = (step: KerberosTrial['steps'][number]['step'], ok: boolean, detail: string): void =>
        void steps.push({ step, ok, detail });
      const account = `${userOf(now.account)}@${now.realm}`;
      try {
        const granting = await tickets.signIn({
          reached: (address) => note('reach', true, `${address} answers.`),
          known: (encryption) => note('account', true, `${account}, ${encryption}`),
        });
        note('sign-in', true, `The ticket holds for ${lifeOf(granting.endsAt, store.clock.now())}.`);
        if (host !== '') {
          const why = refusal(now, host);
          if (why !== undefined) throw why;
          await tickets.ticketFor(service, host);
          note('ticket', true, `${service}/${host}`);
        }
      } catch (error) {
        const last = steps.at(-1)?.step;
        const failed =
          last === undefined ? 'reach' : last === 'reach' ? 'account' : last === 'account' ? 'sign-in' : 'ticket';
        if (!(error instanceof CartwrightError)) logger.warn({ err: error }, 'a trial of Kerberos failed');
        note(
          failed,
          false,
          error instanceof CartwrightError ? error.message : 'The answer of the KDC cannot be read. Check its address.',
        );
      }
      const ok = steps.every((step) => step.ok);
      await store.write((work) => work.event({ type: 'kerberos.tested', actor, data: { account, host, ok } }));
      return { ok, steps };
    },
  };
}

const notSetUp = (): CartwrightError =>
  new CartwrightError('not-configured', 'Kerberos is not set up. Do so in Settings, Directory.');

/** The part before the last @. */
const userOf = (account: string): string => account.slice(0, account.lastIndexOf('@'));

/** Whether a host lies in one of the domains. */
function covered(domains: readonly string[], host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return domains.some((domain) => (domain.startsWith('.') ? name.endsWith(domain) : name === domain));
}

function lifeOf(endsAt: number, now: number): string {
  const minutes = Math.max(0, Math.round((endsAt - now) / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
