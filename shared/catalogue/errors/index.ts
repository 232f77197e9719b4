import { ACCOUNT_AND_NETWORK_ERRORS } from './accounts-and-networks.ts';
import { MANAGEMENT_ERRORS } from './management.ts';
import { PROFILE_ERRORS } from './profiles.ts';
import type { ErrorDomain } from './types.ts';

export type { ErrorDomain, ErrorRow } from './types.ts';

/** Domains of which no code is written down; their area is known all the same. */
const AREAS: Readonly<Record<string, string>> = {
  MCKeybagErrorDomain: 'Key protection',
  MCDomainsErrorDomain: 'Managed domains',
  MCWebContentFilterErrorDomain: 'Web content filter',
  MCNetworkUsageRulesErrorDomain: 'Network usage rules',
  MCOSXServerErrorDomain: 'macOS Server accounts',
  MCHomeScreenLayoutErrorDomain: 'Home Screen layout',
  MCNotificationSettingsErrorDomain: 'Notification settings',
  MCEDUClassroomErrorDomain: 'Classroom',
  MCSharedDeviceConfigurationErrorDomain: 'Lock screen message',
};

/** Every domain whose codes have words. */
export const ERROR_DOMAINS: readonly ErrorDomain[] = [
  ...PROFILE_ERRORS,
  ...MANAGEMENT_ERRORS,
  ...ACCOUNT_AND_NETWORK_ERRORS,
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
    const area = entry?.area ?? (Object.hasOwn(AREAS, domain) ? (AREAS[domain] ?? null) : null);
    return { domain, code, area, known: false, meaning: null, cause: null, nextStep: null, description };
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
