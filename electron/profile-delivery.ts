import type { VariableUse } from '../shared/contract/index.ts';
import { attributeVariable } from '../shared/variables/index.ts';
import type { Certificates, ProfileWithSources } from './certificates/index.ts';
import type { Authority } from './identity/index.ts';
import type { Policies, ProfileDelivery } from './policies/index.ts';
import { openDelivery } from './profiles/index.ts';
import type { Store } from './store/index.ts';
import type { PeopleDirectory, Variables } from './variables/index.ts';

/** Makes profiles for devices: with what variables stand for and their certificates, signed, encrypted to the device. */
export function profileDelivery(parts: {
  store: Store;
  authority: Authority;
  variables: Variables;
  certificates: Certificates;
  serverUrl: () => string;
}): ProfileDelivery {
  const { store, authority, variables, certificates, serverUrl } = parts;
  const identity = store.statement<{ deviceId: string }, { der: Uint8Array }>((db, p) =>
    db
      .selectFrom('enrollment as e')
      .innerJoin('certificate as c', 'c.fingerprint', 'e.certificateFingerprint')
      .select('c.der')
      .where('e.deviceId', '=', p.deviceId)
      .where('e.channel', '=', 'device')
      .where('e.state', '=', 'enrolled'),
  );
  const delivery = openDelivery({
    sign: (xml) => certificates.sign(xml),
    encryptFor: (certificate, content) => authority.encryptFor(certificate, content),
    identityOf(deviceId) {
      const der = identity.get({ deviceId })?.der;
      return der === undefined ? undefined : Buffer.from(der);
    },
    attributeVariables: () => variables.attributeVariables(),
    sources: certificates.sources,
  });
  return {
    ...delivery,
    valuesOf: (deviceId, enrollmentId) => variables.valuesOf(deviceId, enrollmentId),
    serverUrl,
  };
}

/** What of policies has variables in it. */
export function variableUses(policies: Policies): VariableUse[] {
  const byPolicy = new Map<string, { title: string; variables: string[] }>();
  for (const { name, policies: users } of policies.variables())
    for (const user of users) {
      const use = byPolicy.get(user.id) ?? { title: user.name, variables: [] };
      use.variables.push(name);
      byPolicy.set(user.id, use);
    }
  return [...byPolicy].map(([id, use]) => ({ kind: 'policy', id, ...use }));
}

/** The profiles that are kept and say where a certificate comes from. */
export function profilesWithSources(store: Store): ProfileWithSources[] {
  return store
    .all((db) =>
      db
        .selectFrom('policyVersion as v')
        .innerJoin('policy as p', 'p.id', 'v.policyId')
        .select(['p.id', 'p.name as title', 'v.content'])
        .where('v.content', 'like', '%"cartwright"%')
        .orderBy('v.number', 'desc'),
    )
    .map((row) => ({ ...row, content: JSON.parse(row.content) as Record<string, unknown> }));
}

/** People who have devices, as variables know them: whoever has the open loan. */
export function peopleOfDevices(store: Store): PeopleDirectory {
  const person = store.statement<{ deviceId: string }, { id: string; name: string; email: string | null }>((db, p) =>
    db
      .selectFrom('loan as l')
      .innerJoin('person as p', 'p.id', 'l.personId')
      .select(['p.id', 'p.name', 'p.email'])
      .where('l.deviceId', '=', p.deviceId)
      .where('l.inAt', 'is', null),
  );
  const values = store.statement<
    { personId: string },
    { name: string; type: string; text: string | null; number: number | null }
  >((db, p) =>
    db
      .selectFrom('personValue as v')
      .innerJoin('personAttribute as a', 'a.id', 'v.attributeId')
      .select(['a.name', 'a.type', 'v.text', 'v.number'])
      .where('v.personId', '=', p.personId),
  );
  const all = store.statement<object, { id: string; name: string }>((db) =>
    db.selectFrom('personAttribute').select(['id', 'name']).orderBy('nameKey'),
  );
  return {
    attributes: () => all.all({}).map((row) => ({ ...row, variable: attributeVariable(row.name, 'person') })),
    personOf(deviceId) {
      const row = person.get({ deviceId });
      if (row === undefined) return undefined;
      const attributes = values.all({ personId: row.id }).flatMap(({ name, type, text, number }) => {
        const value = number === null ? text : type === 'boolean' ? String(number === 1) : dayOr(type, number);
        return value === null || value === '' ? [] : [[attributeVariable(name, 'person'), value] as const];
      });
      return { name: row.name, email: row.email, attributes: Object.fromEntries(attributes) };
    },
  };
}

const dayOr = (type: string, number: number): string =>
  type === 'date' ? new Date(number).toISOString().slice(0, 10) : String(number);

const OF_ONE = ['certificate-order.renewal-due', 'certificate-order.revoked', 'loan.'];
const OF_MANY = [
  ...OF_ONE,
  'certificate-library.changed',
  'certificate-library.identity-',
  'variable.source-changed',
  'person.',
  // Web filters let this server through.
  'address.changed',
];

/** Has policies look again where what a profile is made of has changed. Returns how to stop that. */
export function watchWhatProfilesNeed(store: Store, policies: Policies, onError: (error: unknown) => void): () => void {
  const enrolled = store.statement<object, { id: string }>((db) =>
    db.selectFrom('device').select('id').where('state', '=', 'enrolled'),
  );
  return store.subscribe((events) => {
    const devices = new Set<string>();
    let all = false;
    for (const { type, deviceId } of events) {
      if (!OF_MANY.some((prefix) => type.startsWith(prefix))) continue;
      if (deviceId !== null && OF_ONE.some((prefix) => type.startsWith(prefix))) devices.add(deviceId);
      else all = true;
    }
    const ids = all ? enrolled.all({}).map(({ id }) => id) : [...devices];
    if (ids.length > 0) policies.lookAgain(ids).catch(onError);
  });
}
