import { isDictionary } from '../catalogue/index.ts';
import type { PolicyContent } from '../contract/policy.ts';
import type { ContentDifference } from '../contract/policy-answers.ts';
import { facesOf, type Place, pathText } from '../payloads/index.ts';
import { markOf } from './secrets.ts';

/** PayloadUUIDs are made anew by many tools, and mean nothing to people. */
const UNTOLD: ReadonlySet<string> = new Set(['PayloadUUID']);

/**
 * What is different between two contents, by key path, in tagged JSON. Payloads and items are told apart by what they
 * are, not by where they stand; a secret is only told to be another one. Pure.
 */
export function compareContents(before: PolicyContent, after: PolicyContent): ContentDifference[] {
  const found: ContentDifference[] = [];
  const secretIn = (value: unknown): boolean =>
    markOf(value) !== undefined || (isDictionary(value) && Object.values(value).some(secretIn));

  const tell = (kind: ContentDifference['kind'], place: Place, was: unknown, is: unknown, payload: unknown): void => {
    const secret = secretIn(was) || secretIn(is);
    found.push({
      path: pathText(place),
      at: inPayload(place, payload),
      kind,
      secret,
      ...(secret || kind === 'added' ? {} : { before: was }),
      ...(secret || kind === 'removed' ? {} : { after: is }),
    });
  };

  const visit = (was: unknown, is: unknown, place: Place, around?: unknown): void => {
    const payload = place.length === 2 && place[0] === 'PayloadContent' ? (is ?? was) : around;
    if (JSON.stringify(was) === JSON.stringify(is)) return;
    if (was === undefined || is === undefined) {
      tell(was === undefined ? 'added' : 'removed', place, was, is, payload);
      return;
    }
    if (markOf(was) === undefined && markOf(is) === undefined && isPlain(was) && isPlain(is)) {
      for (const key of new Set([...Object.keys(was), ...Object.keys(is)]))
        if (!UNTOLD.has(key)) visit(was[key], is[key], [...place, key], payload);
      return;
    }
    if (Array.isArray(was) && Array.isArray(is) && [...was, ...is].every(isPlain)) {
      const names = (list: readonly unknown[]) => list.map((entry) => nameOf(entry));
      const [left, right] = [names(was), names(is)];
      const distinct = new Set(left).size === left.length && new Set(right).size === right.length;
      if (distinct && !left.includes('') && !right.includes('')) {
        for (const [index, name] of left.entries()) {
          const other = right.indexOf(name);
          visit(was[index], other === -1 ? undefined : is[other], [...place, other === -1 ? index : other], payload);
        }
        for (const [index, name] of right.entries())
          if (!left.includes(name)) visit(undefined, is[index], [...place, index], payload);
        return;
      }
      for (let index = 0; index < Math.max(was.length, is.length); index++)
        visit(was[index], is[index], [...place, index], payload);
      return;
    }
    tell('changed', place, was, is, payload);
  };

  visit(before, after, []);
  return found;
}

/** Which payload, and which of its keys; null for what is around payloads. */
function inPayload(place: Place, payload: unknown): ContentDifference['at'] {
  const id = isDictionary(payload) ? facesOf(payload)[0] : undefined;
  if (id === undefined) return null;
  const keys = place.slice(2).filter((step) => typeof step === 'string');
  return { payload: id, key: keys.join('.') };
}

const TAGS: ReadonlySet<string> = new Set(['$data', '$date', '$real', '$integer']);

function isPlain(value: unknown): value is Record<string, unknown> {
  return isDictionary(value) && !Object.keys(value).some((key) => TAGS.has(key));
}

/** What tells a payload or an item from the others. */
function nameOf(entry: unknown): string {
  if (!isDictionary(entry)) return '';
  const name = entry.PayloadIdentifier ?? entry.Identifier ?? entry.Item ?? entry.PayloadType;
  return typeof name === 'string' ? name : '';
}
