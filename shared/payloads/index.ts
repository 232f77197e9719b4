/**
 * The catalogue of payloads of configuration profiles: what each is, which device takes it, whether a profile is well
 * made. Pure, for Node and the browser. The console imports this face lazily: it carries every key of every payload;
 * payload-index.ts alone is enough for lists and menus.
 */
export { COMMON_KEYS, definitionOf, everyKey, facesOf, type PlacedKey, payloadKeys, TOP_LEVEL_KEYS } from './bodies.ts';
export { certificateKindOf, referenceKind } from './check-links.ts';
export { type Fit, type FitReason, fits } from './fits.ts';
export { type Place, pathText, payloadsOf, placeOf, valueAt, withValueAt } from './paths.ts';
export { applePage, PAYLOADS, payloadSummary, payloadsOfType, RESERVED_TYPES } from './payload-index.ts';
export { applyFix, type ProfileFinding, type ProfileFindingCode, type ProfileFix } from './profile-finding.ts';
export { isSecretKey, secretPlaces } from './secrets.ts';
export { startMembers } from './start-values.ts';
export type { PayloadBody, PayloadDefinition, PayloadSummary } from './types.ts';
export { isSendable, validateProfile } from './validate-profile.ts';
