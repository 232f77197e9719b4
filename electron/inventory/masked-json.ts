import { looksSecret, SECRET_KEYS } from '../../shared/catalogue/index.ts';
import { MASK } from '../../shared/mask.ts';
import type { PlistDict } from '../protocol/index.ts';
import { type PlainJson, plainFacts } from './plain-json.ts';

/** A dictionary as plain JSON in which what looks like a secret by its name is masked: nothing that matters is stored. */
export function maskedFacts(dict: PlistDict): { [key: string]: PlainJson } {
  return maskMembers(plainFacts(dict));
}

function maskMembers(members: { [key: string]: PlainJson }): { [key: string]: PlainJson } {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, isSecret(name, value) ? MASK : masked(value)]),
  );
}

function masked(value: PlainJson): PlainJson {
  if (Array.isArray(value)) return value.map(masked);
  return typeof value === 'object' ? maskMembers(value) : value;
}

function isSecret(name: string, value: PlainJson): boolean {
  if (typeof value === 'boolean') return false;
  return SECRET_KEYS.has(name) || looksSecret(name);
}
