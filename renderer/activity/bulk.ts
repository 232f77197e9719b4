import { commandFacts } from '../../shared/catalogue/command-facts.ts';
import type { QueueRow } from '../../shared/contract/index.ts';

export type BulkAction = 'cancel' | 'retry';
/** Why a command is left as it is, in the engine's words for programs. */
export type LeftReason = 'with-device' | 'finished' | 'still-open' | 'secrets-gone';

export interface Preview {
  readonly fits: readonly QueueRow[];
  /** How many are left, by reason; the most frequent first. */
  readonly left: readonly (readonly [LeftReason, number])[];
  /** Those that would take something away from a device once more. */
  readonly destructive: readonly QueueRow[];
}

/** What cancelling or repeating these commands would do. Pure; the engine judges again when it is done. */
export function previewOf(action: BulkAction, rows: readonly QueueRow[]): Preview {
  const fits = rows.filter((row) => (action === 'cancel' ? row.canCancel : row.canRetry));
  const counts = new Map<LeftReason, number>();
  for (const row of rows) {
    const reason = reasonOf(action, row);
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return {
    fits,
    left: [...counts].sort(([, a], [, b]) => b - a),
    destructive: action === 'retry' ? fits.filter((row) => commandFacts(row.requestType)?.destructive === true) : [],
  };
}

function reasonOf(action: BulkAction, row: QueueRow): LeftReason | undefined {
  if (action === 'cancel') {
    if (row.canCancel) return undefined;
    return row.state === 'sent' ? 'with-device' : 'finished';
  }
  if (row.canRetry) return undefined;
  return ['queued', 'sent', 'not-now'].includes(row.state) ? 'still-open' : 'secrets-gone';
}
