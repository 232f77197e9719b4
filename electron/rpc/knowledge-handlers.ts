import type { Api } from './api.ts';
import type { Services } from './services.ts';

/** The handlers of what one device told beside its lists: each calls one service. */
export function knowledgeHandlers(api: Api, devices: Services['devices']) {
  return {
    knowledge: api.devices.knowledge.handler(({ input }) => devices.knowledge(input.deviceId)),
    checkSecret: api.devices.checkSecret.handler(({ input: { deviceId, secretId }, context }) =>
      devices.checkSecret(deviceId, secretId, context.actor),
    ),
    showPlaces: api.devices.showPlaces.handler(({ input, context }) =>
      devices.showPlaces(input.deviceId, context.actor),
    ),
    forgetPlaces: api.devices.forgetPlaces.handler(({ input, context }) =>
      devices.forgetPlaces(input.deviceId, context.actor),
    ),
  };
}
