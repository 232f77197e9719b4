import { createHash } from 'node:crypto';
import type { AddedCodes, CodePool, NewCodes } from '../../shared/contract/apps.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { RedemptionCodeState, RedemptionCodeTable, Store, UnitOfWork } from '../store/index.ts';
import type { CommandRows, KnownRow } from './command-row-types.ts';
import type { EndFacts } from './ending.ts';
import type { ConnectedEnrollment } from './ports.ts';
import type { CommandQueue } from './queue.ts';
import type { Stimulus } from './state.ts';

/**
 * Codes of paid apps: one is given to each device whose app waits for one, and comes back when it was not needed
 * (APP-4). The codes are in the vault and leave it in commands only.
 */
export interface RedemptionCodes {
  /** An app waits for a code: gives it a free one, once. */
  needed(work: UnitOfWork, enrollment: ConnectedEnrollment, identifier: string): void;
  /** A device says that a code was not needed. It says so once. */
  comesBack(work: UnitOfWork, enrollment: ConnectedEnrollment, identifier: string, code: string): void;
  /** An ApplyRedemptionCode is over. */
  ended(work: UnitOfWork, known: Pick<KnownRow, 'id' | 'requestType' | 'state'>, how: Stimulus, facts: EndFacts): void;
  pools(): CodePool[];
  /** Adds codes, and gives them to devices that wait for them. Codes that are known already are left. */
  add(codes: NewCodes, actor: string): Promise<AddedCodes>;
  /** Throws away free and refused codes of an app. @throws CartwrightError `not-found` when it has none */
  discard(identifier: string, actor: string): Promise<void>;
}

/** The app needs no code: nothing is wrong with this one. */
const NOT_NEEDED = 12028;

type CodeRow = RedemptionCodeTable;

export function openRedemptionCodes(options: { store: Store; rows: CommandRows }): RedemptionCodes & {
  /** Where codes are sent through; given once the queue is there. */
  sendThrough(queue: Pick<CommandQueue, 'queueInUnit'>): void;
} {
  const { store, rows } = options;
  let queue: Pick<CommandQueue, 'queueInUnit'> | undefined;

  const givenTo = store.statement<{ deviceId: string; identifier: string }, { id: string }>((db, p) =>
    db
      .selectFrom('redemptionCode')
      .select('id')
      .where('identifier', '=', p.identifier)
      .where('deviceId', '=', p.deviceId)
      .limit(1),
  );
  const free = store.statement<{ identifier: string }, CodeRow>((db, p) =>
    db
      .selectFrom('redemptionCode')
      .selectAll()
      .where('identifier', '=', p.identifier)
      .where('state', '=', 'free')
      .orderBy('id')
      .limit(1),
  );
  const byHash = store.statement<{ hash: string }, CodeRow>((db, p) =>
    db.selectFrom('redemptionCode').selectAll().where('hash', '=', p.hash),
  );
  const byCommand = store.statement<{ commandId: string }, CodeRow>((db, p) =>
    db.selectFrom('redemptionCode').selectAll().where('commandId', '=', p.commandId),
  );
  const move = store.statement<
    {
      id: string;
      state: RedemptionCodeState;
      deviceId: string | null;
      commandId: string | null;
      reason: string | null;
      now: number;
    },
    never
  >((db, p) =>
    db
      .updateTable('redemptionCode')
      .set({ state: p.state, deviceId: p.deviceId, commandId: p.commandId, reason: p.reason, changedAt: p.now })
      .where('id', '=', p.id),
  );

  const insert = (work: UnitOfWork, identifier: string, code: string, actor: string): boolean => {
    const hash = hashOf(code);
    if (byHash.get({ hash }) !== undefined) return false;
    const codeSecretId = store.vault.put('redemption-code', code);
    const id = newId(work.now);
    store.run((db) =>
      db.insertInto('redemptionCode').values({
        id,
        identifier,
        hash,
        codeSecretId,
        state: 'free',
        deviceId: null,
        commandId: null,
        reason: null,
        addedAt: work.now,
        addedBy: actor,
        changedAt: work.now,
      }),
    );
    return true;
  };

  const release = (work: UnitOfWork, row: CodeRow): void => {
    move.run({ id: row.id, state: 'free', deviceId: null, commandId: null, reason: null, now: work.now });
  };

  const needed = (work: UnitOfWork, enrollment: ConnectedEnrollment, identifier: string): boolean => {
    const { deviceId, id: enrollmentId } = enrollment;
    // One code for one app of one device: a second would be wasted while nobody knows what became of the first.
    if (queue === undefined || givenTo.get({ deviceId, identifier }) !== undefined) return false;
    const row = free.get({ identifier });
    if (row === undefined) return false;
    const code = store.vault.get(row.codeSecretId, 'redemption-code').toString('utf8');
    const command = { RequestType: 'ApplyRedemptionCode', Identifier: identifier, RedemptionCode: code };
    const outcome = queue.queueInUnit(work, enrollmentId, command, { actor: 'system' });
    if (!('commandId' in outcome)) return false;
    const { commandId } = outcome;
    move.run({ id: row.id, state: 'assigned', deviceId, commandId, reason: null, now: work.now });
    work.event({ type: 'app.code-given', deviceId, enrollmentId, commandId, actor: 'system', data: { identifier } });
    return true;
  };

  return {
    sendThrough(through) {
      queue = through;
    },

    needed: (work, enrollment, identifier) => void needed(work, enrollment, identifier),

    comesBack(work, { deviceId, id: enrollmentId }, identifier, code) {
      const row = byHash.get({ hash: hashOf(code) });
      if (row === undefined) insert(work, identifier, code, 'device');
      else if (row.state === 'free') return;
      else release(work, row);
      work.event({
        type: 'app.code-returned',
        deviceId,
        enrollmentId,
        actor: 'device',
        data: { identifier: row?.identifier ?? identifier },
      });
    },

    ended(work, known, how, facts) {
      if (known.requestType !== 'ApplyRedemptionCode') return;
      const row = byCommand.get({ commandId: known.id });
      if (row?.state !== 'assigned') return;
      const to = (state: RedemptionCodeState, reason: string | null) =>
        move.run({ id: row.id, state, deviceId: row.deviceId, commandId: row.commandId, reason, now: work.now });
      if (how === 'acknowledged') to('used', null);
      else if (facts.answered === true && facts.errorCode !== NOT_NEEDED) to('refused', facts.reason ?? null);
      // What the device was given and never spoke of again may be redeemed.
      else if (known.state !== 'sent' || facts.answered === true) release(work, row);
    },

    pools() {
      const all = store.all((db) =>
        db
          .selectFrom('redemptionCode as r')
          .leftJoin('device as d', 'd.id', 'r.deviceId')
          .select(['r.identifier', 'r.state', 'r.deviceId', 'd.name as deviceName', 'r.reason', 'r.changedAt'])
          .orderBy('r.identifier')
          .orderBy('r.id'),
      );
      const waiting = store.all((db) =>
        db
          .selectFrom('managedApp')
          .select(['identifier', (e) => e.fn.countAll<number>().as('count')])
          .where('status', '=', 'NeedsRedemption')
          .groupBy('identifier'),
      );
      const identifiers = new Set([...all, ...waiting].map(({ identifier }) => identifier));
      return [...identifiers].sort().map((identifier): CodePool => {
        const codes = all.filter((row) => row.identifier === identifier);
        const count = (state: RedemptionCodeState) => codes.filter((row) => row.state === state).length;
        return {
          identifier,
          free: count('free'),
          assigned: count('assigned'),
          used: count('used'),
          refused: count('refused'),
          waiting: waiting.find((row) => row.identifier === identifier)?.count ?? 0,
          given: codes.flatMap(({ state, deviceId, deviceName, reason, changedAt }) =>
            deviceId === null || state === 'free' ? [] : [{ deviceId, deviceName, state, reason, at: changedAt }],
          ),
        };
      });
    },

    async add({ identifier, codes }, actor) {
      const known = new Set<string>();
      return store.write((work) => {
        let added = 0;
        for (const code of codes) {
          if (known.has(code)) continue;
          known.add(code);
          if (insert(work, identifier, code, actor)) added++;
        }
        if (added > 0) work.event({ type: 'app.codes-added', actor, data: { identifier, count: added } });
        const waiting = store.all((db) =>
          db
            .selectFrom('managedApp')
            .select('deviceId')
            .where('identifier', '=', identifier)
            .where('status', '=', 'NeedsRedemption')
            .orderBy('statusAt'),
        );
        let given = 0;
        for (const { deviceId } of waiting) {
          const enrollment = rows.enrolledOfDevice.get({ deviceId });
          if (enrollment === undefined) continue;
          if (needed(work, { id: enrollment.enrollmentId, deviceId }, identifier)) given++;
        }
        return { added, known: codes.length - added, given };
      });
    },

    async discard(identifier, actor) {
      await store.write((work) => {
        const useless = store.all((db) =>
          db
            .selectFrom('redemptionCode')
            .select(['id', 'codeSecretId'])
            .where('identifier', '=', identifier)
            .where('state', 'in', ['free', 'refused']),
        );
        if (useless.length === 0)
          throw new CartwrightError('not-found', 'This app has no free or refused redemption codes.');
        for (const { id, codeSecretId } of useless) {
          store.run((db) => db.deleteFrom('redemptionCode').where('id', '=', id));
          store.vault.remove(codeSecretId);
        }
        work.event({ type: 'app.codes-discarded', actor, data: { identifier, count: useless.length } });
      });
    },
  };
}

function hashOf(code: string): string {
  return createHash('sha256').update(code.trim()).digest('hex');
}
