import type { FieldValue } from '../../shared/contract/devices.ts';
import { newId } from '../../shared/ids.ts';
import { silentLogger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import { openMemoryStore, type PushState, type Store } from '../store/index.ts';
import { type Activity, type ActivityPorts, openActivity } from './index.ts';

export const NOW = 1_800_000_000_000;
export const DAY = 86_400_000;
export const TOPIC = 'com.apple.mgmt.test';

/** The room over a real store, with ports that tests turn. */
export interface TestActivity {
  clock: { time: number; now(): number };
  store: Store;
  activity: Activity;
  ports: { -readonly [K in keyof ActivityPorts]: ActivityPorts[K] };
  /** Attributes that were set, by device and attribute; enrollments that were woken. */
  marks: Map<string, FieldValue>;
  woken: string[];
  /** Presence tells that a device was just heard of. */
  seen(deviceId: string): void;
  /** Runs what was put off. */
  pass(): void;
}

export function openTestActivity(): TestActivity {
  const clock = { time: NOW, now: () => clock.time };
  const store = openMemoryStore({ clock, logger: silentLogger });
  const waiting = new Map<number, { ms: number; action: () => void }>();
  let next = 0;
  const timers: Timers = {
    after(ms, action) {
      const handle = next++;
      waiting.set(handle, { ms, action });
      return () => waiting.delete(handle);
    },
  };
  const ports: TestActivity['ports'] = {
    push: () => ({
      certificate: { state: 'ready', topic: TOPIC, notAfter: NOW + 300 * DAY },
      connection: 'connected',
      lastError: null,
    }),
    tls: () => ({ notAfterAt: NOW + 300 * DAY, source: 'built-in' }),
    rootNotAfterAt: () => NOW + 3000 * DAY,
    libraryEnding: () => [],
    listenerUrl: () => 'https://mdm.school.example',
    failures: () => [],
    disk: () => ({ freeBytes: 100 * 1024 ** 3, totalBytes: 500 * 1024 ** 3 }),
    lastBackupAt: () => clock.time,
  };
  const marks = new Map<string, FieldValue>();
  const woken: string[] = [];
  let hear: (seen: readonly { deviceId: string }[]) => void = () => {};
  const activity = openActivity({
    store,
    logger: silentLogger,
    ports,
    timers,
    silence: {
      wake: (_work, enrollmentId) => void woken.push(enrollmentId),
      setAttribute(_work, deviceId, attributeId, value) {
        const key = `${deviceId} ${attributeId}`;
        const before = marks.get(key) ?? null;
        marks.set(key, value);
        return before;
      },
      attribute: (deviceId, attributeId) => marks.get(`${deviceId} ${attributeId}`) ?? null,
      subscribeSeen(listener) {
        hear = listener;
        return () => {};
      },
    },
  });
  return {
    clock,
    store,
    activity,
    ports,
    marks,
    woken,
    seen: (deviceId) => hear([{ deviceId }]),
    pass() {
      const now = [...waiting.values()];
      waiting.clear();
      for (const { action } of now) action();
    },
  };
}

/** An enrolled device. */
export async function addDevice(
  store: Store,
  about: {
    name?: string;
    serialNumber?: string;
    lastSeenAt?: number;
    pushState?: PushState;
    topic?: string;
    identityNotAfter?: number;
  } = {},
): Promise<{ deviceId: string; enrollmentId: string }> {
  const [deviceId, enrollmentId] = [newId(), newId()];
  const now = store.clock.now();
  await store.write(() => {
    store.run((db) =>
      db.insertInto('device').values({
        id: deviceId,
        udid: deviceId,
        name: about.name ?? 'Class iPad',
        serialNumber: about.serialNumber ?? null,
        lastSeenAt: about.lastSeenAt ?? now,
        createdAt: now,
      }),
    );
    store.run((db) =>
      db.insertInto('enrollment').values({
        id: enrollmentId,
        deviceId,
        key: deviceId,
        channel: 'device',
        userEnrollment: 0,
        state: 'enrolled',
        topic: about.topic ?? TOPIC,
        accessRights: 8191,
        signMessage: 0,
        pushState: about.pushState ?? 'ready',
        awaitingConfiguration: 0,
        authenticatedAt: now,
        enrolledAt: now,
        certificateFingerprint: enrollmentId,
        wakeAttempts: 0,
      }),
    );
    store.run((db) =>
      db.insertInto('certificate').values({
        fingerprint: enrollmentId,
        serial: '01',
        purpose: 'device-identity',
        subject: 'CN=Device',
        issuer: 'CN=Root',
        notBefore: now,
        notAfter: about.identityNotAfter ?? now + 300 * DAY,
        der: Buffer.alloc(1),
        enrollmentId,
        issuedAt: now,
      }),
    );
  });
  return { deviceId, enrollmentId };
}
