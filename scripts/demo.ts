/**
 * `npm run demo`: the whole product with a simulated school, and no network. Starts a simulated Apple and its devices in
 * one process and the engine in another, then sets it all up as an administrator would, through the REST interface.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DemoClient } from './demo/client.ts';
import { prepareDataDirectory } from './demo/data-directory.ts';
import { startDemoEngine } from './demo/engine-process.ts';
import { DEMO_HELP, type DemoOptions, readDemoOptions } from './demo/options.ts';
import { whatIsMissing } from './demo/progress.ts';
import { startSimulator } from './demo/simulator-process.ts';
import { openInBrowser } from './open-in-browser.ts';

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function demo(options: DemoOptions): Promise<number> {
  const startedAt = performance.now();
  const directory = prepareDataDirectory(options.dataDir);
  say(`Demo data: ${directory} (made anew at each start)`);

  await using simulator = await startSimulator();
  const apple = await simulator.order({ do: 'start-apple', stateFile: join(directory, 'simulated-apple.json') });
  const trustFile = join(directory, 'simulated-apple.pem');
  mkdirSync(directory, { recursive: true });
  writeFileSync(trustFile, String(apple.rootPem));
  say(`Simulated push service: ${String(apple.url)}`);

  await using engine = await startDemoEngine({
    ...options,
    dataDir: join(directory, 'engine'),
    pushPort: Number(apple.port),
    trustFile,
  });
  const client = new DemoClient(engine.ready);
  say(`Engine: devices at ${engine.ready.listener}, console at ${engine.ready.console}`);

  const { csrPem } = await client.requestPushCertificate();
  const { certificate } = await simulator.order({ do: 'sign-push', csr: csrPem });
  await client.importPushCertificate(String(certificate));
  say('Push certificate: requested, signed by the simulated Apple, imported');

  const invitations = await client.makeInvitations();
  const links = await Promise.all(invitations.map((invitation) => client.linkOf(invitation.id)));
  const { rootPem } = await client.authority();
  const { networkAccounts } = await simulator.order({
    do: 'fleet',
    seed: options.seed,
    count: options.devices,
    pace: options.once ? 0 : 1,
    keyPool: 16,
    ...(options.scenario === undefined ? {} : { scenario: options.scenario }),
  });
  const accounts = networkAccounts as { shortName: string; password: string }[];
  await client.manageNetworkUsers(accounts);
  const few = await client.openOtherWays(engine.ready.listener, accounts);
  say(`Enrolling ${options.devices} simulated devices …`);
  const enrolled = await simulator.order({
    do: 'enroll',
    urls: links.map((link) => link.url),
    // Small demos keep to the usual way: each of the others takes two devices.
    ...(options.devices >= LEAST_FOR_ALL_WAYS ? { few } : {}),
    trustPem: rootPem,
    concurrency: 12,
  });
  const failed = enrolled.failed as { serialNumber: string; reason: string }[];
  for (const { serialNumber, reason } of failed) say(`  ${serialNumber} could not enroll: ${reason}`);
  say(`Enrolled: ${String(enrolled.enrolled)} of ${options.devices}`);

  if (options.once) {
    const missing = await whatIsMissing(client, options.devices, AbortSignal.timeout(INVENTORY_MS));
    for (const reason of missing) say(`  ${reason}`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(
      missing.length === 0
        ? `All ${options.devices} devices are enrolled and inventoried after ${seconds} s.`
        : 'The demo is not complete.',
    );
    return missing.length === 0 && failed.length === 0 ? 0 : 1;
  }
  // Which iPads are supervised they tell in their inventory.
  await whatIsMissing(client, options.devices, AbortSignal.timeout(CLASSROOM_MS));
  const { carts, people } = await client.fillClassroom();
  say(`Carts: ${carts}, people: ${people}`);
  process.stdout.write(`${engine.readyLine}\n`);
  say(`Sign in: ${engine.ready.signIn}\nEnd with Ctrl-C.`);
  if (options.open && !engine.hasWindow) await openInBrowser(engine.ready.signIn);
  const code = await Promise.race([engine.ended, simulator.ended, signal()]);
  say('Stopping.');
  return code;
}

/** From so many devices on a few of them come in by each of the other ways. */
const LEAST_FOR_ALL_WAYS = 40;

/** So long is waited for devices to tell of themselves before carts are filled with those that did. */
const CLASSROOM_MS = 20_000;

/** A fleet whose devices sleep and lose the network takes a while to answer everything. */
const INVENTORY_MS = 240_000;

function signal(): Promise<number> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(0));
  });
}

try {
  const options = readDemoOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(DEMO_HELP);
  else process.exitCode = await demo(options);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
