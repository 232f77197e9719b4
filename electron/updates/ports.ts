import type { UnitOfWork } from '../store/index.ts';

/** What this room needs of the queue; the engine hands it in. */
export interface UpdatePorts {
  /** Queues inside a unit of work. `refused` is why not, in English. */
  queue(
    work: UnitOfWork,
    enrollmentId: string,
    command: { RequestType: string; [key: string]: unknown },
    wish: { actor: string; reason?: string; expiresAt?: number },
  ): { commandId: string } | { refused: string };
  /** Takes a command back that no device has yet. @returns false when it was sent, or is finished: it stays as it is */
  cancel(work: UnitOfWork, commandId: string): boolean;
}
