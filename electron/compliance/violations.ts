import { sql } from 'kysely';
import type { ComplianceStep, ComplianceViolation, ViolationQuery } from '../../shared/contract/compliance.ts';
import type { ComplianceActionKind } from '../../shared/contract/compliance-rule.ts';
import { hasText, type Store } from '../store/index.ts';
import { dueSteps } from './decisions.ts';
import { readRules } from './definitions.ts';

/** What a search of violations looks into. */
const WORDS = sql`(coalesce(d."name", '') || ' ' || coalesce(d."serialNumber", '') || ' ' || coalesce(d."modelName", '') || ' ' || v."ruleName")`;

type Query = Omit<ViolationQuery, 'offset' | 'limit'> & { offset?: number; limit?: number };

/** Who violated what, as the console shows it. */
export interface Violations {
  list(query: Query): { total: number; rows: ComplianceViolation[] };
}

const ORDER = {
  device: sql`coalesce(d."nameOrder", d."serialNumber", '')`,
  rule: sql`v."ruleName" collate nocase`,
  beganAt: sql`v."beganAt"`,
  nextAt: sql`v."nextAt" is null, v."nextAt"`,
} as const;
const PER_STATEMENT = 500;

export function openViolations(store: Store): Violations {
  const found = ({ search, ruleId, deviceId, state }: Query) => {
    const words = search.split(/\s+/).filter((word) => word !== '');
    const parts = [
      state === 'over' ? sql`v."endedAt" is not null` : sql`v."endedAt" is null`,
      ...(state === undefined || state === 'over' ? [] : [sql`v."state" = ${state}`]),
      ...(ruleId === undefined ? [] : [sql`v."ruleId" = ${ruleId}`]),
      ...(deviceId === undefined ? [] : [sql`v."deviceId" = ${deviceId}`]),
      ...words.map((word) => hasText(WORDS, word)),
    ];
    return sql<boolean>`${sql.join(parts, sql` and `)}`;
  };

  const stepsOf = (ids: readonly string[]): Map<string, ComplianceStep[]> => {
    const steps = new Map<string, ComplianceStep[]>();
    for (let from = 0; from < ids.length; from += PER_STATEMENT)
      for (const row of store.all((db) =>
        db
          .selectFrom('complianceStep')
          .selectAll()
          .where('violationId', 'in', ids.slice(from, from + PER_STATEMENT))
          .orderBy('position'),
      )) {
        const { violationId, tier, at, outcome, detail } = row;
        const kind = row.kind as ComplianceActionKind;
        const commandIds = JSON.parse(row.commandIds) as string[];
        steps.set(violationId, [...(steps.get(violationId) ?? []), { tier, kind, at, outcome, detail, commandIds }]);
      }
    return steps;
  };

  const list: Violations['list'] = (query) => {
    const condition = found(query);
    const counted = store.get((db) =>
      db
        .selectFrom('complianceViolation as v')
        .innerJoin('device as d', 'd.id', 'v.deviceId')
        .select((e) => e.fn.countAll<number>().as('total'))
        .where(condition),
    );
    const direction = sql.raw(query.direction);
    const rows = store.all((db) =>
      db
        .selectFrom('complianceViolation as v')
        .innerJoin('device as d', 'd.id', 'v.deviceId')
        .leftJoin('complianceExemption as x', 'x.id', 'v.exemptionId')
        .selectAll('v')
        .select(['d.name', 'd.serialNumber', 'd.modelName', 'd.family'])
        .select(['x.id as exemption', 'x.untilAt', 'x.reason', 'x.createdBy'])
        .where(condition)
        .orderBy(sql`${ORDER[query.sort]} ${direction}`)
        .orderBy(sql`v."id" ${direction}`)
        .limit(query.limit ?? -1)
        .offset(query.offset ?? 0),
    );
    const steps = stepsOf(rows.map(({ id }) => id));
    const rules = readRules(store);
    return {
      total: counted?.total ?? 0,
      rows: rows.map((row) => {
        const { id, ruleId, ruleName, deviceId, beganAt, graceUntilAt, endedAt, endReason } = row;
        const done = steps.get(id) ?? [];
        // What is due at that very time, of that tier.
        const kinds = (at: number): ComplianceActionKind[] =>
          dueSteps(rules.get(ruleId)?.tiers ?? [], graceUntilAt, new Set(), at - 1).next?.kinds ?? [];
        return {
          ...{ id, ruleId, rule: ruleName, deviceId, device: row.name ?? row.serialNumber ?? '' },
          ...{ serialNumber: row.serialNumber, modelName: row.modelName, family: row.family },
          ...{ state: endedAt === null ? row.state : 'over', beganAt, graceUntilAt, endedAt, endReason },
          steps: done,
          next:
            row.nextAt === null || row.nextTier === null
              ? null
              : { at: row.nextAt, tier: row.nextTier, kinds: kinds(row.nextAt) },
          exemption:
            row.exemption === null || row.state !== 'exempt'
              ? null
              : { id: row.exemption, untilAt: row.untilAt, reason: row.reason ?? '', createdBy: row.createdBy ?? '' },
        };
      }),
    };
  };

  return { list };
}
