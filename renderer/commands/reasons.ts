import type { Refusal } from '../../shared/contract/index.ts';

/** The same reason said once, with everybody it holds for; the commonest first. */
export function byReason(refused: readonly Refusal[]): [string, string[]][] {
  const reasons = new Map<string, string[]>();
  for (const { deviceId, reasons: findings } of refused) {
    for (const { message } of findings) reasons.set(message, [...(reasons.get(message) ?? []), deviceId]);
  }
  return [...reasons].sort(([, a], [, b]) => b.length - a.length);
}
