import type { Store } from '../store/index.ts';

/**
 * Tells of devices whose managed apps became others while a setting configures apps there. Returns how to stop. The
 * trigger of reports leaves this list out: most devices tell of their apps often, and few policies configure any.
 */
export function followApps(store: Store, tell: (deviceIds: readonly string[]) => void): () => void {
  const configures = store.statement<{ deviceId: string }, { key: string }>((db, p) =>
    db
      .selectFrom('policyState as s')
      .innerJoin('policyVersion as v', (join) =>
        join.onRef('v.policyId', '=', 's.policyId').onRef('v.number', '=', 's.wantedVersion'),
      )
      .select('s.key')
      .where('s.deviceId', '=', p.deviceId)
      .where('v.payloadTypes', 'like', '%"ApplicationConfiguration"%')
      .limit(1),
  );
  return store.subscribe((events) => {
    const ids = new Set<string>();
    for (const { type, deviceId, data } of events)
      if (type === 'inventory.changed' && deviceId !== null && data.kind === 'managed-apps') ids.add(deviceId);
    const concerned = [...ids].filter((deviceId) => configures.get({ deviceId }) !== undefined);
    if (concerned.length > 0) tell(concerned);
  });
}
