import { generateKeyPair, type KeyObject, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';
import type { CertificateRecords } from './certificate-records.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import { importIdentity } from './import/import-identity.ts';
import { loadPkcs8 } from './import/pkcs12.ts';
import type { Root } from './roots.ts';
import { exportPrivateKey, publicKeyInfoOf } from './x509/build.ts';
import { buildTlsCertificate } from './x509/certificates.ts';
import { serverNames } from './x509/extensions.ts';
import { parseCertificate } from './x509/parse-certificate.ts';

const DAY = 86_400_000;
const RENEW_BEFORE = 30 * DAY;
const SETTING = 'identity.imported-tls';

const importedSetting = z.object({ fingerprint: z.string(), chain: z.array(z.base64()) }).nullable();
const generate = promisify(generateKeyPair);

/** What an HTTPS server needs. */
export interface TlsCredentials {
  /** PEM: the server's certificate, then those between it and its root. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  readonly fingerprint: string;
  readonly notAfterAt: number;
  readonly source: 'built-in' | 'imported';
}

/** Keeps the listener's TLS credentials current. One question is worked on at a time. */
export class TlsKeeper {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #records: CertificateRecords;
  readonly #root: () => Root;
  readonly #listeners = new Set<(credentials: TlsCredentials) => void>();
  #hostnames: readonly string[] = [];
  #served: TlsCredentials | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  /** @param root what issues certificates of our own now */
  constructor(context: { store: Store; clock: Clock; logger: Logger }, records: CertificateRecords, root: () => Root) {
    this.#store = context.store;
    this.#clock = context.clock;
    this.#logger = context.logger;
    this.#records = records;
    this.#root = root;
  }

  subscribe(listener: (credentials: TlsCredentials) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  current(hostnames: readonly string[]): Promise<TlsCredentials> {
    return this.#inTurn(() => {
      if (hostnames.length === 0) {
        throw new CartwrightError(
          'bad-configuration',
          'The listener needs at least one host name or address for its certificate.',
        );
      }
      serverNames(hostnames);
      this.#hostnames = [...hostnames];
      return this.#refresh();
    });
  }

  /** What goes with the credentials has changed: whoever serves them takes them anew. */
  announce(): void {
    if (this.#served !== undefined) for (const listener of this.#listeners) listener(this.#served);
  }

  async maintain(): Promise<void> {
    if (this.#hostnames.length > 0) await this.#inTurn(() => this.#refresh());
  }

  import(bytes: Buffer, passphrase: string | undefined, actor: string): Promise<TlsCredentials> {
    return this.#inTurn(async () => {
      const identity = importIdentity(bytes, { passphrase, now: this.#clock.now() });
      const before = readSetting(this.#store, SETTING, importedSetting);
      await this.#store.write((work) => {
        if (before != null) this.#records.forgetKey(before.fingerprint);
        const keySecretId = this.#store.vault.put('private-key', exportPrivateKey(identity.privateKey));
        const fingerprint = this.#records.record(work, 'tls', identity.certificateDer, { keySecretId });
        writeSetting(this.#store, SETTING, {
          fingerprint,
          chain: identity.chainDer.map((der) => der.toString('base64')),
        });
        work.event({ type: 'tls.imported', actor, data: { fingerprint } });
      });
      return this.#refresh();
    });
  }

  forgetImported(actor: string): Promise<TlsCredentials> {
    return this.#inTurn(async () => {
      const imported = readSetting(this.#store, SETTING, importedSetting);
      if (imported != null) {
        await this.#store.write((work) => {
          this.#records.forgetKey(imported.fingerprint);
          writeSetting(this.#store, SETTING, null);
          work.event({ type: 'tls.import-forgotten', actor, data: { fingerprint: imported.fingerprint } });
        });
      }
      return this.#refresh();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #refresh(): Promise<TlsCredentials> {
    const credentials = this.#imported() ?? (await this.#builtIn());
    const changed = this.#served !== undefined && this.#served.fingerprint !== credentials.fingerprint;
    this.#served = credentials;
    if (changed) for (const listener of this.#listeners) listener(credentials);
    return credentials;
  }

  #imported(): TlsCredentials | undefined {
    const setting = readSetting(this.#store, SETTING, importedSetting);
    const stored = setting == null ? undefined : this.#records.material(setting.fingerprint);
    if (setting == null || stored?.keySecretId == null) return undefined;
    const chain = setting.chain.map((text) => Buffer.from(text, 'base64'));
    const credentials = this.#credentials([stored.der, ...chain], this.#key(stored.keySecretId), 'imported');
    const days = Math.floor((credentials.notAfterAt - this.#clock.now()) / DAY);
    if (days < 30) this.#logger.warn({ days }, 'the imported TLS certificate expires soon; import its successor');
    return credentials;
  }

  async #builtIn(): Promise<TlsCredentials> {
    const now = this.#clock.now();
    const root = this.#root();
    const issuer = root.subjectText;
    // Devices know the root, not what lies between.
    const between = root.chainDer.length === 0 ? [] : [root.der, ...root.chainDer.slice(0, -1)];
    const stored = this.#records.newestOf('tls', issuer);
    if (stored !== undefined) {
      const { notAfterAt } = parseCertificate(stored.der);
      if (notAfterAt - now > RENEW_BEFORE && stored.der.includes(serverNames(this.#hostnames))) {
        return this.#credentials([stored.der, ...between], this.#key(stored.keySecretId), 'built-in');
      }
    }
    // ECDSA handshakes cost the server a tenth of what RSA ones do, and every device that speaks TLS 1.2 takes them.
    const { privateKey } = await generate('ec', { namedCurve: 'P-256' });
    const der = buildTlsCertificate(root.issuer, {
      hostnames: this.#hostnames,
      publicKeyInfo: publicKeyInfoOf(privateKey),
      now,
    });
    await this.#store.write((work) => {
      if (stored !== undefined) this.#records.forgetKey(stored.fingerprint);
      const keySecretId = this.#store.vault.put('private-key', exportPrivateKey(privateKey));
      const fingerprint = this.#records.record(work, 'tls', der, { keySecretId });
      work.event({
        type: 'certificate.issued',
        data: { purpose: 'tls', fingerprint, hostnames: [...this.#hostnames] },
      });
    });
    this.#logger.info({ hostnames: this.#hostnames }, 'issued a TLS certificate for the listener');
    return this.#credentials([der, ...between], privateKey, 'built-in');
  }

  #key(secretId: string): KeyObject {
    return loadPkcs8(this.#store.vault.get(secretId, 'private-key'));
  }

  #credentials(chain: readonly Buffer[], key: KeyObject, source: TlsCredentials['source']): TlsCredentials {
    const [leaf = Buffer.alloc(0)] = chain;
    return {
      cert: chain.map((der) => new X509Certificate(der).toString()).join(''),
      key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      fingerprint: certificateFingerprint(leaf),
      notAfterAt: parseCertificate(leaf).notAfterAt,
      source,
    };
  }
}
