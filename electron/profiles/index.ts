/**
 * The profiles room's face: configuration profiles in and out of their files. What is wrong with a profile, which
 * devices it fits and where its secrets are is in shared/payloads, because the console asks that too.
 */
export { type ProfileKeys, type ReadProfile, readProfile, type Wrapping } from './read-profile.ts';
export { writeProfile } from './write-profile.ts';
