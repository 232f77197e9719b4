import type { Kerberos } from './kerberos/index.ts';
import type { KerberosServices } from './rpc/index.ts';

/** Kerberos in the shape the contract's handlers call. */
export function kerberosServices(kerberos: Kerberos): KerberosServices {
  return {
    kerberos: {
      settings: () => kerberos.overview(),
      setSettings: (wanted, actor) => kerberos.setSettings(wanted, actor.name),
      test: (wish, actor) => kerberos.test(wish, actor.name),
    },
  };
}
