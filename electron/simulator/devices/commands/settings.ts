import { isPlistDict, type PlistDict, type PlistInput, type PlistValue } from '../../wire/plist.ts';
import { ALL, type CommandSpec, Right } from '../command-spec.ts';
import { type DeviceError, errorChain, mdmError } from '../errors.ts';
import type { Platform } from '../os-releases.ts';
import type { DeviceState } from '../state.ts';

type Change = { state: DeviceState } | { error: DeviceError };

interface Item {
  platforms: readonly Platform[];
  supervised?: boolean;
  right?: number;
  apply(state: DeviceState, item: PlistDict): Change;
}

const badItem = (text: string): Change => ({ error: { domain: 'MCSettingsErrorDomain', code: 28001, text } });

/** A setting that is only remembered, under its own name; without a value it is removed. */
const remembered = (platforms: readonly Platform[], key: string, more: Partial<Item> = {}): Item => ({
  platforms,
  ...more,
  apply(state, item) {
    const { [String(item.Item)]: _, ...others } = state.settings;
    const value: PlistValue | undefined = item[key];
    return {
      state: { ...state, settings: value === undefined ? others : { ...others, [String(item.Item)]: value } },
    };
  },
});

const switched = (
  change: (state: DeviceState, on: boolean) => DeviceState | undefined,
  more: Partial<Item> = {},
): Item => ({
  platforms: ['iOS'],
  ...more,
  apply(state, item) {
    if (typeof item.Enabled !== 'boolean') return badItem('“Enabled” is missing.');
    const next = change(state, item.Enabled);
    return next
      ? { state: next }
      : { error: { domain: 'MCSettingsErrorDomain', code: 28000, text: 'This device has no cellular service.' } };
  },
});

const cellular = (
  state: DeviceState,
  change: Partial<NonNullable<DeviceState['cellular']>>,
): DeviceState | undefined => (state.cellular ? { ...state, cellular: { ...state.cellular, ...change } } : undefined);

/** Configuration or attributes of one managed app; without a value they are removed. */
const appPart = (part: 'configuration' | 'attributes', key: string): Item => ({
  platforms: ALL,
  right: Right.apps,
  apply(state, item) {
    const identifier = String(item.Identifier ?? '');
    const app = state.managedApps[identifier];
    if (!app) return { error: mdmError(12029, `The app “${identifier}” is not managed by this server.`) };
    const value = item[key];
    const next = { ...app, [part]: isPlistDict(value) ? value : undefined };
    return { state: { ...state, managedApps: { ...state.managedApps, [identifier]: next } } };
  },
});

/** What only iPads with several users take; each key that is named is changed, the others stay. */
const ofSharedIpad: Item = {
  platforms: ['iOS'],
  supervised: true,
  apply(state, { Item: name, ...wanted }) {
    if (!state.sharedIpad)
      return { error: { domain: 'MCSettingsErrorDomain', code: 28000, text: `“${String(name)}” is for Shared iPad.` } };
    const former = state.settings.SharedDeviceConfiguration;
    const merged = { ...(isPlistDict(former) ? former : {}), ...wanted };
    return { state: { ...state, settings: { ...state.settings, SharedDeviceConfiguration: merged } } };
  },
};

const ITEMS: Readonly<Record<string, Item>> = {
  DeviceName: {
    platforms: ALL,
    supervised: true,
    apply(state, item) {
      const name = item.DeviceName;
      return typeof name === 'string' && name !== ''
        ? { state: { ...state, name } }
        : badItem('“DeviceName” is missing.');
    },
  },
  HostName: remembered(['macOS'], 'HostName'),
  OrganizationInfo: remembered(ALL, 'OrganizationInfo'),
  MDMOptions: remembered(['iOS', 'macOS'], 'MDMOptions'),
  TimeZone: remembered(ALL, 'TimeZone', { supervised: true }),
  DiagnosticSubmission: remembered(['iOS', 'macOS'], 'Enabled', { supervised: true }),
  AppAnalytics: remembered(['iOS', 'macOS'], 'Enabled', { supervised: true }),
  PasscodeLockGracePeriod: remembered(['iOS'], 'PasscodeLockGracePeriod', { supervised: true }),
  SoftwareUpdateSettings: remembered(['iOS'], 'RecommendationCadence', { supervised: true }),
  DefaultApplications: remembered(['iOS'], 'WebBrowser', { supervised: true }),
  Bluetooth: remembered(['iOS', 'macOS'], 'Enabled', { supervised: true }),
  AccessibilitySettings: {
    platforms: ['iOS'],
    apply(state, { Item: _, ...wanted }) {
      const former = state.settings.AccessibilitySettings;
      const merged = { ...(isPlistDict(former) ? former : {}), ...wanted };
      return { state: { ...state, settings: { ...state.settings, AccessibilitySettings: merged } } };
    },
  },
  MaximumResidentUsers: ofSharedIpad,
  SharedDeviceConfiguration: ofSharedIpad,
  Wallpaper: {
    platforms: ['iOS'],
    supervised: true,
    apply: (state, item) =>
      item.Image instanceof Uint8Array && [1, 2, 3].includes(Number(item.Where))
        ? { state }
        : badItem('The wallpaper needs an image and a place.'),
  },
  DataRoaming: switched((state, on) =>
    cellular(state, on ? { dataRoaming: true, voiceRoaming: true } : { dataRoaming: false }),
  ),
  VoiceRoaming: switched((state, on) =>
    cellular(state, on ? { voiceRoaming: true } : { voiceRoaming: false, dataRoaming: false }),
  ),
  PersonalHotspot: switched((state, on) => cellular(state, { hotspot: on }), { right: Right.networkInformation }),
  ApplicationConfiguration: appPart('configuration', 'Configuration'),
  ApplicationAttributes: appPart('attributes', 'Attributes'),
};

function applyItem(state: DeviceState, item: PlistDict): Change {
  const name = String(item.Item ?? '');
  const known = Object.hasOwn(ITEMS, name) ? ITEMS[name] : undefined;
  if (!known?.platforms.includes(state.model.platform)) {
    return { error: { domain: 'MCSettingsErrorDomain', code: 28000, text: `The setting “${name}” is unknown here.` } };
  }
  if (known.supervised && !state.supervised) {
    return { error: { domain: 'MCChaperoneErrorDomain', code: 29000, text: 'The device is not supervised.' } };
  }
  if (((state.management?.accessRights ?? 0) & (known.right ?? 0)) !== (known.right ?? 0)) {
    return { error: mdmError(12007, `The server has no right to change “${name}”.`) };
  }
  return known.apply(state, item);
}

/** Settings: each item on its own, answered in order; the command as a whole is acknowledged. */
export const Settings: CommandSpec = {
  platforms: ALL,
  keys: { Settings: 'array' },
  run(state, command) {
    let next = state;
    const results: PlistInput[] = [];
    for (const item of (command.Settings as readonly unknown[]).filter(isPlistDict)) {
      const change = applyItem(next, item);
      const identifier = typeof item.Identifier === 'string' ? item.Identifier : undefined;
      const shared = { Identifier: identifier, Item: String(item.Item ?? '') };
      if ('state' in change) next = change.state;
      results.push(
        'state' in change
          ? { ...shared, Status: 'Acknowledged' }
          : { ...shared, Status: 'Error', ErrorChain: errorChain(change.error) },
      );
    }
    return { state: next, reply: { Settings: results } };
  },
};
