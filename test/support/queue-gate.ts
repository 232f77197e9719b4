import { Agent, request } from 'node:https';
import { type CommandService, openCommands } from '../../electron/commands/index.ts';
import {
  enrolledDevice,
  openSchoolOfToday,
  type School,
  type TestDevice,
} from '../../electron/enrollment/testing/school.ts';
import { callerIdentifier, callerRecogniser, ScepService } from '../../electron/identity/index.ts';
import { InventoryService } from '../../electron/inventory/index.ts';
import { createListener } from '../../electron/listener/index.ts';
import { readProfile } from '../../electron/profiles/index.ts';
import { decodePlistDict, encodePlistBytes, isPlistDict, type PlistDict } from '../../electron/protocol/index.ts';
import { createPushService, type PushService } from '../../electron/push/index.ts';
import { silentLogger } from '../../shared/logger.ts';

/** The queue behind the real listener: real store, real TLS, devices with certificates; time goes when a test says so. */
export interface QueueGate {
  readonly school: School;
  readonly commands: CommandService;
  readonly push: PushService;
  readonly port: number;
  /** A device that enrolled, at this listener. */
  device(about?: { platform?: string; family?: string; osVersion?: string }): Promise<WireDevice>;
  row(commandId: string): Row;
  /** When the device is woken next; null when it is not. */
  nextWakeAt(device: WireDevice): number | null;
  told(commandId: string): string[];
  stop(): Promise<void>;
}

type Row = ReturnType<typeof rowOf>;

export interface WireAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly length: string | undefined;
  /** The command that was given, if any. */
  readonly commandId: string | undefined;
  readonly command: PlistDict;
}

export async function openQueueGate(): Promise<QueueGate> {
  const school = await openSchoolOfToday(60);
  const { store, clock, authority, challenges, enrollment } = school;
  const inventory = new InventoryService({ store, logger: silentLogger });
  // Never started: wake-ups are planned, and whoever asks sees the plan.
  const push = createPushService({
    store,
    clock,
    logger: silentLogger,
    importIdentity: () => {
      throw new Error('Nothing is imported here.');
    },
    random: () => 0.5,
  });
  const commands = openCommands({
    store,
    logger: silentLogger,
    inventory,
    valuesOf: () => ({}),
    wakeUps: push,
    onErased: (work, { id }) => void enrollment.endInUnit(work, id, 'erased', 'device'),
    onRemoved: () => {},
    mdmProfileIdentifier: enrollment.profileIdentifier,
    readProfile: (file) => readProfile(file).content,
  });
  const listener = createListener({
    host: '127.0.0.1',
    port: 0,
    tls: await authority.tlsCredentials(['localhost', '127.0.0.1']),
    clock,
    logger: silentLogger,
    services: {
      identify: callerIdentifier(authority.records, clock),
      recognises: callerRecogniser(authority.records),
      enrollment,
      authority,
      scep: new ScepService({ store, clock, logger: silentLogger, authority, challenges }),
      exchange: (served, message) => commands.exchange(served, message),
    },
  });
  const { port } = await listener.start();
  const devices: WireDevice[] = [];
  return {
    school,
    commands,
    push,
    port,
    async device(about = {}) {
      const device = new WireDevice(school, port, await enrolledDevice(school));
      await store.write(() =>
        store.run((db) =>
          db
            .updateTable('device')
            .set({ platform: 'iOS', osVersion: '17.4', supervised: 1, ...about })
            .where('id', '=', device.deviceId),
        ),
      );
      devices.push(device);
      return device;
    },
    row: (commandId) => rowOf(school, commandId),
    nextWakeAt: ({ enrollmentId }) =>
      store.get((db) => db.selectFrom('enrollment').select('nextWakeAt').where('id', '=', enrollmentId))?.nextWakeAt ??
      null,
    told: (commandId) =>
      school
        .events()
        .filter((event) => event.commandId === commandId)
        .map((event) => event.type.replace('command.', '')),
    async stop() {
      for (const device of devices) device.close();
      await listener.stop();
      await inventory.stop();
      store.close();
    },
  };
}

function rowOf({ store }: School, commandId: string) {
  const row = store.get((db) => db.selectFrom('command').selectAll().where('id', '=', commandId));
  if (row === undefined) throw new Error(`There is no command ${commandId}.`);
  return row;
}

/** A device on the wire: it does what it is told, one connection at a time. */
export class WireDevice {
  readonly deviceId: string;
  readonly enrollmentId: string;
  readonly device: TestDevice;
  #agent: Agent;
  readonly #port: number;
  readonly #newAgent: () => Agent;

  constructor(school: School, port: number, device: TestDevice) {
    const [row] = device.enrollments();
    if (row === undefined) throw new Error('The device did not enroll.');
    this.deviceId = row.deviceId;
    this.enrollmentId = row.id;
    this.device = device;
    this.#port = port;
    const { certificatePem: cert, keyPem: key } = device.identity;
    this.#newAgent = () =>
      new Agent({ keepAlive: true, maxSockets: 1, ca: school.authority.rootCertificate.pem, cert, key });
    this.#agent = this.#newAgent();
  }

  /** The connection breaks; the next message goes over a new one. */
  hangUp(): void {
    this.#agent.destroy();
    this.#agent = this.#newAgent();
  }

  idle(): Promise<WireAnswer> {
    return this.say({ Status: 'Idle' });
  }

  answer(
    CommandUUID: string | undefined,
    Status: 'Acknowledged' | 'Error' | 'CommandFormatError' | 'NotNow' = 'Acknowledged',
    more: PlistDict = {},
  ): Promise<WireAnswer> {
    return this.say({ ...more, Status, CommandUUID: CommandUUID ?? '' });
  }

  /** Takes everything there is and answers it; gives the commands in order. */
  async session(): Promise<string[]> {
    const given: string[] = [];
    for (let answer = await this.idle(); answer.commandId !== undefined; answer = await this.answer(answer.commandId))
      given.push(answer.commandId);
    return given;
  }

  /** @param url where to, when not straight to the listener */
  say(message: PlistDict, url = `https://localhost:${this.#port}/mdm/connect`): Promise<WireAnswer> {
    const body = encodePlistBytes({ UDID: this.device.udid, ...message });
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          agent: this.#agent,
          method: 'PUT',
          headers: { 'content-type': 'application/x-apple-aspen-mdm; charset=UTF-8', 'content-length': body.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            // As devices do: silently, and for this message only.
            const { location } = response.headers;
            if (location !== undefined) return void this.say(message, location).then(resolve, reject);
            resolve(read(response.statusCode ?? 0, Buffer.concat(chunks), response.headers['content-length']));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function read(status: number, body: Buffer, length: string | undefined): WireAnswer {
  if (body.length === 0 || status !== 200) return { status, body, length, commandId: undefined, command: {} };
  const { CommandUUID, Command } = decodePlistDict(body);
  return { status, body, length, commandId: String(CommandUUID), command: isPlistDict(Command) ? Command : {} };
}
