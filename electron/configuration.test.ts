import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { configurationHelp, readConfiguration } from './configuration.ts';

const directory = mkdtempSync(join(tmpdir(), 'cartwright-configuration-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(content: unknown): string {
  const path = join(directory, 'configuration.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('the configuration of a start', () => {
  it('has a sensible default for everything', () => {
    const configuration = readConfiguration([], {});
    expect(configuration.listen).toEqual({ host: '0.0.0.0', port: 8443 });
    expect(configuration.console).toEqual({ host: '127.0.0.1', port: 8480 });
    expect(configuration.pushHost).toBe('api.push.apple.com');
    expect(configuration.trustedProxies).toEqual([]);
  });

  it('lets flags win over the environment, and the environment over the file', () => {
    const path = file({ pushHost: 'file', identityDays: 10, organisation: 'File School' });
    const configuration = readConfiguration(['--config', path, '--push-host=flag'], {
      CARTWRIGHT_PUSH_HOST: 'variable',
      CARTWRIGHT_IDENTITY_DAYS: '20',
    });
    expect(configuration).toMatchObject({ pushHost: 'flag', identityDays: 20, organisation: 'File School' });
  });

  it('reads addresses with IPv6 hosts, and lists with commas', () => {
    const configuration = readConfiguration(
      ['--listen', '[::1]:9000', '--trusted-proxies', '10.0.0.1, 10.1.0.0/16'],
      {},
    );
    expect(configuration.listen).toEqual({ host: '::1', port: 9000 });
    expect(configuration.trustedProxies).toEqual(['10.0.0.1', '10.1.0.0/16']);
  });

  it('refuses unknown keys wherever they come from, and names them', () => {
    expect(() => readConfiguration(['--lisen', 'a:1'], {})).toThrow(/--lisen is not a setting/);
    expect(() => readConfiguration([], { CARTWRIGHT_LISEN: 'a:1' })).toThrow(/CARTWRIGHT_LISEN is not a setting/);
    expect(() => readConfiguration(['--config', file({ lisen: 'a:1' })], {})).toThrow(/lisen in .* is not a setting/);
  });

  it('refuses bad values with the place they came from', () => {
    expect(() => readConfiguration(['--listen', 'nowhere'], {})).toThrow(/--listen: must be HOST:PORT/);
    expect(() => readConfiguration(['--listen', 'a:70000'], {})).toThrow(/at most 65535/);
    expect(() => readConfiguration(['--public-url', 'http://a'], {})).toThrow(/must be https/);
    expect(() => readConfiguration(['stray'], {})).toThrow(/not a flag/);
    expect(() => readConfiguration(['--listen'], {})).toThrow(/needs a value/);
    expect(() => readConfiguration(['--config', join(directory, 'missing.json')], {})).toThrow(/cannot be read/);
    expect(() => readConfiguration(['--config', file('[1')], {})).toThrow(/not a JSON object/);
  });

  it('is documented setting by setting', () => {
    const text = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
    const documented = [...text.matchAll(/^\| `(--[a-z-]+)` \| `(CARTWRIGHT_[A-Z_]+)` \|/gm)].map((row) =>
      row.slice(1, 3),
    );
    const explained = [...configurationHelp().matchAll(/(--[a-z-]+)\s+(CARTWRIGHT_[A-Z_]+)/g)].map((row) =>
      row.slice(1, 3),
    );
    expect(documented).toEqual(explained);
  });

  it('explains every setting', () => {
    const help = configurationHelp();
    expect(help).toContain('--push-host');
    expect(help).toContain('CARTWRIGHT_VAULT_KEY_FILE');
    expect(help).toContain('(default 127.0.0.1:8480)');
  });
});
