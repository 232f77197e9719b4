import { isDictionary } from '../../shared/catalogue/index.ts';
import type { Finding } from '../../shared/contract/common.ts';
import { fillContent, type VariableValues, variableFindings } from '../../shared/variables/index.ts';

/*
 * Variables in what apps are configured with (APP-10): filled in when a command leaves, from what is known then.
 */

type Command = Readonly<Record<string, unknown>>;

/** What variables stand for on a device; of a user's channel, for that user. The engine hands it in. */
export type ValuesOf = (deviceId: string, enrollmentId?: string) => VariableValues;

/** Where configurations stand in a command. */
function configurationsOf(command: Command): { path: (string | number)[]; value: unknown }[] {
  const here = isDictionary(command.Configuration) ? [{ path: ['Configuration'], value: command.Configuration }] : [];
  const items = Array.isArray(command.Settings) ? command.Settings : [];
  const inside = items.flatMap((item, index) =>
    isDictionary(item) && isDictionary(item.Configuration)
      ? [{ path: ['Settings', index, 'Configuration'], value: item.Configuration }]
      : [],
  );
  return [...here, ...inside];
}

/** Variables that can have no value on any device, when a command is asked for. */
export function checkVariables(command: Command): Finding[] {
  return configurationsOf(command).flatMap(({ path, value }) =>
    variableFindings(value).map(({ message }): Finding => ({ code: 'rule', severity: 'refuse', path, message })),
  );
}

/** Why a command is not sent: what it would say is not known of this device. */
const noValue = (names: readonly string[]): string =>
  `Not sent: ${names.map((name) => `“$${name}$”`).join(', ')} has no value for this device. Set the value, then send it again.`;

/** Fills in variables just before a command leaves. */
export interface VariableFilling {
  /** The command with every variable filled in, or why it must not leave. */
  fill(
    command: Record<string, unknown>,
    to: { deviceId: string; enrollmentId: string },
  ): { command: Record<string, unknown> } | { unfit: string };
}

export function openVariables(valuesOf: ValuesOf): VariableFilling {
  return {
    fill(command, { deviceId, enrollmentId }) {
      const places = configurationsOf(command).filter(({ value }) => JSON.stringify(value)?.includes('$') === true);
      if (places.length === 0) return { command };
      const values = valuesOf(deviceId, enrollmentId);
      const filled = { ...command };
      const unknown = new Set<string>();
      for (const { path, value } of places) {
        const { content, missing } = fillContent(value, values);
        for (const name of missing) unknown.add(name);
        const [first, index] = path;
        if (first === 'Configuration') filled.Configuration = content;
        else if (Array.isArray(filled.Settings))
          filled.Settings = filled.Settings.map((item, at) =>
            at === index && isDictionary(item) ? { ...item, Configuration: content } : item,
          );
      }
      return unknown.size > 0 ? { unfit: noValue([...unknown]) } : { command: filled };
    },
  };
}
