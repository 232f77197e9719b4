import { type ChildProcess, spawn } from 'node:child_process';
import { hash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findServer } from '../../../scripts/find-tool.ts';
import { commandLine } from '../command-line.ts';
import { freePort } from '../free-port.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

export const REALM = 'SCHOOL.EXAMPLE';
/** Every account of the realm has this password, unless it says otherwise. */
export const PASSWORD = 'Grüße aus 1C';

/** A realm of MIT Kerberos of its own, in a folder of its own, on loopback. */
export interface Realm {
  /** Where its KDC answers: host and port. */
  readonly kdc: string;
  /** Environment under which MIT's programs know the realm. */
  readonly environment: NodeJS.ProcessEnv;
  readonly directory: string;
  /** Runs lines of kadmin. */
  administer(...lines: readonly string[]): Promise<void>;
  /** Begins a page that makes challenges, for the service HTTP/localhost; see acceptor.py for its paths. */
  page(): Promise<{ readonly url: string; readonly certificatePem: string }>;
  stop(): Promise<void>;
}

function program(name: string): string {
  const found = findServer(name);
  if (found === undefined)
    throw new Error(
      `${name} is missing. Debian and Ubuntu: apt-get install krb5-kdc krb5-admin-server python3-gssapi.`,
    );
  return found;
}

/** Makes a realm with a service HTTP/localhost, and starts its KDC. */
export async function startRealm(): Promise<Realm> {
  const { path: directory, remove } = temporaryDirectory();
  const port = await freePort();
  const fileOf = (name: string) => join(directory, name);
  writeFileSync(
    fileOf('krb5.conf'),
    `[libdefaults]
 default_realm = ${REALM}
 dns_lookup_kdc = false
 rdns = false
[realms]
 ${REALM} = { kdc = 127.0.0.1:${port} }
[domain_realm]
 .other.example = OTHER.EXAMPLE
[logging]
 kdc = STDERR
`,
  );
  writeFileSync(
    fileOf('kdc.conf'),
    `[kdcdefaults]
 kdc_listen = 127.0.0.1:${port}
 kdc_tcp_listen = 127.0.0.1:${port}
[realms]
 ${REALM} = {
  database_name = ${fileOf('principal')}
  key_stash_file = ${fileOf('stash')}
  supported_enctypes = aes256-cts-hmac-sha1-96:normal
  host_based_services = *
 }
`,
  );
  const environment = {
    KRB5_CONFIG: fileOf('krb5.conf'),
    KRB5_KDC_PROFILE: fileOf('kdc.conf'),
    KRB5RCACHENAME: `file2:${fileOf('rcache')}`,
  };
  const children: ChildProcess[] = [];
  const administer = async (...lines: readonly string[]): Promise<void> => {
    const child = spawn(program('kadmin.local'), [], { env: { ...process.env, ...environment } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
    child.stdin.end(lines.map((line) => `${line}\n`).join(''));
    await once(child, 'close');
    if (/(?:invalid|while (?:creating|changing|modifying|adding|parsing))|usage:/i.test(said)) throw new Error(said);
  };
  const stop = async (): Promise<void> => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, 'close');
    }
    remove();
  };
  try {
    const made = ['create', '-s', '-r', REALM, '-P', 'master'];
    await commandLine(program('kdb5_util'), made, { environment });
    await administer('addprinc -randkey HTTP/localhost', `ktadd -k ${fileOf('keytab')} HTTP/localhost`);
    const kdc = spawn(program('krb5kdc'), ['-n'], { env: { ...process.env, ...environment } });
    children.push(kdc);
    await saying(kdc, /commencing operation/);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    kdc: `127.0.0.1:${port}`,
    environment,
    directory,
    administer,
    async page() {
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
      const files = ['-keyout', 'page.pem', '-out', 'certificate.pem'];
      const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-sha384'];
      await commandLine('openssl', ['req', '-x509', ...key, ...subject, ...files], { directory });
      const certificatePem = readFileSync(fileOf('certificate.pem'), 'utf8');
      writeFileSync(fileOf('page.pem'), certificatePem, { flag: 'a' });
      const digest = hash('sha384', new X509Certificate(certificatePem).raw, 'hex');
      const binding = Buffer.from('tls-server-end-point:').toString('hex') + digest;
      const script = join(import.meta.dirname, 'acceptor.py');
      // Debian's own Python: the package python3-gssapi is for that one.
      const args = [script, fileOf('keytab'), fileOf('page.pem'), binding];
      const child = spawn('/usr/bin/python3', args, { env: { ...process.env, ...environment } });
      children.push(child);
      const [port] = await saying(child, /^\d+$/);
      return { url: `https://localhost:${port}`, certificatePem };
    },
    stop,
  };
}

/** Waits until a process says something. */
function saying(child: ChildProcess, what: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const found = what.exec(line);
        if (found !== null) resolve(found);
      });
    }
    child.once('error', reject);
    child.once('close', () => reject(new Error(said.join('\n'))));
  });
}
