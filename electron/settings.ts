import { CartwrightError } from '../shared/errors.ts';
import { hostOf } from './address-candidates.ts';
import type { Configuration } from './configuration.ts';
import type { FirstRun } from './first-run.ts';
import { type Authority, describeTls, openCertificateBook, type TlsCredentials, tlsHistory } from './identity/index.ts';
import type { Caller, SignIn } from './people/index.ts';
import type { Reach } from './reach.ts';
import type { Downloads, Services, SettingsServices } from './rpc/index.ts';
import type { Store } from './store/index.ts';
import { type Backups, type DiagnosticsOptions, makeDiagnostics } from './upkeep/index.ts';

export interface SettingsParts {
  readonly store: Store;
  readonly config: Configuration;
  readonly authority: Authority;
  readonly signIn: SignIn;
  readonly reach: Reach;
  readonly firstRun: FirstRun;
  readonly backups: Backups;
  readonly downloads: Downloads;
  readonly diagnostics: Omit<DiagnosticsOptions, 'status' | 'push'>;
  readonly tls: () => TlsCredentials;
  readonly boundPort: number;
  readonly consoleUrl: () => string;
}

/** The first run, the settings and one's own session in the shape the contract's handlers call. */
export function settingsServices(parts: SettingsParts, others: Pick<Services, 'system' | 'push'>): SettingsServices {
  const { store, config, authority, signIn, reach, firstRun, backups, downloads, tls } = parts;
  const { accounts, sessions, preferences } = signIn;
  const certificates = openCertificateBook(store, authority, () => tls().fingerprint);
  const peopleOnly = (caller: Caller): void => {
    if (caller.kind === 'token')
      throw new CartwrightError('forbidden', 'An API token is nobody: it has no sessions and no password.');
  };

  return {
    administrators: {
      list: () => accounts.list(),
      create: (input, actor) => accounts.create(input, actor),
      update: (input, actor) => accounts.update(input, actor),
      setPassword: (id, password, actor) => accounts.setPassword(id, password, actor),
      remove: (id, actor) => accounts.remove(id, actor),
    },
    session: {
      me: ({ kind, name, role, administratorId, sessionId, expiresAt }) => ({
        kind,
        name,
        role,
        administratorId,
        sessionId,
        expiresAt,
      }),
      list: (caller) => sessions.listOf(caller),
      async signOut(sessionId, caller) {
        peopleOnly(caller);
        return { ended: await sessions.end(sessionId, caller) };
      },
      async signOutOthers(caller) {
        peopleOnly(caller);
        return { ended: await sessions.endOthers(caller) };
      },
      async changePassword(input, caller) {
        peopleOnly(caller);
        await signIn.changePassword(input, caller);
      },
      preferences: (caller) => preferences.get(caller),
      setPreferences: (change, caller) => preferences.change(change, caller),
    },
    setup: {
      state: () => firstRun.state(),
      dismiss: (dismissed, actor) => firstRun.dismiss(dismissed, actor.name),
      addresses: () => reach.describe(tls()),
      async setAddress(change, actor) {
        await reach.change(change, authority, tls(), actor.name);
        return reach.describe(tls());
      },
    },
    backups: {
      list: () => backups.list(),
      create: (actor) => backups.create('manual', actor.name),
      verify: (name) => backups.verify(name),
      async download(name, actor) {
        const { file, size } = await backups.locate(name);
        const { path, expiresAt } = downloads.offer(file, name);
        await store.write((work) => work.event({ type: 'backup.downloaded', actor: actor.name, data: { name } }));
        return { url: parts.consoleUrl() + path, filename: name, size, expiresAt };
      },
      remove: (name, actor) => backups.remove(name, actor.name),
      setSchedule: (wanted, actor) => backups.setSchedule(wanted, actor.name),
    },
    diagnostics: {
      bundle: () => makeDiagnostics({ ...parts.diagnostics, status: others.system.status, push: others.push.status }),
    },
    listener: {
      details: () => ({
        url: reach.url,
        bound: { host: config.listen.host, port: parts.boundPort },
        tls: describeTls(tls(), [hostOf(reach.url), ...reach.furtherNames]),
        history: tlsHistory(store, tls()),
        trustedProxies: [...config.trustedProxies],
        clientCertificateHeader: config.clientCertificateHeader,
        limits: {
          maxConnections: config.maxConnections,
          maxBodyMb: config.maxBodyMb,
          bodySeconds: config.bodySeconds,
        },
      }),
    },
    certificates: {
      list: (query) => certificates.list(query),
      get: (fingerprint) => certificates.get(fingerprint),
      pem: (fingerprint) => certificates.pem(fingerprint),
      revoke: (input, actor) => certificates.revoke(input, actor.name),
    },
  };
}
