import type { TFunction } from 'i18next';
import type { DeviceRunView } from '../../shared/contract/index.ts';
import { csvFile } from '../parts/csv-file.ts';
import { remarks } from './content-words.ts';

/** A prepare run as a table: a line for each device, a column for each step. Times as ISO 8601. */
export function reportCsv({ rows }: { readonly rows: readonly DeviceRunView[] }, t: TFunction): string {
  const kinds = rows[0]?.steps.map(({ kind }) => kind) ?? [];
  const stamp = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());
  const head = [
    ...[t('blueprints.device'), t('blueprints.serial'), t('blueprints.model'), t('blueprints.state')],
    ...kinds.map((kind) => t(`blueprints.steps.${kind}`)),
    ...[t('blueprints.remarks'), t('blueprints.started'), t('blueprints.over')],
  ];
  const lines = rows.map((row) => [
    ...[row.deviceName, row.serialNumber, row.modelName, t(`blueprints.states.${row.state}`)],
    ...row.steps.map(({ state }) => (state === 'none' ? '' : t(`blueprints.stepStates.${state}`))),
    ...[remarks(row, t), stamp(row.startedAt), stamp(row.endedAt)],
  ]);
  return csvFile([head, ...lines]);
}
