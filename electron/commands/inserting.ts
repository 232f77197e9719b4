import { type Platform, serverFilledKeys } from '../../shared/catalogue/index.ts';
import type { QueuedCommand } from '../../shared/contract/commands.ts';
import { newId } from '../../shared/ids.ts';
import type { UnitOfWork, Vault } from '../store/index.ts';
import { auditOf } from './audit.ts';
import type { CommandRows, EnrollmentRow, KnownRow } from './command-row-types.ts';
import { TURN } from './command-rows.ts';
import { judgeAgainst, lifetimeOf, PRIORITY, priorityOf } from './discipline.ts';
import { type Draft, generatedKeys } from './draft.ts';
import type { Ending } from './ending.ts';
import type { Holding } from './holding.ts';
import type { WakeUps } from './ports.ts';
import type { TakenOut } from './secrets.ts';

/** Who asks for a command, and how. */
export interface Wish {
  actor: string;
  /** Why, in the words of whoever asks: goes to the event. */
  reason?: string;
  /** Left out: as long as such a command makes sense. */
  expiresAt?: number;
  priority?: number;
  retryOf?: string;
  wakeNow?: boolean;
  /** It is part of what a blocked device is told. */
  evenIfBlocked?: boolean;
}

/** What the commands of one draft have in common; one for each unit of work. */
export interface Shared {
  /** The sealed copy of the secrets that are the same for all. */
  secretId: string | null;
  /** Whether the secrets under an id are those of the draft. */
  readonly same: Map<string, boolean>;
}

export const nothingShared = (): Shared => ({ secretId: null, same: new Map() });

/** Puts commands into the queue by its rules: one that waits already stays, one that replaces others ends them. */
export interface Inserting {
  /** @param draft was judged for this enrollment and is not refused */
  insert(work: UnitOfWork, row: EnrollmentRow, draft: Draft, shared: Shared, wish: Wish): QueuedCommand;
}

export function openInserting(options: {
  vault: Vault;
  rows: CommandRows;
  ending: Ending;
  wakeUps: WakeUps;
  holding: Pick<Holding, 'turnOf'>;
}): Inserting {
  const { vault, rows, ending, wakeUps, holding } = options;

  const secretOf = (row: EnrollmentRow, draft: Draft, shared: Shared): string | null => {
    const generated = generatedKeys(draft, row.platform as Platform | null);
    if (generated.length > 0) return vault.put('command-secret', JSON.stringify([...draft.secrets, ...generated]));
    if (draft.secrets.length === 0) return null;
    shared.secretId ??= vault.put('command-secret', JSON.stringify(draft.secrets));
    return shared.secretId;
  };

  /** It was asked for once more: it waits as long, and as far in front, as the newer wish would. */
  const askAgain = (work: UnitOfWork, known: KnownRow, draft: Draft, wish: Wish, expiresAt: number | null): void => {
    const priority = Math.min(known.priority, wish.priority ?? PRIORITY.inventory);
    const later = known.expiresAt === null || expiresAt === null ? null : Math.max(known.expiresAt, expiresAt);
    const overtakes = priority <= PRIORITY.overtaking && known.turn < TURN.last;
    if (later !== known.expiresAt || priority !== known.priority)
      rows.prolong.run({ id: known.id, expiresAt: later, priority, turn: overtakes ? TURN.overtakes : known.turn });
    work.event({
      type: 'command.asked-again',
      deviceId: known.deviceId,
      enrollmentId: known.enrollmentId,
      commandId: known.id,
      actor: wish.actor,
      data: { requestType: draft.command.RequestType, reason: wish.reason, retryOf: wish.retryOf },
    });
  };

  return {
    insert(work, row, draft, shared, wish) {
      const { enrollmentId, deviceId } = row;
      const requestType = draft.command.RequestType;
      const { subject } = draft;
      const priority = wish.priority ?? priorityOf(requestType);
      const lifetime = lifetimeOf(requestType);
      const expiresAt = wish.expiresAt ?? (lifetime === null ? null : work.now + lifetime);
      const urgent = priority <= PRIORITY.overtaking;
      const wake = () => wakeUps.scheduleWake(work, enrollmentId, { urgent: urgent || wish.wakeNow === true });

      const waiting = rows.related.all({ enrollmentId, requestType, subject });
      const verdict = judgeAgainst({ requestType, subject, request: draft.requestJson }, waiting, (other) =>
        hasSecretsOf(vault, draft, other.secretId, shared),
      );
      if ('same' in verdict) {
        askAgain(work, verdict.same, draft, wish, expiresAt);
        wake();
        return { commandId: verdict.same.id, deviceId, enrollmentId, alreadyQueued: true };
      }
      const id = newId(work.now);
      for (const known of verdict.replaced)
        ending.end(work, known, 'supersede', { actor: wish.actor, reason: REPLACED, replacedBy: id });
      rows.insert.run({
        id,
        enrollmentId,
        deviceId,
        requestType,
        subject,
        request: draft.requestJson,
        secretId: secretOf(row, draft, shared),
        turn: urgent
          ? TURN.overtakes
          : wish.evenIfBlocked
            ? TURN.waits
            : holding.turnOf({ requestType, subject }, deviceId),
        priority,
        queuedAt: work.now,
        queuedBy: wish.actor,
        expiresAt,
        retryOf: wish.retryOf ?? null,
        now: work.now,
      });
      work.event({
        type: 'command.queued',
        deviceId,
        enrollmentId,
        commandId: id,
        actor: wish.actor,
        data: { ...auditOf(draft.request), retryOf: wish.retryOf, reason: wish.reason },
      });
      wake();
      return { commandId: id, deviceId, enrollmentId, alreadyQueued: false };
    },
  };
}

const REPLACED = 'A newer one for the same thing was queued.';

/** Whether the secrets under an id are those of the draft, what the engine itself made up left aside. */
function hasSecretsOf(vault: Vault, draft: Draft, secretId: string | null, shared: Shared): boolean {
  if (secretId === null) return draft.secrets.length === 0;
  let same = shared.same.get(secretId);
  if (same === undefined) {
    const generated = serverFilledKeys(draft.command.RequestType).filter(({ from }) => from === 'generated');
    const kept = JSON.parse(vault.get(secretId, 'command-secret').toString('utf8')) as TakenOut[];
    const given = kept.filter(
      ({ path: [first, ...more] }) =>
        more.length > 0 || draft.command[String(first)] !== undefined || !generated.some(({ key }) => key === first),
    );
    same = JSON.stringify(given) === JSON.stringify(draft.secrets);
    shared.same.set(secretId, same);
  }
  return same;
}
