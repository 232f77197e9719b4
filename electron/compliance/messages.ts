import type { ComplianceAction } from '../../shared/contract/compliance-rule.ts';
import { fillText, type VariableValues } from '../../shared/variables/index.ts';
import type { Severity } from './decisions.ts';

/*
 * Messages of rules in the language of a device, with its values. Pure.
 */

export type Message = Extract<ComplianceAction, { kind: 'message' }>;

/** What a message is about. */
export interface About {
  readonly rule: string;
  readonly severity: Severity | null;
  readonly values: VariableValues;
}

/** The language of a rule that fits a device best: the same, else the same without its region, else the first. */
export function languageFor(languages: readonly string[], wanted: readonly (string | null)[]): string {
  const plain = (tag: string): string => tag.replaceAll('_', '-').toLowerCase();
  const bare = (tag: string): string => plain(tag).split('-')[0] ?? '';
  for (const tag of wanted) {
    if (tag === null || tag === '') continue;
    const exact = languages.find((each) => plain(each) === plain(tag));
    if (exact !== undefined) return exact;
    const close = languages.find((each) => bare(each) === bare(tag));
    if (close !== undefined) return close;
  }
  return languages[0] ?? 'en';
}

/** A message as one device gets it. */
export function messageFor(message: Message, language: string, { rule, severity, values }: About): Message {
  const own = message.translations.find((each) => each.language === language) ?? message;
  const all: VariableValues = {
    ...values,
    RULE_NAME: rule,
    SEVERITY: severity ?? 'info',
    USER_NAME: values.DISPLAY_NAME ?? values.USERID ?? '',
  };
  const fill = (text: string): string => fillText(text, all, 'text').text.trim();
  return { ...message, subject: fill(own.subject === '' ? rule : own.subject), text: fill(own.text), translations: [] };
}

/** Everybody a message is mailed to, once each. */
export function recipientsOf(
  { mail }: Pick<Message, 'mail'>,
  person: string | undefined,
  administrators: readonly string[],
): string[] {
  const wanted = [
    ...(mail === 'person' || mail === 'both' ? [person ?? ''] : []),
    ...(mail === 'administrators' || mail === 'both' ? administrators : []),
  ];
  return [...new Set(wanted.filter((each) => each.includes('@')))];
}
