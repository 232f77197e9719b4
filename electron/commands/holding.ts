import type { CommandTurn, Store, UnitOfWork } from '../store/index.ts';
import { TURN } from './command-rows.ts';
import type { EnrollmentProfileFacts } from './mdm-profile.ts';

/** What gives a device access or content. What asks, locks, erases or takes away is never held. */
const GIVING: ReadonlySet<string> = new Set([
  'InstallProfile',
  'InstallApplication',
  'InstallEnterpriseApplication',
  'InstallMedia',
  'InstallProvisioningProfile',
  'ApplyRedemptionCode',
  'DeclarativeManagement',
  'EnableRemoteDesktop',
]);

/** Whether a command waits while its device is blocked. Pure. */
export function givesAccess(
  { requestType, subject }: { readonly requestType: string; readonly subject: string | null },
  { identifier }: Pick<EnrollmentProfileFacts, 'identifier'>,
): boolean {
  // Without its enrollment profile renewed the device would be lost for good.
  return GIVING.has(requestType) && (identifier === undefined || subject !== `profile:${identifier}`);
}

/** Keeps what gives access back while a device is blocked. */
export interface Holding {
  /** Where a command that would wait is put. */
  turnOf(command: { requestType: string; subject: string | null }, deviceId: string): CommandTurn;
  /** A device was blocked: what it was not given yet is held. Returns how many commands that are. */
  hold(work: UnitOfWork, deviceId: string): number;
  /** It is not blocked any more. Returns how many commands go on. */
  release(work: UnitOfWork, deviceId: string): number;
}

export function openHolding(store: Store, enrollmentProfile: Pick<EnrollmentProfileFacts, 'identifier'>): Holding {
  const blocked = store.statement<{ deviceId: string }, { blocked: 0 | 1 }>((db, p) =>
    db.selectFrom('complianceDevice').select('blocked').where('deviceId', '=', p.deviceId),
  );
  return {
    turnOf: (command, deviceId) =>
      givesAccess(command, enrollmentProfile) && blocked.get({ deviceId })?.blocked === 1 ? TURN.held : TURN.waits,

    hold(_work, deviceId) {
      const waiting = store.all((db) =>
        db
          .selectFrom('command')
          .select(['id', 'requestType', 'subject'])
          .where('deviceId', '=', deviceId)
          .where('open', '=', 1)
          .where('state', 'in', ['queued', 'not-now'])
          .where('turn', '<', TURN.held),
      );
      const ids = waiting.filter((command) => givesAccess(command, enrollmentProfile)).map(({ id }) => id);
      if (ids.length > 0) store.run((db) => db.updateTable('command').set({ turn: TURN.held }).where('id', 'in', ids));
      return ids.length;
    },

    release: (_work, deviceId) =>
      store.run((db) =>
        db
          .updateTable('command')
          .set({ turn: TURN.waits })
          .where('deviceId', '=', deviceId)
          .where('open', '=', 1)
          .where('turn', '=', TURN.held),
      ),
  };
}
