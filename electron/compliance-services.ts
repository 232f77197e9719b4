import type { Logger } from '../shared/logger.ts';
import type { VariableValues } from '../shared/variables/index.ts';
import type { CommandService } from './commands/index.ts';
import { type Compliance, openCompliance } from './compliance/index.ts';
import type { Groups } from './groups/index.ts';
import type { DeviceQueries } from './inventory/index.ts';
import type { Mail } from './mail/index.ts';
import { writeProfile } from './profiles/index.ts';
import type { Store } from './store/index.ts';

/** Compliance with what it asks of the other rooms, begun. */
export function startCompliance(parts: {
  store: Store;
  logger: Logger;
  groups: Groups;
  commands: CommandService;
  devices: DeviceQueries;
  /** Of the profile that enrolls devices. */
  profileIdentifier: string;
  organisation: () => string;
  mail: Mail;
  valuesOf: (deviceId: string) => VariableValues;
}): Compliance {
  const { store, logger, groups, commands, devices, profileIdentifier, organisation, mail, valuesOf } = parts;
  const compliance = openCompliance({
    store,
    logger,
    ports: {
      groups,
      commands: {
        queue: (work, enrollmentId, command, wish) => commands.queueInUnit(work, enrollmentId, command, wish),
        askForAll: (work, enrollmentId) => commands.queueInitialInventory(work, enrollmentId),
        ask: (deviceIds, actor) => commands.refreshInventory(deviceIds, actor),
        hold: (work, deviceId) => commands.hold(work, deviceId),
        release: (work, deviceId) => commands.release(work, deviceId),
      },
      messageProfile: (identifier, text, platform) => messageProfile(identifier, text, platform, organisation()),
      mail,
      valuesOf,
      enrollmentProfile: profileIdentifier,
      selected: (selection) => devices.selected(selection),
    },
  });
  compliance.start();
  return compliance;
}

/** A text on the lock screen of iPhones and iPads, or in the login window of Macs. */
function messageProfile(identifier: string, text: string, platform: 'iOS' | 'macOS', organisation: string): Buffer {
  const [type, shown] =
    platform === 'macOS'
      ? ['com.apple.loginwindow', { LoginwindowText: text }]
      : ['com.apple.shareddeviceconfiguration', { LockScreenFootnote: text }];
  return writeProfile({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: '6F0C9A52-7A3E-4C0B-9E55-0D0C5B1E7A01',
    PayloadDisplayName: 'Message',
    PayloadOrganization: organisation,
    PayloadScope: 'System',
    PayloadRemovalDisallowed: true,
    PayloadContent: [
      {
        PayloadType: type,
        PayloadVersion: 1,
        PayloadIdentifier: `${identifier}.text`,
        PayloadUUID: '6F0C9A52-7A3E-4C0B-9E55-0D0C5B1E7A02',
        ...shown,
      },
    ],
  });
}
