import type { PlistValue } from '../../shared/plist/index.ts';
import { asNumber, asText, dictsAt } from './shape.ts';

/** One error of a chain, the outermost first; each next one is the cause of the one before. */
export interface ErrorChainItem {
  /** Apple's `ErrorDomain`. For people only: domains and codes change between releases. */
  domain?: string;
  /** Apple's `ErrorCode`; it means nothing without the domain. */
  code?: number;
  /** Apple's `LocalizedDescription`, in the language of the device. */
  localizedDescription?: string;
  /** Apple's `USEnglishDescription`. */
  usEnglishDescription?: string;
}

export type ErrorChain = readonly ErrorChainItem[];

/**
 * Reads an `ErrorChain` (MDM Protocol Reference, "Error Handling"). A missing chain is empty.
 *
 * @throws CartwrightError `bad-plist` when it is not an array of dictionaries
 */
export function decodeErrorChain(value: PlistValue | undefined): ErrorChain {
  if (value === undefined) return [];
  return dictsAt(value, 'ErrorChain').map((item) => ({
    domain: asText(item.ErrorDomain),
    code: asNumber(item.ErrorCode),
    localizedDescription: asText(item.LocalizedDescription),
    usEnglishDescription: asText(item.USEnglishDescription),
  }));
}

const LONGEST_SUMMARY = 300;

/**
 * One line for people: what the outermost error says in English, else in the device's language, else domain and code.
 * Empty for an empty chain.
 */
export function summariseErrorChain(chain: ErrorChain): string {
  const top = chain[0];
  if (top === undefined) return '';
  return describeError(top);
}

/** The line for one error of the chain; see {@link summariseErrorChain}. */
export function describeError(item: ErrorChainItem): string {
  const text = oneLine(item.usEnglishDescription) || oneLine(item.localizedDescription);
  if (text !== '') return text;
  const named = oneLine([item.domain, item.code].filter((part) => part !== undefined && part !== '').join(' '));
  return named === '' ? 'The device gave no reason' : named;
}

function oneLine(text: string | undefined): string {
  if (text === undefined) return '';
  const line = text
    .slice(0, LONGEST_SUMMARY * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > LONGEST_SUMMARY ? `${line.slice(0, LONGEST_SUMMARY - 1).trimEnd()}…` : line;
}
