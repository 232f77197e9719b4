import { createPublicKey } from 'node:crypto';
import { type Identity, signCms } from '../wire/cms-sign.ts';
import { encodePlistBytes, type PlistInput } from '../wire/plist.ts';
import type { DeviceState } from './state.ts';
import type { DeviceWiring } from './wiring.ts';

/** What a device can tell of itself before it enrolls, by the names Apple has for it. */
export function attributesOf(state: DeviceState): Record<string, PlistInput | undefined> {
  const imei = state.cellular?.imei;
  return {
    UDID: state.udid,
    SERIAL: state.serialNumber,
    PRODUCT: state.model.productName,
    VERSION: state.os.build,
    DEVICE_NAME: state.name,
    IMEI: imei,
    MEID: imei?.replaceAll(' ', '').slice(0, 14),
  };
}

/** Signs with the certificate Apple built into this device; the content travels inside. */
export async function signBuiltIn(
  content: Record<string, PlistInput | undefined>,
  state: DeviceState,
  wiring: Pick<DeviceWiring, 'keys' | 'clock' | 'factory'>,
): Promise<Buffer> {
  if (wiring.factory === undefined) throw new Error('This device came out of no factory: it has nothing to sign with.');
  const { key } = await wiring.keys.take(2048);
  const { certificate, chain } = wiring.factory.certify({ udid: state.udid, publicKey: createPublicKey(key) });
  const signer: Identity = { certificate, key };
  return signCms(encodePlistBytes(content), { signer, chain, signedAt: wiring.clock.now() });
}
