/** What of the contents of policies both sides work out: their differences, and where their secrets are. Pure. */
export { compareContents } from './compare.ts';
export { markOf, placesOfSecrets } from './secrets.ts';
