/**
 * `npm run demo`: the whole product with a simulated school, and no network. Starts a simulated Apple and its devices in
 * one process and the engine in another, sets it all up as an administrator would, lives through two weeks with a clock
 * that is moved, and then opens the console.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DemoClient } from './demo/client.ts';
import { prepareDataDirectory } from './demo/data-directory.ts';
import { type EngineOptions, type EngineProcess, startDemoEngine } from './demo/engine-process.ts';
import { prepareEnrolling } from './demo/enrolling.ts';
import { DEMO_HELP, type DemoOptions, readDemoOptions } from './demo/options.ts';
import { livePast, type Told, WITH_PAST } from './demo/past.ts';
import { whatIsMissing } from './demo/progress.ts';
import { type SimulatorProcess, startSimulator } from './demo/simulator-process.ts';
import { openInBrowser } from './open-in-browser.ts';

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function demo(options: DemoOptions): Promise<number> {
  const startedAt = performance.now();
  const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  const directory = prepareDataDirectory(options.dataDir);
  say(`Demo data: ${directory} (made anew at each start)`);

  await using simulator = await startSimulator();
  // Apple was there before the school.
  await simulator.order({ do: 'clock', at: Date.now() - 30 * 86_400_000 });
  const apple = await simulator.order({ do: 'start-apple', stateFile: join(directory, 'simulated-apple.json') });
  await simulator.order({ do: 'clock' });
  const trustFile = join(directory, 'simulated-apple.pem');
  mkdirSync(directory, { recursive: true });
  writeFileSync(trustFile, String(apple.rootPem));
  const engineOptions: EngineOptions = {
    ...options,
    dataDir: join(directory, 'engine'),
    pushPort: Number(apple.port),
    trustFile,
  };
  if (options.once) return await enrollAndEnd(simulator, engineOptions, options, seconds);

  // A scenario of one's own begins today: what it says happens while somebody looks.
  const { engine, problems, further } =
    options.scenario === undefined
      ? await withPast(simulator, engineOptions, options)
      : await withoutPast(simulator, engineOptions, options);
  await using _ = engine;
  for (const problem of problems) say(`  ${problem}`);
  say(`Engine: devices at ${engine.ready.listener}, console at ${engine.ready.console}`);
  process.stdout.write(`${engine.readyLine}\n`);
  say(`Ready after ${seconds()}. Sign in: ${engine.ready.signIn}\nEnd with Ctrl-C.`);
  if (options.open && !engine.hasWindow) await openInBrowser(engine.ready.signIn);
  // What still comes in when it ends is of no interest.
  further().then(
    (failed) => {
      for (const problem of failed) say(`  ${problem}`);
    },
    () => undefined,
  );
  const code = await Promise.race([engine.ended, simulator.ended, signal()]);
  say('Stopping.');
  return code;
}

interface Opened {
  readonly engine: EngineProcess;
  readonly problems: readonly string[];
  /** Lets those devices in that come while somebody looks. */
  further(): Promise<readonly string[]>;
}

async function withPast(
  simulator: SimulatorProcess,
  engineOptions: EngineOptions,
  options: DemoOptions,
): Promise<Opened> {
  const past = await livePast(simulator.order, engineOptions, options, say);
  const { listen, console, enroll, problems } = past;
  const engine = await startDemoEngine({ ...engineOptions, listen, console, open: options.open });
  await simulator.order({ do: 'pace', pace: 1 });
  void goOn(simulator, past);
  void switchOn(simulator, past);
  return {
    engine,
    problems,
    async further() {
      if (options.devices <= WITH_PAST) return [];
      say(`${options.devices - WITH_PAST} more devices come in while you look.`);
      return enroll(WITH_PAST, options.devices);
    },
  };
}

/** Devices of the present wake; those the story left asleep or locked do so one after another. */
async function goOn({ order, ended }: SimulatorProcess, { serialNumbers, later }: Told): Promise<void> {
  const end = new AbortController();
  void ended.finally(() => end.abort()).catch(() => undefined);
  try {
    const waiting = new Set(later.map(({ serialNumber }) => serialNumber));
    await order({ do: 'visit', serialNumbers: serialNumbers.filter((each) => !waiting.has(each)) });
    const startedAt = Date.now();
    const soon = later.flatMap(({ afterMs, ...each }) => (afterMs === null ? [] : [{ ...each, afterMs }]));
    for (const { afterMs, serialNumber, unlock } of soon.sort((a, b) => a.afterMs - b.afterMs)) {
      await pause(Math.max(0, startedAt + afterMs - Date.now()), undefined, { ref: false, signal: end.signal });
      if (unlock) await order({ do: 'change', serialNumber, rules: null });
      await order({ do: 'visit', serialNumbers: [serialNumber] });
    }
  } catch {
    // The simulator has ended.
  }
}

/** The first of the new devices is taken out of its box while somebody looks. */
async function switchOn({ order, ended }: SimulatorProcess, { newcomers }: Told): Promise<void> {
  const { serialNumbers, ...way } = newcomers;
  const end = new AbortController();
  void ended.finally(() => end.abort()).catch(() => undefined);
  try {
    await pause(FIRST_SWITCHED_ON_MS, undefined, { ref: false, signal: end.signal });
    await order({ do: 'come-in', serialNumber: serialNumbers[0], ...way, awaits: true });
  } catch {
    // The simulator has ended.
  }
}

async function withoutPast(
  simulator: SimulatorProcess,
  engineOptions: EngineOptions,
  options: DemoOptions,
): Promise<Opened> {
  const engine = await startDemoEngine({ ...engineOptions, open: options.open });
  const { call } = new DemoClient(engine.ready);
  const { listener } = engine.ready;
  const { enroll } = await prepareEnrolling(call, simulator.order, { listener, options, pace: 1 });
  say(`Enrolling ${options.devices} simulated devices …`);
  return { engine, problems: await enroll(0, options.devices), further: () => Promise.resolve([]) };
}

/** `--once`: every device enrolls and tells about itself; nothing is shown. */
async function enrollAndEnd(
  simulator: SimulatorProcess,
  engineOptions: EngineOptions,
  options: DemoOptions,
  seconds: () => string,
): Promise<number> {
  await using engine = await startDemoEngine({ ...engineOptions, open: false });
  const client = new DemoClient(engine.ready);
  const { listener } = engine.ready;
  const { enroll } = await prepareEnrolling(client.call, simulator.order, { listener, options, pace: 0 });
  const failed = await enroll(0, options.devices);
  const missing = await whatIsMissing(client, options.devices, AbortSignal.timeout(INVENTORY_MS));
  for (const reason of [...failed, ...missing]) say(`  ${reason}`);
  const complete = missing.length === 0 && failed.length === 0;
  say(
    complete
      ? `All ${options.devices} devices are enrolled and inventoried after ${seconds()}.`
      : 'The demo is not complete.',
  );
  return complete ? 0 : 1;
}

/** After so long the first of the new devices comes in. */
const FIRST_SWITCHED_ON_MS = 60_000;

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
