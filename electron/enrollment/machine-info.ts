import { compareVersions, deviceFamilyOf, platformOf } from '../../shared/catalogue/versions.ts';
import type { WaysSettings } from '../../shared/contract/ways.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { DeviceProof } from '../identity/index.ts';
import { decodePlistDict, deviceErrorBody, type PlistDict } from '../protocol/index.ts';

/** What a device tells of itself before it enrolls (Apple's schema, `MachineInfo`, and the attributes of over the air). */
export interface MachineInfo {
  readonly udid: string | undefined;
  readonly serialNumber: string | undefined;
  /** Such as `iPad14,1`. */
  readonly product: string | undefined;
  readonly osVersion: string | undefined;
  /** Whether it would update itself when it was told to, before it enrolls. */
  readonly canUpdate: boolean;
  readonly challenge: string | undefined;
}

/** What it says, and who signed it; `nobody` for a plain property list. */
export interface ToldInfo {
  readonly info: MachineInfo;
  readonly signer: DeviceProof['signer'] | 'nobody';
  readonly fingerprint: string | undefined;
  readonly certificateDer: Buffer | undefined;
}

/**
 * Reads what a device tells of itself, signed or not.
 *
 * @throws CartwrightError `bad-signature`, `bad-certificate` or `bad-plist`
 */
export function readMachineInfo(body: Buffer, open: (signed: Buffer) => DeviceProof): ToldInfo {
  // A SEQUENCE begins what is signed; a property list begins with “<” or “bplist”.
  if (body[0] !== 0x30) {
    const info = machineInfo(decodePlistDict(body));
    return { info, signer: 'nobody', fingerprint: undefined, certificateDer: undefined };
  }
  const { content, signer, fingerprint, certificateDer } = open(body);
  return { info: machineInfo(decodePlistDict(content)), signer, fingerprint, certificateDer };
}

function machineInfo(dict: PlistDict): MachineInfo {
  const text = (key: string): string | undefined => {
    const value = dict[key];
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw new CartwrightError('bad-plist', `${key} is no text.`);
    return value;
  };
  const challenge = dict.CHALLENGE;
  return {
    udid: text('UDID'),
    serialNumber: text('SERIAL'),
    product: text('PRODUCT'),
    osVersion: text('OS_VERSION'),
    canUpdate: dict.MDM_CAN_REQUEST_SOFTWARE_UPDATE === true,
    // Devices send the challenge back as text or as bytes, whatever it came as.
    challenge: challenge instanceof Uint8Array ? Buffer.from(challenge).toString() : text('CHALLENGE'),
  };
}

/** Whether who signed is good enough. `apple` takes only what Apple built into devices. */
export function isProven(signer: ToldInfo['signer'], wanted: WaysSettings['deviceProof']): boolean {
  return wanted === 'any' || signer === 'device';
}

/** A 403 in the form devices read (Apple's schema, mdm/errors). */
export interface DeviceRefusal {
  readonly status: 403;
  readonly body: Buffer;
  readonly reason: 'device-not-supported' | 'update-required';
}

/**
 * Why a device that asks for its profile cannot have it, told in Apple's machine-readable form; undefined when it can.
 * An update is asked for only of devices that say they would make it.
 */
export function unfit(info: MachineInfo, minimumOs: WaysSettings['minimumOs']): DeviceRefusal | undefined {
  const { product = '', osVersion } = info;
  if (deviceFamilyOf(product) === 'Watch') {
    const body = deviceErrorBody(
      'com.apple.unrecognized.device',
      'Watches are not enrolled by this server.',
      'An Apple Watch cannot be enrolled here.',
    );
    return { status: 403, body, reason: 'device-not-supported' };
  }
  const platform = platformOf(product);
  const least = platform === 'iOS' || platform === 'macOS' ? minimumOs[platform] : null;
  if (least === null || osVersion === undefined || !info.canUpdate) return undefined;
  if ((compareVersions(osVersion, least) ?? 0) >= 0) return undefined;
  const body = deviceErrorBody(
    'com.apple.softwareupdate.required',
    `The server takes devices from version ${least} on.`,
    `This device needs version ${least} or newer before it can be enrolled.`,
    { OSVersion: least },
  );
  return { status: 403, body, reason: 'update-required' };
}
