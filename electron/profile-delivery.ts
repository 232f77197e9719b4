import type { Authority } from './identity/index.ts';
import type { ProfileDelivery } from './policies/index.ts';
import { openDelivery } from './profiles/index.ts';
import type { Store } from './store/index.ts';
import { openVariables } from './variables/index.ts';

/** Makes profiles for devices: with what variables stand for, signed by our authority, encrypted to the device's identity. */
export function profileDelivery(store: Store, authority: Authority): ProfileDelivery {
  const variables = openVariables({ store, uses: () => [] });
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
    sign: (xml) => authority.signProfile(xml),
    encryptFor: (certificate, content) => authority.encryptFor(certificate, content),
    identityOf(deviceId) {
      const der = identity.get({ deviceId })?.der;
      return der === undefined ? undefined : Buffer.from(der);
    },
    attributeVariables: () => variables.attributeVariables(),
    sources: {
      assess: () => ({ kind: 'impossible', because: 'This kind of certificate is not issued here.' }),
      complete: (_source, { payload }) => Promise.resolve(payload),
    },
  });
  return { ...delivery, valuesOf: (deviceId, enrollmentId) => variables.valuesOf(deviceId, enrollmentId) };
}
