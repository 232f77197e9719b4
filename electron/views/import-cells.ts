import type { RestoreInput } from '../../shared/contract/attributes.ts';
import type { BulkActions } from './bulk-actions.ts';
import type { Notes } from './notes.ts';

/*
 * Names and notes in a table that is imported: which of them would change something.
 */

export type DeviceName = RestoreInput['names'][number];
export interface DeviceNote {
  readonly deviceId: string;
  readonly text: string;
}

/** What an import needs besides the attributes: renaming devices and writing notes. */
export interface ImportDoors {
  readonly names: Pick<BulkActions, 'previewRename' | 'rename'>;
  readonly notes: Pick<Notes, 'list' | 'add' | 'remove'>;
}

/** A cell that is a name or a note, to be looked at once all lines are read. */
export interface ImportCell {
  readonly line: number;
  readonly deviceId: string;
  readonly serialNumber: string;
  readonly text: string;
}

const LONGEST_NAME = 255;
const LONGEST_NOTE = 5000;

/** The names that devices can take; `tell` hears of each, with the reason when it is left out. */
export function planNames(
  { names }: ImportDoors,
  cells: readonly ImportCell[],
  tell: (cell: ImportCell, before: string | null, reason?: string) => void,
): { names: DeviceName[]; formerNames: DeviceName[] } {
  const byDevice = new Map(cells.map((cell) => [cell.deviceId, cell]));
  const due: DeviceName[] = [];
  const formerNames: DeviceName[] = [];
  const wanted = cells.map(({ deviceId, text }) => ({ deviceId, name: text }));
  for (const { deviceId, before, outcome, findings } of wanted.length === 0
    ? []
    : names.previewRename({ names: wanted }).rows) {
    const cell = byDevice.get(deviceId);
    if (cell === undefined || outcome === 'same') continue;
    const tooLong = cell.text.length > LONGEST_NAME ? `A name has at most ${LONGEST_NAME} letters.` : undefined;
    const refusal = outcome === 'refused' ? findings.map((one) => one.message).join(' ') : tooLong;
    tell(cell, before, refusal);
    if (refusal !== undefined) continue;
    due.push({ deviceId, name: cell.text });
    if (before !== null && before !== '') formerNames.push({ deviceId, name: before });
  }
  return { names: due, formerNames };
}

/** The notes that are not written yet. */
export function planNotes(
  { notes }: ImportDoors,
  cells: readonly ImportCell[],
  tell: (cell: ImportCell, reason?: string) => void,
): DeviceNote[] {
  return cells.flatMap((cell) => {
    const { deviceId, text } = cell;
    if (notes.list(deviceId).some((note) => note.text === text)) return [];
    const tooLong = text.length > LONGEST_NOTE;
    tell(cell, tooLong ? `A note has at most ${LONGEST_NOTE} letters.` : undefined);
    return tooLong ? [] : [{ deviceId, text }];
  });
}
