import type { SupportedMessagePort } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { RequestHeadersPlugin } from '@orpc/server/plugins';
import type { Caller } from '../people/index.ts';
import type { CallContext } from './api.ts';
import type { AppRouter } from './router.ts';

/** Serves the contract over a MessagePort: the desktop window's way in, where the window itself is the sign-in. */
export function attachMessagePort(router: AppRouter, port: SupportedMessagePort, actor: Caller): void {
  new RPCHandler<CallContext>(router, { plugins: [new RequestHeadersPlugin()] }).upgrade(port, { context: { actor } });
}
