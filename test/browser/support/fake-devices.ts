import { deviceFamilyOf, platformOf } from '../../../shared/catalogue/index.ts';
import type { DeviceDetail, EnrollmentSummary } from '../../../shared/contract/index.ts';
import { newId } from '../../../shared/ids.ts';

const MODELS = [
  ['iPad13,18', 'iPad (10th generation)', '18.6', 64],
  ['iPad14,1', 'iPad mini (6th generation)', '18.5', 64],
  ['iPad13,16', 'iPad Air (5th generation)', '26.0.1', 256],
  ['iPhone14,6', 'iPhone SE (3rd generation)', '18.6', 128],
  ['MacBookAir10,1', 'MacBook Air (M1, 2020)', '15.6', 256],
  ['iMac21,1', 'iMac (24-inch, M1, 2021)', '15.5', 512],
  ['Macmini9,1', 'Mac mini (M1, 2020)', '14.7', 256],
  ['AppleTV14,1', 'Apple TV 4K (3rd generation)', '18.5', 64],
] as const;
const PLACES = ['Room 101', 'Room 204', 'Library', 'Cart A', 'Cart B', 'Music', 'Staff room'];
const DAY = 86_400_000;

export const TOPIC = 'com.apple.mgmt.External.5b8a2c1e-6b7d-4d52-9a51-0c2f6a1e9d10';

/** The device with this number, counted from 0: the same each time, but for its id. */
export function fakeDevice(number: number, now: number): DeviceDetail {
  const [productName, modelName, osVersion, capacityGb] =
    MODELS[(number * 5 + (number >> 3)) % MODELS.length] ?? MODELS[0];
  const platform = platformOf(productName) ?? null;
  const family = deviceFamilyOf(productName) ?? null;
  const serialNumber = `F9FX${(number * 7919 + 10_007).toString(36).toUpperCase().padStart(6, '0')}`;
  const udid = `00008103-${(number * 104_729 + 4096).toString(16).toUpperCase().padStart(16, '0')}`;
  const state = number % 41 === 40 ? 'ended' : number % 29 === 28 ? 'pending' : 'enrolled';
  const pushState = state === 'pending' ? 'none' : number % 37 === 36 ? 'unregistered' : 'ready';
  const batteryLevel =
    family === 'AppleTV' || productName.startsWith('iMac') ? null : ((number * 37) % 95) / 100 + 0.05;
  const availableGb = Math.round(capacityGb * (((number * 13) % 80) / 100 + 0.05) * 10) / 10;
  const enrolledAt = state === 'pending' ? null : now - (number % 200) * DAY - 3_600_000;
  const supervised = number % 3 !== 0;
  const name = `${family ?? 'Device'} ${String(number + 1).padStart(4, '0')} – ${PLACES[number % PLACES.length]}`;
  const enrollment: EnrollmentSummary = {
    id: newId(now),
    channel: 'device',
    userShortName: null,
    state,
    endReason: state === 'ended' ? 'checked-out' : null,
    topic: TOPIC,
    // Some may not be erased by us.
    accessRights: number % 5 === 4 ? 8191 & ~8 : 8191,
    signMessage: false,
    userEnrollment: false,
    pushState,
    authenticatedAt: now - 200 * DAY,
    enrolledAt,
    tokenUpdatedAt: enrolledAt,
    endedAt: state === 'ended' ? now - DAY : null,
    lastConnectAt: now - 60_000,
    lastPushAt: now - 120_000,
    lastPushStatus: pushState === 'unregistered' ? 410 : 200,
    lastPushReason: pushState === 'unregistered' ? 'Unregistered' : null,
    nextWakeAt: null,
    certificate: {
      fingerprint: 'ab'.repeat(32),
      serial: '0A1B2C',
      notBefore: now - 200 * DAY,
      notAfter: now + 165 * DAY,
      revokedAt: null,
    },
  };
  return {
    id: newId(now),
    name,
    serialNumber,
    udid,
    modelName,
    productName,
    platform,
    family,
    osVersion,
    supervised,
    batteryLevel,
    capacityGb,
    availableGb,
    state,
    pushState,
    enrolledAt,
    lastSeenAt: state === 'pending' ? null : now - (number % 90) * 47_000,
    openCommands: 0,
    createdAt: now - 201 * DAY,
    model: 'MPQ03LL/A',
    buildVersion: '22G86',
    imei: null,
    meid: null,
    inactiveSince: null,
    restored: null,
    passcodePresent: number % 2 === 0,
    information: {
      ProductName: productName,
      ModelName: modelName,
      SerialNumber: serialNumber,
      UDID: udid,
      DeviceName: name,
      OSVersion: osVersion,
      BuildVersion: '22G86',
      DeviceCapacity: capacityGb,
      AvailableDeviceCapacity: availableGb,
      ...(batteryLevel === null ? {} : { BatteryLevel: batteryLevel }),
      WiFiMAC: '3c:06:30:1a:2b:3c',
      BluetoothMAC: '3c:06:30:1a:2b:3d',
      IsSupervised: supervised,
      IsActivationLockEnabled: false,
      LastCloudBackupDate: new Date(now - 3 * DAY).toISOString(),
      ServiceSubscriptions: [{ Slot: 'CTSubscriptionSlotOne', IsRoaming: false, PhoneNumber: '' }],
    },
    security: { PasscodePresent: number % 2 === 0, PasscodeCompliant: true, HardwareEncryptionCaps: 3 },
    restrictions: { restrictedBool: { allowCamera: { value: false }, allowAirDrop: { value: true } } },
    reports: {
      deviceInformation: now - 3_600_000,
      security: now - 3_600_000,
      restrictions: now - 3_600_000,
      apps: now - 3_600_000,
      profiles: now - 3_600_000,
      certificates: now - 3_600_000,
      osUpdates: null,
      osUpdateStatus: null,
      managedApps: null,
      media: null,
      provisioningProfiles: null,
    },
    enrollments: [enrollment],
    users: [],
    bootstrapTokenAt: null,
  };
}
