import type { ComplianceExemption, NewComplianceExemption } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Store } from '../store/index.ts';
import { readRules } from './definitions.ts';
import type { CompliancePorts, Ways } from './ports.ts';
import type { ComplianceWorker } from './worker.ts';

/** Who need not keep which rule, until when, and why. */
export interface Exemptions {
  /** Those that hold, the newest first. */
  list(deviceId?: string): ComplianceExemption[];
  /** @throws CartwrightError `bad-request`, `not-found`, and `conflict` when a rule would decide about itself by it */
  exempt(wanted: NewComplianceExemption, actor: string): Promise<{ made: number }>;
  /** @throws CartwrightError `not-found` */
  remove(exemptionId: string, actor: string): Promise<ComplianceExemption>;
  /** Forgets those that are over. */
  tidy(): Promise<void>;
}

const KEPT_MS = 365 * 86_400_000;

export function openExemptions(
  store: Store,
  ports: CompliancePorts,
  worker: ComplianceWorker,
  ways: () => Ways,
): Exemptions {
  const list = (where: { deviceId?: string | undefined; id?: string }): ComplianceExemption[] =>
    store
      .all((db) => {
        const found = db
          .selectFrom('complianceExemption as x')
          .leftJoin('complianceRule as r', 'r.id', 'x.ruleId')
          .leftJoin('device as d', 'd.id', 'x.deviceId')
          .leftJoin('deviceGroup as g', 'g.id', 'x.groupId')
          .selectAll('x')
          .select(['r.name as rule', 'd.name as device', 'd.serialNumber', 'g.name as group'])
          .where((e) => e.or([e('x.untilAt', 'is', null), e('x.untilAt', '>', store.clock.now())]))
          .orderBy('x.id', 'desc');
        const { deviceId, id } = where;
        if (id !== undefined) return found.where('x.id', '=', id);
        if (deviceId === undefined) return found;
        return found.where((e) =>
          e.or([
            e('x.deviceId', '=', deviceId),
            e(
              'x.groupId',
              'in',
              e.selectFrom('groupMember as m').select('m.groupId').where('m.deviceId', '=', deviceId),
            ),
          ]),
        );
      })
      .map(({ device, serialNumber, group, ...row }) => ({ ...row, subject: group ?? device ?? serialNumber ?? '' }));

  const members = (groupId: string): string[] =>
    store
      .all((db) => db.selectFrom('groupMember').select('deviceId').where('groupId', '=', groupId))
      .map(({ deviceId }) => deviceId);

  return {
    list: (deviceId) => list({ deviceId }),

    async exempt({ ruleId, to, untilAt, reason }, actor) {
      if (untilAt !== null && untilAt <= store.clock.now())
        throw new CartwrightError('bad-request', 'That time has passed. Choose a later one.');
      const rules = readRules(store);
      const rule = ruleId === null ? undefined : rules.get(ruleId);
      if (ruleId !== null && rule === undefined) throw new CartwrightError('not-found', 'There is no such rule.');
      const about = { ruleId, untilAt, reason, createdBy: actor };
      const data = { ruleId, name: rule?.name, untilAt, reason };
      if ('groupId' in to) {
        const { groupId } = to;
        await store.write((work) => {
          const group = store.get((db) => db.selectFrom('deviceGroup').select('name').where('id', '=', groupId));
          if (group === undefined) throw new CartwrightError('not-found', 'There is no such group.');
          for (const id of ruleId === null ? rules.keys() : [ruleId])
            ports.groups.rules.noCircle(id, [...ways(), [id, groupId]]);
          store.run((db) =>
            db
              .insertInto('complianceExemption')
              .values({ id: newId(work.now), deviceId: null, groupId, createdAt: work.now, ...about }),
          );
          worker.reconsider(members(groupId));
          work.event({
            type: 'compliance.group-exempted',
            actor,
            data: { ...data, groupId, group: group.name },
          });
        });
        return { made: 1 };
      }
      const made = await store.writeEach(ports.selected(to.devices), (work, deviceId) => {
        if (store.get((db) => db.selectFrom('device').select('id').where('id', '=', deviceId)) === undefined)
          return false;
        // A newer one about the same takes the place of the older.
        store.run((db) =>
          db
            .deleteFrom('complianceExemption')
            .where('deviceId', '=', deviceId)
            .where((e) => e('ruleId', 'is', ruleId)),
        );
        store.run((db) =>
          db
            .insertInto('complianceExemption')
            .values({ id: newId(work.now), deviceId, groupId: null, createdAt: work.now, ...about }),
        );
        work.event({ type: 'compliance.device-exempted', deviceId, actor, data });
        worker.reconsider([deviceId]);
        return true;
      });
      return { made: made.filter(Boolean).length };
    },

    remove: (exemptionId, actor) =>
      store.write((work) => {
        const [exemption] = list({ id: exemptionId });
        if (exemption === undefined) throw new CartwrightError('not-found', 'This exemption is over already.');
        store.run((db) => db.deleteFrom('complianceExemption').where('id', '=', exemptionId));
        const { deviceId, groupId, ruleId, rule, subject } = exemption;
        worker.reconsider(deviceId === null ? members(groupId ?? '') : [deviceId]);
        work.event({
          type: 'compliance.exemption-ended',
          actor,
          ...(deviceId === null ? {} : { deviceId }),
          data: { ruleId, name: rule ?? undefined, subject },
        });
        return exemption;
      }),

    async tidy() {
      const before = store.clock.now() - KEPT_MS;
      await store.write(() => store.run((db) => db.deleteFrom('complianceExemption').where('untilAt', '<', before)));
    },
  };
}
