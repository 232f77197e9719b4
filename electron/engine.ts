import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SupportedMessagePort } from '@orpc/client/message-port';
import { z } from 'zod';
import { type Clock, systemClock } from '../shared/clock.ts';
import { CartwrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { type Activity, openActivity } from './activity/index.ts';
import { type MachineAddresses, machineAddresses } from './addresses.ts';
import { certificateServices } from './certificate-services.ts';
import { openCertificates, openOrders } from './certificates/index.ts';
import { type CommandService, openCommands } from './commands/index.ts';
import type { Configuration } from './configuration.ts';
import { type Desired, openDesired } from './desired.ts';
import { openDirectories } from './directory/index.ts';
import { directoryPorts } from './directory-ports.ts';
import { openEnrollment, startRenewalWatch } from './enrollment/index.ts';
import { enrollmentHooks } from './enrollment-hooks.ts';
import { openFirstRun } from './first-run.ts';
import { startLettingGo } from './first-things.ts';
import {
  APPLE_ROOT_PEM,
  callerIdentifier,
  callerRecogniser,
  deviceProofs,
  importIdentity,
  openAuthority,
  openChallenges,
  openKeyEscrow,
  ScepService,
  type TlsCredentials,
  trustedProxies,
} from './identity/index.ts';
import { insightServices } from './insight.ts';
import { InventoryService, openDeviceQueries } from './inventory/index.ts';
import { openKerberos } from './kerberos/index.ts';
import { kerberosServices } from './kerberos-services.ts';
import { createListener, type Listener } from './listener/index.ts';
import { diskSpace, type Housekeeping, housekeeping, readTrust } from './machine.ts';
import { openMail } from './mail/index.ts';
import { mailServices } from './mail-services.ts';
import { createSignIn, DESKTOP_WINDOW, type SignIn } from './people/index.ts';
import { peopleOfDevices, profilesWithSources, variableUses } from './profile-delivery.ts';
import { readProfile } from './profiles/index.ts';
import { createPushService } from './push/index.ts';
import { Reach } from './reach.ts';
import { relationshipServices } from './relationship.ts';
import { openReporting } from './reporting/index.ts';
import { rounds } from './rounds.ts';
import { attachMessagePort, createDownloads, createRouter, isLoopback, startConsoleServer } from './rpc/index.ts';
import { consoleServices } from './services.ts';
import { settingsServices } from './settings.ts';
import { type KeySealer, lockDirectory, openStore, readSetting } from './store/index.ts';
import { openBackups, ringLog } from './upkeep/index.ts';
import { openVariables } from './variables/index.ts';
import { VERSION } from './version.ts';
import { openAttributeMarks } from './views/index.ts';

export interface EngineOptions {
  readonly dataDir: string;
  readonly sealer: KeySealer;
  readonly logger: Logger;
  readonly config: Configuration;
  readonly clock?: Clock;
  /** Does what comes up again and again; by the machine's timers unless told. */
  readonly housekeeping?: Housekeeping;
  /** Where the built console lies; beside the engine's own build unless told. */
  readonly rendererDirectory?: string;
  readonly machine?: MachineAddresses;
}

/** A running engine. */
export interface Engine {
  /** How devices reach the listener. */
  readonly listenerUrl: string;
  /** Where the console is for a browser on this machine. */
  readonly consoleUrl: string;
  readonly rpc: { attachMessagePort(port: SupportedMessagePort): void };
  readonly signIn: SignIn;
  serving(): { devices: number };
  stop(): Promise<void>;
}

/** In the data directory: where the console is, for whoever makes a sign-in link beside a running engine. */
export const CONSOLE_ADDRESS_FILE = 'console-url';

/**
 * Builds every service once, in order, and opens the doors: the composition root. When a step fails, what was started
 * before it is stopped again.
 *
 * @throws CartwrightError `bad-configuration`, `vault-locked` or `store-failure` with what to do
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { config } = options;
  const clock = options.clock ?? systemClock;
  const logger = ringLog(options.logger, clock);
  const machine = options.machine ?? machineAddresses();
  const startedAt = clock.now();
  const undo: Array<() => void | Promise<void>> = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };

  try {
    undo.push(lockDirectory(options.dataDir));
    const store = openStore({ directory: options.dataDir, sealer: options.sealer, clock, logger });
    undo.push(() => store.close());
    const organisation = (): string =>
      readSetting(store, 'organisation', z.string()) ?? config.organisation ?? 'My organisation';

    // What the listener's address will be is known before it is open, save for a port chosen by the system.
    const reach = new Reach({ store, config, machine });
    const baseUrl = (): string => reach.url;
    const authority = await openAuthority({
      store,
      clock,
      logger,
      organisation: organisation(),
      identityDays: config.identityDays,
      // A port chosen by the system changes with every start: no address to write into certificates.
      revocationListUrls: (root) => (reach.lasting ? [`${reach.url}/crl/${root}`] : []),
    });
    let tls: TlsCredentials = await authority.tlsCredentials(reach.certificateNames);
    const challenges = openChallenges(store, config.challengeMinutes * 60_000);
    const orders = openOrders(store);
    const scep = new ScepService({ store, clock, logger, authority, challenges, orders: orders.scep });
    const proxies =
      config.trustedProxies.length === 0
        ? undefined
        : trustedProxies(config.trustedProxies, config.clientCertificateHeader);

    const furtherDevices = config.deviceTrust === undefined ? '' : readTrust('device trust', config.deviceTrust);
    const deviceRoots = `${APPLE_ROOT_PEM}${furtherDevices}`;

    const escrow = openKeyEscrow(authority);
    const inventory = new InventoryService({ store, logger, escrow });
    undo.push(() => inventory.stop());
    const push = createPushService({
      store,
      clock,
      logger,
      host: config.pushHost,
      port: config.pushPort,
      trustPem: config.pushTrust === undefined ? undefined : readTrust('push trust', config.pushTrust),
      importIdentity,
    });

    // Enrollment tells commands, and commands need enrollment's profile identifier: both are there before either is used.
    const rooms: { commands?: CommandService; activity?: Activity; desired?: Desired } = {};
    const commandsOf = (): CommandService => {
      if (rooms.commands === undefined) throw new CartwrightError('internal', 'The engine is not complete yet.');
      return rooms.commands;
    };
    const reporting = openReporting({
      store,
      ports: { ask: (work, enrollmentId) => commandsOf().queueInitialInventory(work, enrollmentId) },
    });
    const mayAsk = () => {
      const { apps, location } = reporting.settings();
      return { allApps: apps === 'all', location };
    };
    const enrollment = await openEnrollment({
      store,
      logger,
      authority,
      challenges,
      baseUrl,
      checkInBaseUrl: () => config.checkInUrl ?? baseUrl(),
      openProof: deviceProofs(authority.records, clock, deviceRoots),
      organization: organisation,
      mayAsk,
      tlsCredentials: () => tls,
      mayRenew: (deviceId) => rooms.activity?.inactivity.mayRenew(deviceId) ?? false,
      hooks: enrollmentHooks(push, commandsOf),
    });
    undo.push(
      inventory.presence.subscribe((seen) => {
        enrollment
          .seen(seen.map(({ deviceId }) => deviceId))
          .catch((error: unknown) => logger.error({ err: error }, 'a device that is well again could not be noted'));
      }),
    );
    const variables = openVariables({
      store,
      people: peopleOfDevices(store),
      uses: () => (rooms.desired === undefined ? [] : variableUses(rooms.desired.policies)),
    });
    const kerberos = openKerberos({ store, logger });
    const certificates = openCertificates({
      store,
      logger,
      authority,
      orders,
      kerberos,
      baseUrl,
      attributeVariables: variables.attributeVariables,
      profiles: () => profilesWithSources(store),
    });
    undo.push(() => certificates.stop());
    const commands = openCommands({
      store,
      logger,
      wakeUps: push,
      inventory,
      valuesOf: variables.valuesOf,
      escrowCertificate: escrow.certificate,
      onErased: (work, { id }) => enrollment.endInUnit(work, id, 'erased', 'device'),
      onRemoved: (work, { id }) => enrollment.endInUnit(work, id, 'removed', 'device'),
      mdmProfileIdentifier: enrollment.profileIdentifier,
      mdmServerUrl: () => enrollment.serverUrl,
      asksForUpdates: () => rooms.desired?.updates.settings().askForUpdates ?? true,
      mayAsk,
      readProfile: (file) => readProfile(file, authority).content,
      retention: { answerDays: config.answerDays, commandDays: config.commandDays === 0 ? null : config.commandDays },
    });
    undo.push(() => commands.stopTidying());
    rooms.commands = commands;

    const listener: Listener = createListener({
      ...config.listen,
      tls,
      logger,
      clock,
      proxies,
      limits: {
        maxConnections: config.maxConnections,
        connectBodyBytes: config.maxBodyMb << 20,
        bodyMs: config.bodySeconds * 1000,
      },
      services: {
        authority,
        scep,
        enrollment,
        identify: callerIdentifier(authority.records, clock, proxies),
        recognises: callerRecogniser(authority.records, proxies),
        relay: (request) => certificates.relay(request),
        upload: (request) => certificates.upload(request),
        exchange: (served, message) => commands.exchange(served, message),
      },
    });
    const bound = await listener.start();
    undo.push(() => listener.stop());
    reach.boundTo(bound.port);

    const signIn = createSignIn(store, logger);
    const downloads = createDownloads(clock);
    const backups = openBackups({ store, sealer: options.sealer, dataDir: options.dataDir, version: VERSION, logger });
    const devices = openDeviceQueries({ store });
    const mail = openMail({ store, logger, trustPem: () => certificates.library.trustPem() });
    const directories = openDirectories({
      store,
      logger,
      ports: directoryPorts(certificates.library, kerberos),
    });
    const desired = await openDesired({
      ...{ store, logger, authority, commands, push, devices, variables, certificates, organisation, mail, undo },
      profileIdentifier: enrollment.profileIdentifier,
      serverUrl: () => reach.url,
    });
    rooms.desired = desired;
    const { updates, groups, compliance, carts, policies, blueprints } = desired;
    undo.push(startLettingGo({ store, logger, enrollment, blueprints, commands }));
    const services = consoleServices({
      ...{ store, authority, enrollment, commands, inventory, push, devices },
      ...{ groups, updates, reporting, policies, blueprints },
      tokens: signIn.tokens,
      facts: {
        version: VERSION,
        startedAt,
        demo: config.demo,
        organisation,
        listenerUrl: baseUrl,
        consoleUrl: () => door.url,
        tls: () => tls,
      },
    });
    const settings = settingsServices(
      {
        store,
        config,
        authority,
        signIn,
        reach,
        backups,
        downloads,
        tls: () => tls,
        boundPort: bound.port,
        consoleUrl: () => door.url,
        diagnostics: {
          store,
          dataDir: options.dataDir,
          version: VERSION,
          startedAt,
          configuration: config,
          log: logger,
        },
        firstRun: openFirstRun({
          store,
          config,
          reach,
          accounts: signIn.accounts,
          push: services.push.status,
          facts: () => reach.describe(tls),
        }),
      },
      services,
    );
    const marks = openAttributeMarks(store);
    const activity = openActivity({
      store,
      logger,
      silence: {
        wake: (work, enrollmentId) => push.scheduleWake(work, enrollmentId),
        setAttribute: (...given) => marks.set(...given),
        attribute: (deviceId, attributeId) => marks.value(deviceId, attributeId),
        subscribeSeen: (hear) => inventory.presence.subscribe(hear),
      },
      ports: {
        push: () => push.status(),
        tls: () => tls,
        rootNotAfterAt: () => Math.min(...authority.roots.map((root) => root.notAfterAt)),
        libraryEnding: (before) => certificates.ending(before),
        listenerUrl: baseUrl,
        failures: (since) => commands.summary(since).failures,
        disk: () => diskSpace(options.dataDir),
        lastBackupAt: backups.newestAt,
      },
    });
    rooms.activity = activity;
    undo.push(() => activity.stop());
    const insight = insightServices({ store, activity, commands, enrollment });
    const relationship = relationshipServices({ store, authority, enrollment, activity, marks, organisation });
    const router = createRouter(
      {
        ...services,
        ...settings,
        ...insight,
        ...relationship,
        compliance,
        ...carts.services,
        ...mailServices(mail),
        ...kerberosServices(kerberos),
        directories,
        ...certificateServices({ certificates, variables }),
      },
      logger,
    );
    const door = await startConsoleServer({
      router,
      signIn,
      logger,
      version: VERSION,
      rendererDirectory: options.rendererDirectory ?? join(import.meta.dirname, '..', 'renderer'),
      ...config.console,
      // The console answers to every name its certificate is made out to.
      names: () => reach.certificateNames,
      downloads,
      tls: isLoopback(config.console.host) ? undefined : () => tls,
    });
    undo.push(() => door.stop());
    undo.push(
      authority.onTlsCredentials((renewed) => {
        tls = renewed;
        listener.useTls(renewed);
        door.reloadTls();
      }),
    );

    await push.start();
    undo.push(() => push.stop());
    await carts.room.start();
    undo.push(() => carts.room.stop());
    directories.start();
    undo.push(() => directories.stop());
    undo.push(
      startRenewalWatch({ store, updates: enrollment.profileUpdates, logger }),
      (options.housekeeping ?? housekeeping)(
        logger,
        rounds({
          authority,
          challenges,
          scep,
          commands,
          enrollment,
          certificates,
          reporting,
          backups,
          mail,
          activity,
          desired,
        }),
      ),
    );
    writeFileSync(join(options.dataDir, CONSOLE_ADDRESS_FILE), `${door.url}\n`);
    logger.info({ listener: reach.url, console: door.url, version: VERSION }, 'Cartwright is serving');
    const enrolled = store.statement<object, { count: number }>((db) =>
      db
        .selectFrom('enrollment')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('state', '=', 'enrolled')
        .where('channel', '=', 'device'),
    );
    return {
      get listenerUrl() {
        return reach.url;
      },
      consoleUrl: door.url,
      rpc: { attachMessagePort: (port) => attachMessagePort(router, port, DESKTOP_WINDOW) },
      signIn,
      serving: () => ({ devices: enrolled.get({})?.count ?? 0 }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
