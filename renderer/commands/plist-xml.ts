import { bytesToBase64, coerceCommand, commandDefinition, isDictionary } from '../../shared/catalogue/index.ts';
import { PlistReal } from '../../shared/plist-real.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * A command as it travels: the XML property list, from the JSON the engine keeps. Secret values are not in the JSON, so
 * they are not in the XML either.
 *
 * @param request Apple's Command dictionary as JSON
 */
export function requestXml(request: { readonly RequestType: string }, commandUuid: string): string {
  const { command } = coerceCommand(request, commandDefinition(request.RequestType));
  const body = element({ Command: command, CommandUUID: commandUuid }, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    body,
    '</plist>',
    '',
  ].join('\n');
}

function element(value: unknown, depth: number): string {
  const indent = '\t'.repeat(depth);
  if (typeof value === 'string') return `${indent}<string>${escaped(value)}</string>`;
  if (typeof value === 'boolean') return `${indent}<${value}/>`;
  if (typeof value === 'bigint') return `${indent}<integer>${value}</integer>`;
  if (typeof value === 'number')
    return Number.isInteger(value) ? `${indent}<integer>${value}</integer>` : `${indent}<real>${value}</real>`;
  if (value instanceof PlistReal) return `${indent}<real>${value.value}</real>`;
  if (value instanceof Date) return `${indent}<date>${value.toISOString().replace(/\.\d+Z$/, 'Z')}</date>`;
  if (value instanceof Uint8Array) return `${indent}<data>${bytesToBase64(value)}</data>`;
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}<array/>`;
    return [`${indent}<array>`, ...value.map((each) => element(each, depth + 1)), `${indent}</array>`].join('\n');
  }
  if (!isDictionary(value) || Object.keys(value).length === 0) return `${indent}<dict/>`;
  const members = Object.entries(value).flatMap(([key, member]) => [
    `${indent}\t<key>${escaped(key)}</key>`,
    element(member, depth + 1),
  ]);
  return [`${indent}<dict>`, ...members, `${indent}</dict>`].join('\n');
}
