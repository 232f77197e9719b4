import type { AutomatedProfile, AutomatedProfileInput } from '../../../shared/contract/index.ts';

/** What a new profile begins with; as the contract's own defaults. */
const FRESH: AutomatedProfileInput = {
  name: '',
  organization: '',
  department: '',
  supportPhone: '',
  supportEmail: '',
  supervised: true,
  mandatory: true,
  removable: false,
  allowPairing: true,
  awaitConfigured: true,
  holdMinutes: 30,
  multiUser: false,
  autoAdvance: false,
  language: '',
  region: '',
  skipSetup: [],
  ownTrust: true,
  anchors: [],
  webSignIn: false,
  takes: 'assigned',
  isDefault: false,
};

/** The settings of a profile to be changed, or of a new one. */
export function draftOf(profile: AutomatedProfile | null): AutomatedProfileInput {
  if (profile === null) return FRESH;
  return Object.fromEntries(
    Object.keys(FRESH).map((key) => [key, profile[key as keyof AutomatedProfileInput]]),
  ) as unknown as AutomatedProfileInput;
}

/** What is wrong, by the field it is shown at. */
export type DraftProblem = 'name' | 'email' | 'removable' | 'multiUser' | 'language' | 'region' | 'minutes';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z]{2,8})?$/;
const REGION = /^[A-Z]{2}$/;

/** What speaks against saving a draft, the rules of the contract before it is asked. */
export function problemsOf(draft: AutomatedProfileInput): ReadonlySet<DraftProblem> {
  const { name, supportEmail, supervised, removable, multiUser, awaitConfigured, autoAdvance, holdMinutes } = draft;
  const problems: [DraftProblem, boolean][] = [
    ['name', name.trim() === ''],
    ['email', supportEmail !== '' && !EMAIL.test(supportEmail)],
    ['removable', !removable && !supervised],
    ['multiUser', multiUser && !(supervised && awaitConfigured)],
    ['language', draft.language === '' ? autoAdvance : !LANGUAGE.test(draft.language)],
    ['region', draft.region === '' ? autoAdvance : !REGION.test(draft.region)],
    ['minutes', !Number.isInteger(holdMinutes) || holdMinutes < 1 || holdMinutes > 1440],
  ];
  return new Set(problems.filter(([, is]) => is).map(([problem]) => problem));
}

/** A certificate in a chosen file, DER or PEM, as base64 of its DER; undefined when there is none. */
export function certificateIn(bytes: Uint8Array): string | undefined {
  // No decoder of text leaves every byte as it is.
  const text = Array.from(bytes.subarray(0, 30_000), (byte) => String.fromCharCode(byte)).join('');
  const pem = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(text)?.[1];
  if (pem !== undefined) return pem.replace(/\s/g, '');
  // A certificate in DER is a SEQUENCE that holds a SEQUENCE.
  if (bytes[0] !== 0x30 || (bytes[1] ?? 0) < 0x81 || bytes.length > 15_000) return undefined;
  return btoa(text);
}
