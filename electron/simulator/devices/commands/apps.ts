import { createRandom, seedOf } from '../../random.ts';
import type { PlistDict } from '../../wire/plist.ts';
import { findApp } from '../app-catalogue.ts';
import { ALL, type CommandContext, type CommandSpec, type Outcome } from '../command-spec.ts';
import { type DeviceError, mdmError } from '../errors.ts';
import { isAllowed } from '../restrictions.ts';
import type { DeviceState, ManagedApp } from '../state.ts';

const INSTALL_MS = 45_000;
/** How long it takes until a user has answered. */
const PROMPT_MS = 20_000;
const NEVER = Number.MAX_SAFE_INTEGER;

const dictAt = (command: PlistDict, key: string): PlistDict | undefined => {
  const value = command[key];
  return typeof value === 'object' && !Array.isArray(value) ? (value as PlistDict) : undefined;
};

const listAt = (command: PlistDict, key: string): readonly unknown[] | undefined => {
  const value = command[key];
  return Array.isArray(value) ? value : undefined;
};

/** Where a managed app stands at this time. */
export function managedStatus(app: ManagedApp, state: DeviceState, now: number): string {
  if (app.status !== undefined) return app.status;
  if (now < app.promptsUntil) return 'Prompting';
  if (app.readyAt === NEVER) return 'UserRejected';
  if (now < app.readyAt) return 'Installing';
  return state.apps.some((item) => item.app.identifier === app.identifier) ? 'Managed' : 'ManagedButUninstalled';
}

/** The store's number of a version, which a newer one has a greater of. */
const externalVersion = (app: ManagedApp['app']): number =>
  850_000_000 + (seedOf(app.identifier, app.version) % 9_000_000);

/** InstalledApplicationList, whole or limited to identifiers or managed apps. */
export const InstalledApplicationList: CommandSpec = {
  platforms: ALL,
  keys: { Identifiers: 'array?', ManagedAppsOnly: 'boolean?', Items: 'array?' },
  whenLocked: true,
  run(state, command, context) {
    const wanted = listAt(command, 'Identifiers');
    const items = listAt(command, 'Items');
    const only = command.ManagedAppsOnly === true;
    const installing = Object.values(state.managedApps).filter(
      (managed) =>
        managedStatus(managed, state, context.now) === 'Installing' &&
        !state.apps.some((item) => item.app.identifier === managed.identifier),
    );
    const entries = [
      ...state.apps.map((item) => ({ ...item, installing: false })),
      ...installing.map((managed) => ({ app: managed.app, dynamicSize: 0, installing: true })),
    ];
    return {
      reply: {
        InstalledApplicationList: entries
          .filter(({ app }) => !wanted || wanted.includes(app.identifier))
          .filter(({ app }) => !only || Object.hasOwn(state.managedApps, app.identifier))
          .map(({ app, dynamicSize, installing: pending }) => {
            const entry = {
              AdHocCodeSigned: false,
              AppStoreVendable: app.storeId !== undefined,
              BetaApp: false,
              BundleSize: app.bundleSize,
              DeviceBasedVPP: app.storeId !== undefined && Object.hasOwn(state.managedApps, app.identifier),
              DynamicSize: dynamicSize,
              ExternalVersionIdentifier: app.storeId === undefined ? undefined : externalVersion(app),
              HasUpdateAvailable: false,
              Identifier: app.identifier,
              Installing: pending,
              IsValidated: true,
              Name: app.name,
              ShortVersion: app.shortVersion,
              Version: app.version,
            };
            if (!items) return entry;
            return Object.fromEntries(Object.entries(entry).filter(([key]) => items.includes(key)));
          }),
      },
    };
  },
};

const rejected = (reason: string, error: DeviceError): Outcome => ({ reply: { RejectionReason: reason }, error });

/** InstallApplication: accepted at once, installed a little later (`advance` finishes it). */
export const InstallApplication: CommandSpec = {
  platforms: ALL,
  keys: {
    iTunesStoreID: 'number?',
    Identifier: 'string?',
    ManifestURL: 'string?',
    Options: 'dict?',
    ManagementFlags: 'number?',
    Configuration: 'dict?',
    Attributes: 'dict?',
    ChangeManagementState: 'string?',
  },
  notInLostMode: true,
  run(state, command, context) {
    const sources = ['iTunesStoreID', 'Identifier', 'ManifestURL'].filter((key) => command[key] !== undefined);
    if (sources.length !== 1) {
      return rejected('CouldNotVerifyAppID', mdmError(12023, 'Name the app in exactly one way.'));
    }
    const manifest = command.ManifestURL;
    if (typeof manifest === 'string' && !/^https:\/\/./.test(manifest)) {
      return rejected('CouldNotVerifyAppID', mdmError(12034, 'The manifest address must be https.'));
    }
    if (typeof manifest !== 'string' && !isAllowed(state.profiles, 'allowAppInstallation')) {
      return rejected('AppStoreDisabled', mdmError(12031, 'App installation is turned off on this device.'));
    }
    const { platform } = state.model;
    const app = findApp(platform, {
      ...(typeof command.Identifier === 'string' ? { identifier: command.Identifier } : {}),
      ...(command.iTunesStoreID === undefined ? {} : { storeId: Number(command.iTunesStoreID) }),
      ...(typeof manifest === 'string' ? { manifestUrl: manifest } : {}),
    });
    return acceptApp(state, command, context, app);
  },
};

function acceptApp(
  state: DeviceState,
  command: PlistDict,
  context: CommandContext,
  app: ReturnType<typeof findApp>,
): Outcome {
  const known = state.managedApps[app.identifier];
  if (known && context.now < known.readyAt && managedStatus(known, state, context.now) !== 'UserRejected') {
    return rejected('AppAlreadyQueued', mdmError(12026, 'The app is already waiting to be installed.'));
  }
  const present = state.apps.some((item) => item.app.identifier === app.identifier);
  const takesOver = command.ChangeManagementState === 'Managed';
  if (present && !known && !takesOver && !state.supervised) {
    return rejected('AppAlreadyInstalled', mdmError(12025, 'The app is already installed.'));
  }
  // The user of a device that is not supervised is asked, and some say no. A paid app waits for its code.
  const options = dictAt(command, 'Options');
  const paid = !present && options?.PurchaseMethod === 0;
  const asked = !present && !state.supervised && state.model.platform === 'iOS';
  const declined = asked && createRandom(seedOf(state.seed, app.identifier, 'asked')).chance(0.08);
  const promptsUntil = asked ? context.now + context.duration(PROMPT_MS) : context.now;
  const configuration = dictAt(command, 'Configuration') ?? known?.configuration;
  const managed: ManagedApp = {
    identifier: app.identifier,
    app,
    promptsUntil,
    readyAt: present ? context.now : declined || paid ? NEVER : promptsUntil + context.duration(INSTALL_MS),
    managementFlags: Number(command.ManagementFlags ?? 0),
    configuration,
    attributes: dictAt(command, 'Attributes') ?? known?.attributes,
    feedback: configuration === undefined ? known?.feedback : { configurationRead: true, version: app.shortVersion },
    status: paid ? 'NeedsRedemption' : undefined,
  };
  return {
    state: { ...state, managedApps: { ...state.managedApps, [app.identifier]: managed } },
    reply: {
      Identifier: app.identifier,
      State: present ? 'Managed' : paid ? 'NeedsRedemption' : asked ? 'Prompting' : 'Queued',
    },
  };
}

/** InstallEnterpriseApplication (macOS): a package from a manifest, inline or by address. */
export const InstallEnterpriseApplication: CommandSpec = {
  platforms: ['macOS'],
  keys: { ManifestURL: 'string?', Manifest: 'dict?', InstallAsManaged: 'boolean?' },
  run(state, command, context) {
    const url = command.ManifestURL;
    if (typeof url !== 'string' && !dictAt(command, 'Manifest')) {
      return { error: mdmError(12033, 'The command has neither a manifest nor its address.') };
    }
    const app = findApp('macOS', {
      manifestUrl: typeof url === 'string' ? url : 'https://example.invalid/package.plist',
    });
    const { reply: _, ...outcome } = acceptApp(state, command, context, app);
    return outcome;
  },
};

/** RemoveApplication: only what the server installed. */
export const RemoveApplication: CommandSpec = {
  platforms: ALL,
  keys: { Identifier: 'string' },
  run(state, command) {
    const identifier = String(command.Identifier);
    if (!Object.hasOwn(state.managedApps, identifier)) {
      return { error: mdmError(12029, `The app “${identifier}” is not managed by this server.`) };
    }
    const { [identifier]: _, ...managedApps } = state.managedApps;
    return { state: { ...state, managedApps, apps: state.apps.filter((item) => item.app.identifier !== identifier) } };
  },
};

export const ManagedApplicationList: CommandSpec = {
  platforms: ALL,
  keys: { Identifiers: 'array?' },
  run(state, command, context) {
    const wanted = listAt(command, 'Identifiers');
    const apps = Object.values(state.managedApps).filter((app) => !wanted || wanted.includes(app.identifier));
    // That its user said no, and that a code was not needed, is told once.
    const told = apps.map((app) => [app, managedStatus(app, state, context.now)] as const);
    const left = Object.fromEntries(
      Object.entries(state.managedApps)
        .filter(([id]) => !told.some(([app, status]) => app.identifier === id && status === 'UserRejected'))
        .map(([id, app]) => [id, apps.includes(app) ? { ...app, unusedCode: undefined } : app]),
    );
    return {
      state: { ...state, managedApps: left },
      reply: {
        ManagedApplicationList: Object.fromEntries(
          told.map(([app, status]) => [
            app.identifier,
            {
              HasConfiguration: app.configuration !== undefined,
              HasFeedback: app.feedback !== undefined,
              IsValidated: true,
              ExternalVersionIdentifier: externalVersion(app.app),
              ManagementFlags: app.managementFlags,
              Status: status,
              UnusedRedemptionCode: app.unusedCode,
            },
          ]),
        ),
      },
    };
  },
};

export const ApplyRedemptionCode: CommandSpec = {
  platforms: ['iOS'],
  keys: { Identifier: 'string', RedemptionCode: 'string' },
  run(state, command, context) {
    const app = state.managedApps[String(command.Identifier)];
    if (app?.status !== 'NeedsRedemption') {
      return { error: mdmError(12028, 'The app is not waiting for a redemption code.') };
    }
    // Whoever owns the app already needs no code.
    const owned = createRandom(seedOf(state.seed, app.identifier, 'owned')).chance(0.15);
    const redeemed = {
      ...app,
      status: undefined,
      promptsUntil: context.now,
      readyAt: context.now + context.duration(INSTALL_MS),
      unusedCode: owned ? String(command.RedemptionCode) : undefined,
    };
    return { state: { ...state, managedApps: { ...state.managedApps, [app.identifier]: redeemed } } };
  },
};

export const ValidateApplications: CommandSpec = {
  platforms: ['iOS', 'tvOS'],
  keys: { Identifiers: 'array?' },
  run: () => ({}),
};

export const InviteToProgram: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  keys: { ProgramID: 'string', InvitationURL: 'string' },
  run(_state, command) {
    if (command.ProgramID !== 'com.apple.cloudvpp') return { reply: { InvitationResult: 'InvalidProgramID' } };
    const good = String(command.InvitationURL).startsWith('https://');
    return { reply: { InvitationResult: good ? 'Acknowledged' : 'InvalidInvitationURL' } };
  },
};

/** A question about managed apps: one entry for each managed identifier asked for; others are left out. */
const aboutApps = (
  key: string,
  part: string,
  read: (app: ManagedApp) => PlistDict | undefined,
): Pick<CommandSpec, 'platforms' | 'keys' | 'run'> => ({
  platforms: ALL,
  keys: { Identifiers: 'array' },
  run: (state, command) => ({
    reply: {
      [key]: Object.values(state.managedApps)
        .filter((app) => listAt(command, 'Identifiers')?.includes(app.identifier))
        .map((app) => ({ Identifier: app.identifier, [part]: read(app) })),
    },
  }),
});

export const ManagedApplicationConfiguration: CommandSpec = aboutApps(
  'ApplicationConfigurations',
  'Configuration',
  (app) => app.configuration,
);

export const ManagedApplicationAttributes: CommandSpec = aboutApps(
  'ApplicationAttributes',
  'Attributes',
  (app) => app.attributes,
);

const feedback = aboutApps('ManagedApplicationFeedback', 'Feedback', (app) => app.feedback);

export const ManagedApplicationFeedback: CommandSpec = {
  ...feedback,
  run(state, command, context) {
    const outcome = feedback.run(state, command, context);
    if (command.DeleteFeedback !== true) return outcome;
    const asked = listAt(command, 'Identifiers') ?? [];
    const managedApps = Object.fromEntries(
      Object.entries(state.managedApps).map(([id, app]) => [
        id,
        asked.includes(id) ? { ...app, feedback: undefined } : app,
      ]),
    );
    return { ...outcome, state: { ...state, managedApps } };
  },
};
