import type { TFunction } from 'i18next';
import type { ComplianceStep, ComplianceViolation, ViolationQuery } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { engine } from '../live/client.ts';
import { csvFile } from '../parts/csv-file.ts';
import { actionDone, actionName } from './compliance-words.ts';

/** As many as the engine gives at a time. */
const PAGE = 1000;

/** All violations a filter finds, page by page; one that moved to another page meanwhile is there once. */
export async function everyViolation(filter: Partial<ViolationQuery>): Promise<ComplianceViolation[]> {
  const all = new Map<string, ComplianceViolation>();
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const page = await engine.compliance.violations({ ...filter, offset, limit: PAGE });
    for (const row of page.rows) all.set(row.id, row);
    total = page.rows.length === 0 ? 0 : page.total;
  }
  return [...all.values()];
}

/** Violations as a table to open elsewhere: one line each, with all that was done. Times as ISO 8601. */
export function violationsCsv(violations: readonly ComplianceViolation[], t: TFunction): string {
  const time = (at: number | null | undefined): string => (at == null ? '' : new Date(at).toISOString());
  const done = ({ kind, at, outcome, detail }: ComplianceStep): string => {
    const reason = detail === null ? '' : findingText({ message: detail }, t);
    const what =
      outcome === 'done' ? actionDone(kind, t) : t('compliance.refused', { action: actionName(kind, t), reason });
    return `${time(at)} ${what}`;
  };
  return csvFile([
    [
      t('compliance.violations.device'),
      t('compliance.violations.serial'),
      t('compliance.violations.csv.model'),
      t('compliance.violations.rule'),
      t('compliance.violations.state'),
      t('compliance.violations.since'),
      t('compliance.violations.csv.graceUntil'),
      t('compliance.violations.csv.endedAt'),
      t('compliance.violations.csv.ended'),
      t('compliance.violations.done'),
      t('compliance.violations.next'),
      t('compliance.violations.csv.nextAt'),
      t('compliance.violations.csv.exempt'),
      t('compliance.violations.csv.exemptUntil'),
    ],
    ...violations.map((one) => [
      one.device,
      one.serialNumber,
      one.modelName,
      one.rule,
      t(`compliance.states.${one.state}`),
      time(one.beganAt),
      time(one.graceUntilAt),
      time(one.endedAt),
      one.endReason === null ? '' : t(`compliance.violations.ended.${one.endReason}`),
      one.steps.map(done).join('; '),
      (one.next?.kinds ?? []).map((kind) => actionName(kind, t)).join(', '),
      time(one.next?.at),
      one.exemption?.reason ?? '',
      time(one.exemption?.untilAt),
    ]),
  ]);
}
