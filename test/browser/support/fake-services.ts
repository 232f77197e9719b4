import { evaluate, type KnownDevice } from '../../../electron/inventory/testing/evaluate.ts';
import type { Services } from '../../../electron/rpc/index.ts';
import { coerceCommand, commandDefinition, validateCommand } from '../../../shared/catalogue/index.ts';
import type {
  CommandDetail,
  DeviceDetail,
  DeviceFilter,
  DeviceRow,
  Event,
  Refusal,
  Status,
} from '../../../shared/contract/index.ts';
import { CartwrightError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import { answerOf, appsOf, certificatesOf, compare, contextOf, reasonOf } from './fake-answers.ts';
import { managedAppsOf } from './fake-apps.ts';
import { fakeDevice } from './fake-devices.ts';
import { type FakeEnrollment, playEnrollment } from './fake-enrollment.ts';
import { playKnowledge } from './fake-knowledge.ts';
import { type FakeSystem, playSystem } from './fake-system.ts';

/** What of the engine is played; nothing else may be asked of it. */
export type FakeServices = FakeEnrollment &
  FakeSystem & {
    devices: Pick<
      Services['devices'],
      | 'list'
      | 'get'
      | 'apps'
      | 'managedApps'
      | 'media'
      | 'profiles'
      | 'provisioningProfiles'
      | 'certificates'
      | 'osUpdates'
      | 'refresh'
      | 'wake'
      | 'endManagement'
      | 'knowledge'
      | 'checkSecret'
      | 'showPlaces'
      | 'forgetPlaces'
    >;
    commands: Pick<Services['commands'], 'queue' | 'check' | 'list' | 'get' | 'cancel'>;
    secrets: Services['secrets'];
    events: Pick<Services['events'], 'list' | 'lastSeq' | 'subscribe' | 'subscribeSeen'>;
  };

/** A school in memory behind the contract: for states of the console that a real engine reaches only with effort. */
export interface FakeSchool {
  /** Handed to the real router; tokens come from the real sign-in. */
  readonly services: FakeServices;
  readonly devices: DeviceDetail[];
  readonly commands: CommandDetail[];
  /** How many times each list was asked for, by method. */
  readonly calls: Map<string, number>;
  /** Counts a call of a method, and fails when that was wished for. */
  ask(method: string): void;
  /** Makes a method fail from now on, e.g. `devices.list`; undefined makes it work again. */
  fail(method: string, error: Error | undefined): void;
  /** Changes a device and tells of it. */
  change(device: DeviceDetail, part: Partial<DeviceRow>, type?: string): void;
  /** A device was just seen. */
  see(device: DeviceDetail): void;
  addDevice(): DeviceDetail;
  answer(commandId: string, state: 'sent' | 'not-now' | 'acknowledged' | 'error'): void;
  /** Tells the windows that something happened. */
  tell(type: string, part?: Partial<Event>): void;
  setPush(state: Status['push']['certificate']['state']): void;
  enqueue(deviceId: string, request: { RequestType: string }, queuedBy: string): CommandDetail;
}

/** What filters ask of a device, by the meaning the engine's SQL is held against. */
function holds(device: DeviceDetail, filter: DeviceFilter | undefined): boolean {
  const values = { ...device, availableShare: (device.availableGb ?? 0) / (device.capacityGb ?? 1) };
  const sets = { app: appsOf(device).map(({ identifier }) => identifier) };
  return (
    filter === undefined || evaluate(filter, { values: values as unknown as KnownDevice['values'], sets }, Date.now())
  );
}

export function createFakeSchool(count: number): FakeSchool {
  const now = (): number => Date.now();
  const devices = Array.from({ length: count }, (_, index) => fakeDevice(index, now()));
  const commands: CommandDetail[] = [];
  const events: Event[] = [];
  const failures = new Map<string, Error>();
  const calls = new Map<string, number>();
  const eventListeners = new Set<(events: readonly Event[]) => void>();
  const seenListeners = new Set<(seen: readonly { deviceId: string; at: number }[]) => void>();

  const asked = (method: string): void => {
    calls.set(method, (calls.get(method) ?? 0) + 1);
    const failure = failures.get(method);
    if (failure !== undefined) throw failure;
  };
  const tell = (type: string, part: Partial<Event> = {}): void => {
    const event: Event = {
      seq: events.length + 1,
      at: now(),
      type,
      deviceId: null,
      enrollmentId: null,
      commandId: null,
      actor: 'device',
      data: {},
      ...part,
    };
    events.push(event);
    for (const listener of eventListeners) listener([event]);
  };
  const find = (deviceId: string): DeviceDetail => {
    const device = devices.find(({ id }) => id === deviceId);
    if (device === undefined) throw new CartwrightError('not-found', 'There is no such device.');
    return device;
  };
  const judge = (deviceIds: string[], command: { RequestType: string }) => {
    const { command: plist, findings } = coerceCommand(command, commandDefinition(command.RequestType));
    const fits: string[] = [];
    const refused: Refusal[] = [];
    const warnings: Refusal[] = [];
    for (const deviceId of deviceIds) {
      const all = [...findings, ...validateCommand(plist, contextOf(find(deviceId)))];
      const [no, maybe] = [all.filter((f) => f.severity === 'refuse'), all.filter((f) => f.severity === 'warn')];
      if (no.length > 0) refused.push({ deviceId, reasons: no.map(reasonOf) });
      else fits.push(deviceId);
      if (maybe.length > 0 && no.length === 0) warnings.push({ deviceId, reasons: maybe.map(reasonOf) });
    }
    return { fits, refused, warnings };
  };
  const commandOf = (commandId: string): CommandDetail => {
    const command = commands.find(({ id }) => id === commandId);
    if (command === undefined) throw new CartwrightError('not-found', 'There is no such command.');
    return command;
  };
  const enqueue = (deviceId: string, request: { RequestType: string }, queuedBy: string): CommandDetail => {
    const device = find(deviceId);
    const at = now();
    const command: CommandDetail = {
      id: newId(at),
      deviceId,
      deviceName: device.name,
      enrollmentId: device.enrollments[0]?.id ?? newId(at),
      requestType: request.RequestType,
      state: 'queued',
      queuedAt: at,
      queuedBy,
      stateAt: at,
      firstSentAt: null,
      lastSentAt: null,
      sendCount: 0,
      notNowCount: 0,
      lastNotNowAt: null,
      answeredAt: null,
      expiresAt: null,
      errorSummary: null,
      request,
      hasSecrets: false,
      result: null,
    };
    commands.unshift(command);
    device.openCommands += 1;
    tell('command.queued', {
      deviceId,
      commandId: command.id,
      actor: queuedBy,
      data: { requestType: request.RequestType },
    });
    return command;
  };
  const settle = (command: CommandDetail, part: Partial<CommandDetail>): void => {
    Object.assign(command, { stateAt: now() }, part);
    if (part.answeredAt !== undefined || part.state === 'cancelled') find(command.deviceId).openCommands -= 1;
    tell(`command.${command.state}`, {
      deviceId: command.deviceId,
      commandId: command.id,
      data: { requestType: command.requestType },
    });
  };
  const system = playSystem({ devices, tell, now, lastSeq: () => events.length });

  for (const device of devices.slice(0, 20)) tell('enrollment.enrolled', { deviceId: device.id, at: now() - 60_000 });

  return {
    devices,
    commands,
    calls,
    ask: asked,
    fail(method, error) {
      if (error === undefined) failures.delete(method);
      else failures.set(method, error);
    },
    change(device, part, type = 'command.acknowledged') {
      Object.assign(device, part);
      tell(type, { deviceId: device.id, data: { requestType: 'DeviceInformation' } });
    },
    see(device) {
      device.lastSeenAt = now();
      for (const listener of seenListeners) listener([{ deviceId: device.id, at: device.lastSeenAt }]);
    },
    addDevice() {
      const device = fakeDevice(devices.length, now());
      devices.push(device);
      tell('device.added', { deviceId: device.id });
      return device;
    },
    answer(commandId, state) {
      const command = commandOf(commandId);
      const at = now();
      const sends = { state, firstSentAt: command.firstSentAt ?? at, lastSentAt: at, sendCount: command.sendCount + 1 };
      if (state === 'sent') settle(command, sends);
      else if (state === 'not-now') settle(command, { state, notNowCount: command.notNowCount + 1, lastNotNowAt: at });
      else settle(command, { state, answeredAt: at, ...answerOf(state, command, at) });
    },
    enqueue,
    tell,
    setPush: system.setPush,
    services: {
      devices: {
        list(query) {
          asked('devices.list');
          const words = (query.search ?? '').toLowerCase();
          const found = devices.filter(
            (device) =>
              `${device.name} ${device.serialNumber} ${device.modelName} ${device.udid}`
                .toLowerCase()
                .includes(words) &&
              (query.platform === undefined || device.platform === query.platform) &&
              (query.family === undefined || device.family === query.family) &&
              (query.state === undefined || device.state === query.state) &&
              holds(device, query.filter),
          );
          const sign = query.direction === 'asc' ? 1 : -1;
          const sortOf = (device: DeviceDetail): unknown => Reflect.get(device, query.sort);
          found.sort((a, b) => sign * compare(sortOf(a), sortOf(b)) || compare(a.id, b.id));
          return { total: found.length, rows: found.slice(query.offset, query.offset + query.limit) };
        },
        get(deviceId) {
          asked('devices.get');
          return find(deviceId);
        },
        apps: (deviceId) => appsOf(find(deviceId)),
        profiles: () => [],
        certificates: (deviceId) => certificatesOf(find(deviceId), now()),
        osUpdates: () => [],
        ...playKnowledge({ find, asked, now }),
        managedApps: (deviceId) => managedAppsOf(find(deviceId), now()),
        media: () => [],
        provisioningProfiles: () => [],
        async refresh(deviceIds, actor) {
          asked('devices.refresh');
          for (const id of deviceIds) enqueue(id, { RequestType: 'DeviceInformation' }, actor.name);
          return { queued: deviceIds.length };
        },
        async endManagement(deviceId) {
          const device = find(deviceId);
          enqueue(deviceId, { RequestType: 'RemoveProfile' }, 'administrator');
          return device;
        },
        async wake(deviceIds) {
          const unreachable = deviceIds.filter((id) => find(id).pushState !== 'ready');
          return { woken: deviceIds.length - unreachable.length, unreachable };
        },
      },
      commands: {
        async queue({ deviceIds, command }, actor) {
          asked('commands.queue');
          const { fits, refused } = judge(deviceIds, command);
          const queued = fits.map((deviceId) => {
            const { id, enrollmentId } = enqueue(deviceId, command, actor.name);
            return { commandId: id, deviceId, enrollmentId, alreadyQueued: false };
          });
          return { queued, refused };
        },
        check: ({ deviceIds, command }) => judge(deviceIds, command),
        list: (query) => ({
          rows: commands.filter(({ deviceId }) => query.deviceId === undefined || deviceId === query.deviceId),
        }),
        get: commandOf,
        async cancel({ commandId }) {
          settle(commandOf(commandId), { state: 'cancelled' });
          return commandOf(commandId);
        },
      },
      secrets: {
        async reveal(which) {
          asked('secrets.reveal');
          if ('commandId' in which) return { kind: 'pin', value: '482915' };
          find(which.deviceId);
          return { kind: 'recovery-lock', value: 'correct horse battery' };
        },
      },
      events: {
        list(query) {
          asked('events.list');
          return events
            .filter(
              ({ seq, deviceId }) =>
                seq < (query.before ?? Number.POSITIVE_INFINITY) &&
                (query.deviceId === undefined || deviceId === query.deviceId),
            )
            .reverse()
            .slice(0, query.limit);
        },
        lastSeq: () => events.length,
        subscribe(listener) {
          eventListeners.add(listener);
          return () => eventListeners.delete(listener);
        },
        subscribeSeen(listener) {
          seenListeners.add(listener);
          return () => seenListeners.delete(listener);
        },
      },
      ...playEnrollment({ tell, now }),
      ...system.services,
    },
  };
}
