/**
 * The engine with a clock that is moved, for what the demo's school did before today. One JSON object a line on standard
 * input, `{"id", "do", …}`; one a line on standard output, as the simulator's: `{"id", "ok": true}`.
 *
 *   clock  {at}          moves the clock; from there it goes on
 *   jobs   {names}       does what comes up again and again: jobs of the engine by their names
 *   stop   {}            ends the engine and the process, as the end of standard input does
 */
import { createInterface } from 'node:readline';
import pino from 'pino';
import { readConfiguration } from '../../electron/configuration.ts';
import { startEngine } from '../../electron/engine.ts';
import type { Job } from '../../electron/machine.ts';
import { readyLine } from '../../electron/ready.ts';
import { sealerOf } from '../../electron/sealer.ts';
import type { Clock } from '../../shared/clock.ts';

const [startAt = '', ...flags] = process.argv.slice(2);
let offsetMs = Number(startAt) - Date.now();
const clock: Clock = { now: () => Date.now() + offsetMs };
const jobs = new Map<string, Job>();

const config = readConfiguration(flags, process.env);
const engine = await startEngine({
  dataDir: config.dataDir,
  sealer: sealerOf(config),
  logger: pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false })),
  config,
  clock,
  housekeeping(_logger, all) {
    for (const job of all) jobs.set(job.name, job);
    return () => jobs.clear();
  },
});

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function stop(): Promise<never> {
  await engine.stop();
  process.exit(0);
}

async function obey(line: string): Promise<void> {
  const order = JSON.parse(line) as { id: unknown; do: string; at?: number; names?: string[] };
  try {
    if (order.do === 'clock' && order.at !== undefined) offsetMs = order.at - Date.now();
    else if (order.do === 'jobs') for (const name of order.names ?? []) await jobs.get(name)?.run();
    else if (order.do === 'stop') await stop();
    else throw new Error(`unknown order “${order.do}”`);
    say({ id: order.id, ok: true });
  } catch (error) {
    say({ id: order.id, ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}

process.on('SIGTERM', () => void stop());
// Whoever started this ends it.
process.on('SIGINT', () => {});
process.stdout.write(`${await readyLine(engine, config)}\n`);
createInterface({ input: process.stdin })
  .on('line', (line) => void obey(line))
  .on('close', () => void stop());
