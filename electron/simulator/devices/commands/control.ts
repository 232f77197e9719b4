import { isPlistDict, PlistReal } from '../../wire/plist.ts';
import { ALL, type CommandSpec, type WayBack } from '../command-spec.ts';
import { mdmError } from '../errors.ts';

/** DeviceLock. A Mac needs a six-digit PIN and restarts into its lock screen; iOS just locks. */
export const DeviceLock: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  keys: { PIN: 'string?', Message: 'string?', PhoneNumber: 'string?' },
  whenLocked: true,
  whenDarkWake: true,
  run(state, command) {
    if (state.model.platform === 'macOS') {
      if (!/^(\d{4}|\d{6})$/.test(String(command.PIN ?? ''))) {
        return { error: mdmError(12008, 'A Mac is locked with a PIN of six digits.') };
      }
      return { state: { ...state, locked: true }, effects: [{ kind: 'locked' }, { kind: 'restart' }] };
    }
    const shown = command.Message !== undefined || command.PhoneNumber !== undefined;
    return {
      state: { ...state, locked: true },
      reply: { MessageResult: !shown ? undefined : state.passcode.present ? 'Success' : 'NoPasscodeSet' },
      effects: [{ kind: 'locked' }],
    };
  },
};

/** What ReturnToService says, in a command or in the answer to the device's own question; undefined: stay away. */
export function wayBack(service: unknown): WayBack | undefined {
  if (!isPlistDict(service) || service.Enabled !== true) return undefined;
  const { MDMProfileData: profile } = service;
  return { profile: profile instanceof Uint8Array ? Buffer.from(profile) : undefined };
}

/** EraseDevice: the answer goes out once, then the device is as new. */
export const EraseDevice: CommandSpec = {
  platforms: ALL,
  keys: { PIN: 'string?', ReturnToService: 'dict?', PreserveDataPlan: 'boolean?', ObliterationBehavior: 'string?' },
  whenLocked: true,
  whenDarkWake: true,
  run(state, command) {
    const intelMac = state.model.platform === 'macOS' && !state.model.appleSilicon;
    if (intelMac && !/^\d{6}$/.test(String(command.PIN ?? ''))) {
      return { error: mdmError(12008, 'This Mac is erased with a PIN of six digits.') };
    }
    return { effects: [{ kind: 'erase', returnToService: wayBack(command.ReturnToService) }] };
  },
};

export const RestartDevice: CommandSpec = {
  platforms: ALL,
  keys: { NotifyUser: 'boolean?' },
  whenLocked: true,
  run: () => ({ effects: [{ kind: 'restart' }] }),
};

export const ShutDownDevice: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  whenLocked: true,
  run: () => ({ effects: [{ kind: 'shutdown' }] }),
};

const notLost = () => ({ error: mdmError(12067, 'The device is not in Lost Mode.') });

export const EnableLostMode: CommandSpec = {
  platforms: ['iOS'],
  keys: { Message: 'string?', PhoneNumber: 'string?', Footnote: 'string?' },
  whenLocked: true,
  run(state, command) {
    const text = (key: string): string | undefined => (typeof command[key] === 'string' ? command[key] : undefined);
    if (text('Message') === undefined && text('PhoneNumber') === undefined) {
      return { error: mdmError(12008, 'Lost Mode needs a message or a phone number.') };
    }
    const lostMode = { message: text('Message'), phoneNumber: text('PhoneNumber'), footnote: text('Footnote') };
    return { state: { ...state, lostMode, locked: true } };
  },
};

export const DisableLostMode: CommandSpec = {
  platforms: ['iOS'],
  whenLocked: true,
  run: (state) =>
    state.lostMode
      ? { state: { ...state, lostMode: undefined, locked: false }, effects: [{ kind: 'unlocked' }] }
      : notLost(),
};

export const PlayLostModeSound: CommandSpec = {
  platforms: ['iOS'],
  whenLocked: true,
  run: (state) => (state.lostMode ? {} : notLost()),
};

export const DeviceLocation: CommandSpec = {
  platforms: ['iOS'],
  whenLocked: true,
  run(state, _command, context) {
    if (!state.lostMode) return notLost();
    return {
      reply: {
        Altitude: new PlistReal(34.5),
        Course: new PlistReal(-1),
        HorizontalAccuracy: new PlistReal(65),
        Latitude: new PlistReal(state.location.latitude),
        Longitude: new PlistReal(state.location.longitude),
        Speed: new PlistReal(-1),
        Timestamp: new Date(context.now).toISOString().replace(/\.\d+Z$/, 'Z'),
        VerticalAccuracy: new PlistReal(10),
      },
    };
  },
};

export const RequestMirroring: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  keys: { DestinationName: 'string?', DestinationDeviceID: 'string?', ScanTime: 'number?', Password: 'string?' },
  notInLostMode: true,
  run(_state, command) {
    if (command.DestinationName === undefined && command.DestinationDeviceID === undefined) {
      return { error: mdmError(12008, 'Mirroring needs a destination.') };
    }
    return { reply: { MirroringResult: 'Prompting' } };
  },
};

export const StopMirroring: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  notInLostMode: true,
  run: () => ({}),
};

export const EnableRemoteDesktop: CommandSpec = {
  platforms: ['macOS'],
  run: (state) => ({ state: { ...state, remoteDesktop: true } }),
};

export const DisableRemoteDesktop: CommandSpec = {
  platforms: ['macOS'],
  run: (state) => ({ state: { ...state, remoteDesktop: false } }),
};

export const DeclarativeManagement: CommandSpec = {
  platforms: ALL,
  keys: { Data: 'data?' },
  run: () => ({ effects: [{ kind: 'sync-declarations' }] }),
};

/** Accepted where Setup Assistant would wait for it; a device in use has nothing to release. */
const acknowledged = (
  platforms: CommandSpec['platforms'],
  keys: NonNullable<CommandSpec['keys']> = {},
): CommandSpec => ({
  platforms,
  keys,
  run: () => ({}),
});

/** A device that waits in Setup Assistant goes on. */
export const DeviceConfigured: CommandSpec = {
  platforms: ALL,
  run: (state) => ({ state: { ...state, awaitingConfiguration: false } }),
};
export const UserConfigured = acknowledged(['iOS']);
export const AccountConfiguration = acknowledged(['macOS'], { AutoSetupAdminAccounts: 'array?' });
export const SetAutoAdminPassword = acknowledged(['macOS'], { GUID: 'string', passwordHash: 'data' });
export const RefreshCellularPlans = acknowledged(['iOS'], { eSIMServerURL: 'string' });
export const TriggerEnhancedLogCollection = acknowledged(ALL, { AppleCareToken: 'string' });
export const CancelEnhancedLogCollection = acknowledged(ALL);
