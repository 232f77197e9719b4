import { createRandom, seedOf } from '../../random.ts';
import { isPlistDict, type PlistDict, PlistReal } from '../../wire/plist.ts';
import { ALL, type CommandSpec } from '../command-spec.ts';
import { errorChain, mdmError } from '../errors.ts';
import { majorOf, type OsRelease, updatesFor } from '../os-releases.ts';
import type { DeviceState, PendingUpdate } from '../state.ts';

const DOWNLOAD_MS = 8 * 60_000;
const INSTALL_MS = 12 * 60_000;

const productKey = (state: DeviceState, release: OsRelease): string =>
  state.model.platform === 'macOS'
    ? `MSU_UPDATE_${release.build}_patch_${release.version}`
    : `${state.model.platform}UpdateID_${release.build}`;

const systemName = (state: DeviceState): string => {
  if (state.model.family === 'iPad') return 'iPadOS';
  return state.model.platform;
};

const offered = (state: DeviceState): OsRelease[] =>
  updatesFor(state.model.platform, state.os.version, state.model.maxOs);

/** AvailableOSUpdates: the newest release of the device's own major version, and the newest of all. */
export const AvailableOSUpdates: CommandSpec = {
  platforms: ALL,
  run: (state) => ({
    reply: {
      AvailableOSUpdates: offered(state).map((release) => {
        const random = createRandom(seedOf(release.build, state.model.productName));
        const download = random.int(900_000_000, 6_000_000_000);
        return {
          AllowsInstallLater: true,
          AppIdentifiersToClose: [],
          Build: release.build,
          DownloadSize: download,
          HumanReadableName: `${systemName(state)} ${release.version}`,
          HumanReadableNameLocale: 'en_US',
          InstallSize: Math.round(download * 1.6),
          IsConfigDataUpdate: false,
          IsCritical: random.chance(0.3),
          IsFirmwareUpdate: false,
          IsMajorOSUpdate: majorOf(release.version) > majorOf(state.os.version),
          IsSecurityResponse: false,
          MetadataURL: `https://updates.example.org/${release.build}.smd`,
          ProductKey: productKey(state, release),
          ProductName: systemName(state),
          RequiresBootstrapToken: state.model.platform === 'macOS' && state.model.appleSilicon,
          RestartRequired: true,
          Version: release.version,
        };
      }),
    },
  }),
};

const ACTIONS = new Set([
  'Default',
  'DownloadOnly',
  'InstallASAP',
  'NotifyOnly',
  'InstallLater',
  'InstallForceRestart',
]);

/** ScheduleOSUpdate: starts the download; `advance` carries it on and the new version shows when it is installed. */
export const ScheduleOSUpdate: CommandSpec = {
  platforms: ALL,
  keys: { Updates: 'array' },
  run(state, command, context) {
    let update = state.update;
    const results = (command.Updates as readonly unknown[]).filter(isPlistDict).map((item: PlistDict) => {
      const release = offered(state).find(
        (candidate) => item.ProductKey === productKey(state, candidate) || item.ProductVersion === candidate.version,
      );
      const action = String(item.InstallAction ?? 'Default');
      const key = typeof item.ProductKey === 'string' ? item.ProductKey : release ? productKey(state, release) : '';
      if (!release || !ACTIONS.has(action)) {
        const error = mdmError(12008, release ? 'The install action is unknown.' : 'The update is not available.');
        return { ErrorChain: errorChain(error), InstallAction: 'Error', ProductKey: key, Status: 'Idle' };
      }
      const chosen = action === 'Default' ? 'InstallASAP' : action;
      if ((state.battery?.level ?? 1) < 0.2 && state.battery?.charging === false) {
        return { InstallAction: chosen, ProductKey: key, Status: 'DownloadInsufficientPower' };
      }
      update = plan(release, chosen, context.now, context.duration);
      return { InstallAction: chosen, ProductKey: key, Status: 'Downloading' };
    });
    return { state: { ...state, update }, reply: { UpdateResults: results } };
  },
};

function plan(release: OsRelease, action: string, now: number, duration: (ms: number) => number): PendingUpdate {
  const downloadedAt = now + duration(DOWNLOAD_MS);
  const installs = action === 'InstallASAP' || action === 'InstallForceRestart' || action === 'InstallLater';
  const wait = action === 'InstallLater' ? 5 * INSTALL_MS : INSTALL_MS;
  return {
    release,
    action,
    startedAt: now,
    downloadedAt,
    installedAt: installs ? downloadedAt + duration(wait) : undefined,
  };
}

export const OSUpdateStatus: CommandSpec = {
  platforms: ALL,
  run(state, _command, context) {
    const { update } = state;
    if (!update) return { reply: { OSUpdateStatus: [] } };
    const span = Math.max(1, update.downloadedAt - update.startedAt);
    const done = Math.min(1, Math.max(0, (context.now - update.startedAt) / span));
    const downloaded = done >= 1;
    return {
      reply: {
        OSUpdateStatus: [
          {
            DownloadPercentComplete: new PlistReal(Math.round(done * 100) / 100),
            IsDownloaded: downloaded,
            ProductKey: productKey(state, update.release),
            Status: !downloaded ? 'Downloading' : update.installedAt === undefined ? 'Idle' : 'Installing',
          },
        ],
      },
    };
  },
};

export const ScheduleOSUpdateScan: CommandSpec = {
  platforms: ['macOS'],
  keys: { Force: 'boolean?' },
  run: () => ({ reply: { ScanInitiated: true } }),
};
