import type { SignIn } from '../../../electron/people/index.ts';
import type { Services } from '../../../electron/rpc/index.ts';
import type { Addresses, Backup, BackupSchedule, IssuedCertificate } from '../../../shared/contract/index.ts';
import { CartwrightError } from '../../../shared/errors.ts';
import type { FakeSchool } from './fake-services.ts';

const DAY = 86_400_000;
const finding = (code: string, message: string) => ({ code, severity: 'warn' as const, path: [], message });

type Played = Pick<
  Services,
  'administrators' | 'session' | 'setup' | 'backups' | 'diagnostics' | 'listener' | 'certificates'
>;

/** First run, settings and sessions of the school: accounts and sessions are the real ones, the rest is in memory. */
export function playSettings(signIn: SignIn, school: FakeSchool): Played {
  const { accounts, sessions, preferences } = signIn;
  const { system, push, enrollment } = school.services;
  let dismissed = false;
  let publicUrl = 'https://mdm.maple.example:8443';
  let names: string[] = [];
  let schedule: BackupSchedule = { enabled: false, keep: 14 };
  const backups: Backup[] = [];
  const certificates = certificatesOf(school, Date.now());

  const state: Played['setup']['state'] = () => {
    const { organisation } = system.status();
    const admins = accounts.list().length;
    const { topic } = push.status().certificate;
    const invited = enrollment.list().length;
    const step = <S extends string>(name: S, done: boolean, fact: string | null) => ({
      step: name,
      done,
      fact: done ? fact : null,
      notes:
        name === 'reachability' && publicUrl.includes('127.0.0.1')
          ? [finding('loopback', 'Only this computer opens this address.')]
          : [],
    });
    const steps = [
      step('organisation', organisation !== 'My organisation', organisation),
      step('reachability', !publicUrl.includes('127.0.0.1'), publicUrl),
      step('administrator', admins > 0, String(admins)),
      step('push', topic !== null, topic),
      step('invitation', invited > 0, String(invited)),
    ];
    return { steps, complete: steps.every(({ done }) => done), dismissed };
  };
  const addresses = (): Addresses => ({
    publicUrl,
    names,
    source: 'setting',
    defaultUrl: 'https://192.168.7.20:8443',
    bound: { host: '0.0.0.0', port: 8443 },
    enrolledDevices: system.status().devices.enrolled,
    openInvitations: 0,
    candidates: (
      [
        ['mdm.maple.example', 'name', null, true, []],
        ['192.168.7.20', 'ipv4', 'en0', false, [finding('may-change', 'The router may give this address away.')]],
        ['127.0.0.1', 'ipv4', 'lo', false, [finding('loopback', 'Only programs on this computer reach it.')]],
      ] as const
    ).map(([host, kind, interfaceName, recommended, findings]) => ({
      host,
      kind,
      interfaceName,
      url: `https://${host}:8443`,
      current: publicUrl === `https://${host}:8443`,
      recommended,
      tls: 'built-in' as const,
      publicCertificatePossible: kind === 'name',
      findings: [...findings],
    })),
  });
  const find = (name: string): Backup => {
    const backup = backups.find((each) => each.name === name);
    if (backup === undefined) throw new CartwrightError('not-found', 'There is no such backup.');
    return backup;
  };
  const overview = () => ({
    backups: [...backups],
    schedule,
    nextAt: schedule.enabled ? Date.now() + DAY / 2 : null,
    lastProblem: null,
    directory: '/var/lib/cartwright/backups',
    restore: {
      sealedBy: 'keyfile' as const,
      command: 'npm run headless -- --restore FILE',
    },
  });
  const certificateOf = (fingerprint: string): IssuedCertificate => {
    const one = certificates.find((each) => each.fingerprint === fingerprint);
    if (one === undefined) throw new CartwrightError('not-found', 'There is no such certificate.');
    return one;
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
      signOut: async (sessionId, caller) => ({ ended: await sessions.end(sessionId, caller) }),
      signOutOthers: async (caller) => ({ ended: await sessions.endOthers(caller) }),
      changePassword: (input, caller) => signIn.changePassword(input, caller),
      preferences: (caller) => preferences.get(caller),
      setPreferences: (change, caller) => preferences.change(change, caller),
    },
    setup: {
      state,
      async dismiss(value) {
        dismissed = value;
        return state();
      },
      addresses,
      async setAddress(change) {
        const { enrolledDevices } = addresses();
        if (enrolledDevices > 0 && !change.confirmed)
          throw new CartwrightError('conflict', 'Devices are enrolled under the present address.', {
            data: { enrolledDevices },
          });
        publicUrl = change.publicUrl ?? 'https://192.168.7.20:8443';
        names = change.names;
        return addresses();
      },
    },
    backups: {
      list: async () => overview(),
      async create(actor) {
        const at = Date.now();
        const backup: Backup = {
          name: `cartwright-${at}.backup`,
          kind: 'manual',
          createdAt: at,
          createdBy: actor.name,
          size: 14_200_000,
          version: '0.1.0',
          devices: school.devices.length,
          sealedBy: 'keyfile',
          problem: null,
        };
        backups.unshift(backup);
        return backup;
      },
      async verify(name) {
        find(name);
        return { ok: true, checkedAt: Date.now(), problems: [] };
      },
      async download(name) {
        const { size } = find(name);
        return { url: '/downloads/none', filename: name, size, expiresAt: Date.now() + 300_000 };
      },
      async remove(name) {
        backups.splice(backups.indexOf(find(name)), 1);
      },
      async setSchedule(fresh) {
        schedule = fresh;
        return overview();
      },
    },
    diagnostics: {
      bundle: () => ({
        filename: 'cartwright-diagnostics.json',
        bundle: {
          madeAt: Date.now(),
          product: 'Cartwright',
          version: '0.1.0',
          startedAt: Date.now(),
          platform: { system: 'linux', release: '6', architecture: 'x64', node: '24' },
          memory: { residentBytes: 1, heapUsedBytes: 1 },
          configuration: {},
          status: {},
          push: {},
          counts: {},
          storeBytes: 1,
          schema: 1,
          certificates: [],
          events: [],
          log: [],
        },
      }),
    },
    listener: {
      details: () => ({
        url: publicUrl,
        bound: { host: '0.0.0.0', port: 8443 },
        tls: {
          source: 'built-in',
          fingerprint: '12'.repeat(32),
          serial: '0A',
          subject: 'CN=mdm.maple.example',
          issuer: 'CN=Cartwright root',
          notBefore: Date.now() - 60 * DAY,
          notAfter: Date.now() + 300 * DAY,
          key: 'EC P-256',
          names: ['mdm.maple.example', ...names],
          missingNames: [],
          chain: [],
          renewsAt: Date.now() + 270 * DAY,
        },
        history: [],
        trustedProxies: [],
        clientCertificateHeader: 'x-client-cert',
        limits: { maxConnections: 2000, maxBodyMb: 16, bodySeconds: 30 },
      }),
    },
    certificates: {
      list({ purpose, filter, search, offset, limit }) {
        const found = certificates.filter(
          (one) =>
            (purpose === undefined || one.purpose === purpose) &&
            (filter === 'all' || one.state === filter) &&
            `${one.subject} ${one.deviceName ?? ''}`.toLowerCase().includes((search ?? '').toLowerCase()),
        );
        return { total: found.length, rows: found.slice(offset, offset + limit) };
      },
      get: certificateOf,
      pem: (fingerprint) => ({
        filename: `${certificateOf(fingerprint).purpose}.pem`,
        pem: '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n',
      }),
      async revoke({ fingerprint, reason, confirmed }) {
        const one = certificateOf(fingerprint);
        if (one.current && !confirmed)
          throw new CartwrightError('conflict', 'A device calls with this identity.', {
            data: { deviceId: one.deviceId },
          });
        return Object.assign(one, { state: 'revoked', revokedAt: Date.now(), revocationReason: reason });
      },
    },
  };
}

function certificatesOf(school: FakeSchool, now: number): IssuedCertificate[] {
  const one = (part: Partial<IssuedCertificate>, index: number): IssuedCertificate => ({
    fingerprint: index.toString(16).padStart(2, '0').repeat(32),
    serial: `0${index}`,
    purpose: 'device-identity',
    subject: 'CN=Cartwright',
    issuer: 'CN=Cartwright root',
    notBefore: now - 100 * DAY,
    notAfter: now + 200 * DAY,
    issuedAt: now - 100 * DAY,
    revokedAt: null,
    revocationReason: null,
    state: 'valid',
    current: true,
    deviceId: null,
    deviceName: null,
    enrollmentId: null,
    ...part,
  });
  return [
    one({ purpose: 'root', subject: 'CN=Cartwright root', notAfter: now + 3650 * DAY }, 1),
    one({ purpose: 'tls', subject: 'CN=mdm.maple.example' }, 2),
    one({ purpose: 'profile-signing', subject: 'CN=Cartwright profiles' }, 3),
    one(
      { purpose: 'push', subject: 'UID=com.apple.mgmt.External.5b8a', notAfter: now + 20 * DAY, state: 'expiring' },
      4,
    ),
    ...school.devices
      .slice(0, 20)
      .map(({ id, name, udid }, index) => one({ subject: `CN=${udid}`, deviceId: id, deviceName: name }, index + 5)),
  ];
}
