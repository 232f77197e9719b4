import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import { BUILT_IN_GROUPS } from '../../../shared/contract/group-look.ts';
import type { DeviceRow } from '../../../shared/contract/index.ts';
import { DOMAIN } from './people.ts';
import type { School } from './school.ts';

const builtIn = (key: string): string => BUILT_IN_GROUPS.find((group) => group.key === key)?.id ?? '';
const WORKDAYS = [1, 2, 3, 4, 5];

/** What devices have to keep to. @returns the ids of the rules by name */
export async function makeRules(
  { staff: { owner } }: School,
  groups: ReadonlyMap<string, string>,
  libraryCart: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  const make = async (rule: { name: string; [key: string]: unknown }): Promise<void> => {
    made.set(rule.name, (await owner<{ id: string }>('POST', '/compliance/rules', rule)).id);
  };
  const alert = (severity: string, afterHours = 0) => ({
    id: `alert-${afterHours}`,
    afterHours,
    actions: [{ kind: 'alert', severity, again: null }],
  });
  const teachers = groups.get('Teachers’ iPads');
  await make({
    name: 'Teachers’ iPads have a passcode',
    description: 'Marks and addresses are on these',
    checks: [{ kind: 'passcode', missing: true, weak: true }],
    include: teachers === undefined ? [] : [teachers],
    graceHours: 24,
    tiers: [
      alert('warning'),
      {
        id: 'message',
        afterHours: 24,
        actions: [{ kind: 'message', text: 'Please set a passcode: Settings, Face ID & Passcode.' }],
      },
    ],
  });
  await make({
    name: 'Macs are encrypted',
    description: 'FileVault is on',
    checks: [{ kind: 'encryption' }],
    include: [builtIn('macs')],
    graceHours: 72,
    tiers: [alert('warning')],
  });
  await make({
    name: 'Systems that still get updates',
    description: 'iPadOS 18 and macOS 14 at least',
    checks: [
      {
        kind: 'os',
        limits: [
          { platform: 'iOS', atLeast: '18', atMost: null },
          { platform: 'macOS', atLeast: '14', atMost: null },
        ],
      },
    ],
    graceHours: 7 * 24,
    tiers: [alert('info')],
  });
  await make({
    name: 'Seen this week',
    description: 'A device that is silent for a week is looked for',
    checks: [{ kind: 'silent', days: 7 }],
    include: [builtIn('ipads')],
    tiers: [alert('critical')],
  });
  const quarantine = groups.get('Quarantine');
  if (quarantine !== undefined && libraryCart !== undefined)
    await make({
      name: 'No streaming in the library',
      description: 'The network there is for looking things up',
      checks: [{ kind: 'apps', mode: 'forbidden', apps: ['com.spotify.client'] }],
      include: [libraryCart],
      graceHours: 48,
      tiers: [alert('info'), { id: 'out', afterHours: 24, actions: [{ kind: 'quarantine', groupId: quarantine }] }],
    });
  return made;
}

/** A device that may do otherwise for a while. */
export async function exempt(
  { staff: { owner }, now }: School,
  ruleId: string | undefined,
  device: DeviceRow | undefined,
  days: number,
  reason: string,
): Promise<void> {
  if (ruleId === undefined || device === undefined) return;
  const to = { devices: { deviceIds: [device.id] } };
  await owner('POST', '/compliance/exemptions', { ruleId, to, untilAt: now + days * 86_400_000, reason });
}

/** Which devices are brought to which systems, and when. */
export async function makeUpdateRules({ staff: { owner } }: School): Promise<void> {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const nights = { timeZone, days: WORKDAYS.map((day) => ({ day, from: '18:00', to: '06:00' })) };
  const make = (name: string, description: string, content: object, group: string): Promise<unknown> =>
    owner('POST', '/update-rules', {
      name,
      description,
      content: { ...content, hours: nights },
      groups: [{ id: builtIn(group), mode: 'include' }],
    });
  await make(
    'iPads overnight',
    'Security updates in the carts, while they charge',
    { platform: 'iOS', goal: { kind: 'newest-minor' }, action: 'InstallASAP' },
    'ipads',
  );
  await make(
    'Macs after lessons',
    'May be put off three times',
    { platform: 'macOS', goal: { kind: 'newest' }, action: 'InstallLater', maxDeferrals: 3 },
    'macs',
  );
}

/** What the school keeps in its certificate library. */
export async function fillCertificateLibrary({ staff: { owner }, now }: School): Promise<void> {
  const add = (name: string, description: string, from: number, days: number): Promise<unknown> =>
    owner('POST', '/certificate-library/import', { file: authority(name, from, days), name, description });
  await add('Maple Street Network', 'Signs the servers of the school’s Wi-Fi', now - 400 * 86_400_000, 3650);
  await add(
    'County Education Network',
    'Filter and proxy of the county; a new one comes in summer',
    now - 700 * 86_400_000,
    730,
  );
  await owner('POST', '/certificate-library/servers', {
    kind: 'scep',
    name: 'County certificate service',
    description: 'For devices that use the county’s learning platform',
    scep: { url: 'https://scep.county.example/enrol', subject: 'CN=$DEVICE_SN$, O=Maple Street School' },
  });
  await owner('POST', '/certificate-library/servers', {
    kind: 'acme',
    name: 'Staff network (ACME)',
    description: 'Keys that never leave the device',
    acme: { directoryUrl: `https://acme.${DOMAIN}/directory`, subject: 'CN=$DEVICE_SN$' },
  });
}

/** A certificate that may issue others, as PEM. Nobody has its key. */
function authority(name: string, from: number, days: number): string {
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKey);
  certificate.serialNumber = `0${from.toString(16)}`;
  certificate.validity.notBefore = new Date(from);
  certificate.validity.notAfter = new Date(from + days * 86_400_000);
  const subject = [
    { name: 'commonName', value: name },
    { name: 'organizationName', value: 'Maple Street School' },
  ];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(keys.privateKey), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

/** What Apple Configurator shows of the school, and what supervises devices that come in by cable. */
export async function prepareConfigurator({ staff: { owner } }: School): Promise<void> {
  await owner('PUT', '/configurator/organization', {
    name: 'Maple Street School',
    phone: '555 0142',
    email: `it@${DOMAIN}`,
    address: '12 Maple Street',
    department: 'IT',
  });
  await owner('POST', '/configurator/identity', { replace: false });
}

/** Devices that were bought and have not all come yet. */
export async function expectDevices({ staff: { helper } }: School, come: readonly DeviceRow[]): Promise<void> {
  const names = ['Science 01', 'Science 02', 'Science 03'];
  const known = come.slice(0, 3).map(({ serialNumber }, at) => `${serialNumber},${names[at]},`);
  const missing = ['DMQXK27LMF', 'DMQXK29QPT', 'DMQXK2CVRH'].map((serial, at) => `${serial},Science 0${at + 4},`);
  const csv = ['serial,name,person', ...known, ...missing].join('\n');
  await helper('POST', '/expected-devices/import', { csv });
}
