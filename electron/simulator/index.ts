/** The simulator: Apple's devices and services, played on this machine over the real wire protocols. */
export type { AuthorityState } from './apple/authority.ts';
export type { PushAnswer } from './apple/push-checks.ts';
export type { PushFaults } from './apple/push-faults.ts';
export type { PushPortal } from './apple/push-portal.ts';
export type { RegisterRequest, Registration } from './apple/push-registry.ts';
export type { PushServer, PushStats } from './apple/push-server.ts';
export { type SimulatedApple, type SimulatedAppleOptions, startSimulatedApple } from './apple/simulated-apple.ts';
export {
  type AccountWay,
  askForProfile,
  discover,
  type SignInRefused,
  signIn,
  signInUrlOf,
} from './devices/account-sign-in.ts';
export { act } from './devices/actions.ts';
export { attributesOf, signBuiltIn } from './devices/built-in.ts';
export { type Channel, type ChannelOptions, type Exchange, type Message, openChannel } from './devices/channel.ts';
export { authenticateMessage, tokenUpdateMessage } from './devices/check-in.ts';
export { type DeviceStatus, SimulatedDevice } from './devices/device.ts';
export { digestResponse } from './devices/digest.ts';
export type { Invitation, WayIn } from './devices/enroll.ts';
export { execute } from './devices/execute.ts';
export type { DeviceIdentity } from './devices/identity-request.ts';
export { createKeyPool } from './devices/key-pool.ts';
export { makeDevice } from './devices/make-device.ts';
export { profileServiceIn } from './devices/over-the-air.ts';
export { readProfile } from './devices/profile-file.ts';
export type { DeviceState } from './devices/state.ts';
export type { DeviceEvent, Temperament } from './devices/wiring.ts';
export {
  createFleet,
  type EnrollResult,
  type Fleet,
  type FleetEvent,
  type FleetMix,
  type FleetOptions,
  type FleetSummary,
  SCHOOL,
  STEADY_IPADS,
} from './fleet.ts';
export { readScenario } from './scenario/format.ts';
export { obtainCertificate, type ScepOptions } from './scep/client.ts';
export { type Identity, mdmSignature, signCms } from './wire/cms-sign.ts';
export { createHttpClient, type HttpAnswer, type HttpClient } from './wire/http.ts';
