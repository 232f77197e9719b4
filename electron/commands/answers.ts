import type { Connect } from '../protocol/index.ts';
import type { UnitOfWork, Vault } from '../store/index.ts';
import type { CommandRows, KnownRow } from './command-row-types.ts';
import type { AnswerPart } from './handlers/index.ts';
import type { ConnectedEnrollment } from './ports.ts';
import { sealAnswer } from './sealed-answer.ts';

/** Keeps what devices answered, and tells of answers that lead nowhere. */
export interface Answers {
  /** Keeps the answer as it came, sealed. */
  keep(
    work: UnitOfWork,
    known: Pick<KnownRow, 'id'>,
    answer: {
      raw: Uint8Array;
      status: string;
      decoded: boolean;
      errorChain?: Connect['errorChain'];
      parts?: readonly AnswerPart[];
    },
  ): void;
  /** The answer came, but nobody can read it. */
  tellUnreadable(work: UnitOfWork, enrollment: ConnectedEnrollment, known: KnownRow, size: number): void;
  /** A result for a command this enrollment does not have. */
  tellUnknown(work: UnitOfWork, enrollment: ConnectedEnrollment, commandId?: string, status?: string): void;
}

export function openAnswers({ vault, rows }: { vault: Vault; rows: CommandRows }): Answers {
  return {
    keep(work, known, { raw, status, decoded, errorChain = [], parts = [] }) {
      const { nonce, sealed } = sealAnswer(vault, known.id, raw);
      rows.insertResult.run({
        commandId: known.id,
        status,
        decoded: decoded ? 1 : 0,
        errorChain: errorChain.length === 0 ? null : JSON.stringify(errorChain),
        parts: parts.length === 0 ? null : JSON.stringify(parts),
        nonce,
        sealed,
        size: raw.length,
        receivedAt: work.now,
      });
    },
    tellUnreadable(work, enrollment, known, size) {
      work.event({
        type: 'command.unreadable-result',
        deviceId: enrollment.deviceId,
        enrollmentId: enrollment.id,
        commandId: known.id,
        actor: 'device',
        data: { requestType: known.requestType, size },
      });
    },
    tellUnknown(work, enrollment, commandId, status) {
      work.event({
        type: 'command.unknown-result',
        deviceId: enrollment.deviceId,
        enrollmentId: enrollment.id,
        actor: 'device',
        data: { commandUUID: commandId?.slice(0, 128), status },
      });
    },
  };
}
