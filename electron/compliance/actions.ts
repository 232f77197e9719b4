import type { ComplianceAction } from '../../shared/contract/compliance-rule.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { Effects } from './decisions.ts';
import { type Message, recipientsOf } from './messages.ts';
import type { CompliancePorts } from './ports.ts';

/** What is known of a device that something is done to. */
export interface Subject {
  readonly id: string;
  readonly enrollmentId: string | null;
  readonly state: string;
  readonly platform: string | null;
  readonly supervised: 0 | 1 | null;
  readonly cellular: number;
  readonly language: string | null;
  readonly locale: string | null;
}

/** How a step went. */
export interface Done {
  readonly outcome: 'done' | 'refused';
  /** Why not, in English. */
  readonly detail: string | null;
  readonly commandIds: string[];
}

/** Of the profile that shows messages of rules. */
const MESSAGE_PROFILE = 'app.cartwright.compliance.message';

const done = (commandIds: string[] = []): Done => ({ outcome: 'done', detail: null, commandIds });
const refused = (detail: string): Done => ({ outcome: 'refused', detail, commandIds: [] });
const NOT_MANAGED = 'The device is not managed now.';

/** Does what rules ask for, within units of work. */
export interface Actions {
  perform(work: UnitOfWork, device: Subject, ruleName: string, action: ComplianceAction): Done;
  /** Brings a device from what held to what holds. */
  follow(work: UnitOfWork, device: Subject, before: Effects, after: Effects): void;
}

export function openActions(store: Store, ports: CompliancePorts): Actions {
  const { groups, commands } = ports;

  const queue = (
    work: UnitOfWork,
    { enrollmentId }: Subject,
    reason: string,
    list: readonly ({ RequestType: string } & Record<string, unknown>)[],
    evenIfBlocked = false,
  ): Done => {
    if (enrollmentId === null) return refused(NOT_MANAGED);
    const ids: string[] = [];
    let why: string | undefined;
    for (const command of list) {
      const outcome = commands.queue(work, enrollmentId, command, { actor: 'system', reason, evenIfBlocked });
      if ('commandId' in outcome) ids.push(outcome.commandId);
      else why ??= outcome.refused.map(({ message }) => message).join(' ');
    }
    return ids.length === 0 && why !== undefined ? refused(why) : { ...done(ids), detail: why ?? null };
  };

  const showMessage = (work: UnitOfWork, device: Subject, text: string, reason: string): Done => {
    const { platform } = device;
    if (platform !== 'macOS' && !(platform === 'iOS' && device.supervised === 1))
      return refused('Only supervised iPhones and iPads, and Macs, show a message.');
    const Payload = Buffer.from(ports.messageProfile(MESSAGE_PROFILE, text, platform)).toString('base64');
    return queue(work, device, reason, [{ RequestType: 'InstallProfile', Payload }], true);
  };

  /** On the device, by mail, or both: what is not possible is noted, and the rest goes on. */
  const tell = (work: UnitOfWork, device: Subject, message: Message, reason: string): Done => {
    const shown = message.show ? showMessage(work, device, message.text, reason) : done();
    if (message.mail === 'nobody') return shown;
    const { mail } = ports;
    const to = recipientsOf(message, ports.valuesOf(device.id).EMAIL, mail.administrators());
    const problem = !mail.ready()
      ? 'No mail is sent: the settings say by no server yet.'
      : to.length === 0
        ? 'There is nobody to send mail to: the person has no address, or no administrators are named.'
        : null;
    if (problem === null)
      for (const each of to)
        mail.queue(work, { to: each, subject: message.subject, body: message.text, deviceId: device.id, reason });
    const detail = [shown.detail, problem].filter((one) => one !== null).join(' ');
    const anyDone = problem === null || (message.show && shown.outcome === 'done');
    return {
      outcome: anyDone ? 'done' : 'refused',
      detail: detail === '' ? null : detail,
      commandIds: shown.commandIds,
    };
  };

  /** Profiles on the device that came from us by command. */
  const ownProfiles = (deviceId: string): { identifier: string; payloads: string }[] =>
    store.all((db) =>
      db
        .selectFrom('installedProfile as p')
        .select(['p.identifier', 'p.payloads'])
        .where('p.deviceId', '=', deviceId)
        .where('p.identifier', 'not in', [ports.enrollmentProfile, MESSAGE_PROFILE])
        // Those of policies are taken away, and given back, by their own plan.
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('policyState as s')
                .select('s.key')
                .whereRef('s.deviceId', '=', 'p.deviceId')
                .whereRef('s.key', '=', 'p.identifier'),
            ),
          ),
        )
        .where((e) =>
          e.exists(
            e
              .selectFrom('command as c')
              .select('c.id')
              .whereRef('c.deviceId', '=', 'p.deviceId')
              .where('c.requestType', '=', 'InstallProfile')
              .where('c.state', '=', 'acknowledged')
              .where((on) => on('c.subject', '=', on(on.val('profile:'), '||', on.ref('p.identifier')))),
          ),
        )
        .orderBy('p.identifier'),
    );

  const removeProfiles = (
    work: UnitOfWork,
    device: Subject,
    reason: string,
    { keep, apps }: Extract<ComplianceAction, { kind: 'removeProfiles' }>,
  ): Done => {
    if (device.enrollmentId === null) return refused(NOT_MANAGED);
    const keepsWifi = keep === 'wifi' || (keep === 'wifiWhereNeeded' && device.cellular === 0);
    const leaving = ownProfiles(device.id).filter(
      ({ payloads }) => !keepsWifi || !payloads.includes('com.apple.wifi.managed'),
    );
    const removable = apps ? managedApps(device.id) : [];
    for (const { commandId } of removable)
      if (commandId !== null)
        store.run((db) =>
          db
            .insertInto('complianceRemoved')
            .values({ deviceId: device.id, commandId })
            .onConflict((c) => c.doNothing()),
        );
    const outcome = queue(work, device, reason, [
      ...leaving.map(({ identifier }) => ({ RequestType: 'RemoveProfile', Identifier: identifier })),
      ...removable.map(({ identifier }) => ({ RequestType: 'RemoveApplication', Identifier: identifier })),
    ]);
    return leaving.length + removable.length === 0
      ? { ...outcome, detail: 'There was nothing of ours on it.' }
      : outcome;
  };

  /** Managed apps, each with the command that can bring it back. */
  const managedApps = (deviceId: string): { identifier: string; commandId: string | null }[] =>
    store
      .all((db) =>
        db
          .selectFrom('managedApp')
          .select('identifier')
          .where('deviceId', '=', deviceId)
          .where('status', '=', 'Managed')
          .orderBy('identifier'),
      )
      .map(({ identifier }) => {
        const install = store.get((db) =>
          db
            .selectFrom('command')
            .select('id')
            .where('deviceId', '=', deviceId)
            .where('requestType', '=', 'InstallApplication')
            .where('state', '=', 'acknowledged')
            .where('secretId', 'is', null)
            .where('subject', '=', `app:${identifier}`)
            .orderBy('id', 'desc')
            .limit(1),
        );
        return { identifier, commandId: install?.id ?? null };
      });

  const giveBackApps = (work: UnitOfWork, device: Subject): void => {
    const removed = store.all((db) =>
      db
        .selectFrom('complianceRemoved as r')
        .innerJoin('command as c', 'c.id', 'r.commandId')
        .select('c.request')
        .where('r.deviceId', '=', device.id),
    );
    store.run((db) => db.deleteFrom('complianceRemoved').where('deviceId', '=', device.id));
    queue(
      work,
      device,
      GIVEN_BACK,
      removed.map(({ request }) => JSON.parse(request) as { RequestType: string }),
    );
  };

  return {
    perform(work, device, ruleName, action) {
      const reason = `It violates the rule “${ruleName}”.`;
      switch (action.kind) {
        case 'alert':
          return done();
        case 'block':
          return device.enrollmentId === null ? refused(NOT_MANAGED) : done();
        case 'quarantine': {
          const group = store.get((db) => db.selectFrom('deviceGroup').select('kind').where('id', '=', action.groupId));
          return group?.kind === 'static' ? done() : refused('The group is not there any more.');
        }
        case 'ask':
          if (device.enrollmentId === null) return refused(NOT_MANAGED);
          commands.askForAll(work, device.enrollmentId);
          return done();
        case 'message':
          return tell(work, device, action, reason);
        case 'removeProfiles':
          return removeProfiles(work, device, reason, action);
        case 'lock':
          return queue(work, device, reason, [
            {
              RequestType: 'DeviceLock',
              ...(action.message === '' ? {} : { Message: action.message }),
              ...(action.phone === '' ? {} : { PhoneNumber: action.phone }),
            },
          ]);
      }
    },

    follow(work, device, before, after) {
      const isManaged = device.enrollmentId !== null;
      if (before.blocked !== after.blocked) {
        if (after.blocked) commands.hold(work, device.id);
        else commands.release(work, device.id);
        work.event({ type: after.blocked ? 'compliance.blocked' : 'compliance.unblocked', deviceId: device.id });
      }
      for (const groupId of after.groups) {
        if (before.groups.includes(groupId)) continue;
        // Who was put there by hand stays there.
        if (groups.moveInUnit(work, groupId, [device.id], true, 'system') > 0)
          store.run((db) => db.insertInto('complianceQuarantine').values({ deviceId: device.id, groupId }));
      }
      for (const groupId of before.groups) {
        if (after.groups.includes(groupId)) continue;
        const ours = store.run((db) =>
          db.deleteFrom('complianceQuarantine').where('deviceId', '=', device.id).where('groupId', '=', groupId),
        );
        if (ours > 0) groups.moveInUnit(work, groupId, [device.id], false, 'system');
      }
      if (before.message !== after.message && isManaged) {
        if (after.message === null)
          queue(work, device, GIVEN_BACK, [{ RequestType: 'RemoveProfile', Identifier: MESSAGE_PROFILE }]);
        else showMessage(work, device, after.message, GIVEN_BACK);
      }
      if (before.withheld !== null && after.withheld === null && isManaged) giveBackApps(work, device);
    },
  };
}

const GIVEN_BACK = 'It keeps the rules again.';
