import type { Store, UnitOfWork } from '../../store/index.ts';

/** An answer that was given. */
interface RememberedTransaction {
  readonly requestHash: string;
  readonly response: Buffer;
  readonly certificateFingerprint: string | null;
}

/** Answers that issued a certificate, kept for a month so that a transaction is carried out once. */
export interface ScepTransactions {
  find(transactionId: string): RememberedTransaction | undefined;
  /**
   * Within a unit of work; false when the transactionID is taken, unless by the answer with the certificate that this
   * one is to replace.
   */
  remember(
    work: UnitOfWork,
    transactionId: string,
    answer: RememberedTransaction,
    replacesFingerprint: string | undefined,
  ): boolean;
  /** True when an enrollment is over, or gone. */
  enrollmentEnded(enrollmentId: string): boolean;
  sweep(): Promise<void>;
}

const KEPT = 30 * 86_400_000;

export function scepTransactions(store: Store): ScepTransactions {
  const find = store.statement<{ transactionId: string }, RememberedTransaction>(
    (db, p) =>
      db
        .selectFrom('scepTransaction')
        .select(['requestHash', 'response', 'certificateFingerprint'])
        .where('transactionId', '=', p.transactionId) as never,
  );
  const insert = store.statement<RememberedTransaction & { transactionId: string; createdAt: number }, never>((db, p) =>
    db
      .insertInto('scepTransaction')
      .values({
        transactionId: p.transactionId,
        requestHash: p.requestHash,
        response: p.response,
        outcome: 'success',
        certificateFingerprint: p.certificateFingerprint,
        createdAt: p.createdAt,
      })
      .onConflict((c) => c.column('transactionId').doNothing()),
  );
  const replace = store.statement<
    RememberedTransaction & { transactionId: string; createdAt: number; replaces: string },
    never
  >((db, p) =>
    db
      .updateTable('scepTransaction')
      .set({
        requestHash: p.requestHash,
        response: p.response,
        certificateFingerprint: p.certificateFingerprint,
        createdAt: p.createdAt,
      })
      .where('transactionId', '=', p.transactionId)
      .where('certificateFingerprint', '=', p.replaces),
  );
  const enrollment = store.statement<{ id: string }, { state: string }>((db, p) =>
    db.selectFrom('enrollment').select('state').where('id', '=', p.id),
  );
  const remove = store.statement<{ before: number }, never>((db, p) =>
    db.deleteFrom('scepTransaction').where('createdAt', '<', p.before),
  );
  return {
    find: (transactionId) => find.get({ transactionId }),
    remember(work, transactionId, answer, replaces) {
      const row = { ...answer, transactionId, createdAt: work.now };
      return (replaces === undefined ? insert.run(row) : replace.run({ ...row, replaces })) === 1;
    },
    enrollmentEnded: (id) => (enrollment.get({ id })?.state ?? 'ended') === 'ended',
    async sweep() {
      await store.write((work) => remove.run({ before: work.now - KEPT }));
    },
  };
}
