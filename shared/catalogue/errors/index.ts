import { ACCOUNT_AND_NETWORK_ERRORS } from './accounts-and-networks.ts';
import { LATER_ERRORS } from './later.ts';
import { MANAGEMENT_ERRORS } from './management.ts';
import { MDM_ERRORS } from './mdm.ts';
import { PROFILE_ERRORS } from './profiles.ts';
import type { ErrorDomain } from './types.ts';

export type { ErrorDomain, ErrorRow } from './types.ts';

/** Every domain whose codes have words. */
export const ERROR_DOMAINS: readonly ErrorDomain[] = [
  MDM_ERRORS,
  ...PROFILE_ERRORS,
  ...MANAGEMENT_ERRORS,
  ...ACCOUNT_AND_NETWORK_ERRORS,
  ...LATER_ERRORS,
];

const BY_NAME = new Map(ERROR_DOMAINS.map((entry) => [entry.domain, entry]));

/** What one error of a chain means; null throughout when only the raw error is known. */
export interface Explanation {
  readonly domain: string;
  readonly code: number;
  readonly area: string | null;
  readonly known: boolean;
  readonly meaning: string | null;
  readonly cause: string | null;
  readonly nextStep: string | null;
  readonly description: string | null;
}

/**
 * What an error means. Domain and code count together: newer systems use the numbers of some domains anew.
 *
 * @param description what the device said of it, passed through
 */
export function explainError(domain: string, code: number, description: string | null = null): Explanation {
  const entry = BY_NAME.get(domain);
  const row = entry !== undefined && Object.hasOwn(entry.codes, code) ? entry.codes[code] : undefined;
  if (entry === undefined || row === undefined) {
    return {
      domain,
      code,
      area: entry?.area ?? null,
      known: false,
      meaning: null,
      cause: null,
      nextStep: null,
      description,
    };
  }
  const [meaning, cause, nextStep] = row;
  return {
    domain,
    code,
    area: entry.area,
    known: true,
    meaning,
    cause: cause ?? entry.cause,
    nextStep: nextStep ?? entry.nextStep,
    description,
  };
}
