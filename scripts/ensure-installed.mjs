/**
 * Makes sure this checkout's dependencies are installed, so that every npm script works from a fresh clone.
 * Plain JavaScript without dependencies: it must run on whatever Node the machine has (18 or later).
 *
 * `node scripts/ensure-installed.mjs` does just that and says in one line what it did.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The Node the project is developed and tested on; the same major as the one inside Electron. */
const NODE_MAJOR = 24;

/**
 * Installs the dependencies when `node_modules` does not match `package-lock.json`.
 *
 * @param {string} [root] the checkout
 * @param {(line: string) => void} [say] where the one line about what is done goes; standard error by default, because
 *   standard output belongs to the script that follows
 * @returns {string} the path of a Node 24 executable to run TypeScript scripts with
 * @throws {Error} with a message that says what to do
 */
export function ensureInstalled(root = projectRoot, say = (line) => process.stderr.write(`${line}\n`)) {
  const lockFile = join(root, 'package-lock.json');
  if (!existsSync(lockFile)) throw new Error('package-lock.json is missing: this does not look like a whole checkout.');
  const stampFile = join(root, 'node_modules', '.cartwright-stamp');
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (readIfThere(stampFile) !== wanted) {
    if (!matchesLock(root)) install(root, say);
    writeFileSync(stampFile, wanted);
  }
  return ensureNode(root, say);
}

/**
 * Whether what npm last installed is what the lock asks for. Spares a whole `npm ci` after a plain `npm install`.
 *
 * @param {string} root
 */
export function matchesLock(root) {
  const hidden = readIfThere(join(root, 'node_modules', '.package-lock.json'));
  if (hidden === undefined) return false;
  /** @type {Record<string, { version?: string }>} */
  const installed = JSON.parse(hidden).packages ?? {};
  /** @type {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }>} */
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages ?? {};
  return Object.entries(locked).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && existsSync(join(root, path, 'package.json'));
  });
}

/**
 * @param {string} root
 * @param {(line: string) => void} say
 */
function install(root, say) {
  const inside = process.execPath.startsWith(join(root, 'node_modules'));
  // `npm ci` removes node_modules first; Windows cannot remove the node.exe this very process runs from.
  const verb = inside && process.platform === 'win32' ? 'install' : 'ci';
  say(`Installing dependencies with npm ${verb} (once; it takes a minute)…`);
  rmSync(join(root, 'node_modules', '.cartwright-stamp'), { force: true });
  // Install scripts stay off: the only one needed is run by ensureNode, and older npm would compile native modules
  // that come prebuilt.
  const npm = npmCommand();
  const cache = cacheFlags();
  const result = spawnSync(
    npm.file,
    [...npm.args, verb, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...cache],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: npm.shell,
    },
  );
  for (const folder of cache.slice(1)) rmSync(folder, { recursive: true, force: true });
  if (result.error || result.status !== 0) {
    const why = result.error ? result.error.message : `npm ended with code ${result.status ?? result.signal}`;
    throw new Error(
      `Installing the dependencies failed (${why}). Check the network and the messages above, then run it again.`,
    );
  }
}

/**
 * npm keeps what it downloads in the home directory; where that cannot be written to, in a temporary one.
 *
 * @returns {string[]}
 */
function cacheFlags() {
  const usual = process.env.npm_config_cache ?? join(homedir(), '.npm');
  try {
    mkdirSync(usual, { recursive: true });
    accessSync(usual, constants.W_OK);
    return [];
  } catch {
    return ['--cache', mkdtempSync(join(tmpdir(), 'cartwright-npm-'))];
  }
}

/**
 * npm as a Node script where it can be found, because `npm.cmd` on Windows cannot be started without a shell.
 *
 * @returns {{ file: string, args: string[], shell: boolean }}
 */
function npmCommand() {
  const besideNode = dirname(process.env.npm_node_execpath ?? process.execPath);
  const found = [
    process.env.npm_execpath ?? '',
    join(besideNode, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(besideNode, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path.endsWith('npm-cli.js') && existsSync(path));
  const node = process.env.npm_node_execpath ?? process.execPath;
  if (found !== undefined) return { file: node, args: [found], shell: false };
  const windows = process.platform === 'win32';
  return { file: windows ? 'npm.cmd' : 'npm', args: [], shell: windows };
}

/**
 * The Node 24 that the `node` package brings; runs that package's install script when npm did not.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 */
function ensureNode(root, say) {
  const home = join(root, 'node_modules', 'node');
  const binary = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (isRightNode(binary)) return linked(root, binary);
  say(`Setting up Node ${NODE_MAJOR} inside node_modules…`);
  const node = process.env.npm_node_execpath ?? process.execPath;
  spawnSync(node, [join(home, 'installArchSpecificPackage.js')], { cwd: home, stdio: ['ignore', 2, 2] });
  if (isRightNode(binary)) return linked(root, binary);
  if (Number.parseInt(process.versions.node, 10) === NODE_MAJOR) return process.execPath;
  throw new Error(
    `Node ${NODE_MAJOR} could not be set up in node_modules/node. Check the network and run it again, or install Node ${NODE_MAJOR} on this machine.`,
  );
}

/**
 * Makes `node` in npm scripts and editors mean this one. npm makes the link itself only when it ran the install script.
 * Not on Windows, where a node.exe in use could not be replaced later.
 *
 * @param {string} root
 * @param {string} binary
 */
function linked(root, binary) {
  const link = join(root, 'node_modules', '.bin', 'node');
  if (process.platform !== 'win32' && !existsSync(link)) {
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), binary), link);
  }
  return binary;
}

/** @param {string} binary */
function isRightNode(binary) {
  if (!existsSync(binary)) return false;
  const result = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.startsWith(`v${NODE_MAJOR}.`);
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    ensureInstalled();
    process.stderr.write('Dependencies are in place.\n');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
