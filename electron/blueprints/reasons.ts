import type { StepReason } from '../../shared/contract/blueprints.ts';

/** Why a step failed or waits. Pure. */
export function reason(
  code: StepReason['code'],
  message: string,
  values: Readonly<Record<string, string>> = {},
): StepReason {
  return { code, values: { ...values }, message };
}
