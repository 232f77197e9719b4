import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { isDictionary } from '../../shared/catalogue/index.ts';
import type { GroupImport } from '../../shared/contract/index.ts';
import {
  type PolicyAssignment,
  type PolicyContent,
  policyContent,
  policyOptions,
} from '../../shared/contract/policy.ts';
import type { BundleOutcome } from '../../shared/contract/policy-answers.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { markOf } from '../../shared/policies/index.ts';
import type { PolicyTable, Store } from '../store/index.ts';
import type { CatalogueReader } from './catalogue.ts';
import type { Secrets } from './kept-secrets.ts';
import { optionsOf } from './policy-options.ts';
import type { Reading } from './reading.ts';
import type { Writing } from './writing.ts';

/*
 * Everything as one file for another installation: policies, groups, and rules of compliance; groups by their names, devices by
 * their serial numbers, secrets sealed by a password or left out.
 */

/** The groups' own file, which is part of a bundle. */
export interface GroupTransfer {
  exportAll(): string;
  importAll(text: string, how: { replace: boolean; dryRun: boolean }, actor: string): Promise<GroupImport>;
}

/** The rules of compliance, which are part of a bundle. */
export interface RuleTransfer {
  exportAll(): unknown[];
  /** @param how.coming names of groups that would be there, in lower case, where it is only tried */
  importAll(
    rules: readonly unknown[],
    how: { replace: boolean; dryRun: boolean; coming: ReadonlySet<string> },
    actor: string,
  ): Promise<BundleOutcome['rows']>;
}

export interface Bundles {
  export(password: string | null, actor: string): Promise<{ filename: string; contentType: string; base64: string }>;
  /** @throws CartwrightError `bad-request` for what is no bundle, `forbidden` for a wrong password */
  import(
    input: { file: string; password: string | null; replace: boolean; dryRun: boolean },
    actor: string,
  ): Promise<BundleOutcome>;
}

const FORMAT = 'cartwright-bundle';
/** 2^15 rounds of 8 KiB: a tenth of a second, and 32 MiB for each guess. */
const KDF = { N: 2 ** 15, r: 8, p: 1 } as const;

const entry = z.object({
  type: z.enum(['profile', 'setting']),
  /** Policies it needs are named by their identifiers, beside. */
  options: policyOptions.omit({ needs: true }),
  needs: z.object({ identifiers: z.array(z.string()), passcode: z.boolean() }),
  rank: z.number(),
  version: z.number().int().nullable(),
  versions: z
    .array(
      z.object({ number: z.number().int(), note: z.string(), signedByOthers: z.boolean(), content: policyContent }),
    )
    .min(1),
  assignments: z.array(
    z.object({ kind: z.enum(['group', 'device']), name: z.string(), mode: z.enum(['include', 'exclude']) }),
  ),
});
type Entry = z.infer<typeof entry>;

const bundle = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  groups: z.string(),
  policies: z.array(z.unknown()).max(1000),
  rules: z.array(z.unknown()).max(1000),
  secrets: z
    .object({
      kdf: z.literal('scrypt'),
      salt: z.string(),
      nonce: z.string(),
      sealed: z.string(),
    })
    .nullable(),
});

/** What is sealed: secrets by the key of their mark, and files that others signed by policy and number of version. */
interface Sealed {
  readonly secrets: [string, unknown][];
  readonly originals: [string, string][];
}

export function openBundles(options: {
  store: Store;
  reading: Reading;
  catalogue: CatalogueReader;
  writing: Writing;
  groups: GroupTransfer;
  rules: RuleTransfer;
}): Bundles {
  const { store, reading, catalogue, writing, groups, rules } = options;
  const nameFor = (policy: Pick<PolicyTable, 'identifier' | 'name'>) => policy.identifier ?? policy.name;

  const serials = () =>
    new Map(
      store
        .all((db) => db.selectFrom('device').select(['id', 'serialNumber']).where('serialNumber', 'is not', null))
        .map(({ id, serialNumber }) => [id, serialNumber ?? '']),
    );
  const groupNames = () =>
    new Map(store.all((db) => db.selectFrom('deviceGroup').select(['id', 'name'])).map(({ id, name }) => [id, name]));

  return {
    async export(password, actor) {
      const rows = store.all((db) => db.selectFrom('policy').selectAll().orderBy('rank'));
      const serialOf = serials();
      const groupOf = groupNames();
      const byId = new Map(rows.map((row) => [row.id, row]));
      const assigned = Map.groupBy(
        store.all((db) => db.selectFrom('policyAssignment').selectAll()),
        ({ policyId }) => policyId,
      );
      const secrets = new Map<string, unknown>();
      const originals: Sealed['originals'] = [];
      const policies = rows.map((row): Entry => {
        const { needs, ...given } = optionsOf(row);
        const versions = store.all((db) =>
          db.selectFrom('policyVersion').selectAll().where('policyId', '=', row.id).orderBy('number'),
        );
        for (const version of versions) {
          for (const [key, value] of catalogue.secretsOf(version)) secrets.set(key, value);
          if (version.originalSecretId !== null && password !== null)
            originals.push([
              `${nameFor(row)}#${version.number}`,
              store.vault.get(version.originalSecretId, 'policy-original').toString('base64'),
            ]);
        }
        return {
          type: row.type,
          options: given,
          needs: {
            identifiers: needs.policyIds.flatMap((id) => byId.get(id)?.identifier ?? []),
            passcode: needs.passcode,
          },
          rank: row.rank,
          version: row.version,
          versions: versions.map(({ number, note, content, originalSecretId }) => ({
            number,
            note,
            signedByOthers: originalSecretId !== null,
            content: JSON.parse(content) as PolicyContent,
          })),
          assignments: (assigned.get(row.id) ?? []).flatMap(({ kind, targetId, mode }) => {
            const name = kind === 'group' ? groupOf.get(targetId) : serialOf.get(targetId);
            return name === undefined ? [] : [{ kind, name, mode }];
          }),
        };
      });
      const sealed = password === null ? null : await seal({ secrets: [...secrets], originals }, password);
      await store.write((work) =>
        work.event({
          type: 'policy.bundle-exported',
          actor,
          data: { policies: policies.length, secrets: password !== null },
        }),
      );
      const text = JSON.stringify(
        { format: FORMAT, version: 1, groups: groups.exportAll(), policies, rules: rules.exportAll(), secrets: sealed },
        undefined,
        2,
      );
      return {
        filename: 'cartwright-policies.json',
        contentType: 'application/json',
        base64: Buffer.from(text).toString('base64'),
      };
    },

    async import({ file, password, replace, dryRun }, actor) {
      const read = bundle.safeParse(parsed(file));
      if (!read.success) throw new CartwrightError('bad-request', 'This file is no bundle of policies.');
      const { secrets: locked } = read.data;
      const opened =
        locked === null || password === null ? { secrets: [], originals: [] } : await unseal(locked, password);
      const secrets: Secrets = new Map(opened.secrets);
      const originals = new Map(opened.originals);
      const imported = await groups.importAll(read.data.groups, { replace, dryRun }, actor);
      const outcome: BundleOutcome = {
        rows: imported.rows.map(({ name, outcome: what, reason }) => ({
          kind: 'group',
          name,
          outcome: what,
          reasons: reason === null ? [] : [reason],
        })),
      };
      const coming = new Set(imported.rows.map(({ name }) => name.toLowerCase()));
      const entries = read.data.policies.map((given) => entry.safeParse(given));
      for (const { success } of entries)
        if (!success)
          outcome.rows.push({ kind: 'policy', name: '?', outcome: 'refused', reasons: ['It cannot be read.'] });
      const readable = entries.flatMap(({ data }) => data ?? []);
      const inBundle = new Set(readable.map((each) => identifierIn(each) ?? ''));
      const made = new Map<Entry, string>();
      for (const each of neededFirst(readable)) outcome.rows.push(await importOne(each, inBundle, made));
      // They were made in another order than they go first in.
      const inOrder = readable.flatMap((each) => made.get(each) ?? []);
      if (inOrder.length > 1) await store.write((work) => writing.rank(work, inOrder, actor));
      outcome.rows.push(...(await rules.importAll(read.data.rules, { replace, dryRun, coming }, actor)));
      return outcome;

      async function importOne(
        given: Entry,
        together: ReadonlySet<string>,
        createdIds: Map<Entry, string>,
      ): Promise<BundleOutcome['rows'][number]> {
        const { name } = given.options;
        const row = (what: BundleOutcome['rows'][number]['outcome'], reasons: string[]) => ({
          kind: 'policy' as const,
          name,
          outcome: what,
          reasons,
        });
        const identifier = identifierIn(given);
        const known = (column: 'identifier' | 'nameKey', value: string) =>
          store.get((db) => db.selectFrom('policy').selectAll().where(column, '=', value));
        // Devices know a profile by its identifier, whatever it is called.
        const present =
          (identifier === undefined ? undefined : known('identifier', identifier)) ??
          known('nameKey', name.toLowerCase());
        if (present !== undefined && !replace) return row('kept', []);
        const lacks: string[] = [];
        let lacksSecrets = false;
        try {
          await store.write((work) => {
            const parts = given.versions.map((version) => {
              const original = originals.get(`${identifier ?? name}#${version.number}`);
              if (version.signedByOthers && original === undefined)
                throw new CartwrightError('bad-request', 'The file that others signed is not in the bundle.');
              const { content, left } = withoutUnknown(version.content, secrets);
              if (left > 0) lacks.push(`Version ${version.number} lacks ${left} secrets: enter them.`);
              lacksSecrets ||= left > 0;
              return {
                number: version.number,
                content: content as PolicyContent,
                note: version.note,
                secrets,
                original: original === undefined ? undefined : Buffer.from(original, 'base64'),
              };
            });
            const needed = given.needs.identifiers.flatMap((each) => {
              const id = store.get((db) => db.selectFrom('policy').select('id').where('identifier', '=', each))?.id;
              if (id === undefined && !(dryRun && together.has(each)))
                lacks.push(`The policy ${each} it needs is not here.`);
              return id ?? [];
            });
            const wanted = { ...given.options, needs: { policyIds: needed, passcode: given.needs.passcode } };
            const [first, ...others] = parts;
            if (first === undefined) return;
            const numbers = new Map<number, number>();
            let policyId: string;
            if (present === undefined) {
              policyId = writing.create(work, { type: given.type, options: wanted, ...first }, actor);
              createdIds.set(given, policyId);
              numbers.set(first.number, 1);
              for (const part of others) {
                const basedOn = reading.row(policyId).newestVersion;
                numbers.set(part.number, writing.save(work, policyId, { ...part, basedOn }, actor));
              }
            } else {
              policyId = present.id;
              const part = parts.at(-1) ?? first;
              const basedOn = present.newestVersion;
              numbers.set(part.number, writing.save(work, policyId, { ...part, basedOn }, actor));
              writing.update(work, policyId, wanted, actor, false);
            }
            const assignments = given.assignments.flatMap((each): PolicyAssignment[] => {
              const id =
                each.kind === 'group'
                  ? store.get((db) =>
                      db.selectFrom('deviceGroup').select('id').where('nameKey', '=', each.name.toLowerCase()),
                    )?.id
                  : store.get((db) => db.selectFrom('device').select('id').where('serialNumber', '=', each.name))?.id;
              if (id === undefined && !(dryRun && each.kind === 'group' && coming.has(each.name.toLowerCase())))
                lacks.push(
                  each.kind === 'group'
                    ? `The group “${each.name}” is not here.`
                    : `The device “${each.name}” is not here.`,
                );
              return id === undefined ? [] : [{ target: { kind: each.kind, id }, mode: each.mode }];
            });
            // Without one that was left out, others would get it: then nobody does.
            const whole =
              given.assignments.length === assignments.length || assignments.every(({ mode }) => mode === 'include');
            if (whole) writing.assign(work, policyId, assignments, actor);
            else lacks.push('It is assigned to nobody, for somebody who is excluded is not here.');
            const inForce = given.version === null ? undefined : numbers.get(given.version);
            if (inForce !== undefined && !lacksSecrets)
              writing.publish(work, policyId, inForce, { how: 'at-once' }, actor);
            if (dryRun) throw new OnlyTried();
          });
        } catch (error) {
          createdIds.delete(given);
          if (error instanceof CartwrightError) return row('refused', [error.message]);
          if (!(error instanceof OnlyTried)) throw error;
        }
        catalogue.invalidate();
        return row(present === undefined ? 'created' : 'replaced', lacks);
      }
    },
  };
}

/** Policies after those they need, else in the order given. Pure. */
function neededFirst(entries: readonly Entry[]): Entry[] {
  const ordered = new Set<Entry>();
  const visit = (one: Entry, above: ReadonlySet<Entry>): void => {
    if (ordered.has(one) || above.has(one)) return;
    for (const needed of entries)
      if (one.needs.identifiers.includes(identifierIn(needed) ?? '')) visit(needed, new Set([...above, one]));
    ordered.add(one);
  };
  for (const one of entries) visit(one, new Set());
  return [...ordered];
}

/** Takes back what was done to see whether it could be. */
class OnlyTried extends Error {}

function identifierIn({ type, versions }: Entry): string | undefined {
  const identifier = type === 'profile' ? versions.at(-1)?.content.PayloadIdentifier : undefined;
  return typeof identifier === 'string' ? identifier : undefined;
}

/** The content without marks of secrets that are not there. */
function withoutUnknown(value: unknown, secrets: Secrets): { content: unknown; left: number } {
  let left = 0;
  const visit = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(visit);
    if (!isDictionary(each)) return each;
    return Object.fromEntries(
      Object.entries(each).flatMap(([key, member]) => {
        const mark = markOf(member);
        if (mark === undefined || secrets.has(mark)) return [[key, mark === undefined ? visit(member) : member]];
        left++;
        return [];
      }),
    );
  };
  return { content: visit(value), left };
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(Buffer.from(file, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

function keyOf(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, { ...KDF, maxmem: 128 * 1024 * 1024 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
}

async function seal(content: Sealed, password: string) {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', await keyOf(password, salt), nonce);
  cipher.setAAD(Buffer.from(FORMAT));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final(), cipher.getAuthTag()]);
  const text = (bytes: Buffer) => bytes.toString('base64');
  return { kdf: 'scrypt' as const, salt: text(salt), nonce: text(nonce), sealed: text(sealed) };
}

async function unseal(locked: { salt: string; nonce: string; sealed: string }, password: string): Promise<Sealed> {
  const sealed = Buffer.from(locked.sealed, 'base64');
  try {
    const key = await keyOf(password, Buffer.from(locked.salt, 'base64'));
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(locked.nonce, 'base64'));
    decipher.setAAD(Buffer.from(FORMAT));
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(plain.toString('utf8')) as Sealed;
  } catch (cause) {
    throw new CartwrightError('forbidden', 'The password does not open the secrets of this bundle.', { cause });
  }
}
