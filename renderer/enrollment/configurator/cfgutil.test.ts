// @vitest-environment node
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type PrepareValues, prepareScript, shellWord } from './cfgutil.ts';

const directory = mkdtempSync(join(tmpdir(), 'cartwright-cfgutil-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const NASTY = `O'Brien's "school" $(touch owned) \`id\` & <Söhne>; rm -rf \\ !! *`;
const values: PrepareValues = {
  organization: NASTY,
  identityFile: 'own $HOME.p12',
  certificateFile: '-own.cer',
  profileUrl: 'https://mdm.school.example:8443/enroll/abc/profile?pin=12&x=$(id)',
  rootFile: "root's.pem",
  trustFile: 'trust.mobileconfig',
  wifiFile: 'wifi.mobileconfig',
  language: 'de',
  locale: 'de_DE',
  skipSetup: true,
  supervised: true,
  tells: false,
  erase: false,
};
const words = {
  about: 'Prepares devices.\nrm -rf /',
  missing: "It isn't there:",
  passphrase: 'Passphrase:',
  wrong: 'That is not the passphrase.',
  none: 'No device is connected.',
  begins: 'Begins',
  done: 'Done',
  failed: 'Failed',
};

/** Stands in for a program: writes down what it was called with, one call a line, words parted by tabs. */
const spy = (more: string): string => `#!/bin/bash
(IFS=$'\\t'; printf '%s\\n' "\${0##*/}	$*" >>"$SPIED")
${more}
`;

function make(script: string): void {
  writeFileSync(join(directory, 'prepare.sh'), script);
}

function run(options: { args?: string[]; passphrase?: string; devices?: number; refuse?: string } = {}) {
  const spied = join(directory, 'spied');
  rmSync(spied, { force: true });
  const list = Array.from(
    { length: options.devices ?? 3 },
    (_, at) => `Type: iPad14,1\tECID: 0x1C604A34058${at}1E\tUDID: 00008110-${at} Location: 0x120000 Name: ECID: 0xBAD`,
  );
  const cfgutil = `case "$*" in
list) printf '%b\\n' ${shellWord(list.join('\n'))} ;;
*'get serialNumber') echo "SERIAL$2" ;;
*${shellWord(options.refuse ?? 'nothing at all')}*) echo refused >&2; exit 1 ;;
esac`;
  for (const [name, more] of [
    ['cfgutil', cfgutil],
    ['curl', 'echo profile >"$6"'],
  ] as const)
    writeFileSync(join(directory, name), spy(more), { mode: 0o755 });
  const done = spawnSync('/bin/bash', ['prepare.sh', ...(options.args ?? [])], {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${directory}${delimiter}${process.env.PATH}`,
      SPIED: spied,
      CARTWRIGHT_PASSPHRASE: options.passphrase ?? 'pass & word',
      CARTWRIGHT_RESTART_SECONDS: '0',
    },
  });
  const calls = readFileSync(spied, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  return { ...done, calls };
}

beforeEach(() => {
  make(prepareScript(values, words));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=x', '-keyout', 'k.pem', '-out', 'c.pem');
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'k.pem',
    '-in',
    'c.pem',
    '-passout',
    'pass:pass & word',
    '-out',
    'own $HOME.p12',
  );
  for (const name of ['-own.cer', "root's.pem", 'trust.mobileconfig', 'wifi.mobileconfig'])
    writeFileSync(join(directory, name), '');
});

it('quotes any text so that a shell reads it back as one word', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
      const plain = texts.map((text) => text.replaceAll('\0', ''));
      const script = `printf '%s\\0' ${texts.map(shellWord).join(' ')}`;
      const read = execFileSync('/bin/bash', ['-c', script]).toString('utf8');
      expect(read).toBe(Buffer.from(plain.map((text) => `${text}\0`).join('')).toString('utf8'));
    }),
    { numRuns: 40 },
  );
});

describe('the script for many devices', () => {
  it('gives cfgutil every value as it is, for each device in order', () => {
    const { status, calls, stdout, stderr } = run();
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout.match(/^Done 0x/gm)).toHaveLength(3);
    const ecid = '0x1C604A3405801E';
    const own = calls.filter((call) => call.includes(ecid));
    const before = ['cfgutil', '-C', './-own.cer', '-K', expect.stringMatching(/\/key\.der$/), '-e', ecid];
    const prepared = ['prepare', '--supervised', '--name', NASTY, '--host-cert', './-own.cer'];
    expect(own).toEqual([
      [...before, ...prepared, '--language', 'de', '--locale', 'de_DE', '--skip-all'],
      [...before, 'install-profile', './wifi.mobileconfig'],
      [...before, 'install-profile', './trust.mobileconfig'],
      [...before, 'install-profile', expect.stringContaining(`${ecid}.mobileconfig`)],
    ]);
    const fetched = calls.filter(([program]) => program === 'curl');
    expect(fetched).toHaveLength(3);
    expect(fetched[0]).toEqual(expect.arrayContaining(['--cacert', "./root's.pem", values.profileUrl]));
    expect(run().stdout).not.toContain('owned');
    expect(() => readFileSync(join(directory, 'owned'))).toThrow();
  });

  it('erases only where that was chosen, and leaves out what is not wanted', () => {
    make(prepareScript({ ...values, erase: true, wifiFile: null, skipSetup: false }, words));
    const { status, calls } = run({ devices: 1 });
    expect(status).toBe(0);
    const verbs = calls.filter(([program, word]) => program === 'cfgutil' && word === '-C').map((call) => call[7]);
    expect(verbs).toEqual(['erase', 'prepare', 'install-profile', 'install-profile']);
    expect(calls.flat()).not.toContain('--skip-all');
  });

  it('tells the address of an automated enrollment profile which device asks', () => {
    make(prepareScript({ ...values, tells: true, supervised: false }, words));
    const { status, calls } = run({ devices: 1 });
    expect(status).toBe(0);
    const asked = calls.filter((call) => call.includes('get')).map((call) => call.at(-1));
    expect(asked).toEqual(['UDID', 'serialNumber', 'deviceType', 'firmwareVersion']);
    const fetched = calls.find(([program]) => program === 'curl');
    expect(fetched).toContain('--data-binary');
    expect(fetched?.find((word) => word.startsWith('@'))).toMatch(/0x1C604A3405801E\.plist$/);
    expect(calls.flat()).not.toContain('--supervised');
  });

  it('prints serial numbers for the list of expected devices', () => {
    const { stdout, calls } = run({ args: ['--serials'], devices: 2 });
    expect(stdout).toBe('serial\nSERIAL0x1C604A3405801E\nSERIAL0x1C604A3405811E\n');
    expect(calls.flat()).not.toContain('prepare');
  });

  it('says which device failed and why, and ends with an error', () => {
    const { status, stdout } = run({ refuse: '801E prepare' });
    expect(status).toBe(1);
    expect(stdout).toContain('Failed 0x1C604A3405801E\nrefused');
    expect(stdout.match(/^Done/gm)).toHaveLength(2);
  });

  it('does nothing without a device, a file or the right passphrase', () => {
    expect(run({ devices: 0 })).toMatchObject({ status: 1, stderr: `${words.none}\n` });
    expect(run({ passphrase: 'wrong' })).toMatchObject({ status: 1, stderr: `${words.wrong}\n` });
    rmSync(join(directory, '-own.cer'));
    const missing = run();
    expect(missing).toMatchObject({ status: 1, stderr: `${words.missing} ./-own.cer\n` });
    expect(missing.calls.flat()).not.toContain('prepare');
  });
});
