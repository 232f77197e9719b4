import { implement, onError } from '@orpc/server';
import { accessOf, mayActAs } from '../../shared/contract/access.ts';
import { contract } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Caller } from '../people/index.ts';
import { toRpcError } from './errors.ts';
import { type ReasonServices, withReason } from './reasons.ts';

/** What every call carries: who asks. Authentication happened at the door. */
export interface CallContext {
  actor: Caller;
  /**
   * Who asks by now, where a connection outlives a call: an open window must not keep a role or a session that was
   * taken away. Undefined when nobody any more.
   */
  current?: () => Caller | undefined;
  /** Put in by oRPC's plugin of that name. */
  reqHeaders?: Headers;
}

/**
 * The contract's handlers begin here: nothing runs before its caller's role was held against what it asks for, and a
 * reason was given where the organisation wants one.
 */
export function contractApi(logger: Logger, reasons: ReasonServices) {
  return implement(contract)
    .$context<CallContext>()
    .use(
      onError((error) => {
        throw toRpcError(error, logger);
      }),
    )
    .use(({ context, next, procedure }) => {
      const actor = context.current === undefined ? context.actor : context.current();
      if (actor === undefined) throw new CartwrightError('unauthenticated', 'Your session has ended. Sign in again.');
      const needed = accessOf(procedure);
      if (!mayActAs(actor.role, needed))
        throw new CartwrightError(
          'forbidden',
          `This takes the role ${needed}, and ${actor.name} is ${actor.role}. Ask an owner.`,
          { data: { needed, role: actor.role } },
        );
      const headers = context.reqHeaders;
      return withReason({ reasons, procedure }, { actor, headers }, async () => next({ context: { actor } }));
    });
}

export type Api = ReturnType<typeof contractApi>;
