import { newId } from '../../../shared/ids.ts';
import type { EnrollmentTable, Store } from '../../store/index.ts';

export const TOPIC = 'com.apple.mgmt.External.0f2a7c1e-test';

/** Puts an enrolled device with a push token and push magic into the store; returns the enrollment's id. */
export function enroll(store: Store, given: Partial<EnrollmentTable> & { token?: Buffer; magic?: string } = {}) {
  const { token, magic, ...columns } = given;
  return store.write((work) => {
    const id = newId(work.now);
    const deviceId = newId(work.now);
    store.run((db) => db.insertInto('device').values({ id: deviceId, createdAt: work.now } as never));
    const row = {
      id,
      deviceId,
      key: id,
      channel: 'device',
      userEnrollment: 0,
      state: 'enrolled',
      topic: TOPIC,
      accessRights: 8191,
      signMessage: 0,
      pushTokenSecretId: store.vault.put('push-token', token ?? Buffer.from(id.replaceAll('-', ''), 'hex')),
      pushMagicSecretId: store.vault.put('push-magic', magic ?? `magic-${id}`),
      pushState: 'ready',
      awaitingConfiguration: 0,
      authenticatedAt: work.now,
      enrolledAt: work.now,
      tokenUpdatedAt: work.now,
      wakeAttempts: 0,
      ...columns,
    };
    store.run((db) => db.insertInto('enrollment').values(row as never));
    return id;
  });
}

/** The enrollment's row as it stands. */
export function rowOf(store: Store, id: string) {
  const row = store.get((db) => db.selectFrom('enrollment').selectAll().where('id', '=', id));
  if (row === undefined) throw new Error('no such enrollment');
  return row;
}
