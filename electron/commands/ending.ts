import { SERVER_FILLED_KEYS } from '../../shared/catalogue/index.ts';
import type { UnitOfWork, Vault } from '../store/index.ts';
import type { CommandRows, KnownRow } from './command-row-types.ts';
import type { WakeUps } from './ports.ts';
import { type Stimulus, transition } from './state.ts';

/** What is told of a command's end. */
export interface EndFacts {
  /** Default `system`; `device` when the device answered. */
  actor?: string;
  /** Why, for people: goes to the command and to its event. */
  reason?: string;
  errorDomain?: string;
  errorCode?: number;
  /** The command that takes its place. */
  replacedBy?: string;
  /** True when the device gave an answer. */
  answered?: boolean;
}

/** Brings commands to a final state: the row, its event, and the secrets nobody needs any more. */
export interface Ending {
  /** @returns false when the command was final already, or `stimulus` does not end it: then nothing changed */
  end(work: UnitOfWork, known: EndedRow, stimulus: Stimulus, facts?: EndFacts): boolean;
  /** The device is here, its session ends: tells push whether there is still something to wake it for. */
  settle(work: UnitOfWork, enrollmentId: string): void;
  /** Commands ended without the device: tells push when none is left. */
  settleIfNone(work: UnitOfWork, enrollmentId: string): void;
}

export type EndedRow = Pick<KnownRow, 'id' | 'enrollmentId' | 'deviceId' | 'requestType' | 'secretId' | 'state'>;

/** The PIN of a locked or erased Mac is what its owner needs afterwards. */
const KEPT: ReadonlySet<string> = new Set(
  Object.entries(SERVER_FILLED_KEYS).flatMap(([requestType, keys]) =>
    keys.some((key) => key.from === 'generated') ? [requestType] : [],
  ),
);

export function openEnding(options: {
  vault: Vault;
  rows: CommandRows;
  wakeUps: WakeUps;
  /** Called in the unit of work in which a command ends, with the state it was in. */
  onEnded?: (work: UnitOfWork, known: EndedRow, stimulus: Stimulus, facts: EndFacts) => void;
}): Ending {
  const { vault, rows, wakeUps, onEnded } = options;
  return {
    end(work, known, stimulus, facts = {}) {
      const state = transition(known.state, stimulus);
      if (state === known.state || state === 'sent' || state === 'not-now') return false;
      const { actor, reason, errorDomain, errorCode, replacedBy, answered = false } = facts;
      rows.finish.run({
        id: known.id,
        state,
        now: work.now,
        answeredAt: answered ? work.now : null,
        errorDomain: errorDomain ?? null,
        errorCode: errorCode ?? null,
        errorSummary: reason ?? null,
      });
      work.event({
        type: `command.${state}`,
        deviceId: known.deviceId,
        enrollmentId: known.enrollmentId,
        commandId: known.id,
        actor: actor ?? (answered ? 'device' : 'system'),
        data: { requestType: known.requestType, reason, errorDomain, errorCode, replacedBy },
      });
      if (known.secretId !== null && !KEPT.has(known.requestType)) {
        const needed = rows.secretStillNeeded.get({ secretId: known.secretId, id: known.id });
        if (needed === undefined) vault.remove(known.secretId);
      }
      onEnded?.(work, known, stimulus, facts);
      return true;
    },
    settle(work, enrollmentId) {
      wakeUps.settle(work, enrollmentId, rows.hasOpen.get({ enrollmentId }) !== undefined);
    },
    settleIfNone(work, enrollmentId) {
      if (rows.hasOpen.get({ enrollmentId }) === undefined) wakeUps.settle(work, enrollmentId, false);
    },
  };
}
