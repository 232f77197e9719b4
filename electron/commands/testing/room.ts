import type { Insertable } from 'kysely';
import { newId } from '../../../shared/ids.ts';
import { type Logger, silentLogger } from '../../../shared/logger.ts';
import type { Timers } from '../../../shared/timers.ts';
import { InventoryService } from '../../inventory/index.ts';
import {
  type Connect,
  connectFromDict,
  decodePlistDict,
  encodePlistBytes,
  type PlistDict,
} from '../../protocol/index.ts';
import {
  type DeviceTable,
  type EnrollmentTable,
  openMemoryStore,
  type Store,
  type StoredEvent,
  type UnitOfWork,
} from '../../store/index.ts';
import { openVariables } from '../../variables/index.ts';
import { type CommandService, type ConnectedEnrollment, type ConnectMessage, openCommands } from '../index.ts';
import { readPlainProfile } from './plain-profile.ts';

/** Time that passes when a test says so. */
export class TestClock {
  time = 1_800_000_000_000;
  now(): number {
    return this.time;
  }
}

/** Timers that run when a test says so. */
export class TestTimers implements Timers {
  readonly waiting = new Map<number, () => void>();
  #next = 1;
  after(_ms: number, action: () => void): () => void {
    const handle = this.#next++;
    this.waiting.set(handle, action);
    return () => this.waiting.delete(handle);
  }
  runAll(): void {
    const actions = [...this.waiting.values()];
    this.waiting.clear();
    for (const action of actions) action();
  }
}

/** The room of commands with the real store and inventory; push is a list of what it was told. */
export interface TestRoom {
  clock: TestClock;
  timers: TestTimers;
  store: Store;
  inventory: InventoryService;
  commands: CommandService;
  events: StoredEvent[];
  wakes: Array<{ enrollmentId: string; urgent: boolean }>;
  settled: Array<{ enrollmentId: string; hasOpenCommands: boolean }>;
  erased: ConnectedEnrollment[];
}

export function openRoom(
  options: {
    store?: Store;
    clock?: TestClock;
    logger?: Logger;
    mayAsk?: () => { readonly allApps: boolean; readonly location: boolean };
  } = {},
): TestRoom {
  const clock = options.clock ?? new TestClock();
  const timers = new TestTimers();
  const logger = options.logger ?? silentLogger;
  const store = options.store ?? openMemoryStore({ clock, logger });
  const inventory = new InventoryService({ store, logger, timers });
  const room: Omit<TestRoom, 'commands'> = {
    clock,
    timers,
    store,
    inventory,
    events: [],
    wakes: [],
    settled: [],
    erased: [],
  };
  store.subscribe((events) => room.events.push(...events));
  const commands = openCommands({
    store,
    logger,
    inventory,
    valuesOf: openVariables({ store, uses: () => [] }).valuesOf,
    wakeUps: {
      scheduleWake: (_work, enrollmentId, { urgent = false } = {}) => void room.wakes.push({ enrollmentId, urgent }),
      settle: (_work, enrollmentId, hasOpenCommands) => void room.settled.push({ enrollmentId, hasOpenCommands }),
    },
    onErased: (_work: UnitOfWork, enrollment) => void room.erased.push(enrollment),
    onRemoved: () => {},
    mdmProfileIdentifier: 'org.cartwright.enrollment',
    timers,
    mdmServerUrl: () => 'https://mdm.brook.example/mdm/connect',
    readProfile: readPlainProfile,
    ...(options.mayAsk === undefined ? {} : { mayAsk: options.mayAsk }),
  });
  return { ...room, commands };
}

/** Adds an enrolled iPad, unless told otherwise. */
export async function addDevice(
  store: Store,
  about: { device?: Partial<Insertable<DeviceTable>>; enrollment?: Partial<Insertable<EnrollmentTable>> } = {},
): Promise<ConnectedEnrollment> {
  const deviceId = newId();
  const id = newId();
  await store.write((work) => {
    store.run((db) =>
      db.insertInto('device').values({
        id: deviceId,
        udid: deviceId,
        serialNumber: `SN${deviceId.slice(-8)}`,
        platform: 'iOS',
        family: 'iPad',
        productName: 'iPad14,1',
        osVersion: '17.4',
        supervised: 1,
        createdAt: work.now,
        ...about.device,
      }),
    );
    store.run((db) =>
      db.insertInto('enrollment').values({
        id,
        deviceId,
        key: deviceId,
        channel: 'device',
        userEnrollment: 0,
        state: 'enrolled',
        topic: 'com.apple.mgmt.test',
        accessRights: 8191,
        signMessage: 0,
        pushState: 'ready',
        awaitingConfiguration: 0,
        authenticatedAt: work.now,
        enrolledAt: work.now,
        wakeAttempts: 0,
        ...about.enrollment,
      }),
    );
  });
  return { id, deviceId };
}

/** A connect as the listener hands it over. */
export function connectMessage(body: { Status: Connect['status']; CommandUUID?: string } & PlistDict): ConnectMessage {
  const raw = encodePlistBytes({ UDID: '00008030-000000000000001E', ...body });
  return { raw, connect: connectFromDict(decodePlistDict(raw)) };
}

export const idle = (): ConnectMessage => connectMessage({ Status: 'Idle' });

/** The CommandUUID and Command of a body that was answered to a connect. */
export function commandIn(body: Buffer | null): { id: string; command: PlistDict } | null {
  if (body === null) return null;
  const { CommandUUID, Command } = decodePlistDict(body);
  return { id: CommandUUID as string, command: Command as PlistDict };
}
