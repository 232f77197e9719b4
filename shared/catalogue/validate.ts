import { commandDefinition } from './catalogue.ts';
import { commandLabel } from './command-facts.ts';
import { checkRules } from './command-rules.ts';
import { serverFilledKeys } from './server-filled.ts';
import type { CommandDefinition, DeviceContext, Finding } from './types.ts';
import { checkMembers } from './validate-shape.ts';
import { checkSupport } from './validate-support.ts';

export interface ValidateOptions {
  /** `ask` (default): keys the engine fills may be missing. `send`: everything must be in it. */
  readonly phase?: 'ask' | 'send';
}

/**
 * Everything that is wrong or worth knowing about a command, for a device or in itself. Pure.
 *
 * The shape (keys, types, limits) comes from Apple's schema, rules between keys from the MDM Protocol Reference
 * (CMD-1 to CMD-6, APP-1, APP-2, APP-8, APP-9, APP-11, PAY-6).
 *
 * @param command `RequestType` and its keys as plist values (see `coerceCommand` for JSON)
 * @param device what is known of the device; without it only the command itself is checked
 * @returns findings, refusals first; the command may be queued when none has severity `refuse`
 */
export function validateCommand(
  command: Readonly<Record<string, unknown>>,
  device?: DeviceContext,
  options: ValidateOptions = {},
): Finding[] {
  const requestType = command.RequestType;
  const definition = typeof requestType === 'string' ? commandDefinition(requestType) : undefined;
  if (definition === undefined) {
    const message =
      typeof requestType === 'string' && requestType !== ''
        ? `Apple documents no command “${requestType}”. Check its spelling, capitals included.`
        : 'Say which command it is in RequestType.';
    return [{ code: 'unknown-command', severity: 'refuse', path: 'RequestType', message }];
  }
  const phase = options.phase ?? 'ask';
  const { RequestType: _, ...keys } = command;
  // Filled by us, or refused below with a better reason than “missing”.
  const filled = new Set(serverFilledKeys(definition.requestType).map((entry) => entry.key));
  const findings = [
    ...(device === undefined ? [] : checkDevice(definition, command, device)),
    ...checkMembers(keys, definition, '', device, filled),
    ...checkRules({ command, device, phase }),
  ];
  return [...findings.filter((f) => f.severity === 'refuse'), ...findings.filter((f) => f.severity === 'warn')];
}

function checkDevice(
  definition: CommandDefinition,
  command: Readonly<Record<string, unknown>>,
  device: DeviceContext,
): Finding[] {
  const name = definition.requestType;
  // People know commands by their labels; programs have the RequestType they sent.
  const said = `“${commandLabel(name)}”`;
  if (device.platform === undefined) {
    const message = `It is not known yet what kind of device this is, so nobody checked whether it takes ${said}.`;
    return [{ code: 'fact-unknown', severity: 'warn', path: '', message }];
  }
  const findings = checkSupport(said, '', definition.support, device);
  // A server may always remove the profile that enrolled the device, whatever its rights.
  const ownProfile =
    name === 'RemoveProfile' &&
    device.mdmProfileIdentifier !== undefined &&
    command.Identifier === device.mdmProfileIdentifier;
  return ownProfile ? findings.filter((finding) => finding.code !== 'needs-right') : findings;
}

/** Rules that look at the device and at no key. */
const OF_DEVICE: ReadonlySet<string> = new Set(['needs-unlock-token', 'in-lost-mode']);

/**
 * Whether a device can take a command at all, before any of its keys is known: for menus and greyed buttons, which
 * show the messages as reasons.
 */
export function checkAvailability(requestType: string, device: DeviceContext): Finding[] {
  const definition = commandDefinition(requestType);
  if (definition === undefined) return validateCommand({ RequestType: requestType });
  const command = { RequestType: requestType };
  const ofDevice = checkRules({ command, device, phase: 'ask' }).filter(({ code }) => OF_DEVICE.has(code));
  return [...checkDevice(definition, command, device), ...ofDevice];
}

/** True when no finding refuses the command. */
export function isAcceptable(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.severity !== 'refuse');
}
