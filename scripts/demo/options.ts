import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readScenario } from '../../electron/simulator/index.ts';
import { projectRoot } from '../ensure-installed.mjs';

export interface DemoOptions {
  readonly devices: number;
  /** HOST:PORT, or undefined for the usual one and, when that is taken, any other. */
  readonly listen: string | undefined;
  readonly console: string | undefined;
  readonly dataDir: string;
  readonly open: boolean;
  readonly once: boolean;
  readonly seed: number;
  /** A scenario's text; see docs/simulator.md. */
  readonly scenario: string | undefined;
}

export const DEMO_HELP = `npm run demo -- [options]

  --devices N          simulated devices (default 60)
  --listen HOST:PORT   address devices connect to (default 127.0.0.1:8443, or any free port)
  --console HOST:PORT  address of the console (default 127.0.0.1:8480, or any free port)
  --data-dir DIR       where the demo keeps its data; made anew at each start (default data/demo)
  --seed N             another school (default 1)
  --scenario FILE      what devices answer and what happens to them (docs/simulator.md, examples/scenarios)
  --no-open            do not open the console
  --once               end as soon as every device is enrolled and inventoried: 0 when that worked
`;

/**
 * Reads the options after `--`; undefined when help was asked for.
 *
 * @throws Error that names the option that is not right
 */
export function readDemoOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      devices: { type: 'string', default: '60' },
      listen: { type: 'string' },
      console: { type: 'string' },
      'data-dir': { type: 'string' },
      seed: { type: 'string', default: '1' },
      scenario: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    devices: count('--devices', values.devices, 1, 20_000),
    listen: values.listen,
    console: values.console,
    dataDir: values['data-dir'] ?? join(projectRoot, 'data', 'demo'),
    open: !values['no-open'] && !values.once,
    once: values.once,
    seed: count('--seed', values.seed, 0, 2 ** 31),
    scenario: values.scenario === undefined ? undefined : scenarioText(values.scenario),
  };
}

/** The file's text, once it is one: a demo does not start to tell of a mistake a minute later. */
function scenarioText(file: string): string {
  const text = readFileSync(file, 'utf8');
  readScenario(text);
  return text;
}

function count(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new Error(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
  return value;
}
