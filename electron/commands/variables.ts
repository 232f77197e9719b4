import { isDictionary } from '../../shared/catalogue/index.ts';
import { type ConfigVariable, fillVariables, isConfigVariable, variablesIn } from '../../shared/config-variables.ts';
import type { Finding } from '../../shared/contract/common.ts';
import type { Store } from '../store/index.ts';

/*
 * Variables in what apps are configured with (APP-10): filled in when a command leaves, from what is known then.
 */

type Command = Readonly<Record<string, unknown>>;

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

/** Variables nobody has heard of, when a command is asked for. */
export function checkVariables(command: Command): Finding[] {
  return configurationsOf(command).flatMap(({ path, value }) =>
    variablesIn(value)
      .filter((name) => !isConfigVariable(name))
      .map((name): Finding => ({ code: 'rule', severity: 'refuse', path, message: noSuchVariable(name) })),
  );
}

const noSuchVariable = (name: string): string =>
  `There is no variable “\${${name}}”. Use one of the listed variables, or write “$\${” to mean the signs themselves.`;

/** Why a command is not sent: what it would say is not known of this device. */
const noValue = (names: readonly string[]): string =>
  `Not sent: ${names.map((name) => `“\${${name}}”`).join(', ')} has no value for this device. Set the value, then send it again.`;

/** Fills in variables just before a command leaves. */
export interface VariableFilling {
  /** The command with every variable filled in, or why it must not leave. */
  fill(command: Record<string, unknown>, commandId: string): { command: Record<string, unknown> } | { unfit: string };
}

type Facts = Record<ConfigVariable, string | null>;

export function openVariables(store: Store): VariableFilling {
  const facts = store.statement<{ commandId: string }, Facts>((db, p) =>
    db
      .selectFrom('command as c')
      .innerJoin('device as d', 'd.id', 'c.deviceId')
      .innerJoin('enrollment as e', 'e.id', 'c.enrollmentId')
      .select([
        'd.serialNumber as serial',
        'd.udid',
        'd.name',
        'd.modelName as model',
        'd.family',
        'd.platform',
        'd.osVersion as os',
        'd.imei',
        'd.meid',
        'd.wifiMac',
        'd.phoneNumber',
        'd.id as deviceId',
        'e.id as enrollmentId',
        'e.userId as user.id',
        'e.userShortName as user.shortName',
        'e.userLongName as user.longName',
      ])
      .where('c.id', '=', p.commandId),
  );
  const attribute = store.statement<
    { deviceId: string; name: string },
    { type: string; text: string | null; number: number | null }
  >((db, p) =>
    db
      .selectFrom('attributeValue as v')
      .innerJoin('attribute as a', 'a.id', 'v.attributeId')
      .select(['a.type', 'v.text', 'v.number'])
      .where('v.deviceId', '=', p.deviceId)
      .where('a.name', '=', p.name),
  );

  return {
    fill(command, commandId) {
      const places = configurationsOf(command).filter(({ value }) => JSON.stringify(value)?.includes('${') === true);
      if (places.length === 0) return { command };
      const known = facts.get({ commandId });
      const lookup = (name: string): string | undefined => {
        if (known === undefined) return undefined;
        if (!name.startsWith('attribute.')) return known[name as ConfigVariable] ?? undefined;
        const found = attribute.get({ deviceId: known.deviceId ?? '', name: name.slice('attribute.'.length) });
        return found === undefined ? undefined : attributeText(found);
      };
      const filled = { ...command };
      const unknown = new Set<string>();
      for (const { path, value } of places) {
        const outcome = fillVariables(value, lookup);
        for (const name of outcome.unknown) unknown.add(name);
        const [first, index] = path;
        if (first === 'Configuration') filled.Configuration = outcome.value;
        else if (Array.isArray(filled.Settings))
          filled.Settings = filled.Settings.map((item, at) =>
            at === index && isDictionary(item) ? { ...item, Configuration: outcome.value } : item,
          );
      }
      return unknown.size > 0 ? { unfit: noValue([...unknown]) } : { command: filled };
    },
  };
}

/** A custom attribute as text: yes and no as true and false, days in ISO 8601. */
function attributeText(of: { type: string; text: string | null; number: number | null }): string | undefined {
  const { type, text, number } = of;
  if (number === null) return text ?? undefined;
  if (type === 'boolean') return String(number === 1);
  return type === 'date' ? new Date(number).toISOString().slice(0, 10) : String(number);
}
