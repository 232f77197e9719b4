import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findServer } from '../../scripts/find-tool.ts';
import { commandLine } from './command-line.ts';
import { freePort } from './free-port.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export const BASE = 'dc=maple,dc=example';
export const READER = `cn=reader,${BASE}`;
export const READER_PASSWORD = 'Lesen & prüfen 7';
const MODULES = '/usr/lib/ldap';
const SCHEMA = '/etc/ldap/schema';

/** A directory server of OpenLDAP's own, in a folder of its own, on loopback. */
export interface Slapd {
  /** `ldap://localhost:port`, with StartTLS. */
  readonly address: string;
  /** `ldaps://localhost:port`. */
  readonly secure: string;
  /** Changes entries: LDIF as ldapmodify takes it. */
  modify(ldif: string): Promise<void>;
  stop(): Promise<void>;
}

/** One person of the directory. */
export const personLdif = (uid: string, more: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    dn: `uid=${uid},ou=people,${BASE}`,
    objectClass: 'inetOrgPerson',
    uid,
    sn: uid,
    cn: `Person ${uid}`,
    mail: `${uid}@maple.example`,
    ...more,
  })
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');

const tree = `dn: ${BASE}
objectClass: dcObject
objectClass: organization
dc: maple
o: Maple School

dn: ${READER}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: ${READER_PASSWORD}

dn: ou=people,${BASE}
objectClass: organizationalUnit
ou: people

dn: ou=groups,${BASE}
objectClass: organizationalUnit
ou: groups
`;

/**
 * Starts a directory with people and groups.
 *
 * @param options.entries LDIF, entries apart by an empty line
 * @param options.keytab where it finds the key of `ldap/localhost`; then Kerberos signs people in
 */
export async function startSlapd(options: {
  readonly tls: { readonly cert: string; readonly key: string };
  readonly entries: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly realm?: string;
}): Promise<Slapd> {
  const { path: directory, remove } = temporaryDirectory();
  const fileOf = (name: string): string => join(directory, name);
  const [port, securePort] = [await freePort(), await freePort()];
  mkdirSync(fileOf('data'));
  writeFileSync(fileOf('server.pem'), options.tls.cert);
  writeFileSync(fileOf('server.key'), options.tls.key, { mode: 0o600 });
  writeFileSync(fileOf('tree.ldif'), [tree, ...options.entries].join('\n'));
  const kerberos = options.realm === undefined ? '' : `sasl-host localhost\nsasl-realm ${options.realm}\n`;
  writeFileSync(
    fileOf('slapd.conf'),
    `${['core', 'cosine', 'inetorgperson', 'nis'].map((name) => `include ${SCHEMA}/${name}.schema`).join('\n')}
modulepath ${MODULES}
moduleload back_mdb
pidfile ${fileOf('slapd.pid')}
TLSCertificateFile ${fileOf('server.pem')}
TLSCertificateKeyFile ${fileOf('server.key')}
${kerberos}sizelimit size.soft=500 size.hard=500 size.pr=500 size.prtotal=unlimited
database mdb
suffix "${BASE}"
rootdn "cn=root,${BASE}"
rootpw root
directory ${fileOf('data')}
dbnosync
access to attrs=userPassword by anonymous auth by * none
access to * by anonymous none by * read
`,
  );
  const environment = { ...process.env, ...options.environment };
  const started: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const child of started)
      if (child.exitCode === null && child.signalCode === null) {
        child.kill();
        await once(child, 'close');
      }
    remove();
  };
  try {
    await commandLine(program('slapadd'), ['-q', '-f', fileOf('slapd.conf'), '-l', fileOf('tree.ldif')]);
    const addresses = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${securePort}`;
    const child = spawn(program('slapd'), ['-f', fileOf('slapd.conf'), '-h', addresses, '-d', '0'], {
      env: environment,
      stdio: 'ignore',
    });
    started.push(child);
    await answering(port, child);
    return {
      address: `ldap://localhost:${port}`,
      secure: `ldaps://localhost:${securePort}`,
      modify: async (ldif) => {
        writeFileSync(fileOf('change.ldif'), ldif);
        const who = ['-x', '-H', `ldap://127.0.0.1:${port}`, '-D', `cn=root,${BASE}`, '-w', 'root'];
        await commandLine(program('ldapmodify'), [...who, '-f', fileOf('change.ldif')]);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function program(name: string): string {
  const found = findServer(name);
  if (found === undefined) throw new Error(`${name} is missing. Debian and Ubuntu: apt-get install slapd ldap-utils.`);
  return found;
}

/** Waits until something listens; a process that ends before is told of. */
async function answering(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}.`);
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      socket.destroy();
    }
  }
}
