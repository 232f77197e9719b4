import type { SupportedMessagePort } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import type { AppRouter, CallContext } from './router.ts';
import type { Actor } from './services.ts';

/** Serves the contract over a MessagePort: the desktop window's way in, where the window itself is the sign-in. */
export function attachMessagePort(router: AppRouter, port: SupportedMessagePort, actor: Actor): void {
  new RPCHandler<CallContext>(router).upgrade(port, { context: { actor } });
}
