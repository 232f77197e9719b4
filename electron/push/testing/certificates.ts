import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Issued {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A certificate authority of OpenSSL's in a temporary folder: plays Apple's. */
export class TestAuthority {
  readonly certificatePem: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'cartwright-push-'));
  #count = 0;

  constructor() {
    this.#openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'],
      ...['-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test Apple'],
    );
    this.certificatePem = this.#read('ca.pem');
  }

  /** A fresh P-256 key with a certificate for `subject` (`/CN=…`); `extension` as in OpenSSL's configuration. */
  issue(subject: string, extension?: string): Issued {
    const name = `issued${this.#count++}`;
    this.#openssl(
      ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject],
    );
    return {
      certificatePem: this.#sign(name, ['-days', '60'], extension),
      privateKeyPem: this.#read(`${name}.key`),
    };
  }

  /**
   * Signs a request, with a subject in place of its own as Apple does. `days` may be negative: then it has expired.
   */
  signRequest(csrPem: string, subject: string, days = 365): string {
    const name = `request${this.#count++}`;
    writeFileSync(join(this.#folder, `${name}.csr`), csrPem);
    this.#openssl('req', '-in', `${name}.csr`, '-verify', '-noout');
    const day = (offset: number) =>
      `${new Date(Date.now() + offset * 86_400_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
    writeFileSync(join(this.#folder, 'index.txt'), '');
    writeFileSync(
      join(this.#folder, 'ca.cnf'),
      '[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\n' +
        'policy=any\n[any]\nUID=optional\nCN=optional\nC=optional\n',
    );
    this.#openssl(
      ...['ca', '-batch', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-notext'],
      ...['-startdate', day(Math.min(days, 0) - 1), '-enddate', day(days)],
      ...['-subj', subject, '-in', `${name}.csr`, '-out', `${name}.pem`],
    );
    return this.#read(`${name}.pem`);
  }

  /** The subject of a request, as OpenSSL reads it. */
  describeRequest(csrPem: string): string {
    writeFileSync(join(this.#folder, 'describe.csr'), csrPem);
    return this.#openssl('req', '-in', 'describe.csr', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus');
  }

  pkcs12(issued: Issued, passphrase: string): Buffer {
    writeFileSync(join(this.#folder, 'one.pem'), issued.certificatePem + issued.privateKeyPem);
    this.#openssl('pkcs12', '-export', '-in', 'one.pem', '-out', 'one.p12', '-passout', `pass:${passphrase}`);
    return readFileSync(join(this.#folder, 'one.p12'));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #sign(name: string, validity: string[], extension: string | undefined): string {
    const extensions = extension === undefined ? [] : ['-extfile', `${name}.ext`];
    if (extension !== undefined) writeFileSync(join(this.#folder, `${name}.ext`), extension);
    this.#openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-out', `${name}.pem`, ...validity, ...extensions],
    );
    return this.#read(`${name}.pem`);
  }

  #read(file: string): string {
    return readFileSync(join(this.#folder, file), 'utf8');
  }

  #openssl(...parameters: string[]): string {
    return execFileSync('openssl', parameters, { cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  }
}
