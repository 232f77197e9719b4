import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { CartwrightError } from '../shared/errors.ts';

const hostPort = z
  .string()
  .regex(/^(\[[0-9a-fA-F:]+\]|[^:\s]+):\d{1,5}$/, 'must be HOST:PORT')
  .transform((text) => {
    const at = text.lastIndexOf(':');
    return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
  })
  .refine(({ port }) => port <= 65_535, 'the port must be at most 65535');

const list = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(',').map((part) => part.trim()))])
  .transform((parts) => parts.filter((part) => part !== ''));

const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/**
 * Every setting of a start. Each can be given as a flag (`--push-host`), an environment variable
 * (`CARTWRIGHT_PUSH_HOST`) or a key of the JSON file (`pushHost`); flags win over variables, variables over the file.
 */
const schema = z.strictObject({
  dataDir: z.string().default(join(homedir(), '.cartwright')).describe('where the store, the vault and backups lie'),
  listen: hostPort.prefault('0.0.0.0:8443').describe('address devices connect to'),
  publicUrl: z
    .string()
    .regex(/^https:\/\/[^/?#\s]+$/, 'must be https://HOST or https://HOST:PORT')
    .optional()
    .describe('how devices reach the listener, when not by the bound address: https://HOST:PORT'),
  checkInUrl: z
    .string()
    .regex(/^https:\/\/[^/?#\s]+$/, 'must be https://HOST or https://HOST:PORT')
    .optional()
    .describe('where devices check in, when not where they connect: https://HOST:PORT'),
  names: list.prefault([]).describe('further host names and addresses for the TLS certificate, comma-separated'),
  console: hostPort.prefault('127.0.0.1:8480').describe('address of the console; plain HTTP on loopback, else HTTPS'),
  organisation: z.string().trim().min(1).max(64).optional().describe('name on profiles and pages, for a first start'),
  pushHost: z.string().default('api.push.apple.com').describe("host of Apple's push service"),
  pushPort: count(1, 65_535).default(443).describe('its port; 2197 where 443 is closed'),
  pushTrust: z
    .string()
    .optional()
    .describe('PEM file of a further authority to trust for push, for a simulated service'),
  deviceTrust: z
    .string()
    .optional()
    .describe('PEM file of a further authority whose device certificates count as built in, for simulated devices'),
  vaultKeyFile: z.string().optional().describe('file with the key that seals the vault; made when missing'),
  vaultPassphraseFile: z.string().optional().describe('file whose first line is the passphrase that seals the vault'),
  vaultPassphrase: z.string().optional().describe('the passphrase itself; give it as an environment variable only'),
  trustedProxies: list
    .prefault([])
    .describe('addresses or CIDR ranges of reverse proxies whose certificate header counts'),
  clientCertificateHeader: z
    .string()
    .default('client-cert')
    .describe('header the proxies send: client-cert or another name'),
  identityDays: count(1, 825).default(365).describe('how long device certificates are good for'),
  challengeMinutes: count(1, 1440).default(60).describe('how long a SCEP challenge is good for'),
  answerDays: count(1, 3650).default(90).describe('how many days what devices answered is kept in full'),
  commandDays: count(0, 3650).default(730).describe('how many days finished commands are kept; 0 for ever'),
  maxConnections: count(10, 1_000_000).default(20_000).describe('connections the listener holds at once'),
  maxBodyMb: count(1, 256).default(16).describe('largest answer a device may send, in MiB'),
  bodySeconds: count(1, 3600).default(60).describe('how long a device may take to send one request'),
  apiToken: z
    .stringbool()
    .or(z.boolean())
    .default(false)
    .describe('make an API token at each start and print it in the ready line'),
  demo: z.stringbool().or(z.boolean()).default(false).describe('say on every screen that this is a demo'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('how much is logged'),
});

export type Configuration = z.output<typeof schema>;
type Name = keyof typeof schema.shape;

const names = Object.keys(schema.shape) as Name[];
const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const variableOf = (name: string): string =>
  `CARTWRIGHT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** One line per setting: flag, environment variable, meaning, default. */
export function configurationHelp(): string {
  return names
    .map((name) => {
      const entry = schema.shape[name];
      const byDefault = z.safeParse(entry, undefined).data;
      const shown =
        byDefault === undefined || name === 'dataDir' || (Array.isArray(byDefault) && byDefault.length === 0)
          ? ''
          : ` (default ${typeof byDefault === 'object' && 'port' in byDefault ? `${byDefault.host}:${byDefault.port}` : String(byDefault)})`;
      return `  ${flagOf(name).padEnd(28)} ${variableOf(name).padEnd(38)} ${entry.description ?? ''}${shown}`;
    })
    .join('\n');
}

/**
 * The configuration of a start from its flags, the environment and the file that `--config` or `CARTWRIGHT_CONFIG` names.
 *
 * @throws CartwrightError `bad-configuration` that names every unknown key and every bad value with where it came from
 */
export function readConfiguration(flags: readonly string[], environment: NodeJS.ProcessEnv): Configuration {
  const fromFlags = parseFlags(flags);
  const file = fromFlags.get('config') ?? environment.CARTWRIGHT_CONFIG;
  fromFlags.delete('config');
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  const origin = new Map<string, string>();
  const take = (name: string, value: unknown, from: string): void => {
    values[name] = value;
    origin.set(name, from);
  };
  if (file !== undefined) {
    for (const [name, value] of Object.entries(readFile(file))) take(name, value, `${name} in ${file}`);
  }
  for (const name of names) {
    const value = environment[variableOf(name)];
    if (value !== undefined && value !== '') take(name, value, variableOf(name));
  }
  for (const variable of Object.keys(environment)) {
    const known = variable === 'CARTWRIGHT_CONFIG' || names.some((name) => variableOf(name) === variable);
    if (variable.startsWith('CARTWRIGHT_') && !known) problems.push(`${variable} is not a setting`);
  }
  for (const [name, value] of fromFlags) take(name, value, flagOf(name));
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys) problems.push(`${origin.get(key) ?? key} is not a setting`);
      else problems.push(`${origin.get(String(issue.path[0])) ?? String(issue.path[0])}: ${issue.message}`);
    }
  }
  if (problems.length > 0 || !parsed.success)
    throw new CartwrightError('bad-configuration', `The configuration is not right: ${problems.join('; ')}.`);
  return parsed.data;
}

/** `--name value` and `--name=value`, as camel-case names. */
function parseFlags(flags: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (let i = 0; i < flags.length; i++) {
    const flag = flags[i] ?? '';
    const match = /^--([a-z][a-z0-9-]*)(?:=(.*))?$/s.exec(flag);
    if (match === null) throw new CartwrightError('bad-configuration', `"${flag}" is not a flag. Try --help.`);
    const name = (match[1] ?? '').replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
    const value = match[2] ?? flags[++i];
    if (value === undefined) throw new CartwrightError('bad-configuration', `${flag} needs a value.`);
    values.set(name, value);
  }
  return values;
}

function readFile(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CartwrightError('bad-configuration', `The configuration file ${file} cannot be read.`, { cause });
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (cause) {
    throw new CartwrightError('bad-configuration', `The configuration file ${file} is not a JSON object.`, { cause });
  }
}
