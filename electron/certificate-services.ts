import type { Certificates } from './certificates/index.ts';
import type { CertificateLibraryServices, VariableServices } from './rpc/index.ts';
import type { Variables } from './variables/index.ts';

/** Certificates as configuration and variables, in the shape the contract's handlers call. */
export function certificateServices(parts: {
  readonly certificates: Certificates;
  readonly variables: Variables;
}): CertificateLibraryServices & VariableServices {
  const { certificates, variables } = parts;
  const { library } = certificates;
  return {
    certificateLibrary: {
      list: () => library.list(),
      import: (input, actor) => library.import(input, actor.name),
      replace: (itemId, input, actor) => library.replace(itemId, input, actor.name),
      personal: (itemId) => certificates.personal.list(itemId),
      putPersonal: (itemId, { person, ...file }, actor) => certificates.personal.put(itemId, person, file, actor.name),
      linkPersonal: (itemId, { person, days }, actor) => certificates.link(itemId, person, days, actor.name),
      removePersonal: (identityId, actor) => certificates.personal.remove(identityId, actor.name),
      createServer: (server, actor) => library.createServer(server, actor.name),
      updateServer: (itemId, server, actor) => library.updateServer(itemId, server, actor.name),
      rename: (itemId, change, actor) => library.rename(itemId, change, actor.name),
      remove: (itemId, actor) => library.remove(itemId, actor.name),
      pem: (itemId) => library.pem(itemId),
      trial: (itemId, deviceId) => certificates.trial(itemId, deviceId === null ? {} : variables.valuesOf(deviceId)),
      signing: () => certificates.signing(),
      setSigning: (itemId, actor) => certificates.setSigning(itemId, actor.name),
      configured: (query) => certificates.configured(query),
      renew: (orderId, actor) => certificates.renew(orderId, actor.name),
      revoke: (orderId, actor) => certificates.revoke(orderId, actor.name),
    },
    variables: {
      list: () => variables.list(),
      forDevice: (deviceId) => variables.forDevice(deviceId),
      usage: (name) => variables.usage(name),
      setSource: (name, attributeId, actor) => variables.setSource(name, attributeId, actor.name),
    },
  };
}
