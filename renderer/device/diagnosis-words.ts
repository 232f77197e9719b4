import type { TFunction } from 'i18next';
import type { Diagnosis, DiagnosisFinding } from '../../shared/contract/index.ts';
import { commandName } from '../commands/command-words.ts';
import { relativeTime } from '../format/time.ts';
import type { Tone } from '../parts/tones.ts';

export const OUTCOME_TONE: Readonly<Record<Diagnosis['outcome'], Tone>> = {
  'nothing-waits': 'done',
  'on-its-way': 'way',
  hindered: 'waits',
  blocked: 'needs',
  'not-managed': 'none',
};

export const SEVERITY_TONE: Readonly<Record<DiagnosisFinding['severity'], Tone>> = {
  blocks: 'needs',
  hinders: 'waits',
  note: 'none',
};

/** What was found, with its facts: times as a person says them, a command by its name. */
export function findingWords(finding: DiagnosisFinding, now: number, locale: string, t: TFunction): string {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(finding.facts)) {
    if (name === 'requestType') values.command = commandName(String(value), t);
    else if (value === null) values[name] = '';
    else if (name.endsWith('At') && typeof value === 'number') values[name] = relativeTime(value, now, locale);
    else values[name] = String(value);
  }
  // A fact that is not known leaves no hole behind.
  return t(`diagnosis.found.${finding.code}`, { ...values, defaultValue: '' })
    .replace(/\s+/g, ' ')
    .replace(/[\s:]+([.,])/g, '$1')
    .trim();
}

/** Where the button of a finding leads; undefined when it does something here, or nothing can be done from here. */
export function findingTarget(
  { action, facts }: DiagnosisFinding,
  deviceId: string,
): { to: string; screen: 'push' | 'listener' | 'enrollment' | 'command' } | undefined {
  if (action?.kind === 'open') {
    const to = action.screen === 'enrollment' ? '/enrollment' : `/settings/${action.screen}`;
    return { to, screen: action.screen };
  }
  if (action === null && typeof facts.commandId === 'string')
    return { to: `/devices/${deviceId}/commands/${facts.commandId}`, screen: 'command' };
  return undefined;
}
