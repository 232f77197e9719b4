import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addDevice, TestTimers } from '../../electron/commands/testing/room.ts';
import { openDirectories, openLoans, openPeople } from '../../electron/directory/index.ts';
import { directoryPorts } from '../../electron/directory-ports.ts';
import { openTestIdentity } from '../../electron/identity/testing/house.ts';
import { openKerberos } from '../../electron/kerberos/index.ts';
import { type NewDirectory, newDirectory } from '../../shared/contract/directories.ts';
import { personQuery } from '../../shared/contract/directory.ts';
import { newKerberosSettings } from '../../shared/contract/kerberos.ts';
import { PASSWORD, REALM, startRealm } from '../support/kerberos/realm.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { BASE, personLdif, READER, READER_PASSWORD, type Slapd, startSlapd } from '../support/slapd.ts';

type Identity = Awaited<ReturnType<typeof openTestIdentity>>;

const MANY = 1200;
const group = `dn: cn=7b,ou=groups,${BASE}
objectClass: groupOfNames
cn: 7b
member: uid=ada,ou=people,${BASE}
member: uid=grace,ou=people,${BASE}
`;

let house: Identity;
let rootPem: string[];
let slapd: Slapd;
beforeAll(async () => {
  house = await openTestIdentity();
  const tls = await house.authority.tlsCredentials(['localhost']);
  rootPem = house.authority.roots.map(({ pem }) => pem);
  slapd = await startSlapd({
    tls,
    entries: [
      personLdif('ada', { cn: 'Ada Lovelace', departmentNumber: '7b', employeeNumber: '1815', employeeType: 'yes' }),
      personLdif('grace', { cn: 'Grace Hopper', departmentNumber: '7b', employeeNumber: 'many', employeeType: 'no' }),
      personLdif('linus', { cn: 'Linus', departmentNumber: '8a', mail: 'no address' }),
      group,
      ...Array.from({ length: MANY }, (_, index) =>
        personLdif(`many${index}`).replace('objectClass: inetOrgPerson', 'objectClass: inetOrgPerson\no: many'),
      ),
    ],
  });
});
afterAll(async () => {
  await slapd.stop();
  house.store.close();
});

const settings = (more: object = {}): NewDirectory =>
  newDirectory.parse({
    ...{
      name: 'Maple',
      kind: 'other',
      address: slapd.secure,
      baseDn: `ou=people,${BASE}`,
      filter: '(&(objectClass=inetOrgPerson)(!(o=many)))',
    },
    ...{ signIn: 'password', user: READER, password: READER_PASSWORD },
    mapping: { name: 'cn', email: 'mail', team: 'departmentNumber' },
    ...more,
  });

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** The room on a store of its own, so that each test begins with nobody. */
async function openRoom({ trusted = true, timers }: { trusted?: boolean; timers?: TestTimers } = {}) {
  const { store, clock } = await openTestIdentity();
  const log = recordedLog();
  const pem = trusted ? rootPem : [];
  const kerberos = openKerberos({ store, logger: log });
  const directories = openDirectories({
    ...{ store, logger: log, ...(timers === undefined ? {} : { timers }) },
    ports: directoryPorts({ trustPem: () => pem }, kerberos),
  });
  ends.push(async () => {
    await directories.stop();
    store.close();
  });
  const people = openPeople(store);
  const all = () => people.list(personQuery.parse({ limit: 1000 })).rows;
  return { store, clock, directories, kerberos, people, all, log };
}

describe('trying a directory', () => {
  it('goes step by step up to the people as they would be taken (CERT-34)', async () => {
    const { directories } = await openRoom();
    const { steps, people, problems } = await directories.try(settings(), null);
    expect(steps.map(({ step, ok }) => `${step} ${ok}`)).toEqual([
      ...['name true', 'connection true', 'encryption true', 'sign-in true', 'base true', 'people true'],
    ]);
    expect(steps.find(({ step }) => step === 'encryption')?.detail).toBe('TLSv1.3');
    expect(people.map(({ name, email, team }) => [name, email, team])).toEqual([
      ['Ada Lovelace', 'ada@maple.example', '7b'],
      ['Grace Hopper', 'grace@maple.example', '7b'],
      ['Linus', '', '8a'],
    ]);
    expect(problems).toEqual([{ person: 'Linus', text: 'no address', reason: 'This is no e-mail address.' }]);
  });

  it('is signed in to over StartTLS, and without encryption only when that is said', async () => {
    const { directories } = await openRoom();
    const lookedAt = async (more: object) => {
      const { steps } = await directories.try(settings(more), null);
      return { encryption: steps.find(({ step }) => step === 'encryption')?.detail, last: steps.at(-1) };
    };
    expect(await lookedAt({ address: slapd.address })).toMatchObject({ encryption: 'TLSv1.3', last: { detail: '3' } });
    expect(await lookedAt({ address: slapd.address, plain: true })).toMatchObject({
      ...{ encryption: '', last: { ok: true } },
    });
    await expect(lookedAt({ plain: true })).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('says what does not go, and what to do', async () => {
    const { directories } = await openRoom();
    const failing = async (more: object) => (await directories.try(settings(more), null)).steps.at(-1);
    const wrong = { ok: false };
    expect(await failing({ password: 'wrong' })).toMatchObject({
      ...{ ...wrong, step: 'sign-in', detail: 'The name or the password is wrong.' },
    });
    expect(await failing({ baseDn: `ou=nowhere,${BASE}` })).toMatchObject({
      ...{ ...wrong, step: 'base', detail: expect.stringContaining(`up to “${BASE}”`) },
    });
    expect(await failing({ filter: '(cn=nobody)' })).toMatchObject({ ...wrong, step: 'people' });
    expect(await failing({ groups: [`cn=none,${BASE}`] })).toMatchObject({
      detail: expect.stringContaining(`The group “cn=none,${BASE}” cannot be read.`),
    });
    expect(await failing({ address: slapd.address.replace('ldap:', 'ldaps:') })).toMatchObject({
      ...{ ...wrong, step: 'encryption' },
    });
    expect(await failing({ address: 'ldaps://127.0.0.1:9' })).toMatchObject({
      ...{ step: 'connection', detail: expect.stringContaining('Nothing answers at this address and port') },
    });
    expect(await failing({ address: 'ldaps://nobody.invalid' })).toMatchObject({ ...wrong, step: 'name' });
    expect(await failing({ signIn: 'anonymous', baseDn: BASE })).toMatchObject(wrong);
    await expect(directories.try(settings({ filter: '(cn=' }), null)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('does not believe a certificate of an authority that nobody trusts, nor one of another name', async () => {
    const { directories } = await openRoom({ trusted: false });
    const last = async (address: string) => (await directories.try(settings({ address }), null)).steps.at(-1);
    expect(await last(slapd.secure)).toMatchObject({
      ...{ step: 'encryption', ok: false, detail: expect.stringContaining('Its certificate is not trusted.') },
    });
    expect(await last(slapd.address)).toMatchObject({ step: 'encryption', ok: false });
    const trusting = await openRoom();
    const { steps } = await trusting.directories.try(
      settings({ address: slapd.secure.replace('localhost', '127.0.0.1') }),
      null,
    );
    expect(steps.at(-1)).toMatchObject({
      ...{ step: 'encryption', ok: false, detail: expect.stringContaining('made out to another name') },
    });
  });
});

describe('signing in by Kerberos', () => {
  it('reads with the ticket of an account, and says why there is none (CERT-34)', async () => {
    const realm = await startRealm();
    const keytab = join(realm.directory, 'slapd.keytab');
    await realm.administer(
      'addprinc -randkey ldap/localhost',
      `ktadd -k ${keytab} ldap/localhost`,
      `addprinc -pw "${PASSWORD}" reader`,
    );
    const tls = await house.authority.tlsCredentials(['localhost']);
    const environment = { ...realm.environment, KRB5_KTNAME: keytab };
    const server = await startSlapd({ tls, entries: [personLdif('ada')], environment, realm: REALM });
    try {
      const { directories, kerberos, people } = await openRoom();
      const wanted = settings({ signIn: 'kerberos', user: '', address: server.secure, filter: '' });
      const last = async (more: object = {}) => (await directories.try({ ...wanted, ...more }, null)).steps.at(-1);
      expect(await last()).toMatchObject({ step: 'sign-in', ok: false, detail: expect.stringContaining('not set up') });
      await kerberos.setSettings(
        newKerberosSettings.parse({
          ...{
            realm: REALM,
            kdcs: [realm.kdc],
            domains: ['localhost'],
            account: `reader@${REALM}`,
            password: PASSWORD,
          },
        }),
        'ada',
      );
      expect(await last()).toMatchObject({ step: 'people', ok: true, detail: '1' });
      expect(await last({ address: server.address })).toMatchObject({ step: 'people', ok: true });
      const { id } = await directories.create(wanted, 'ada');
      expect(await directories.read(id, false, 'ada')).toMatchObject({ created: 1 });
      expect(people.list(personQuery.parse({})).rows).toMatchObject([{ email: 'ada@maple.example' }]);
    } finally {
      await server.stop();
      await realm.stop();
    }
  });
});

describe('reading a directory', () => {
  it('reads more people than a page holds', async () => {
    const { directories, people } = await openRoom();
    const { id } = await directories.create(settings({ filter: '' }), 'ada');
    const counts = await directories.read(id, false, 'ada');
    expect(counts).toMatchObject({ found: MANY + 3, created: MANY + 3, problems: 1 });
    expect(people.list(personQuery.parse({ origin: id, limit: 1 })).total).toBe(MANY + 3);
    expect(await directories.read(id, false, 'ada')).toMatchObject({ unchanged: MANY + 3, created: 0, changed: 0 });
  });

  it('fills typed attributes of people, and names what does not fit without losing it (CA-07)', async () => {
    const { directories, people, all } = await openRoom();
    const attribute = (name: string, type: 'number' | 'boolean') =>
      people.attributes.create({ name, description: '', type, choices: [] }, 'ada');
    const [number, staff] = [await attribute('Number', 'number'), await attribute('Staff', 'boolean')];
    const grace = await people.create(
      { name: 'G. Hopper', email: 'GRACE@maple.example', team: '', note: 'Has a key', values: { [number.id]: 7 } },
      'ada',
    );
    const mapping = {
      ...settings().mapping,
      attributes: [
        { attribute: 'employeeNumber', attributeId: number.id },
        { attribute: 'employeeType', attributeId: staff.id },
      ],
    };
    const { id } = await directories.create(settings({ mapping }), 'ada');
    const preview = await directories.preview(id);
    expect(preview).toMatchObject({ created: 2, changed: 1, joined: 1, problems: 2, refused: null });
    expect(preview.people.changed[0]?.changes.map(({ field }) => field)).toEqual(['name', 'email', 'team', staff.id]);
    expect(preview.firstProblems).toContainEqual({
      ...{ person: 'Grace Hopper', text: 'employeeNumber: many', reason: 'This is not a number.' },
    });
    expect(all()).toHaveLength(1);
    await directories.read(id, false, 'ada');
    // Joined by the address, not doubled; what the directory says wrongly leaves what was there.
    expect(people.get(grace.id)).toMatchObject({
      ...{ name: 'Grace Hopper', note: 'Has a key', values: { [number.id]: 7, [staff.id]: false } },
      source: { directory: 'Maple', goneAt: null, fields: ['name', 'email', 'team', number.id, staff.id] },
    });
    expect(all().find(({ name }) => name === 'Ada Lovelace')?.values).toEqual({ [number.id]: 1815, [staff.id]: true });
    const tooMany = Array.from({ length: 21 }, () => ({ attribute: 'cn', attributeId: number.id }));
    expect(newDirectory.safeParse({ ...settings(), mapping: { ...mapping, attributes: tooMany } }).success).toBe(false);
  });

  it('keeps to the members of groups, whose names can be people’s classes', async () => {
    const { directories, all } = await openRoom();
    const groups = [`CN=7b, ou=groups,${BASE}`];
    const mapping = { name: 'cn', email: 'mail', teamFrom: 'groups', team: '' };
    const { id } = await directories.create(settings({ groups, mapping }), 'ada');
    await directories.read(id, false, 'ada');
    expect(all().map(({ name, team }) => [name, team])).toEqual([
      ['Ada Lovelace', '7b'],
      ['Grace Hopper', '7b'],
    ]);
  });

  it('is what changes its people: a renamed entry stays who it is, and hands leave alone what comes from there (CA-05)', async () => {
    const { directories, people, all } = await openRoom();
    await slapd.modify(`${personLdif('emmy', { cn: 'Emmy Noether' })}`.replace('\n', '\nchangetype: add\n'));
    const { id } = await directories.create(settings({ filter: '(uid=em*)' }), 'ada');
    await directories.read(id, false, 'ada');
    const [emmy] = all();
    if (emmy === undefined) throw new Error('Emmy is missing.');
    await slapd.modify(
      `dn: uid=emmy,ou=people,${BASE}\nchangetype: modrdn\nnewrdn: uid=emilie\ndeleteoldrdn: 1\n\ndn: uid=emilie,ou=people,${BASE}\nchangetype: modify\nreplace: cn\ncn: Emilie Noether\n-\nreplace: mail\nmail: emilie@maple.example\n`,
    );
    expect(await directories.read(id, false, 'ada')).toMatchObject({ created: 0, changed: 1, kept: 0 });
    const renamed = people.get(emmy.id);
    expect(renamed).toMatchObject({ name: 'Emilie Noether', email: 'emilie@maple.example', createdAt: emmy.createdAt });
    const { name, email, team, values } = renamed;
    const update = (more: object) => people.update(emmy.id, { name, email, team, values, note: '', ...more }, 'ada');
    await expect(update({ name: 'Emmy' })).rejects.toMatchObject({
      ...{ code: 'conflict', message: expect.stringContaining('“Maple”') },
    });
    await expect(people.remove(emmy.id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    expect(await update({ note: 'Likes algebra' })).toMatchObject({ note: 'Likes algebra' });
    const csv = 'Name,Email,Note\nE. N.,emilie@maple.example,x\n';
    expect(people.previewImport({ csv, clearEmpty: false })).toMatchObject({ changed: 0, problemCount: 1 });
    await slapd.modify(`dn: uid=emilie,ou=people,${BASE}\nchangetype: delete\n`);
    await expect(directories.read(id, false, 'ada')).rejects.toMatchObject({
      message: expect.stringContaining('Nobody was found, so nothing was changed.'),
    });
    expect(people.get(emmy.id).source?.goneAt).toBeNull();
  });

  it('keeps and marks who is gone, removes them when that is chosen, but nobody with a device', async () => {
    const { store, directories, people, all } = await openRoom();
    const { id } = await directories.create(settings({ gone: 'remove' }), 'ada');
    await directories.read(id, false, 'ada');
    const grace = all().find(({ name }) => name === 'Grace Hopper');
    if (grace === undefined) throw new Error('Grace is missing.');
    const { deviceId } = await addDevice(store);
    await openLoans(store).checkOut({ deviceIds: [deviceId], personId: grace.id, dueAt: null, note: '' }, 'ada');

    // All but one of three: nobody believes that.
    const only = (uid: string, more: object = {}) => settings({ filter: `(uid=${uid})`, gone: 'remove', ...more });
    await directories.update(id, only('ada'), 'ada');
    const refused = directories.read(id, false, 'ada');
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('knows only 1 of 3 people') });
    expect(all()).toHaveLength(3);
    expect(directories.list()[0]).toMatchObject({ problem: { message: expect.stringContaining('only 1 of 3') } });

    expect(await directories.preview(id)).toMatchObject({
      ...{ refused: 'too-few', before: 3, kept: 1, removed: 1 },
      people: {
        gone: [
          { name: 'Grace Hopper', kept: 'device' },
          { name: 'Linus', kept: null },
        ],
      },
    });
    expect(await directories.read(id, true, 'ada')).toMatchObject({ found: 1, kept: 1, removed: 1 });
    expect(all().map(({ name, source }) => [name, source?.goneAt !== null])).toEqual([
      ['Ada Lovelace', false],
      ['Grace Hopper', true],
    ]);
    expect(people.list(personQuery.parse({ origin: 'gone' })).total).toBe(1);

    // Back again, and the same person.
    await directories.update(id, only('*', { filter: settings().filter }), 'ada');
    expect(await directories.read(id, false, 'ada')).toMatchObject({ created: 1, changed: 1, unchanged: 1 });
    expect(people.get(grace.id).source?.goneAt).toBeNull();
    expect(directories.list()[0]).toMatchObject({ people: 3, goneCount: 0, problem: null });

    await directories.remove(id, 'ada');
    expect(all().map(({ source }) => source)).toEqual([null, null, null]);
    expect(people.list(personQuery.parse({ origin: 'hand' })).total).toBe(3);
  });

  it('follows its schedule, tells what came of it, and keeps the password to itself', async () => {
    const timers = new TestTimers();
    const { store, clock, directories, all, log } = await openRoom({ timers });
    const told: { type: string; data: unknown }[] = [];
    store.subscribe((events) => told.push(...events));
    const schedule = { every: 'day', hour: 3, timeZone: 'Europe/Berlin' };
    const { id, nextAt } = await directories.create(settings({ schedule }), 'ada');
    expect(new Date(nextAt ?? 0).toLocaleTimeString('de', { timeZone: 'Europe/Berlin' })).toBe('03:00:00');
    directories.start();
    expect(all()).toHaveLength(0);
    const read = new Promise<void>((resolve) => {
      store.subscribe((events) => {
        if (events.some(({ type }) => type === 'directory.read')) resolve();
      });
    });
    clock.at = nextAt ?? 0;
    timers.runAll();
    await read;
    expect(all()).toHaveLength(3);
    expect(directories.list()[0]).toMatchObject({ outcome: { found: 3, at: clock.at }, hasPassword: true });

    // A kept password goes to no other server.
    const { password: _, ...without } = settings({ address: 'ldaps://elsewhere.example' });
    await expect(directories.update(id, without, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await expect(directories.try(without, id)).resolves.toMatchObject({ steps: [{ ok: false }] });
    await directories.update(id, settings({ password: 'wrong' }), 'ada');
    await expect(directories.read(id, false, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    expect(told.map(({ type }) => type)).toEqual([
      ...['directory.added', 'directory.read', 'directory.changed', 'directory.unreadable'],
    ]);
    const said = JSON.stringify([told, directories.list()]) + log.lines.join();
    expect(said).not.toContain(READER_PASSWORD);
  });
});
