import { randomBytes } from 'node:crypto';
import { isDictionary, jsonToPlist, type PlistValue, plistToJson } from '../../shared/catalogue/index.ts';
import type { PolicyContent, PolicyType } from '../../shared/contract/policy.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { valueAt, withValueAt } from '../../shared/payloads/index.ts';
import { markOf, placesOfSecrets } from '../../shared/policies/index.ts';

/*
 * Secrets of a content and the marks that stand for them. Pure.
 */

export type Dictionary = Readonly<Record<string, PlistValue>>;

/** Secrets by the key of their mark, as tagged JSON. */
export type Secrets = ReadonlyMap<string, unknown>;

/**
 * Takes secrets out of a content. One that was kept before under a key keeps that key, so that versions can be compared.
 *
 * @param content with its secrets
 * @param before secrets of earlier versions
 * @returns what may be stored and shown, as tagged JSON, and the secrets for the vault
 */
export function takeOut(
  type: PolicyType,
  content: Dictionary,
  before: Secrets,
): { shown: PolicyContent; secrets: Secrets } {
  const keys = new Map([...before].map(([key, value]) => [JSON.stringify(value), key]));
  const secrets = new Map<string, unknown>();
  let shown: PlistValue = content;
  for (const place of placesOfSecrets(type, content)) {
    const value = plistToJson(valueAt(content, place) as PlistValue);
    const text = JSON.stringify(value);
    const key = keys.get(text) ?? randomBytes(8).toString('hex');
    keys.set(text, key);
    secrets.set(key, value);
    shown = withValueAt(shown, place, { $kept: key }) ?? shown;
  }
  return { shown: plistToJson(shown) as PolicyContent, secrets };
}

/**
 * The content with its secrets in place of their marks.
 *
 * @throws CartwrightError `bad-request` for a mark nobody knows, or what is no tagged JSON
 */
export function putBack(shown: PolicyContent, secrets: Secrets): Dictionary {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isDictionary(value)) return value;
    const key = markOf(value);
    if (key === undefined)
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, visit(member)]));
    if (!secrets.has(key))
      throw new CartwrightError('bad-request', 'The content names a secret that is not kept. Enter it again.');
    return secrets.get(key);
  };
  const content = jsonToPlist(visit(shown));
  if (!isDictionary(content))
    throw new CartwrightError('bad-request', 'The content must be a dictionary of tagged JSON.');
  return content as Dictionary;
}

/** Secrets as the vault keeps them. */
export const sealSecrets = (secrets: Secrets): string => JSON.stringify([...secrets]);
export const openSecrets = (kept: string): Secrets => new Map(JSON.parse(kept) as [string, unknown][]);
