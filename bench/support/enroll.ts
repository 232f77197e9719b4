import { certificatePem } from '../../electron/identity/index.ts';
import {
  authenticateMessage,
  createHttpClient,
  type DeviceIdentity,
  type DeviceState,
  type HttpAnswer,
  makeDevice,
  obtainCertificate,
  openChannel,
  readProfile,
  type SimulatedApple,
  tokenUpdateMessage,
} from '../../electron/simulator/index.ts';
import type { DeviceKey } from './keys.ts';

/** A device that came in over the wire, as far as later cases need it. */
export interface BenchDevice {
  readonly udid: string;
  readonly identity: DeviceIdentity;
}

/** The `index`th iPad of the bench; the same one in every run. */
export function benchIpad(index: number, apps = 60): DeviceState {
  return makeDevice({ seed: 2, index, family: 'iPad', now: Date.now(), apps, supervised: true });
}

type Json = { readonly [key: string]: unknown };

/**
 * Enrolls one device as a device does it: profile, SCEP (capabilities, authority, request), Authenticate and
 * TokenUpdate, over three connections. It registers for pushes and then ignores them.
 */
export async function enrollDevice(options: {
  link: string;
  trustPem: string;
  apple: SimulatedApple;
  key: DeviceKey;
  index: number;
}): Promise<BenchDevice> {
  const { link, trustPem, apple, key, index } = options;
  const state = benchIpad(index);
  const profileLine = createHttpClient({ trustPem });
  const profile = readProfile(expect200(await profileLine.send({ method: 'GET', url: `${link}/profile` })));
  profileLine.close();
  const payload = (type: string): Json => profile.payloads.find(({ PayloadType }) => PayloadType === type) ?? {};
  const scep = payload('com.apple.security.scep').PayloadContent as Json;
  const mdm = payload('com.apple.mdm');

  const scepLine = createHttpClient({ trustPem });
  const { certificate } = await obtainCertificate({
    url: String(scep.URL),
    fetch: (request) => scepLine.send(request),
    key: key.key,
    subject: [['CN', state.serialNumber]],
    challenge: String(scep.Challenge),
    usage: { digitalSignature: true, keyEncipherment: true },
    now: Date.now(),
  });
  scepLine.close();

  const identity = { certificate, certificatePem: certificatePem(certificate), ...key };
  const signMessage = mdm.SignMessage === true;
  const channel = openChannel({
    serverUrl: String(mdm.ServerURL),
    checkInUrl: String(mdm.CheckInURL),
    identity,
    trustPem,
    signMessage,
    presentCertificate: !signMessage,
  });
  const management = {
    accessRights: Number(mdm.AccessRights),
    profileIdentifier: profile.identifier,
    topic: String(mdm.Topic),
    serverUrl: String(mdm.ServerURL),
    checkInUrl: String(mdm.CheckInURL),
    checkOutWhenRemoved: true,
  };
  const address = pushAddressOf(index);
  expect200(await channel.checkIn(authenticateMessage(state, management)));
  apple.apns.devices.register({ token: address.token, topic: management.topic, onPush: () => {} });
  expect200(await channel.checkIn(tokenUpdateMessage(state, management, address)));
  channel.close();
  return { udid: state.udid, identity };
}

/** Push token and magic of the `index`th device. */
export function pushAddressOf(index: number): { token: Buffer; magic: string } {
  const token = Buffer.alloc(32);
  token.writeUInt32BE(index + 1, 28);
  return { token, magic: `00000000-0000-4000-8000-${(index + 1).toString(16).padStart(12, '0')}`.toUpperCase() };
}

function expect200(answer: HttpAnswer): Buffer {
  if (answer.status !== 200) throw new Error(`A step of an enrollment was answered ${answer.status}.`);
  return answer.body;
}
