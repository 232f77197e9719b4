import { createRandom, seedOf } from '../random.ts';
import type { Message } from './channel.ts';
import { idsOf } from './ids.ts';
import type { DeviceState, ManagementState } from './state.ts';

/** A push address: APNs token and PushMagic. */
export interface PushAddress {
  token: Buffer;
  magic: string;
}

/** The push address of a device's `generation`th token; each restore, erase or token change makes a new one. */
export function pushAddress(state: DeviceState, generation: number): PushAddress {
  const random = createRandom(seedOf(state.seed, 'push', generation));
  return { token: random.bytes(32), magic: random.uuid() };
}

/** What only Macs tell of themselves at once; the others are asked for it. */
const macNames = ({ name, model }: DeviceState): Message =>
  model.platform === 'macOS' ? { DeviceName: name, Model: model.modelNumber, ModelName: model.modelName } : {};

/** The Authenticate message. */
export const authenticateMessage = (state: DeviceState, management: ManagementState): Message => ({
  MessageType: 'Authenticate',
  Topic: management.topic,
  ...idsOf({ ...state, management }),
  BuildVersion: state.os.build,
  ...macNames(state),
  ...hardware(state, management),
  OSVersion: state.os.version,
  ProductName: state.model.productName,
});

/** What names the hardware stays with the person under user enrollment. */
const hardware = (state: DeviceState, { enrollmentId }: ManagementState): Message =>
  enrollmentId === undefined
    ? {
        IMEI: state.cellular?.imei,
        MEID: state.cellular?.imei.replaceAll(' ', '').slice(0, 14),
        SerialNumber: state.serialNumber,
      }
    : {};

/** The TokenUpdate message; iOS escrows an unlock token when the server may lock and clear passcodes. */
export const tokenUpdateMessage = (state: DeviceState, management: ManagementState, address: PushAddress): Message => ({
  MessageType: 'TokenUpdate',
  Topic: management.topic,
  ...idsOf({ ...state, management }),
  PushMagic: address.magic,
  Token: address.token,
  AwaitingConfiguration: state.awaitingConfiguration ? true : undefined,
  UnlockToken:
    (management.accessRights & 4) !== 0 && management.enrollmentId === undefined ? state.unlockToken : undefined,
});

export const checkOutMessage = (state: DeviceState, management: ManagementState): Message => ({
  MessageType: 'CheckOut',
  Topic: management.topic,
  ...idsOf({ ...state, management }),
});
