import { createPublicKey } from 'node:crypto';
import { certificateFingerprint, certificatePem, openAuthority } from '../../electron/identity/index.ts';
import { enrollmentIdentity } from '../../electron/protocol/index.ts';
import type { DeviceState, SimulatedApple } from '../../electron/simulator/index.ts';
import { type KeySealer, openStore, type Store } from '../../electron/store/index.ts';
import { systemClock } from '../../shared/clock.ts';
import { newId } from '../../shared/ids.ts';
import { silentLogger } from '../../shared/logger.ts';
import { type BenchDevice, benchIpad, pushAddressOf } from './enroll.ts';
import type { DeviceKey } from './keys.ts';

/** A device that lies in the store as if it had been enrolled a while ago. */
export interface SeededDevice extends BenchDevice {
  readonly deviceId: string;
}

export interface SeedOptions {
  readonly directory: string;
  readonly sealer: KeySealer;
  readonly apple: SimulatedApple;
  /** Topic of the push certificate. */
  readonly topic: string;
  readonly count: number;
  readonly key: () => DeviceKey;
  readonly onProgress: (done: number) => void;
}

const PER_UNIT = 500;
const APPS = 40;
const MONTH = 30 * 86_400_000;

/**
 * Writes enrolled devices straight into the store of an engine that is not running, with everything a served device has:
 * an identity this authority issued, push address in the vault, a first inventory and its answered command. Their keys
 * are real, so that they can connect.
 */
export async function seedDevices(options: SeedOptions): Promise<SeededDevice[]> {
  const { directory, sealer } = options;
  const store = openStore({ directory, sealer, clock: systemClock, logger: silentLogger });
  try {
    const authority = await openAuthority({ store, clock: systemClock, logger: silentLogger, organisation: 'Bench' });
    const seeded: SeededDevice[] = [];
    for (let from = 0; from < options.count; from += PER_UNIT) {
      const to = Math.min(from + PER_UNIT, options.count);
      await store.write((work) => {
        for (let index = from; index < to; index++) {
          const key = options.key();
          const issued = authority.prepareDeviceIdentity({
            der: Buffer.alloc(0),
            subject: Buffer.alloc(0),
            publicKeyInfo: createPublicKey(key.key).export({ type: 'spki', format: 'der' }),
            publicKey: key.key,
            challengePassword: undefined,
            subjectAltName: undefined,
          });
          issued.record(work, {});
          const state = benchIpad(index, APPS);
          // The generator's ids repeat now and then in thousands of devices; hardware ids do not.
          const udid = `00008030-${index.toString(16).padStart(16, '0').toUpperCase()}`;
          const deviceId = writeDevice(store, state, {
            ...options,
            index,
            udid,
            fingerprint: certificateFingerprint(issued.der),
          });
          const identity = { certificate: issued.der, certificatePem: certificatePem(issued.der), ...key };
          seeded.push({ deviceId, udid, identity });
        }
      });
      options.onProgress(to);
    }
    return seeded;
  } finally {
    store.close();
  }
}

function writeDevice(
  store: Store,
  state: DeviceState,
  how: { index: number; udid: string; fingerprint: string; topic: string; apple: SimulatedApple },
): string {
  const { index, udid, fingerprint, topic } = how;
  const now = systemClock.now();
  const enrolledAt = now - MONTH;
  const deviceId = newId(enrolledAt);
  const enrollmentId = newId(enrolledAt);
  const commandId = newId(enrolledAt);
  const { token, magic } = pushAddressOf(index);
  how.apple.apns.devices.register({ token, topic, onPush: () => {} });
  store.run((db) =>
    db.insertInto('device').values({
      id: deviceId,
      udid,
      serialNumber: `B${index.toString(36).padStart(9, '0').toUpperCase()}`,
      name: state.name,
      model: state.model.modelNumber,
      modelName: state.model.modelName,
      productName: state.model.productName,
      platform: 'iOS',
      family: 'iPad',
      osVersion: state.os.version,
      buildVersion: state.os.build,
      supervised: 1,
      passcodePresent: 1,
      batteryLevel: 0.8,
      capacityGb: state.capacityGiB,
      availableGb: state.capacityGiB - state.usedGiB,
      lastSeenAt: now - index * 1000,
      createdAt: enrolledAt,
    }),
  );
  store.run((db) =>
    db.insertInto('enrollment').values({
      id: enrollmentId,
      deviceId,
      key: enrollmentIdentity({ UDID: udid }).key,
      channel: 'device',
      userEnrollment: 0,
      state: 'enrolled',
      topic,
      accessRights: 8191,
      signMessage: 0,
      certificateFingerprint: fingerprint,
      pushTokenSecretId: store.vault.put('push-token', token),
      pushMagicSecretId: store.vault.put('push-magic', magic),
      unlockTokenSecretId: store.vault.put('unlock-token', Buffer.alloc(128, index)),
      pushState: 'ready',
      awaitingConfiguration: 0,
      authenticatedAt: enrolledAt,
      enrolledAt,
      tokenUpdatedAt: enrolledAt,
      lastConnectAt: now - index * 1000,
      wakeAttempts: 0,
    }),
  );
  store.run((db) => db.updateTable('certificate').set({ enrollmentId }).where('fingerprint', '=', fingerprint));
  store.run((db) =>
    db.insertInto('command').values({
      id: commandId,
      enrollmentId,
      deviceId,
      requestType: 'InstalledApplicationList',
      request: '{"RequestType":"InstalledApplicationList"}',
      state: 'acknowledged',
      open: 0,
      turn: 0,
      priority: 7,
      queuedAt: enrolledAt,
      queuedBy: 'system',
      stateAt: enrolledAt,
      firstSentAt: enrolledAt,
      lastSentAt: enrolledAt,
      answeredAt: enrolledAt,
      sendCount: 1,
      notNowCount: 0,
    }),
  );
  for (const { app, dynamicSize } of state.apps) {
    store.run((db) =>
      db
        .insertInto('installedApp')
        .values({
          deviceId,
          identifier: app.identifier,
          version: app.version,
          shortVersion: app.version,
          name: app.name,
          bundleSize: app.bundleSize,
          dynamicSize,
        })
        .onConflict((c) => c.doNothing()),
    );
  }
  store.run((db) =>
    db.insertInto('deviceReport').values({ deviceId, kind: 'apps', reportedAt: enrolledAt, commandId, body: '{}' }),
  );
  return deviceId;
}
