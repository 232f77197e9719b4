import type {
  Configurator,
  ConfiguratorOrganization,
  MadeFile,
  WifiProfileInput,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';
import type { Actor } from './services.ts';

/** What Apple Configurator is given; see the contract for what each does. */
export interface ConfiguratorServices {
  configurator(): Configurator;
  setConfiguratorOrganization(organization: ConfiguratorOrganization, actor: Actor): Promise<Configurator>;
  /** @throws CartwrightError `conflict` when there is one and it is not to be replaced, as the following */
  createSupervisionIdentity(input: { replace: boolean }, actor: Actor): Promise<Configurator>;
  /** @throws CartwrightError `bad-certificate` */
  importSupervisionIdentity(
    input: { file: string; key?: string | undefined; passphrase?: string | undefined; replace: boolean },
    actor: Actor,
  ): Promise<Configurator>;
  /** @throws CartwrightError `not-found`, as the following */
  exportSupervisionIdentity(input: { passphrase: string }, actor: Actor): Promise<MadeFile>;
  supervisionCertificate(): MadeFile;
  wifiProfile(input: WifiProfileInput): MadeFile;
}

/** The handlers about Apple Configurator. */
export function configuratorHandlers(api: Api, services: ConfiguratorServices) {
  const own = api.enrollment;
  return {
    configurator: own.configurator.handler(() => services.configurator()),
    setConfiguratorOrganization: own.setConfiguratorOrganization.handler(({ input, context }) =>
      services.setConfiguratorOrganization(input, context.actor),
    ),
    createSupervisionIdentity: own.createSupervisionIdentity.handler(({ input, context }) =>
      services.createSupervisionIdentity(input, context.actor),
    ),
    importSupervisionIdentity: own.importSupervisionIdentity.handler(({ input, context }) =>
      services.importSupervisionIdentity(input, context.actor),
    ),
    exportSupervisionIdentity: own.exportSupervisionIdentity.handler(({ input, context }) =>
      services.exportSupervisionIdentity(input, context.actor),
    ),
    supervisionCertificate: own.supervisionCertificate.handler(() => services.supervisionCertificate()),
    wifiProfile: own.wifiProfile.handler(({ input }) => services.wifiProfile(input)),
  };
}
