import type { Certificates } from './certificates/index.ts';
import type { DirectoryPorts } from './directory/index.ts';
import { type Kerberos, serverEndPoint } from './kerberos/index.ts';

/** What reading directories asks of other rooms: certificates to trust, and tickets. */
export function directoryPorts(library: Pick<Certificates['library'], 'trustPem'>, kerberos: Kerberos): DirectoryPorts {
  return {
    trustPem: (ids) => library.trustPem(ids),
    kerberos: {
      context: ({ service, host, certificate }) =>
        kerberos.context({
          service,
          host,
          ...(certificate === undefined ? {} : { binding: serverEndPoint(certificate) }),
        }),
    },
  };
}
