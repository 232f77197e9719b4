/** The people's face: who may sign in, what they may do, and how they like the console. */
export type { Accounts } from './accounts.ts';
export { type Caller, DESKTOP_WINDOW } from './caller.ts';
export { type Origin, SESSION_LONGEST_MS } from './sessions.ts';
export { createSignIn, type SignIn } from './sign-in.ts';
