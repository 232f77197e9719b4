import type { Insertable } from 'kysely';
import { type NewComplianceRule, newComplianceRule } from '../../../shared/contract/compliance-rule.ts';
import { newGroup } from '../../../shared/contract/groups.ts';
import { silentLogger } from '../../../shared/logger.ts';
import { addDevice } from '../../commands/testing/room.ts';
import { openGroupRoom } from '../../groups/testing/room.ts';
import { writeProfile } from '../../profiles/index.ts';
import type { DeviceTable } from '../../store/index.ts';
import { type Compliance, openCompliance } from '../index.ts';

/** The room of compliance with the real store, groups and commands, and a clock that stands still. */
export async function openComplianceRoom() {
  const held: { compliance?: Compliance } = {};
  const room = await openGroupRoom([() => held.compliance?.rules.usages() ?? new Map()], {
    ways: () => held.compliance?.rules.ways() ?? [],
  });
  const { store, clock, commands, groups, queries, pushHeard } = room;
  const mail: {
    ready: boolean;
    administrators: string[];
    sent: { to: string; subject: string; body: string }[];
    values: Record<string, Record<string, string>>;
  } = { ready: false, administrators: [], sent: [], values: {} };
  const open = (): Compliance => {
    const compliance = openCompliance({
      store,
      logger: silentLogger,
      timers: room.clockTimers,
      ports: {
        groups,
        commands: {
          queue: (...given) => commands.queueInUnit(...given),
          askForAll: (...given) => commands.queueInitialInventory(...given),
          ask: (...given) => commands.refreshInventory(...given),
          hold: (...given) => commands.hold(...given),
          release: (...given) => commands.release(...given),
        },
        messageProfile: (identifier, text) =>
          writeProfile({ PayloadType: 'Configuration', PayloadIdentifier: identifier, PayloadDescription: text }),
        mail: {
          ready: () => mail.ready,
          administrators: () => mail.administrators,
          queue: (_work, wish) => void mail.sent.push(wish),
        },
        valuesOf: (deviceId) => mail.values[deviceId] ?? {},
        enrollmentProfile: 'org.cartwright.enrollment',
        selected: (selection) => queries.selected(selection),
      },
    });
    held.compliance = compliance;
    compliance.start();
    return compliance;
  };
  const settled = async (): Promise<void> => {
    for (;;) {
      await room.settled();
      const due = store.get((db) =>
        db.selectFrom('complianceDue').select('deviceId').where('dueAt', '<=', clock.time).limit(1),
      );
      if (due === undefined) break;
    }
    // What was gathered to be told is told in the commit after the last.
    await store.write(() => {});
  };
  /** Moves the clock on; what is due meanwhile happens in its order. */
  const pass = async (ms: number): Promise<void> => {
    const until = clock.time + ms;
    while (room.clockTimers.next(until)) await settled();
    clock.time = until;
    await store.write(() => {});
    await settled();
  };
  const rule = (about: Partial<NewComplianceRule>): NewComplianceRule =>
    newComplianceRule.parse({ name: 'A passcode', checks: [{ kind: 'passcode' }], ...about });
  const compliance = open();
  await settled();
  return {
    ...room,
    compliance,
    mail,
    /** As after a crash: the rows are what is left. */
    async restart(): Promise<Compliance> {
      held.compliance?.stop();
      const again = open();
      await settled();
      return again;
    },
    settled,
    /** What push was told when sessions ended. */
    pushHeard: () => pushHeard,
    pass,
    rule,
    fixed: (name: string) => groups.create(newGroup.parse({ kind: 'static', name }), 'ada'),
    device: (about: Partial<Insertable<DeviceTable>> = {}) =>
      addDevice(store, { device: { passcodePresent: 1, name: 'Pad', ...about } }),
    async set(deviceId: string, facts: Partial<Insertable<DeviceTable>>): Promise<void> {
      await store.write(() =>
        store.run((db) =>
          db
            .updateTable('device')
            .set(facts as never)
            .where('id', '=', deviceId),
        ),
      );
      await settled();
    },
    /** RequestTypes queued for a device, in order. */
    queued: (deviceId: string): string[] =>
      store
        .all((db) => db.selectFrom('command').select('requestType').where('deviceId', '=', deviceId).orderBy('id'))
        .map(({ requestType }) => requestType),
  };
}
