import { isPlistDict, type PlistDict, type PlistInput } from '../wire/plist.ts';
import { type CommandContext, type CommandSpec, type Effect, formatFault } from './command-spec.ts';
import * as apps from './commands/apps.ts';
import * as control from './commands/control.ts';
import { DeviceInformation } from './commands/information.ts';
import * as profiles from './commands/profiles.ts';
import * as security from './commands/security.ts';
import { Settings } from './commands/settings.ts';
import * as updates from './commands/updates.ts';
import * as users from './commands/users.ts';
import { type DeviceError, errorChain, mdmError } from './errors.ts';
import { idsOf } from './ids.ts';
import { asSeen } from './personal.ts';
import { speakerOf, tellable, whatIsLacking } from './promises.ts';
import type { DeviceState } from './state.ts';

/** A module's exports without its helpers: commands are objects, helpers are functions. */
function commandsOf(module: Readonly<Record<string, unknown>>): Record<string, CommandSpec> {
  const entries = Object.entries(module).filter(([, value]) => typeof value === 'object' && value !== null);
  return Object.fromEntries(entries) as Record<string, CommandSpec>;
}

/** Every command a simulated device knows, by RequestType. */
export const COMMANDS: Readonly<Record<string, CommandSpec>> = {
  DeviceInformation,
  Settings,
  ...commandsOf(security),
  ...commandsOf(profiles),
  ...commandsOf(apps),
  ...commandsOf(updates),
  ...commandsOf(control),
  ...commandsOf(users),
};

export interface Execution {
  state: DeviceState;
  /** The result message: Status, UDID, CommandUUID and the command's own keys. */
  message: Record<string, PlistInput | undefined>;
  status: 'Acknowledged' | 'Error' | 'CommandFormatError' | 'NotNow';
  effects: readonly Effect[];
}

/**
 * Runs one command, as the server sent it (`CommandUUID` and `Command`), on a device. Pure: the new state and the
 * answer come back, and what must happen besides is listed in `effects`.
 */
export function execute(state: DeviceState, request: PlistDict, context: CommandContext): Execution {
  const base = { CommandUUID: request.CommandUUID as PlistInput | undefined, ...idsOf(state) };
  const refuse = (status: 'Error' | 'CommandFormatError', error: DeviceError): Execution => ({
    state,
    status,
    effects: [],
    message: { ...base, ErrorChain: errorChain(error), Status: status },
  });
  const command = request.Command;
  const type = isPlistDict(command) ? command.RequestType : undefined;
  if (!isPlistDict(command) || typeof type !== 'string' || typeof request.CommandUUID !== 'string') {
    return refuse('CommandFormatError', mdmError(12008, 'The command is malformed.'));
  }
  const spec = Object.hasOwn(COMMANDS, type) ? COMMANDS[type] : undefined;
  if (!spec?.platforms.includes(state.model.platform)) {
    return refuse('Error', mdmError(12021, `“${type}” is not a valid request type.`));
  }
  const speaker = speakerOf(state, context);
  const lack = whatIsLacking(type, speaker);
  if (lack === 'command') return refuse('Error', mdmError(12021, `“${type}” is not possible on this device.`));
  const fault = formatFault(spec, command);
  if (fault) return refuse('CommandFormatError', mdmError(12008, `The command “${type}” is malformed: ${fault}`));
  if (lack === 'right' && !spec.asksForRights) {
    return refuse('Error', mdmError(12007, `The server has no right to send “${type}”.`));
  }
  if (lack === 'supervision') {
    return refuse('Error', {
      domain: 'MCChaperoneErrorDomain',
      code: 29000,
      text: `“${type}” needs a supervised device.`,
    });
  }
  if (state.lostMode && spec.notInLostMode) {
    return refuse('Error', mdmError(12078, `“${type}” is not possible in Lost Mode.`));
  }
  if (isBusy(state, spec, context))
    return { state, status: 'NotNow', effects: [], message: { ...base, Status: 'NotNow' } };
  const outcome = spec.run(type === 'InstalledApplicationList' ? asSeen(state) : state, command, context);
  const status = outcome.error ? 'Error' : 'Acknowledged';
  return {
    state: outcome.state ?? state,
    status,
    effects: outcome.effects ?? [],
    message: {
      ...base,
      ...tellable(type, outcome.reply ?? {}, speaker),
      ...(outcome.error ? { ErrorChain: errorChain(outcome.error) } : {}),
      Status: status,
    },
  };
}

/**
 * Whether the device answers NotNow: a locked iOS device with a passcode (Data Protection), except for what Apple
 * guarantees; a Mac in Power Nap, except for DeviceLock and EraseDevice; a Mac's user whose keychain is locked, for what
 * would have to go into it (NN-5 to NN-7).
 */
function isBusy(state: DeviceState, spec: CommandSpec, { channel }: CommandContext): boolean {
  if (state.model.platform === 'iOS') return state.locked && state.passcode.present && !spec.whenLocked;
  if (state.model.platform !== 'macOS') return false;
  if (channel === 'user' && state.keychainLocked && spec.needsKeychain) return true;
  return state.darkWake && !spec.whenDarkWake;
}
