import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicKeyInfoOf } from './x509/build.ts';
import { buildDeviceIdentity, buildRootCertificate, type Issuer } from './x509/certificates.ts';
import { encodeName } from './x509/name.ts';

/** A directory for one test file's openssl runs; `[Symbol.dispose]` or `remove()` clears it away. */
export class OpensslBench {
  readonly directory = mkdtempSync(join(tmpdir(), 'cartwright-openssl-'));

  path(name: string): string {
    return join(this.directory, name);
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  /** Runs openssl in the directory; throws with its complaint when it fails. */
  run(...args: string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.directory, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** PEM armour around DER. */
export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export function privateKeyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function rsaKey(modulusLength = 2048): KeyObject {
  return createPrivateKey(
    generateKeyPairSync('rsa', {
      modulusLength,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey,
  );
}

export function ecKey(namedCurve = 'P-256'): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}

/** A root that can issue; valid from `now` on. */
export function testRoot(now: number, key: KeyObject = rsaKey()): Issuer {
  return {
    certificateDer: buildRootCertificate({
      name: [
        ['O', 'Test School'],
        ['CN', 'Test Root'],
      ],
      key,
      now,
    }),
    privateKey: key,
  };
}

/** A device identity under `root`. */
export function testIdentity(root: Issuer, key: KeyObject, now: number, name = 'Test Device', days?: number): Issuer {
  const certificateDer = buildDeviceIdentity(root, {
    subject: encodeName([['CN', name]]),
    publicKeyInfo: publicKeyInfoOf(key),
    now,
    ...(days === undefined ? {} : { days }),
  });
  return { certificateDer, privateKey: key };
}
