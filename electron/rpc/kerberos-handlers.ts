import type { KerberosOverview, KerberosTrial, NewKerberosSettings } from '../../shared/contract/index.ts';
import type { Api } from './api.ts';
import type { Actor } from './services.ts';

/** What is asked about Kerberos; see the contract for what each does. */
export interface KerberosServices {
  kerberos: {
    settings(): KerberosOverview;
    setSettings(wanted: NewKerberosSettings, actor: Actor): Promise<KerberosOverview>;
    /** @throws CartwrightError `not-configured` */
    test(wish: { host: string; service: 'HTTP' | 'ldap' }, actor: Actor): Promise<KerberosTrial>;
  };
}

/** Handlers about Kerberos. */
export function kerberosHandlers(api: Api, { kerberos }: KerberosServices) {
  return {
    settings: api.kerberos.settings.handler(() => kerberos.settings()),
    setSettings: api.kerberos.setSettings.handler(({ input, context }) => kerberos.setSettings(input, context.actor)),
    test: api.kerberos.test.handler(({ input, context }) => kerberos.test(input, context.actor)),
  };
}
