import { type RawBuilder, sql } from 'kysely';
import type { Loan, LoanQuery } from '../../shared/contract/directory.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Store } from '../store/index.ts';

/** Which devices people have, since when, and until when. A device is out to one person at most. */
export interface Loans {
  /** Newest first; those that are due back, the longest overdue first. */
  list(query: LoanQuery): { total: number; overdue: number; rows: Loan[] };
  /** @throws CartwrightError `not-found`, `conflict` naming the devices that are out already; then nothing is done */
  checkOut(
    input: { deviceIds: readonly string[]; personId: string; dueAt: number | null; note: string },
    actor: string,
  ): Promise<Loan[]>;
  checkIn(input: { deviceIds: readonly string[]; note: string }, actor: string): Promise<Loan[]>;
  /** @throws CartwrightError `not-found`, `conflict` when it is over */
  setDue(loanId: string, dueAt: number | null, actor: string): Promise<Loan>;
  /** Undoes giving out or taking back; what is no longer as it was is left alone. */
  takeBack(loanIds: readonly string[], actor: string): Promise<{ changed: number }>;
}

export function openLoans(store: Store): Loans {
  const read = (
    where: RawBuilder<boolean>,
    order: RawBuilder<unknown>,
    part?: { offset: number; limit: number },
  ): Loan[] => {
    const now = store.clock.now();
    return store
      .all((db) => {
        let rows = db
          .selectFrom('loan')
          .innerJoin('device', 'device.id', 'loan.deviceId')
          .innerJoin('person', 'person.id', 'loan.personId')
          .leftJoin('cartSlot', 'cartSlot.deviceId', 'loan.deviceId')
          .leftJoin('cart', 'cart.id', 'cartSlot.cartId')
          .selectAll('loan')
          .select([
            'device.name as deviceName',
            'device.serialNumber',
            'device.modelName',
            'person.name as personName',
            'person.email as personEmail',
            'person.team',
            'cart.id as cartId',
            'cart.name as cart',
            'cartSlot.slot',
          ])
          .where(where)
          .orderBy(order);
        if (part !== undefined) rows = rows.limit(part.limit).offset(part.offset);
        return rows;
      })
      .map(({ cartId, cart, slot, ...row }) => ({
        ...row,
        overdue: row.inAt === null && row.dueAt !== null && row.dueAt < now,
        place: cartId === null || cart === null || slot === null ? null : { cartId, cart, slot },
      }));
  };
  const count = (where: RawBuilder<boolean>): number =>
    store.get((db) =>
      db
        .selectFrom('loan')
        .leftJoin('cartSlot', 'cartSlot.deviceId', 'loan.deviceId')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where(where),
    )?.n ?? 0;
  const some = (ids: readonly string[]): Loan[] =>
    ids.length === 0 ? [] : read(sql<boolean>`"loan"."id" in (${sql.join(ids)})`, sql`"loan"."id"`);
  const openOf = (deviceId: string) =>
    store.get((db) =>
      db
        .selectFrom('loan')
        .innerJoin('person', 'person.id', 'loan.personId')
        .select(['loan.id', 'loan.personId', 'person.name'])
        .where('loan.deviceId', '=', deviceId)
        .where('loan.inAt', 'is', null),
    );
  const nameOf = (deviceId: string): string => {
    const device = store.get((db) =>
      db.selectFrom('device').select(['name', 'serialNumber']).where('id', '=', deviceId),
    );
    if (device === undefined) throw new CartwrightError('not-found', 'There is no such device.');
    return device.name ?? device.serialNumber ?? deviceId;
  };

  return {
    list({ deviceId, personId, cartId, which, offset, limit }) {
      const parts: RawBuilder<unknown>[] = [sql`1`];
      if (deviceId !== undefined) parts.push(sql`"loan"."deviceId" = ${deviceId}`);
      if (personId !== undefined) parts.push(sql`"loan"."personId" = ${personId}`);
      if (cartId !== undefined) parts.push(sql`"cartSlot"."cartId" = ${cartId}`);
      const late = sql`"loan"."inAt" is null and "loan"."dueAt" < ${store.clock.now()}`;
      const here = sql<boolean>`${sql.join(parts, sql` and `)}`;
      const overdue = sql<boolean>`${here} and ${late}`;
      const where =
        which === 'all' ? here : which === 'overdue' ? overdue : sql<boolean>`${here} and "loan"."inAt" is null`;
      const order = which === 'overdue' ? sql`"loan"."dueAt"` : sql`"loan"."id" desc`;
      return { total: count(where), overdue: count(overdue), rows: read(where, order, { offset, limit }) };
    },

    async checkOut({ deviceIds, personId, dueAt, note }, actor) {
      const made = await store.write((work) => {
        const person = store.get((db) => db.selectFrom('person').select('name').where('id', '=', personId));
        if (person === undefined) throw new CartwrightError('not-found', 'There is no such person.');
        const ids = [...new Set(deviceIds)];
        const out = ids.flatMap((deviceId) => {
          const name = nameOf(deviceId);
          const holder = openOf(deviceId);
          return holder === undefined ? [] : [`${name} (${holder.name})`];
        });
        if (out.length > 0)
          throw new CartwrightError('conflict', `Out already: ${out.slice(0, 5).join(', ')}. Take them back first.`);
        return ids.map((deviceId) => {
          const id = newId(work.now);
          store.run((db) =>
            db.insertInto('loan').values({
              ...{ id, deviceId, personId, outAt: work.now, outBy: actor, outNote: note, dueAt },
              ...{ inAt: null, inBy: null, inNote: '' },
            }),
          );
          work.event({ type: 'loan.out', deviceId, actor, data: { loanId: id, personId, name: person.name, dueAt } });
          return id;
        });
      });
      return some(made);
    },

    async checkIn({ deviceIds, note }, actor) {
      const ended = await store.write((work) =>
        [...new Set(deviceIds)].flatMap((deviceId) => {
          const open = openOf(deviceId);
          if (open === undefined) return [];
          store.run((db) =>
            db.updateTable('loan').set({ inAt: work.now, inBy: actor, inNote: note }).where('id', '=', open.id),
          );
          const data = { loanId: open.id, personId: open.personId, name: open.name };
          work.event({ type: 'loan.in', deviceId, actor, data });
          return [open.id];
        }),
      );
      return some(ended);
    },

    async setDue(loanId, dueAt, actor) {
      await store.write((work) => {
        const loan = store.get((db) => db.selectFrom('loan').selectAll().where('id', '=', loanId));
        if (loan === undefined) throw new CartwrightError('not-found', 'There is no such loan.');
        if (loan.inAt !== null) throw new CartwrightError('conflict', 'This device was brought back already.');
        store.run((db) => db.updateTable('loan').set({ dueAt }).where('id', '=', loanId));
        const { deviceId, personId, dueAt: before } = loan;
        work.event({ type: 'loan.due-changed', deviceId, actor, data: { loanId, personId, before, dueAt } });
      });
      const [loan] = some([loanId]);
      if (loan === undefined) throw new CartwrightError('not-found', 'There is no such loan.');
      return loan;
    },

    async takeBack(loanIds, actor) {
      const changed = await store.write((work) => {
        let done = 0;
        for (const loanId of new Set(loanIds)) {
          const loan = store.get((db) => db.selectFrom('loan').selectAll().where('id', '=', loanId));
          if (loan === undefined) continue;
          const { deviceId } = loan;
          if (loan.inAt === null) store.run((db) => db.deleteFrom('loan').where('id', '=', loanId));
          else if (openOf(deviceId) !== undefined) continue;
          else
            store.run((db) =>
              db.updateTable('loan').set({ inAt: null, inBy: null, inNote: '' }).where('id', '=', loanId),
            );
          work.event({ type: 'loan.undone', deviceId, actor, data: { loanId } });
          done++;
        }
        return done;
      });
      return { changed };
    },
  };
}
