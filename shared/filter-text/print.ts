import { type AttributeShape, deviceField } from '../contract/device-fields.ts';
import { type DeviceFilter, type FilterCondition, takesValue } from '../contract/device-filter.ts';
import { nameOfField } from './field-names.ts';
import { wordsOfOperator } from './operator-words.ts';
import { quoted } from './tokens.ts';
import { valueKind, writeValue } from './values.ts';

/**
 * A filter as text that reads back as the same filter.
 *
 * @param filter one that `checkFilter` finds nothing wrong with; of others the text is only to be looked at
 */
export function printFilterText(filter: DeviceFilter, attributes: readonly AttributeShape[] = []): string {
  const print = (node: DeviceFilter, inside: boolean): string => {
    if ('not' in node) return `not ${print(node.not, true)}`;
    if ('all' in node) return group('all', node.all, inside);
    if ('any' in node) return group('any', node.any, inside);
    return condition(node, attributes);
  };
  const group = (kind: 'all' | 'any', parts: readonly DeviceFilter[], inside: boolean): string => {
    if (parts.length < 2) return `${kind}(${parts.map((part) => print(part, false)).join('')})`;
    const joined = parts.map((part) => print(part, true)).join(kind === 'all' ? ' and ' : ' or ');
    return inside ? `(${joined})` : joined;
  };
  return print(filter, false);
}

function condition({ field: id, operator, value }: FilterCondition, attributes: readonly AttributeShape[]): string {
  const words = `${nameOfField(id, attributes)} ${wordsOfOperator(operator)}`;
  if (!takesValue(operator) || value === undefined) return words;
  const field = deviceField(id, attributes);
  if (Array.isArray(value)) return `${words} (${value.map(quoted).join(', ')})`;
  return `${words} ${field === undefined ? quoted(String(value)) : writeValue(valueKind(field, operator), value)}`;
}
