/** The listener's face: the HTTPS server devices talk to. */

export type { ConnectMessage } from './device-routes.ts';
export type { ListenerLimits } from './limits.ts';
export { createListener, type Listener, type ListenerOptions } from './listener.ts';
export type { ListenerServices } from './router.ts';
