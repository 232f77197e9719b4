import type {
  CertificateItem,
  CertificateTrial,
  ConfiguredCertificate,
  ConfiguredQuery,
  NewCertificateServer,
  PersonalIdentity,
  SigningIdentityState,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';
import type { Actor } from './services.ts';

/** What is asked about the certificate library and certificates in profiles; see the contract for what each does. */
export interface CertificateLibraryServices {
  certificateLibrary: {
    list(): CertificateItem[];
    /** @throws CartwrightError `bad-certificate` with `data.reason`, `conflict`, `too-many` */
    import(
      input: { file: string; passphrase?: string | undefined; name?: string | undefined; description: string },
      actor: Actor,
    ): Promise<{ added: CertificateItem[]; known: number }>;
    replace(
      itemId: string,
      input: { file: string; passphrase?: string | undefined },
      actor: Actor,
    ): Promise<CertificateItem>;
    personal(itemId: string): PersonalIdentity[];
    /** @throws CartwrightError `bad-certificate` with `data.reason` */
    putPersonal(
      itemId: string,
      input: { person: string; file: string; passphrase?: string | undefined },
      actor: Actor,
    ): Promise<PersonalIdentity>;
    linkPersonal(
      itemId: string,
      input: { person: string; days: number },
      actor: Actor,
    ): Promise<{ url: string; untilAt: number }>;
    removePersonal(identityId: string, actor: Actor): Promise<PersonalIdentity>;
    createServer(server: NewCertificateServer, actor: Actor): Promise<CertificateItem>;
    updateServer(itemId: string, server: NewCertificateServer, actor: Actor): Promise<CertificateItem>;
    rename(itemId: string, input: { name: string; description: string }, actor: Actor): Promise<CertificateItem>;
    /** @throws CartwrightError `conflict` with `data.usedBy` */
    remove(itemId: string, actor: Actor): Promise<CertificateItem>;
    pem(itemId: string): { filename: string; pem: string };
    trial(itemId: string | null, deviceId: string | null): Promise<CertificateTrial>;
    signing(): SigningIdentityState;
    setSigning(itemId: string | null, actor: Actor): Promise<SigningIdentityState>;
    configured(query: ConfiguredQuery): { total: number; rows: ConfiguredCertificate[] };
    renew(orderId: string, actor: Actor): Promise<ConfiguredCertificate>;
    revoke(orderId: string, actor: Actor): Promise<ConfiguredCertificate>;
  };
}

/** Handlers about the certificate library and certificates in profiles. */
export function certificateLibraryHandlers(api: Api, { certificateLibrary: service }: CertificateLibraryServices) {
  const own = api.certificateLibrary;
  return {
    list: own.list.handler(() => service.list()),
    import: own.import.handler(({ input, context }) => service.import(input, context.actor)),
    replace: own.replace.handler(({ input: { itemId, ...file }, context }) =>
      service.replace(itemId, file, context.actor),
    ),
    personal: own.personal.handler(({ input }) => service.personal(input.itemId)),
    putPersonal: own.putPersonal.handler(({ input: { itemId, ...file }, context }) =>
      service.putPersonal(itemId, file, context.actor),
    ),
    linkPersonal: own.linkPersonal.handler(({ input: { itemId, ...wish }, context }) =>
      service.linkPersonal(itemId, wish, context.actor),
    ),
    removePersonal: own.removePersonal.handler(({ input, context }) =>
      service.removePersonal(input.identityId, context.actor),
    ),
    createServer: own.createServer.handler(({ input, context }) => service.createServer(input, context.actor)),
    updateServer: own.updateServer.handler(({ input, context }) =>
      service.updateServer(input.itemId, input.server, context.actor),
    ),
    rename: own.rename.handler(({ input: { itemId, ...change }, context }) =>
      service.rename(itemId, change, context.actor),
    ),
    remove: own.remove.handler(({ input, context }) => service.remove(input.itemId, context.actor)),
    pem: own.pem.handler(({ input }) => service.pem(input.itemId)),
    trial: own.trial.handler(({ input }) => service.trial(input.itemId, input.deviceId)),
    signing: own.signing.handler(() => service.signing()),
    setSigning: own.setSigning.handler(({ input, context }) => service.setSigning(input.itemId, context.actor)),
    configured: own.configured.handler(({ input }) => service.configured(input)),
    renew: own.renew.handler(({ input, context }) => service.renew(input.orderId, context.actor)),
    revoke: own.revoke.handler(({ input, context }) => service.revoke(input.orderId, context.actor)),
  };
}
