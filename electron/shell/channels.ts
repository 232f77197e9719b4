/** The one IPC channel there is: the preload script sends the engine its end of a MessagePort. */
export const CONNECT_CHANNEL = 'cartwright:connect';
