import type { AttributeShape, DeviceField } from '../contract/device-fields.ts';
import {
  checkFilter,
  type DeviceFilter,
  type FilterOperator,
  type FilterValue,
  OPERATORS_OF,
  takesList,
  takesValue,
} from '../contract/device-filter.ts';
import { fieldNamed, similarField } from './field-names.ts';
import { OPERATOR_PHRASES, operatorFor, wordsOfOperator } from './operator-words.ts';
import { type Token, tokensOf } from './tokens.ts';
import { readValue, type ValueKind, valueKind } from './values.ts';

/*
 * A filter typed as text:
 *
 *   filter    = any
 *   any       = all { "or" all }
 *   all       = one { "and" one }
 *   one       = "not" one | "(" any ")" | ("all" | "any") "(" [ any { "," any } ] ")" | condition
 *   condition = field operator [ value | "(" value { "," value } ")" ]
 *
 * Words without regard to case. Fields by their ids, or in quotation marks as other products print them.
 */

/** Why a typed filter cannot be used, and where. */
export interface TextProblem {
  readonly code:
    | 'unclosed-text'
    | 'strange-sign'
    | 'empty'
    | 'field-expected'
    | 'unknown-field'
    | 'operator-expected'
    | 'wrong-operator'
    | 'value-expected'
    | 'wrong-value'
    | 'connective-expected'
    | 'bracket-expected'
    | 'too-deep'
    | 'not-usable';
  readonly from: number;
  readonly to: number;
  /** In English, with what to do. */
  readonly message: string;
  /** What the message names, to say it in another language. */
  readonly data: Readonly<Record<string, string>>;
  /** What could stand at the end of the text, when it is only not finished. */
  readonly expects?: Expectation;
}

/** What the text can go on with. */
export type Expectation =
  | { readonly kind: 'field' }
  | { readonly kind: 'operator'; readonly field: DeviceField; readonly from: number }
  | {
      readonly kind: 'value';
      readonly field: DeviceField;
      readonly operator: FilterOperator;
      /** Where the operator begins, which may yet become a longer one. */
      readonly from: number;
    }
  | { readonly kind: 'connective'; readonly open: boolean };

export type ParsedFilter =
  | { readonly ok: true; readonly filter: DeviceFilter }
  | { readonly ok: false; readonly problem: TextProblem };

class Stop extends Error {
  readonly problem: TextProblem;
  constructor(problem: TextProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const MOST_NESTED = 40;

/** Reads a typed filter. Pure but for dates without a time zone, which are of whoever reads them. */
export function parseFilterText(source: string, attributes: readonly AttributeShape[] = []): ParsedFilter {
  try {
    return { ok: true, filter: new Parser(source, attributes).whole() };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, problem: error.problem };
    throw error;
  }
}

class Parser {
  readonly #source: string;
  readonly #attributes: readonly AttributeShape[];
  readonly #tokens: readonly Token[];
  readonly #unreadable: ReturnType<typeof tokensOf>['unreadable'];
  #at = 0;
  #depth = 0;

  constructor(source: string, attributes: readonly AttributeShape[]) {
    this.#source = source;
    this.#attributes = attributes;
    const { tokens, unreadable } = tokensOf(source);
    this.#unreadable = unreadable;
    // What can be read before the unreadable place is still checked first: the earlier problem is told.
    const end: Token = { kind: 'end', text: '', from: source.length, to: source.length };
    this.#tokens = unreadable === undefined ? tokens : [...tokens, end];
  }

  whole(): DeviceFilter {
    if (this.#token().kind === 'end' && this.#unreadable === undefined)
      this.#stop('empty', 'Type a condition such as platform is "iOS".', {}, { kind: 'field' });
    const filter = this.#any();
    if (this.#token().kind !== 'end' || this.#unreadable !== undefined)
      this.#stop('connective-expected', 'Here “and” or “or” is needed.', {}, { kind: 'connective', open: false });
    const problem = checkFilter(filter, this.#attributes)[0];
    if (problem !== undefined)
      throw new Stop({
        ...{ code: 'not-usable', from: 0, to: this.#source.length },
        ...{ message: problem.message, data: { reason: problem.message } },
      });
    return filter;
  }

  #token(ahead = 0): Token {
    const last = this.#tokens[this.#tokens.length - 1] as Token;
    return this.#tokens[this.#at + ahead] ?? last;
  }

  #isWord(word: string, ahead = 0): boolean {
    const token = this.#token(ahead);
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }

  #isSign(sign: string, ahead = 0): boolean {
    const token = this.#token(ahead);
    return token.kind === 'sign' && token.text === sign;
  }

  /** Ends the reading at the current token, or at what cannot be read when that is what stands here. */
  #stop(
    code: TextProblem['code'],
    message: string,
    data: TextProblem['data'] = {},
    expects?: Expectation,
    token: Token = this.#token(),
  ): never {
    const unreadable = this.#unreadable;
    if (token.kind === 'end' && unreadable !== undefined) {
      const sign = this.#source.slice(unreadable.from, unreadable.to);
      throw new Stop({
        ...unreadable,
        message:
          unreadable.code === 'unclosed-text'
            ? 'This text has no closing quotation mark.'
            : `“${sign}” has no meaning here. Put texts in quotation marks.`,
        data: unreadable.code === 'unclosed-text' ? {} : { sign },
      });
    }
    const { from, to } = token;
    const open = token.kind === 'end' && expects !== undefined ? { expects } : {};
    throw new Stop({ code, from, to, message, data, ...open });
  }

  #any(): DeviceFilter {
    return this.#joined('or', 'any', () => this.#joined('and', 'all', () => this.#one()));
  }

  #joined(word: 'and' | 'or', group: 'all' | 'any', part: () => DeviceFilter): DeviceFilter {
    const first = part();
    if (!this.#isWord(word)) return first;
    const parts = [first];
    while (this.#isWord(word)) {
      this.#at++;
      parts.push(part());
    }
    return group === 'all' ? { all: parts } : { any: parts };
  }

  #one(): DeviceFilter {
    if (this.#depth >= MOST_NESTED) this.#stop('too-deep', 'Groups are nested too deep.');
    this.#depth++;
    const made = this.#nested();
    this.#depth--;
    return made;
  }

  #nested(): DeviceFilter {
    if (this.#isWord('not')) {
      this.#at++;
      return { not: this.#one() };
    }
    if (this.#isSign('(')) {
      this.#at++;
      const inside = this.#any();
      this.#leave();
      return inside;
    }
    if ((this.#isWord('all') || this.#isWord('any')) && this.#isSign('(', 1)) {
      const group = this.#isWord('all') ? 'all' : 'any';
      this.#at += 2;
      const parts: DeviceFilter[] = [];
      if (!this.#isSign(')')) {
        parts.push(this.#any());
        while (this.#isSign(',')) {
          this.#at++;
          parts.push(this.#any());
        }
      }
      this.#leave();
      return group === 'all' ? { all: parts } : { any: parts };
    }
    return this.#condition();
  }

  #leave(): void {
    if (!this.#isSign(')'))
      this.#stop('bracket-expected', 'A closing bracket is missing here.', {}, { kind: 'connective', open: true });
    this.#at++;
  }

  #condition(): DeviceFilter {
    const name = this.#token();
    if (name.kind !== 'word' && name.kind !== 'text')
      this.#stop('field-expected', 'Here the name of a field is needed, such as platform.', {}, { kind: 'field' });
    const named = fieldNamed(name.text, this.#attributes);
    if (named === undefined) {
      const near = similarField(name.text, this.#attributes);
      this.#stop(
        'unknown-field',
        `There is no field “${name.text}”.${near === undefined ? '' : ` Is it ${near}?`}`,
        { name: name.text, ...(near === undefined ? {} : { near }) },
        undefined,
        name,
      );
    }
    this.#at++;
    if (named.field === undefined) return this.#stateQuestion(named.state);
    return this.#comparison(named.field);
  }

  /** `retired = true`, as the reference asks, is about our states. */
  #stateQuestion(state: string): DeviceFilter {
    const field: DeviceField = { id: 'state', group: 'management', type: 'boolean', labelKey: '', column: true };
    const asked = this.#comparison(field);
    if (!('field' in asked)) return asked;
    const yes = asked.operator === 'is' && asked.value === true;
    return { field: 'state', operator: yes ? 'is' : 'isNot', value: state };
  }

  #comparison(field: DeviceField): DeviceFilter {
    const first = this.#token();
    const phrase = OPERATOR_PHRASES.find(({ words }) =>
      words.every((word, index) => {
        const token = this.#token(index);
        return (token.kind === 'word' || token.kind === 'sign') && token.text.toLowerCase() === word;
      }),
    );
    const all = OPERATORS_OF[field.type].map(wordsOfOperator).join(', ');
    if (phrase === undefined) {
      const last = this.#tokens.at(-2);
      // The beginning of an operator at the very end is only not finished.
      const begun = OPERATOR_PHRASES.some(({ words }) => this.#startsWith(words));
      this.#stop(
        'operator-expected',
        `After ${field.id} an operator is needed: ${all}.`,
        { field: field.id, operators: all },
        { kind: 'operator', field, from: first.from },
        begun && last !== undefined ? this.#token(this.#tokens.length) : first,
      );
    }
    const lastWord = this.#token(phrase.words.length - 1);
    const not = field.type === 'boolean' && phrase.operator === 'isNot';
    const operator = operatorFor(field, not ? 'is' : phrase.operator);
    const used = { ...first, to: lastWord.to };
    if (operator === undefined)
      this.#stop(
        'wrong-operator',
        `“${this.#source.slice(used.from, used.to)}” does not fit ${field.id}. It knows: ${all}.`,
        { operator: this.#source.slice(used.from, used.to), field: field.id, operators: all },
        undefined,
        used,
      );
    this.#at += phrase.words.length;
    if (!takesValue(operator)) return { field: field.id, operator };
    const value = this.#valueOf(field, operator, first.from);
    return { field: field.id, operator, value: not ? value !== true : value };
  }

  /** Whether everything up to the end could be the beginning of these words. */
  #startsWith(words: readonly string[]): boolean {
    for (let index = 0; ; index++) {
      const token = this.#token(index);
      if (token.kind === 'end') return this.#unreadable === undefined;
      if (token.kind === 'text' || !words[index]?.startsWith(token.text.toLowerCase())) return false;
    }
  }

  #valueOf(field: DeviceField, operator: FilterOperator, from: number): FilterValue {
    const kind = valueKind(field, operator);
    const expects: Expectation = { kind: 'value', field, operator, from };
    if (!takesList(operator)) return this.#value(field, kind, expects);
    if (!this.#isSign('(')) return [String(this.#value(field, kind, expects))];
    this.#at++;
    const list = [String(this.#value(field, kind, expects))];
    while (this.#isSign(',')) {
      this.#at++;
      list.push(String(this.#value(field, kind, expects)));
    }
    this.#leave();
    return list;
  }

  #value(field: DeviceField, kind: ValueKind, expects: Expectation): FilterValue {
    const token = this.#token();
    const choices = field.values?.join(', ') ?? '';
    const data = { field: field.id, kind, ...(choices === '' ? {} : { choices }) };
    if (token.kind !== 'word' && token.kind !== 'text')
      this.#stop('value-expected', `After this a value is needed: ${EXAMPLES[kind](choices)}.`, data, expects);
    const read = readValue(field, kind, token, this.#token(1));
    if (read === undefined) {
      const unfinished = kind === 'span' && this.#token(1).kind === 'end';
      const message = `“${token.text}” does not fit ${field.id}. Here it is ${EXAMPLES[kind](choices)}.`;
      this.#stop('wrong-value', message, { ...data, value: token.text }, unfinished ? expects : undefined, token);
    }
    this.#at += read.used;
    return read.value;
  }
}

const EXAMPLES: Readonly<Record<ValueKind, (choices: string) => string>> = {
  text: () => 'a text such as "Library"',
  choice: (choices) => `one of ${choices}`,
  boolean: () => 'yes or no',
  number: () => 'a number such as 3',
  percent: () => 'a share such as 20%',
  size: () => 'a size such as 32 GB',
  date: () => 'a date such as 2026-03-14',
  version: () => 'a version such as 17.4',
  span: () => 'a time such as 7 days',
};
