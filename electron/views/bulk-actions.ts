import Papa from 'papaparse';
import type {
  ActionPreview,
  ActionReportInput,
  BulkAction,
  CsvFile,
  DeviceSelection,
  RenameInput,
  RenamePreview,
  RenameRow,
} from '../../shared/contract/device-lists.ts';
import type { DeviceRow, Finding } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { countNames, NAME_NOT_KNOWN, nameWarnings } from '../../shared/name-findings.ts';
import { nameByPattern, parseNamePattern } from '../../shared/name-pattern.ts';
import type { CommandDoor, DeviceDirectory } from './ports.ts';
import { type Judgement, summarize } from './summarize.ts';

/** Acting on many devices: who would be reached, and names by a pattern. */
export interface BulkActions {
  /** Who an action would reach, who not, and why. @throws CartwrightError `too-large` */
  preview(selection: DeviceSelection, action: BulkAction): Promise<ActionPreview>;
  /** The same as CSV, a line for each device. @throws CartwrightError `too-large` */
  report(input: ActionReportInput): Promise<CsvFile>;
  /** The names a pattern gives. @throws CartwrightError `bad-request` when the pattern cannot be read */
  previewRename(input: RenameInput): RenamePreview;
  /** Queues a Settings command for each device that gets another name and can take it. */
  rename(input: RenameInput, actor: string): Promise<RenamePreview>;
}

const PER_TURN = 500;
const AT_ONCE = 100;

const settingName = (name: string) => ({
  RequestType: 'Settings',
  Settings: [{ Item: 'DeviceName', DeviceName: name }],
});
const ASK_NAME = { RequestType: 'DeviceInformation', Queries: ['DeviceName'] };
const finding = (code: string, message: string, severity: Finding['severity'] = 'refuse'): Finding => ({
  code,
  severity,
  path: [],
  message,
});
const NOT_MANAGED = finding('not-enrolled', 'This device is not managed now. Enroll it first.');
const NO_WAKE = finding('unreachable', 'Apple’s push service does not reach this device. It has to connect by itself.');

export function openBulkActions(parts: { devices: DeviceDirectory; commands: CommandDoor }): BulkActions {
  const { devices, commands } = parts;

  const judge = (rows: readonly DeviceRow[], action: BulkAction): Judgement[] => {
    if (action.kind === 'command') {
      const { refused, warnings } = commands.checkCommands({
        deviceIds: rows.map((row) => row.id),
        command: action.command,
      });
      const reasons = new Map([...warnings, ...refused].map((one) => [one.deviceId, one.reasons]));
      return rows.map((device) => ({ device, findings: reasons.get(device.id) ?? [] }));
    }
    return rows.map((device) => ({ device, findings: standing(device, action) }));
  };

  const judged = async (selection: DeviceSelection, action: BulkAction): Promise<Judgement[]> => {
    const ids = devices.selected(selection);
    const judgements: Judgement[] = [];
    for (let from = 0; from < ids.length; from += PER_TURN) {
      if (from > 0) await new Promise((resolve) => setImmediate(resolve));
      judgements.push(...judge(devices.rows(ids.slice(from, from + PER_TURN)), action));
    }
    return judgements;
  };

  const named = (input: RenameInput): { device: DeviceRow; after: string | null }[] => {
    if ('names' in input) {
      const names = new Map(input.names.map((one) => [one.deviceId, one.name]));
      return devices.rows([...names.keys()]).map((device) => ({ device, after: names.get(device.id) ?? null }));
    }
    const parsed = parseNamePattern(input.pattern);
    if ('problem' in parsed) throw new CartwrightError('bad-request', parsed.problem);
    return devices.rows([...new Set(input.deviceIds)]).map((device, index) => ({
      device,
      after: nameByPattern(
        parsed.parts,
        { ...factsOf(device), ...devices.whereabouts(device.id) },
        input.start + index,
      ),
    }));
  };

  const previewRename = (input: RenameInput): RenamePreview => {
    const wanted = named(input);
    // Whether a device can be renamed does not depend on the name.
    const { refused } = commands.checkCommands({
      deviceIds: wanted.map(({ device }) => device.id),
      command: settingName('Name'),
    });
    const reasons = new Map(refused.map((one) => [one.deviceId, one.reasons]));
    const times = countNames(wanted.map(({ after }) => after));
    const result = wanted.map(({ device, after }): RenameRow => {
      const { id: deviceId, serialNumber, name: before } = device;
      const refusals = reasons.get(deviceId) ?? [];
      const row = { deviceId, serialNumber, before, after };
      if (after === null) return { ...row, outcome: 'refused', findings: [NAME_NOT_KNOWN, ...refusals] };
      if (after === before) return { ...row, outcome: 'same', findings: [] };
      if (refusals.length > 0) return { ...row, outcome: 'refused', findings: refusals };
      return { ...row, outcome: 'rename', findings: nameWarnings(after, times.get(after) ?? 0) };
    });
    return counted(result);
  };

  return {
    previewRename,

    preview: async (selection, action) => summarize(await judged(selection, action)),

    async report({ devices: selection, action, headers }) {
      const judgements = await judged(selection, action);
      const lines = judgements.map(({ device, findings }) => [
        device.name ?? '',
        device.serialNumber ?? '',
        findings.some((one) => one.severity === 'refuse') ? 'no' : 'yes',
        [...new Set(findings.map((one) => one.message))].join(' '),
      ]);
      const head = headers ?? ['name', 'serialNumber', 'reached', 'reasons'];
      // A spreadsheet must not run what a device calls itself.
      const text = Papa.unparse([head, ...lines], { newline: '\r\n', escapeFormulae: true });
      return {
        filename: 'preview.csv',
        contentType: 'text/csv; charset=utf-8',
        text: `\uFEFF${text}\r\n`,
        rows: lines.length,
      };
    },

    async rename(input, actor) {
      const planned = previewRename(input);
      const due = planned.rows.filter((row) => row.outcome === 'rename');
      const refused = new Map<string, Finding[]>();
      for (let from = 0; from < due.length; from += AT_ONCE) {
        // Handed in together they share a commit.
        const outcomes = await Promise.all(
          due.slice(from, from + AT_ONCE).map(({ deviceId, after }) =>
            commands.queueCommands({
              deviceIds: [deviceId],
              command: settingName(after ?? ''),
              actor,
              // Whoever renames devices waits to see it.
              wakeNow: true,
            }),
          ),
        );
        for (const one of outcomes.flatMap((outcome) => outcome.refused)) refused.set(one.deviceId, one.reasons);
        // A device takes its name silently; only its inventory tells.
        const named = outcomes.flatMap((outcome) => outcome.queued.map((one) => one.deviceId));
        if (named.length > 0) await commands.queueCommands({ deviceIds: named, command: ASK_NAME, actor });
      }
      return counted(
        planned.rows.map((row) => {
          const findings = refused.get(row.deviceId);
          return findings === undefined ? row : { ...row, outcome: 'refused', findings };
        }),
      );
    },
  };
}

function standing({ state, pushState }: DeviceRow, action: Exclude<BulkAction, { kind: 'command' }>): Finding[] {
  // Only who is enrolled gets a command; to be turned away, having begun is enough.
  const turnsAway = action.kind === 'end-management' && action.way === 'turn-away';
  if (turnsAway ? state === 'ended' : state !== 'enrolled') return [NOT_MANAGED];
  return action.kind === 'wake' && pushState !== 'ready' ? [NO_WAKE] : [];
}

const factsOf = ({ serialNumber, modelName, productName, family, name, osVersion }: DeviceRow) => ({
  serial: serialNumber,
  model: modelName ?? productName,
  family,
  name,
  os: osVersion,
});

function counted(rows: RenameRow[]): RenamePreview {
  const count = (outcome: RenameRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  return { rows, renamed: count('rename'), unchanged: count('same'), refused: count('refused') };
}
