/** Names of fields that hold secrets, whoever wrote them. */
const SECRET_NAME =
  /pass(word|phrase|code)|secret|token$|^token|magic|challenge|cookie|authorization|(^|[^a-z])pin$|unlock|private|credential/i;
/** Our own tokens, and what follows the path of a link that opens something. */
const OWN = [/cwt_[\w-]+/g, /(\/(?:sign-in|downloads|enroll|e)\/)[\w-]{16,}/g];
/** Anything that looks like 256 random bits in base64. */
const RANDOM = /[A-Za-z0-9+/_-]{40,}={0,2}/g;
/** What looks alike and tells much: fingerprints in hex, and paths. */
const HARMLESS = /^([0-9a-f]+|\/?[A-Za-z]{1,24}([/_-][A-Za-z]{1,24})+)$/i;
const GONE = '[redacted]';
const MAX_DEPTH = 8;

/**
 * A copy as plain JSON without secrets: fields with telling names are blanked, texts lose what looks like a key, and
 * every known secret is struck out wherever it stands.
 */
export function scrub(value: unknown, known: readonly string[] = [], depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value, known);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return undefined;
  if (depth > MAX_DEPTH) return '[…]';
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    const code = 'code' in value ? value.code : undefined;
    return scrub({ name, message, code, stack, ...(cause === undefined ? {} : { cause }) }, known, depth + 1);
  }
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => scrub(item, known, depth + 1) ?? null);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && typeof item !== 'function')
      .map(([name, item]) => [
        name,
        SECRET_NAME.test(name) && (typeof item === 'string' || typeof item === 'object') && item !== null
          ? GONE
          : scrub(item, known, depth + 1),
      ]),
  );
}

function scrubText(text: string, known: readonly string[]): string {
  let clean = text;
  for (const secret of known) if (clean.includes(secret)) clean = clean.replaceAll(secret, GONE);
  for (const pattern of OWN)
    clean = clean.replace(pattern, (_match, path: unknown) => `${typeof path === 'string' ? path : ''}${GONE}`);
  return clean.replace(RANDOM, (match) => (HARMLESS.test(match) ? match : GONE));
}
