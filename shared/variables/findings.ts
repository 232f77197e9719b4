import { isDictionary } from '../catalogue/plist-value.ts';
import { namesIn, STRUCTURE } from './fill.ts';
import { isAttributeVariable, isVariable, NEVER_VARIABLES, suggestVariable } from './names.ts';
import { namesInText } from './syntax.ts';

/** A reference to something that has no value on any device. */
export interface VariableFinding {
  readonly name: string;
  readonly code: 'unknown-variable' | 'never-known';
  /** The variable that was meant, as far as one can tell. */
  readonly suggestion?: string;
  readonly message: string;
}

/** Why a name can stand for nothing here; undefined when it can. */
export function variableProblem(name: string, attributes?: readonly string[]): VariableFinding | undefined {
  const never = Object.hasOwn(NEVER_VARIABLES, name) ? NEVER_VARIABLES[name] : undefined;
  if (never !== undefined) return { name, code: 'never-known', message: neverMessage(name, never) };
  const attribute = isAttributeVariable(name);
  if (attribute ? attributes === undefined || attributes.includes(name) : isVariable(name)) return undefined;
  const suggestion = suggestVariable(name, attributes ?? []);
  const meant = suggestion === undefined ? '' : ` Did you mean $${suggestion}$?`;
  const what = attribute ? `No attribute has the variable $${name}$.` : `There is no variable $${name}$.`;
  return {
    name,
    code: 'unknown-variable',
    ...(suggestion === undefined ? {} : { suggestion }),
    message: `${what}${meant} To mean the signs themselves, write $$${name}$.`,
  };
}

/**
 * What is wrong with the variables a content refers to; each name once.
 *
 * @param attributes variables of the attributes there are; without them none is called unknown
 */
export function variableFindings(content: unknown, attributes?: readonly string[]): VariableFinding[] {
  return namesIn(content).flatMap((name) => variableProblem(name, attributes) ?? []);
}

/** Where a content refers to a variable, as paths of keys and positions. */
export function placesOfVariable(content: unknown, name: string): (string | number)[][] {
  const found: (string | number)[][] = [];
  const visit = (value: unknown, path: (string | number)[]): void => {
    const text = typeof value === 'string' || value instanceof Uint8Array;
    if (text && (typeof value === 'string' ? namesInText(value) : namesIn(value)).includes(name)) found.push(path);
    else if (Array.isArray(value)) for (const [at, entry] of value.entries()) visit(entry, [...path, at]);
    else if (isDictionary(value))
      for (const [key, member] of Object.entries(value)) if (!STRUCTURE.has(key)) visit(member, [...path, key]);
  };
  visit(content, []);
  return found;
}

function neverMessage(name: string, why: 'password' | 'vendor' | 'not-reported'): string {
  if (why === 'password')
    return `$${name}$ has no value here: this server never learns passwords. Write $NULL$, and the person is asked for it.`;
  if (why === 'vendor') return `$${name}$ belongs to another vendor's app and has no value here. Remove it.`;
  return `$${name}$ has no value: Apple's devices do not report it. Use $ICCID$ or $DEVICE_IMEI$.`;
}
