/**
 * The programs the tests need beside npm's: a Chromium-based browser, OpenSSL, micromdm's `scepclient`, a SCEP
 * client written by others, MIT's Kerberos, with its library for Python, and OpenLDAP's server. On Debian and its kin
 * they are installed when this runs as root; elsewhere it says what is missing and what to do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findOnPath, findServer, isProgram } from './find-tool.ts';

/** Programs by the name they are run with, and the Debian package that brings each. */
const DEBIAN_PACKAGES = {
  chromium: 'chromium-headless-shell',
  scepclient: 'scep',
  openssl: 'openssl',
  krb5kdc: 'krb5-kdc',
  'kadmin.local': 'krb5-admin-server',
  gssapi: 'python3-gssapi',
  slapd: 'slapd',
  ldapmodify: 'ldap-utils',
  saslGssapi: 'libsasl2-modules-gssapi-mit',
} as const;
/** Where Debian puts a library for its own Python. */
const GSSAPI = '/usr/lib/python3/dist-packages/gssapi';
/** Where Debian puts the library by which its LDAP server takes tickets. */
const SASL_GSSAPI = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/sasl2/libgssapiv2.so`);
/** Chromium without its window: it opens a page for half the work. */
const SHELL = 'chromium-headless-shell';
/** Longer than this no installation takes. */
const APT_MS = 5 * 60_000;

/**
 * A Chromium-based browser to drive: `CHROMIUM_PATH` when set, else Chromium, Chrome or Edge where they usually are.
 *
 * @returns the executable's path, or `undefined` when there is none
 */
export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const candidates = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : usualPlaces(env, platform);
  return candidates.find(isProgram);
}

function usualPlaces(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') {
    const apps = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      apps.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    );
  }
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    const apps = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe'];
    return roots.flatMap((root) => [...apps, 'Microsoft\\Edge\\Application\\msedge.exe'].map((app) => join(root, app)));
  }
  const names = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  return names.map((name) => findOnPath(name, env)).filter((path) => path !== undefined);
}

/**
 * Installs what is missing where that is possible.
 *
 * @returns one line for the reader per thing done or still missing; empty when everything was there
 */
export async function ensureTestTools(): Promise<string[]> {
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && findOnPath('apt-get') !== undefined;
  if (!canInstall) return missingTools().map(adviceFor);
  const missing = new Set(missingTools());
  if (process.env.CHROMIUM_PATH === undefined && findOnPath(SHELL) === undefined) missing.add('chromium');
  if (missing.size === 0) return [];
  const packages = [...missing].map((tool) => DEBIAN_PACKAGES[tool]);
  process.stdout.write(`Installing ${packages.join(', ')} for the tests…\n`);
  if (!aptInstall(packages)) {
    apt(['update']);
    // One that this system does not have keeps the others from being installed with it.
    if (!aptInstall(packages)) for (const name of packages) aptInstall([name]);
    if (findChromium() === undefined) aptInstall(['chromium']);
  }
  return missingTools().map(adviceFor);
}

type Tool = keyof typeof DEBIAN_PACKAGES;

function missingTools(): Tool[] {
  const tools = Object.keys(DEBIAN_PACKAGES) as Tool[];
  return tools.filter((tool) => !isThere(tool));
}

function isThere(tool: Tool): boolean {
  if (tool === 'chromium') return findChromium() !== undefined;
  if (tool === 'saslGssapi') return SASL_GSSAPI.some((file) => existsSync(file));
  return tool === 'gssapi' ? existsSync(GSSAPI) : findServer(tool) !== undefined;
}

function adviceFor(tool: Tool): string {
  if (tool === 'chromium')
    return 'No Chromium, Chrome or Edge found: the browser tests will fail. Install one, or set CHROMIUM_PATH.';
  return `${tool} is missing: the tests that compare with it cannot run. Debian and Ubuntu: apt-get install ${DEBIAN_PACKAGES[tool]}.`;
}

function aptInstall(packages: readonly string[]): boolean {
  return apt(['install', '-y', '--no-install-recommends', ...packages]);
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Somebody else may be installing; a mirror that does not answer is given up soon.
  const patience = ['DPkg::Lock::Timeout=120', 'Acquire::Retries=2', 'Acquire::http::Timeout=30'];
  const options = ['-qq', ...patience.flatMap((one) => ['-o', one])];
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  return spawnSync('apt-get', [...options, ...args], { env, stdio: [...stdio], timeout: APT_MS }).status === 0;
}
