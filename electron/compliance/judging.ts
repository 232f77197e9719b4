import { findsEnded } from '../../shared/compliance/index.ts';
import type { ComplianceAction } from '../../shared/contract/compliance-rule.ts';
import { newId } from '../../shared/ids.ts';
import type { ComplianceDeviceTable, ComplianceViolationTable, Store, UnitOfWork } from '../store/index.ts';
import { type Actions, openActions, type Subject } from './actions.ts';
import {
  deviceState,
  dueSteps,
  type Effects,
  type Exempting,
  effectsOf,
  exemptionFrom,
  graver,
  type Severity,
  type Step,
} from './decisions.ts';
import type { Rule } from './definitions.ts';
import { languageFor, messageFor } from './messages.ts';
import type { ComplianceNews } from './news.ts';
import type { CompliancePorts } from './ports.ts';

const HOUR = 3_600_000;

type Violation = ComplianceViolationTable;
type EndReason = NonNullable<Violation['endReason']>;

/** Judges one device after another, within units of work. */
export interface Judging {
  /**
   * Brings what is kept of a device up to what is so now, and does what is due.
   *
   * @returns when time alone changes that, ms; undefined when never
   */
  judge(work: UnitOfWork, deviceId: string, rules: ReadonlyMap<string, Rule>): number | undefined;
}

export function openJudging(store: Store, ports: CompliancePorts, news: ComplianceNews): Judging {
  const actions: Actions = openActions(store, ports);
  const subject = store.statement<{ id: string }, Subject>(
    (db, p) =>
      db
        .selectFrom('device as d')
        .leftJoin('deviceFact as f', 'f.deviceId', 'd.id')
        .select(['d.id', 'd.state', 'd.platform', 'd.supervised', 'f.language', 'f.locale'])
        .select((e) => [
          e.case().when('d.state', '=', 'enrolled').then(e.ref('d.enrollmentId')).else(null).end().as('enrollmentId'),
          e
            .case()
            .when(e.or([e('d.imei', 'is not', null), e('d.meid', 'is not', null)]))
            .then(1)
            .else(0)
            .end()
            .as('cellular'),
        ])
        .where('d.id', '=', p.id) as never,
  );
  const met = store.statement<{ deviceId: string }, { ruleId: string }>((db, p) =>
    db
      .selectFrom('groupMember as m')
      .innerJoin('complianceRule as r', 'r.id', 'm.groupId')
      .select('r.id as ruleId')
      .where('m.deviceId', '=', p.deviceId)
      .orderBy('r.id'),
  );
  const open = store.statement<{ deviceId: string }, Violation>((db, p) =>
    db
      .selectFrom('complianceViolation')
      .selectAll()
      .where('deviceId', '=', p.deviceId)
      .where('endedAt', 'is', null)
      .orderBy('id'),
  );
  const exemptions = store.statement<{ deviceId: string }, Exempting>((db, p) =>
    db
      .selectFrom('complianceExemption')
      .select(['id', 'ruleId', 'untilAt'])
      .where((e) =>
        e.or([
          e('deviceId', '=', p.deviceId),
          e('groupId', 'in', e.selectFrom('groupMember as m').select('m.groupId').where('m.deviceId', '=', p.deviceId)),
        ]),
      ),
  );
  const done = store.statement<{ violationId: string }, { step: string; outcome: string; action: string }>((db, p) =>
    db
      .selectFrom('complianceStep')
      .select(['step', 'outcome', 'action'])
      .where('violationId', '=', p.violationId)
      .orderBy('position'),
  );
  const standing = store.statement<{ deviceId: string }, ComplianceDeviceTable>((db, p) =>
    db.selectFrom('complianceDevice').selectAll().where('deviceId', '=', p.deviceId),
  );
  const quarantine = store.statement<{ deviceId: string }, { groupId: string }>((db, p) =>
    db.selectFrom('complianceQuarantine').select('groupId').where('deviceId', '=', p.deviceId),
  );
  const alertMark = store.statement<{ key: string }, unknown>((db, p) =>
    db.deleteFrom('alertMark').where('key', '=', p.key),
  );

  const end = (work: UnitOfWork, { id, ruleId, ruleName, deviceId, state }: Violation, endReason: EndReason): void => {
    store.run((db) =>
      db
        .updateTable('complianceViolation')
        .set({ endedAt: work.now, endReason, nextAt: null, nextTier: null })
        .where('id', '=', id),
    );
    if (state !== 'exempt' && endReason !== 'exempt') news.tell(ruleId, ruleName, deviceId, 'complied');
  };

  const begin = (work: UnitOfWork, rule: Rule, deviceId: string, exemptionId: string | null): Violation => {
    const graceUntilAt = work.now + rule.graceHours * HOUR;
    const state = exemptionId !== null ? 'exempt' : graceUntilAt > work.now ? 'grace' : 'violating';
    const row: Violation = {
      ...{ id: newId(work.now), ruleId: rule.id, ruleName: rule.name, deviceId, state, beganAt: work.now },
      ...{ graceUntilAt, endedAt: null, endReason: null, nextAt: null, nextTier: null, severity: null, exemptionId },
    };
    store.run((db) => db.insertInto('complianceViolation').values(row));
    news.tell(rule.id, rule.name, deviceId, state === 'exempt' ? 'exempted' : state === 'grace' ? 'grace' : 'violated');
    return row;
  };

  /** One step, once: that it was done is stored in the same unit. */
  const perform = (
    work: UnitOfWork,
    device: Subject,
    violation: Violation,
    { key, tier, action }: Step,
    position: number,
  ): boolean => {
    const outcome = actions.perform(work, device, violation.ruleName, action);
    const repetition = Number(key.slice(key.lastIndexOf(':') + 1));
    store.run((db) =>
      db.insertInto('complianceStep').values({
        ...{
          violationId: violation.id,
          step: key,
          position,
          tier,
          kind: action.kind,
          at: work.now,
          outcome: outcome.outcome,
        },
        detail: outcome.detail,
        commandIds: JSON.stringify(outcome.commandIds),
        action: JSON.stringify(action),
      }),
    );
    if (action.kind === 'alert' && repetition > 0) alertMark.run({ key: `compliance-violated:${violation.ruleId}` });
    work.event({
      type: outcome.outcome === 'done' ? 'compliance.action-done' : 'compliance.action-refused',
      deviceId: device.id,
      data: {
        ruleId: violation.ruleId,
        name: violation.ruleName,
        tier,
        action: action.kind,
        ...(outcome.detail === null ? {} : { reason: outcome.detail }),
      },
    });
    return outcome.outcome === 'done';
  };

  /** What is said in the language of the device, with its values. */
  const asTold = (
    action: ComplianceAction,
    device: Subject,
    rule: Rule,
    severity: Severity | null,
  ): ComplianceAction =>
    action.kind !== 'message'
      ? action
      : messageFor(action, languageFor(rule.languages, [device.language, device.locale]), {
          ...{ rule: rule.name, severity, values: ports.valuesOf(device.id) },
        });

  return {
    judge(work, deviceId, rules) {
      const device = subject.get({ id: deviceId });
      if (device === undefined) return undefined;
      const before = standing.get({ deviceId });
      let effects: Effects = {
        blocked: before?.blocked === 1,
        groups: quarantine.all({ deviceId }).map(({ groupId }) => groupId),
        message: before?.message ?? null,
        withheld: before?.withheld ?? null,
      };
      const isMet = new Set(met.all({ deviceId }).map(({ ruleId }) => ruleId));
      const going = new Map(open.all({ deviceId }).map((one) => [one.ruleId, one]));
      if (before === undefined && device.state !== 'enrolled' && isMet.size + going.size === 0) return undefined;

      for (const violation of going.values()) {
        if (isMet.has(violation.ruleId)) continue;
        const rule = rules.get(violation.ruleId);
        const left = device.state !== 'enrolled' && (rule === undefined || !findsEnded(rule.checks));
        end(work, violation, rule?.active !== true ? 'rule' : left ? 'left' : 'compliant');
        going.delete(violation.ruleId);
      }
      const exempting = exemptions.all({ deviceId });
      let next = Number.POSITIVE_INFINITY;
      const holding: ComplianceAction[] = [];
      const states: Violation['state'][] = [];
      for (const ruleId of isMet) {
        const rule = rules.get(ruleId);
        if (rule === undefined || !rule.active) continue;
        const exemption = exemptionFrom(ruleId, exempting, work.now);
        if (exemption?.untilAt != null) next = Math.min(next, exemption.untilAt);
        let violation = going.get(ruleId);
        // What begins or ends to be exempt is another violation: grace and tiers count anew.
        if (violation !== undefined && (violation.state === 'exempt') !== (exemption !== undefined)) {
          end(work, violation, 'exempt');
          violation = undefined;
        }
        violation ??= begin(work, rule, deviceId, exemption?.id ?? null);
        if (exemption !== undefined) {
          if (violation.exemptionId !== exemption.id)
            store.run((db) =>
              db.updateTable('complianceViolation').set({ exemptionId: exemption.id }).where('id', '=', violation.id),
            );
          states.push('exempt');
          continue;
        }
        const graceUntilAt = violation.beganAt + rule.graceHours * HOUR;
        const state = graceUntilAt > work.now ? 'grace' : 'violating';
        if (violation.state === 'grace' && state === 'violating') news.tell(ruleId, rule.name, deviceId, 'violated');
        states.push(state);
        const known = done.all({ violationId: violation.id });
        const plan = dueSteps(rule.tiers, graceUntilAt, new Set(known.map(({ step }) => step)), work.now);
        let severity: Severity | null = violation.severity;
        for (const { outcome, action } of known)
          if (outcome === 'done') holding.push(JSON.parse(action) as ComplianceAction);
        for (const [index, planned] of plan.due.entries()) {
          const step = { ...planned, action: asTold(planned.action, device, rule, severity) };
          if (!perform(work, device, violation, step, known.length + index)) continue;
          holding.push(step.action);
          if (step.action.kind === 'alert') severity = graver(severity, step.action.severity);
          if (step.action.kind === 'message' && step.action.show) effects = { ...effects, message: step.action.text };
        }
        const nextAt = plan.next?.at ?? null;
        const nextTier = plan.next?.tier ?? null;
        if (
          violation.state !== state ||
          violation.nextAt !== nextAt ||
          violation.nextTier !== nextTier ||
          violation.severity !== severity ||
          violation.graceUntilAt !== graceUntilAt ||
          violation.ruleName !== rule.name
        )
          store.run((db) =>
            db
              .updateTable('complianceViolation')
              .set({ state, nextAt, nextTier, severity, graceUntilAt, ruleName: rule.name })
              .where('id', '=', violation.id),
          );
        next = Math.min(next, nextAt ?? next, state === 'grace' ? graceUntilAt : next);
      }

      const wanted = effectsOf(holding);
      actions.follow(work, device, effects, wanted);
      const state = deviceState(states);
      if (device.state !== 'enrolled' && states.length === 0) {
        store.run((db) => db.deleteFrom('complianceDevice').where('deviceId', '=', deviceId));
      } else {
        const row = {
          state,
          sinceAt: before?.state === state ? before.sinceAt : work.now,
          blocked: wanted.blocked ? (1 as const) : (0 as const),
          quarantined: wanted.groups.length > 0 ? (1 as const) : (0 as const),
          message: wanted.message,
          withheld: wanted.withheld,
        };
        const same =
          before !== undefined && (Object.keys(row) as (keyof typeof row)[]).every((key) => before[key] === row[key]);
        if (!same)
          store.run((db) =>
            db
              .insertInto('complianceDevice')
              .values({ deviceId, ...row })
              .onConflict((c) => c.column('deviceId').doUpdateSet(row)),
          );
      }
      return Number.isFinite(next) ? next : undefined;
    },
  };
}
