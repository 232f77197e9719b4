import type { Bit } from './schema-bits.ts';

/** What a secret of a device is good for. */
export type DeviceSecretKind =
  | 'activation-lock-bypass'
  | 'recovery-lock'
  | 'firmware-password'
  | 'filevault-key'
  /** A FileVault recovery key that only another key than ours opens: base64 of the CMS message. */
  | 'filevault-key-sealed';

/** A code or password by which people get at a device; the vault holds it. One of a kind is current. */
export interface DeviceSecretTable {
  id: string;
  deviceId: string;
  kind: DeviceSecretKind;
  secretId: string;
  commandId: string | null;
  current: Bit;
  keptAt: number;
  /** Who asked for the command that brought it. */
  keptBy: string;
  /** What the device said when it was last asked whether this is right; null when it never was. */
  verified: Bit | null;
  verifiedAt: number | null;
}

/** Where a lost device said it was. */
export interface DevicePlaceTable {
  id: string;
  deviceId: string;
  /** When it was there. */
  at: number;
  latitude: number;
  longitude: number;
  /** Metres, as the next two. */
  horizontalAccuracy: number | null;
  verticalAccuracy: number | null;
  altitude: number | null;
  /** Metres per second. */
  speed: number | null;
  /** Degrees from north. */
  course: number | null;
  reportedAt: number;
  commandId: string | null;
  askedBy: string;
}
