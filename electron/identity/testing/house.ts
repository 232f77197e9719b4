import type { Clock } from '../../../shared/clock.ts';
import { newId } from '../../../shared/ids.ts';
import { silentLogger } from '../../../shared/logger.ts';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { openAuthority } from '../authority.ts';
import { openChallenges } from '../challenges.ts';
import { ScepService } from '../scep-service.ts';

/** A clock that a test moves. */
class TestClock implements Clock {
  at = Date.now();
  now(): number {
    return this.at;
  }
}

/** A real store in memory with the whole identity room on it. */
export async function openTestIdentity() {
  const clock = new TestClock();
  const store = openMemoryStore({ clock, logger: silentLogger });
  const authority = await openAuthority({ store, clock, logger: silentLogger, organisation: 'Test School' });
  const challenges = openChallenges(store);
  const scep = new ScepService({ store, clock, logger: silentLogger, authority, challenges });
  const invitationId = await addInvitation(store);
  const challenge = () => store.write((work) => challenges.create(work, invitationId));
  return { clock, store, authority, challenges, scep, invitationId, challenge };
}

async function addInvitation(store: Store): Promise<string> {
  const id = newId();
  await store.write((work) =>
    store.run((db) =>
      db.insertInto('invitation').values({
        id,
        name: 'Class 3b',
        tokenHash: id,
        tokenSecretId: id,
        failedPins: 0,
        accessRights: 8191,
        signMessage: 0,
        checkOutWhenRemoved: 1,
        requiresApproval: 0,
        onlyExpected: 0,
        uses: 0,
        createdAt: work.now,
        createdBy: 'test',
      }),
    ),
  );
  return id;
}

/** A device with an enrollment that the certificate with this fingerprint is bound to. */
export async function addEnrollment(store: Store, fingerprint: string): Promise<string> {
  const id = newId();
  await store.write((work) => {
    store.run((db) => db.insertInto('device').values({ id, udid: id, createdAt: work.now }));
    store.run((db) =>
      db.insertInto('enrollment').values({
        id,
        deviceId: id,
        key: id,
        channel: 'device',
        userEnrollment: 0,
        state: 'enrolled',
        topic: 'com.apple.mgmt.test',
        accessRights: 8191,
        signMessage: 0,
        certificateFingerprint: fingerprint,
        pushState: 'none',
        awaitingConfiguration: 0,
        authenticatedAt: work.now,
        wakeAttempts: 0,
      }),
    );
    store.run((db) => db.updateTable('certificate').set({ enrollmentId: id }).where('fingerprint', '=', fingerprint));
  });
  return id;
}
