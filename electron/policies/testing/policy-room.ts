import type { NewPolicy, Publishing } from '../../../shared/contract/policies.ts';
import { newPolicy } from '../../../shared/contract/policies.ts';
import type { PolicyContent } from '../../../shared/contract/policy.ts';
import { silentLogger } from '../../../shared/logger.ts';
import { addDevice, commandIn, connectMessage, idle, type openRoom } from '../../commands/testing/room.ts';
import { openGroupRoom } from '../../groups/testing/room.ts';
import { openDelivery } from '../../profiles/index.ts';
import { decodePlistDict, type PlistDict } from '../../protocol/index.ts';
import type { Store } from '../../store/index.ts';
import { openVariables } from '../../variables/index.ts';
import { openPolicies, type Policies } from '../index.ts';
import type { ProfileDelivery } from '../ports.ts';

/** A device that is played in memory: it takes profiles and settings, and says what it has. */
export class PlayedDevice {
  readonly profiles = new Map<string, string>();
  /** What was installed last, by identifier. */
  readonly contents = new Map<string, PlistDict>();
  readonly facts: Record<string, unknown> = {};
  /** Apps this server manages, with what they are configured with. */
  readonly apps = new Map<string, PlistDict | undefined>();
  /** Every command it was given, as words. */
  readonly got: string[] = [];
  /** Answers InstallProfile with an error. */
  refuses = false;
  readonly id: string;
  readonly deviceId: string;
  readonly #room: Pick<ReturnType<typeof openRoom>, 'commands' | 'clock'>;

  constructor(
    enrollment: { id: string; deviceId: string },
    room: Pick<ReturnType<typeof openRoom>, 'commands' | 'clock'>,
  ) {
    this.id = enrollment.id;
    this.deviceId = enrollment.deviceId;
    this.#room = room;
  }

  /** Connects, and answers until there is nothing more. */
  async connect(): Promise<void> {
    const me = { id: this.id, deviceId: this.deviceId };
    let next = commandIn(await this.#room.commands.exchange(me, idle()));
    while (next !== null) {
      // Between two answers some time passes; what came first can be told by that.
      this.#room.clock.time++;
      const answer = this.#answer(next.command);
      next = commandIn(
        await this.#room.commands.exchange(me, connectMessage({ CommandUUID: next.id, ...answer } as never)),
      );
    }
  }

  /** What it was given since it was asked last, without questions that follow from others. */
  changes(): string[] {
    return this.got
      .splice(0)
      .filter((word) => !/^(Certificate|Restrictions|SecurityInfo|DeviceInf|AvailableOS)/.test(word));
  }

  #answer(command: PlistDict): PlistDict {
    const Status = 'Acknowledged';
    switch (command.RequestType) {
      case 'InstallProfile': {
        const content = decodePlistDict(command.Payload as Uint8Array);
        const { PayloadIdentifier, PayloadUUID } = content;
        this.got.push(`install ${String(PayloadIdentifier)}`);
        if (this.refuses)
          return {
            Status: 'Error',
            ErrorChain: [{ ErrorDomain: 'MCInstallationErrorDomain', ErrorCode: 4001, LocalizedDescription: 'no' }],
          };
        this.profiles.set(String(PayloadIdentifier), String(PayloadUUID));
        this.contents.set(String(PayloadIdentifier), content);
        return { Status };
      }
      case 'RemoveProfile':
        this.got.push(`remove ${String(command.Identifier)}`);
        this.profiles.delete(String(command.Identifier));
        return { Status };
      case 'ProfileList':
        this.got.push('ProfileList');
        return {
          Status,
          ProfileList: [...this.profiles].map(([PayloadIdentifier, PayloadUUID]) => ({
            PayloadIdentifier,
            PayloadUUID,
            PayloadVersion: 1,
            IsManaged: true,
            PayloadContent: [],
          })),
        };
      case 'Settings': {
        const items = command.Settings as PlistDict[];
        this.got.push(`set ${items.map(({ Item }) => String(Item)).join(' ')}`);
        for (const item of items) {
          if (item.Item === 'DeviceName') this.facts.DeviceName = item.DeviceName;
          if (item.Item === 'ApplicationConfiguration')
            this.apps.set(String(item.Identifier), item.Configuration as PlistDict);
        }
        return { Status, Settings: items.map(({ Item }) => ({ Item, Status: 'Acknowledged' })) as PlistDict[] };
      }
      case 'DeviceInformation':
        this.got.push('DeviceInformation');
        return { Status, QueryResponses: { ...this.facts } as PlistDict };
      case 'ManagedApplicationList':
        this.got.push('ManagedApplicationList');
        return {
          Status,
          ManagedApplicationList: Object.fromEntries(
            [...this.apps].map(([id, configuration]) => [
              id,
              { Status: 'Managed', HasConfiguration: configuration !== undefined, ManagementFlags: 0 },
            ]),
          ),
        };
      case 'ManagedApplicationConfiguration':
        this.got.push('ManagedApplicationConfiguration');
        return {
          Status,
          ApplicationConfigurations: [...this.apps].flatMap(([Identifier, Configuration]) =>
            Configuration === undefined ? [] : [{ Identifier, Configuration }],
          ),
        };
      case 'InstallApplication':
        this.got.push('InstallApplication');
        this.apps.set(String(command.Identifier), command.Configuration as PlistDict | undefined);
        return { Status, Identifier: String(command.Identifier), State: 'Installing' };
      case 'CertificateList':
        this.got.push('CertificateList');
        return { Status, CertificateList: [] };
      case 'SecurityInfo':
        this.got.push('SecurityInfo');
        return { Status, SecurityInfo: { PasscodePresent: true } };
      case 'Restrictions':
        this.got.push('Restrictions');
        return { Status, GlobalRestrictions: {} };
      default:
        this.got.push(String(command.RequestType));
        return { Status };
    }
  }
}

/** The room of policies with the real store, queue and groups, and a clock that stands still. */
export async function openPolicyRoom(options: { delivery?: Partial<ProfileDelivery> } = {}) {
  const room = await openGroupRoom();
  const { store, commands, groups, clockTimers: timers } = room;
  const variables = openVariables({ store, uses: () => [] });
  const delivery: ProfileDelivery = {
    ...openDelivery({
      sign: (xml) => xml,
      encryptFor: (_certificate, content) => content,
      identityOf: () => undefined,
      attributeVariables: () => variables.attributeVariables(),
      sources: {
        assess: () => ({ kind: 'impossible', because: 'no' }),
        complete: (_source, { payload }) => Promise.resolve(payload),
      },
    }),
    valuesOf: (deviceId, enrollmentId) => variables.valuesOf(deviceId, enrollmentId),
    serverUrl: () => 'https://mdm.brook.example:8443',
    ...options.delivery,
  };
  const policies: Policies = openPolicies({
    store,
    logger: silentLogger,
    timers,
    queue: commands,
    delivery,
    keys: { openEnveloped: () => undefined, signProfile: (xml) => xml },
    devices: { selected: (selection) => ('deviceIds' in selection ? [...selection.deviceIds] : []) },
    groups: {
      exportAll: () => groups.export(undefined).text,
      importAll: (text, how, actor) => groups.import({ text, ...how }, actor),
    },
    rules: { exportAll: () => [], importAll: () => Promise.resolve([]) },
  });
  policies.start();
  const settled = async (): Promise<void> => {
    for (;;) {
      await room.settled();
      if (!isBusy(store, room.clock.time)) return;
      await new Promise((resolve) => void setImmediate(resolve));
    }
  };
  await settled();
  return {
    ...room,
    policies,
    settled,
    async pass(ms: number) {
      await room.pass(ms);
      await settled();
    },
    async device(about: Parameters<typeof addDevice>[1] = {}) {
      return new PlayedDevice(await addDevice(store, about), room);
    },
    /** Devices connect until nobody has anything to do. */
    async converge(devices: readonly PlayedDevice[]) {
      for (;;) {
        await settled();
        let any = false;
        for (const device of devices) {
          const before = device.got.length;
          await device.connect();
          any ||= device.got.length > before;
        }
        if (!any) return;
      }
    },
    async policy(
      about: Partial<Omit<NewPolicy, 'options'>> & { name: string; options?: object; publish?: Publishing },
    ) {
      const { name, options: more = {}, publish = { how: 'at-once' }, ...rest } = about;
      const parsed = newPolicy.parse({
        type: 'profile',
        content: profile(name),
        ...rest,
        options: { name, ...more },
      });
      return policies.create({ ...parsed, publish }, 'ada');
    },
    async assign(policyId: string, ...targets: (string | { not: string })[]) {
      const groupIds = new Set(groups.list().map(({ id }) => id));
      return policies.setAssignments(
        policyId,
        targets.map((target) => {
          const id = typeof target === 'string' ? target : target.not;
          return {
            target: { kind: groupIds.has(id) ? 'group' : 'device', id },
            mode: typeof target === 'string' ? 'include' : 'exclude',
          };
        }),
        'ada',
      );
    },
    states: (policyId: string) =>
      Object.fromEntries(
        policies.devices(policyId, { offset: 0, limit: 1000 }).rows.map(({ deviceId, state }) => [deviceId, state]),
      ),
  };
}
export type PolicyRoom = Awaited<ReturnType<typeof openPolicyRoom>>;

function isBusy(store: Store, now: number): boolean {
  return (
    store.get((db) => db.selectFrom('policyDue').select('deviceId').where('dueAt', '<=', now).limit(1)) !== undefined ||
    store.get((db) => db.selectFrom('policySweep').select('policyId').limit(1)) !== undefined
  );
}

const uuid = (text: string): string => {
  const hex = Buffer.from(text.padEnd(16, '.')).toString('hex').slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`.toUpperCase();
};

/** A profile with one payload; a web clip unless told otherwise. */
export function profile(name: string, payload: Record<string, unknown> = {}, around: object = {}): PolicyContent {
  const identifier = `org.brook.${name.toLowerCase().replaceAll(' ', '-')}`;
  return {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: uuid(name),
    PayloadDisplayName: name,
    PayloadContent: [
      {
        PayloadType: 'com.apple.webClip.managed',
        PayloadVersion: 1,
        PayloadIdentifier: `${identifier}.payload`,
        PayloadUUID: uuid(`${name} payload`),
        ...(payload.PayloadType === undefined ? { Label: name, URL: 'https://brook.example', IsRemovable: true } : {}),
        ...payload,
      },
    ],
    ...around,
  };
}
