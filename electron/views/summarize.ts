import type { ActionPreview } from '../../shared/contract/device-lists.ts';
import type { DeviceRow, Finding } from '../../shared/contract/index.ts';

/** What was found about one device; a finding that refuses keeps the action from it. */
export interface Judgement {
  readonly device: Pick<DeviceRow, 'id' | 'name' | 'serialNumber'>;
  readonly findings: readonly Finding[];
}

/** So many are named of each group. */
const EXAMPLES = 200;

/** Who is reached, who not, and why: reasons of the same wording together, the most frequent first. Pure. */
export function summarize(judgements: readonly Judgement[]): ActionPreview {
  const reasons = new Map<string, ActionPreview['reasons'][number]>();
  const warnings = new Map<string, ActionPreview['reasons'][number]>();
  const affectedIds: string[] = [];
  const examples: ActionPreview['examples'] = [];
  for (const { device, findings } of judgements) {
    const refusals = findings.filter((one) => one.severity === 'refuse');
    const named = { deviceId: device.id, name: device.name, serialNumber: device.serialNumber };
    if (refusals.length === 0) {
      affectedIds.push(device.id);
      if (examples.length < EXAMPLES) examples.push(named);
    }
    const [into, told] = refusals.length === 0 ? [warnings, findings] : [reasons, refusals];
    const counted = new Set<string>();
    for (const { code, message } of told) {
      const key = `${code}\n${message}`;
      if (counted.has(key)) continue;
      counted.add(key);
      const group = into.get(key) ?? { code, message, count: 0, examples: [] };
      group.count++;
      if (group.examples.length < EXAMPLES) group.examples.push(named);
      into.set(key, group);
    }
  }
  const frequent = (groups: typeof reasons) => [...groups.values()].sort((a, b) => b.count - a.count);
  return {
    total: judgements.length,
    affected: affectedIds.length,
    affectedIds,
    examples,
    refused: judgements.length - affectedIds.length,
    reasons: frequent(reasons),
    warnings: frequent(warnings),
  };
}
