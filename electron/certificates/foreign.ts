import type { Store } from '../store/index.ts';
import type { OrderRow, Orders } from './orders.ts';

const PER_UNIT = 200;

interface Seen {
  readonly id: string;
  readonly fingerprint: string;
  readonly commonName: string | null;
  readonly notAfter: number;
}

/**
 * Certificates that servers of others issued, known by what devices report (`CertificateList`): the identity with the
 * common name that was ordered and the latest end. Ours are told apart by their fingerprints.
 */
export function openForeign(store: Store, orders: Orders) {
  /** The identities on the devices of orders, save for those of our own authority. */
  const reported = store.statement<{ after: string; limit: number }, Seen>(
    (db, p) =>
      db
        .selectFrom('certificateOrder as o')
        .innerJoin('deviceCertificate as c', 'c.deviceId', 'o.deviceId')
        .select(['o.id', 'c.fingerprint', 'c.commonName', 'c.notAfter'])
        .where('o.way', 'in', ['foreign-scep', 'foreign-acme'])
        .where('o.state', '!=', 'revoked')
        .where('o.id', '>', p.after)
        .where('c.isIdentity', '=', 1)
        .where('c.notAfter', 'is not', null)
        .where((e) => e.or([e('o.fingerprint', 'is', null), e('o.fingerprint', '!=', e.ref('c.fingerprint'))]))
        .where((e) =>
          e.not(
            e.exists(
              e.selectFrom('certificate as k').select('k.fingerprint').whereRef('k.fingerprint', '=', 'c.fingerprint'),
            ),
          ),
        )
        .orderBy('o.id')
        .limit(p.limit) as never,
  );

  const newest = (row: OrderRow, list: readonly Seen[]): Seen | undefined => {
    const wanted = /(?:^|, )CN=([^,]+)/.exec(row.subject)?.[1]?.toLowerCase();
    const named = list.filter(({ commonName }) => commonName !== null && commonName.toLowerCase() === wanted);
    const [latest] = named.sort((a, b) => b.notAfter - a.notAfter);
    // One that ends before the one that is known is its predecessor.
    return latest !== undefined && (row.fingerprint === null || latest.notAfter > (row.notAfter ?? 0))
      ? latest
      : undefined;
  };

  /** Takes in what devices have reported since. Returns how many certificates are new. */
  return async (): Promise<number> => {
    let count = 0;
    for (let after = ''; ; ) {
      const rows = reported.all({ after, limit: PER_UNIT * 4 });
      const byOrder = new Map<string, Seen[]>();
      for (const row of rows) byOrder.set(row.id, [...(byOrder.get(row.id) ?? []), row]);
      const last = [...byOrder.keys()].at(-1);
      const full = rows.length === PER_UNIT * 4;
      // The last order of a full page may have more than is on it.
      if (full && byOrder.size > 1 && last !== undefined) byOrder.delete(last);
      const found = [...byOrder].flatMap(([id, list]) => {
        const row = orders.byId(id);
        const seen = row === undefined ? undefined : newest(row, list);
        return row === undefined || seen === undefined ? [] : [{ id, seen }];
      });
      await store.writeEach(found, (work, { id, seen }) => {
        const row = orders.byId(id);
        if (row !== undefined) orders.known(work, row, seen);
      });
      count += found.length;
      after = [...byOrder.keys()].at(-1) ?? '';
      if (!full) return count;
    }
  };
}
