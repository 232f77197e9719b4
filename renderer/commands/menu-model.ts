import type { TFunction } from 'i18next';
import {
  COMMANDS,
  type CommandCategory,
  checkAvailability,
  commandFacts,
  type DeviceContext,
  isAcceptable,
} from '../../shared/catalogue/index.ts';
import { commandName, commandSummary } from './command-words.ts';
import { findingText } from './finding-text.ts';

/** One command as a menu or list shows it. */
export interface CommandChoice {
  readonly requestType: string;
  readonly label: string;
  readonly summary: string;
  readonly category: CommandCategory;
  readonly destructive: boolean;
  /** Why the device cannot take it; undefined when it can, or when nobody knows better. */
  readonly refusal: string | undefined;
}

/** The order of categories, most wanted first. */
export const CATEGORIES: readonly CommandCategory[] = [
  'Security',
  'Apps',
  'Profiles',
  'OS updates',
  'Settings',
  'Lost mode',
  'Information',
  'Users',
  'Media',
  'Other',
];

/** Commands only the engine itself sends. */
const NOT_BY_HAND: ReadonlySet<string> = new Set(['DeclarativeManagement']);

/** Every command, with the reason where one of these devices' kind cannot take it. With several devices: only what none can. */
export function commandChoices(devices: readonly DeviceContext[], t: TFunction): CommandChoice[] {
  return COMMANDS.filter(({ requestType }) => !NOT_BY_HAND.has(requestType)).map(({ requestType }) => {
    const facts = commandFacts(requestType);
    return {
      requestType,
      label: commandName(requestType, t),
      summary: commandSummary(requestType, t),
      category: facts?.category ?? 'Other',
      destructive: facts?.destructive === true,
      refusal: refusalOfAll(requestType, devices, t),
    };
  });
}

function refusalOfAll(requestType: string, devices: readonly DeviceContext[], t: TFunction): string | undefined {
  let reason: string | undefined;
  for (const device of devices) {
    const findings = checkAvailability(requestType, device);
    if (isAcceptable(findings)) return undefined;
    const refusing = findings.find(({ severity }) => severity === 'refuse');
    if (refusing !== undefined) reason ??= findingText(refusing, t);
  }
  return reason;
}

/** Choices that match what was typed, in their categories; empty categories are left out. */
export function byCategory(choices: readonly CommandChoice[], search: string): [CommandCategory, CommandChoice[]][] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const matches = (choice: CommandChoice): boolean => {
    const text = `${choice.label} ${choice.summary} ${choice.requestType}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return CATEGORIES.map((category): [CommandCategory, CommandChoice[]] => [
    category,
    // What can be sent comes first.
    choices
      .filter((choice) => choice.category === category && matches(choice))
      .sort((a, b) => Number(a.refusal !== undefined) - Number(b.refusal !== undefined)),
  ]).filter(([, list]) => list.length > 0);
}
