import { X509Certificate } from 'node:crypto';
import type { DeviceSecretKind, Event, MadeFile, Status } from '../shared/contract/index.ts';
import { CartwrightError } from '../shared/errors.ts';
import type { Blueprints } from './blueprints/index.ts';
import type { CommandService } from './commands/index.ts';
import type { EnrollmentService } from './enrollment/index.ts';
import { findingServices } from './finding-services.ts';
import type { Groups } from './groups/index.ts';
import type { Authority, TlsCredentials } from './identity/index.ts';
import { type DeviceQueries, type InventoryService, openKnowledge } from './inventory/index.ts';
import type { SignIn } from './people/index.ts';
import type { Policies } from './policies/index.ts';
import type { PushService } from './push/index.ts';
import { openReasons } from './reasons.ts';
import type { Reporting } from './reporting/index.ts';
import type {
  CartServices,
  CertificateLibraryServices,
  InsightServices,
  RelationshipServices,
  Services,
  SettingsServices,
  VariableServices,
} from './rpc/index.ts';
import { type Store, writeSetting } from './store/index.ts';
import type { Updates } from './updates/index.ts';

/** The command by which a device says whether a password is right. */
const CHECKED_BY: Readonly<Partial<Record<DeviceSecretKind, string>>> = {
  'firmware-password': 'VerifyFirmwarePassword',
  'recovery-lock': 'VerifyRecoveryLock',
};

/** What the console is told of the engine itself. */
export interface EngineFacts {
  readonly version: string;
  readonly startedAt: number;
  readonly demo: boolean;
  organisation(): string;
  listenerUrl(): string;
  consoleUrl(): string;
  tls(): TlsCredentials;
}

export interface ConsoleParts {
  readonly store: Store;
  readonly authority: Authority;
  readonly enrollment: EnrollmentService;
  readonly commands: CommandService;
  readonly inventory: InventoryService;
  readonly devices: DeviceQueries;
  readonly groups: Groups;
  readonly reporting: Reporting;
  readonly updates: Updates;
  readonly policies: Policies;
  readonly blueprints: Blueprints;
  readonly push: PushService;
  readonly tokens: SignIn['tokens'];
  readonly facts: EngineFacts;
}

/** The rooms' faces in the shape the contract's handlers call. */
export function consoleServices(
  parts: ConsoleParts,
): Omit<
  Services,
  | keyof SettingsServices
  | keyof InsightServices
  | keyof RelationshipServices
  | keyof VariableServices
  | keyof CartServices
  | 'compliance'
  | 'mail'
  | 'kerberos'
  | 'directories'
  | keyof CertificateLibraryServices
> {
  const { store, authority, enrollment, commands, inventory, devices, push, tokens, facts } = parts;
  const finding = findingServices({ store, devices, commands });
  const deviceEnrollments = store.statement<{ deviceId: string }, { id: string; state: string }>((db, p) =>
    db
      .selectFrom('enrollment')
      .select(['id', 'state'])
      .where('deviceId', '=', p.deviceId)
      .where('state', '!=', 'ended')
      .where('channel', '=', 'device')
      .orderBy('state'),
  );
  const counts = store.statement<object, { total: number; enrolled: number; pending: number; open: number }>((db) =>
    db.selectNoFrom((e) => [
      e.selectFrom('device').select(e.fn.countAll<number>().as('n')).$asScalar().$notNull().as('total'),
      ...(['enrolled', 'pending'] as const).map((state) =>
        e
          .selectFrom('enrollment')
          .select(e.fn.countAll<number>().as('n'))
          .where('state', '=', state)
          .where('channel', '=', 'device')
          .$asScalar()
          .$notNull()
          .as(state),
      ),
      e
        .selectFrom('command')
        .select(e.fn.countAll<number>().as('n'))
        .where('open', '=', e.lit(1))
        .$asScalar()
        .$notNull()
        .as('open'),
    ]),
  );

  const knowledge = openKnowledge({ store, secrets: inventory.secrets, places: inventory.places });

  const pushStatus = (): ReturnType<Services['push']['status']> => {
    const { certificate, connection, host, lastError, delivered, waiting } = push.status();
    return { certificate, connection, host, lastError, delivered, waiting };
  };
  const status = (): Status => {
    const { total = 0, enrolled = 0, pending = 0, open = 0 } = counts.get({}) ?? {};
    const tls = facts.tls();
    return {
      product: 'Cartwright',
      version: facts.version,
      startedAt: facts.startedAt,
      organisation: facts.organisation(),
      listener: {
        url: facts.listenerUrl(),
        certificate: { source: tls.source, names: namesOf(tls), notAfter: tls.notAfterAt },
      },
      console: { url: facts.consoleUrl() },
      devices: { total, enrolled, pending },
      commands: { open },
      push: pushStatus(),
      lastEventSeq: store.lastSeq,
      demo: facts.demo,
    };
  };

  return {
    tokens,
    views: finding.views,
    attributes: finding.attributes,
    notes: finding.notes,
    groups: parts.groups,
    reporting: parts.reporting,
    reasons: openReasons(store),
    updates: parts.updates,
    policies: parts.policies,
    blueprints: parts.blueprints,
    devices: {
      ...finding.lists,
      list: (query) => devices.listDevices(query),
      get: (deviceId) => devices.getDevice(deviceId),
      apps: (deviceId) => devices.listApps(deviceId),
      profiles: (deviceId) => devices.listProfiles(deviceId),
      certificates: (deviceId) => devices.listCertificates(deviceId),
      osUpdates: (deviceId) => devices.listOsUpdates(deviceId),
      managedApps: (deviceId) => devices.listManagedApps(deviceId),
      media: (deviceId) => devices.listMedia(deviceId),
      provisioningProfiles: (deviceId) => devices.listProvisioningProfiles(deviceId),
      knowledge,
      async checkSecret(deviceId, secretId, actor) {
        const { kind, value } = inventory.secrets.valueOf(deviceId, secretId);
        const RequestType = CHECKED_BY[kind];
        if (RequestType === undefined)
          throw new CartwrightError('bad-request', 'No device checks a secret of this kind.');
        const command = { RequestType, Password: value };
        const outcome = await commands.queueCommands({
          deviceIds: [deviceId],
          command,
          actor: actor.name,
          wakeNow: true,
        });
        const [queued] = outcome.queued;
        if (queued !== undefined) return { commandId: queued.commandId };
        throw new CartwrightError('conflict', outcome.refused[0]?.reasons[0]?.message ?? 'The device cannot be asked.');
      },
      showPlaces: (deviceId, actor) => inventory.places.show(deviceId, actor.name),
      async forgetPlaces(deviceId, actor) {
        return { forgotten: await inventory.places.forget(deviceId, actor.name) };
      },
      refresh: (deviceIds, actor) => commands.refreshInventory(deviceIds, actor.name),
      async endManagement(deviceId, way, actor) {
        const open = deviceEnrollments.all({ deviceId });
        if (open.length === 0)
          throw new CartwrightError('conflict', 'This device is not managed, so there is nothing to end.');
        if (way === 'turn-away') {
          for (const { id } of open) await enrollment.end(id, 'removed', actor.name);
          return devices.getDevice(deviceId);
        }
        const command = { RequestType: 'RemoveProfile', Identifier: enrollment.profileIdentifier };
        const { refused } = await commands.queueCommands({ deviceIds: [deviceId], command, actor: actor.name });
        const [reason] = refused.flatMap(({ reasons }) => reasons);
        if (reason !== undefined) throw new CartwrightError('conflict', reason.message);
        return devices.getDevice(deviceId);
      },
      async wake(deviceIds, actor) {
        const byEnrollment = new Map<string, string>();
        const unreachable: string[] = [];
        for (const deviceId of new Set(deviceIds)) {
          const enrolled = deviceEnrollments.all({ deviceId }).find((row) => row.state === 'enrolled');
          if (enrolled === undefined) unreachable.push(deviceId);
          else byEnrollment.set(enrolled.id, deviceId);
        }
        const outcome = await push.wakeNow([...byEnrollment.keys()], actor.name);
        for (const { enrollmentId } of outcome.unreachable) unreachable.push(byEnrollment.get(enrollmentId) ?? '');
        return { woken: outcome.woken.length, unreachable: unreachable.filter((id) => id !== '') };
      },
    },
    commands: {
      queue: (input, actor) => commands.queueCommands({ ...input, actor: actor.name }),
      check: (input) => commands.checkCommands(input),
      list: (query) => commands.listCommands(query),
      get: (commandId) => commands.getCommand(commandId),
      async cancel({ commandId, reason }, actor) {
        await commands.cancel(commandId, actor.name, reason);
        return commands.getCommand(commandId);
      },
    },
    secrets: {
      reveal: async (which, actor) =>
        'commandId' in which
          ? { kind: 'pin', value: await commands.revealPin(which.commandId, actor) }
          : inventory.secrets.reveal(which.deviceId, which.secretId, actor.name),
    },
    apps: {
      codes: () => commands.codes.pools(),
      addCodes: (codes, actor) => commands.codes.add(codes, actor.name),
      async discardCodes(identifier, actor) {
        await commands.codes.discard(identifier, actor.name);
        return commands.codes.pools();
      },
    },
    enrollment: {
      list: () => enrollment.invitations.list(),
      create: (input, actor) => enrollment.invitations.create(input, actor.name),
      update: (invitationId, change, actor) => enrollment.invitations.update(invitationId, change, actor.name),
      link: (invitationId) => enrollment.invitations.link(invitationId),
      revoke: (invitationId, actor) => enrollment.invitations.revoke(invitationId, actor.name),
      profile: async (invitationId) => fileOf(await enrollment.profileOf(invitationId)),
      ways: () => enrollment.ways.shown(),
      setWays: (settings, actor) => enrollment.ways.set(settings, actor.name),
      trustProfile: () => fileOf(enrollment.trustProfile()),
      configurator: () => enrollment.configurator.shown(),
      setConfiguratorOrganization: (organization, actor) =>
        enrollment.configurator.setOrganization(organization, actor.name),
      createSupervisionIdentity: ({ replace }, actor) => enrollment.configurator.create(replace, actor.name),
      importSupervisionIdentity({ file, key, passphrase, replace }, actor) {
        const bytes = Buffer.from(file, 'base64');
        const given = { bytes, passphrase, key: key === undefined ? undefined : Buffer.from(key, 'base64') };
        return enrollment.configurator.import(given, replace, actor.name);
      },
      exportSupervisionIdentity: async ({ passphrase }, actor) =>
        fileOf(await enrollment.configurator.export(passphrase, actor.name)),
      supervisionCertificate: () => fileOf(enrollment.configurator.certificate()),
      wifiProfile: (input) => fileOf(enrollment.configurator.wifi(input)),
      automated: () => enrollment.automated.list(),
      createAutomated: (profile, actor) => enrollment.automated.create(profile, actor.name),
      saveAutomated: (id, profile, actor) => enrollment.automated.save(id, profile, actor.name),
      removeAutomated: (id, actor) => enrollment.automated.remove(id, actor.name),
      automatedAddress: (id) => enrollment.automated.address(id),
      renewAutomatedAddress: (id, actor) => enrollment.automated.renewAddress(id, actor.name),
      exportAutomated: (id, withDevices) => fileOf(enrollment.exportAutomated(id, withDevices)),
      automatedDevices: (query) => enrollment.automatedDevices.list(query),
      assignAutomated: (input, actor) => enrollment.automatedDevices.assign(input, actor.name),
      unassignAutomated: (serials, actor) => enrollment.automatedDevices.unassign(serials, actor.name),
      held: () => enrollment.holds.list(),
      release: (deviceIds, actor) => enrollment.holds.release(deviceIds, actor.name),
    },
    deviceUsers: {
      policy: () => enrollment.users.get(),
      setPolicy: (policy, actor) => enrollment.users.set(policy, actor.name),
      accounts: () => enrollment.users.accounts(),
      addAccount: (account, actor) => enrollment.users.add(account, actor.name),
      setAccountPassword: (id, password, actor) => enrollment.users.setPassword(id, password, actor.name),
      removeAccount: (id, actor) => enrollment.users.remove(id, actor.name),
      inventory: (enrollmentId) => devices.userInventory(enrollmentId),
      returnToService: () => enrollment.returnToService.settings(),
      setReturnToService: (change, actor) => enrollment.returnToService.set(change, actor.name),
    },
    push: {
      status: pushStatus,
      async createRequest({ organisation, email, replace }, actor) {
        const request = await push.certificate.createRequest({ organisation, email, replace, actor: actor.name });
        return { csrPem: request.csrPem };
      },
      async importCertificate({ certificate, passphrase, allowTopicChange }, actor) {
        const bytes = certificate.includes('-----BEGIN')
          ? Buffer.from(certificate)
          : Buffer.from(certificate, 'base64');
        await push.certificate.importCertificate(bytes, { passphrase, allowTopicChange, actor: actor.name });
        return pushStatus();
      },
    },
    events: {
      lastSeq: () => store.lastSeq,
      list: (query) =>
        store
          .all((db) => {
            let rows = db.selectFrom('event').selectAll().orderBy('seq', 'desc').limit(query.limit);
            if (query.deviceId !== undefined) rows = rows.where('deviceId', '=', query.deviceId);
            if (query.type !== undefined) rows = rows.where('type', '=', query.type);
            if (query.before !== undefined) rows = rows.where('seq', '<', query.before);
            if (query.after !== undefined) rows = rows.where('seq', '>', query.after);
            return rows;
          })
          .map((row): Event => ({ ...row, data: JSON.parse(row.data) as Event['data'] })),
      subscribe: (listener) => store.subscribe((events) => listener(events.map((event) => ({ ...event })))),
      subscribeSeen: (listener) => inventory.presence.subscribe(listener),
    },
    system: {
      status,
      async setOrganisation(name, actor) {
        await store.write((work) => {
          writeSetting(store, 'organisation', name);
          work.event({ type: 'organisation.renamed', actor: actor.name, data: { name } });
        });
        return status();
      },
      branding: () => enrollment.branding.read(),
      setBranding: (branding, actor) => enrollment.branding.set(branding, actor.name),
      authority: () => {
        const { pem, fingerprint, notAfterAt, der } = authority.rootCertificate;
        return { rootPem: pem, fingerprint, subject: new X509Certificate(der).subject, notAfter: notAfterAt };
      },
      async importTls({ bundle, passphrase }, actor) {
        const bytes = bundle.includes('-----BEGIN') ? Buffer.from(bundle) : Buffer.from(bundle, 'base64');
        await authority.importTls(bytes, passphrase, actor.name);
        return status();
      },
      async useBuiltInTls(actor) {
        await authority.forgetImportedTls(actor.name);
        return status();
      },
    },
  };
}

/** A file as the contract carries it. */
function fileOf({ filename, contentType, body }: { filename: string; contentType: string; body: Buffer }): MadeFile {
  return { filename, contentType, base64: body.toString('base64') };
}

/** The host names a certificate is for, as people write them. */
function namesOf(tls: TlsCredentials): string[] {
  const names = new X509Certificate(tls.cert).subjectAltName ?? '';
  return names.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));
}
