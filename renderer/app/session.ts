import { notifications } from '@mantine/notifications';
import { useSyncExternalStore } from 'react';
import { connection } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';

/** Windows of one browser share the session's cookie; they tell each other when it comes and goes. */
const windows = new BroadcastChannel('cartwright-session');
type Word = 'signed-in' | 'signed-out';

let left = false;
const listeners = new Set<() => void>();

function leave(): void {
  left = true;
  notifications.clean();
  for (const listener of [...listeners]) listener();
}

windows.onmessage = ({ data }: MessageEvent<Word>) => {
  if (data === 'signed-out') leave();
  else if (left) window.location.reload();
  else connection.resume();
};

// A window that gets through tells the others: a sign-in link opened in a new one signs in all of them.
let wasConnected = false;
connection.subscribe(() => {
  const { kind } = connection.state();
  if (kind === 'connected' && !wasConnected) windows.postMessage('signed-in' satisfies Word);
  if (kind === 'connected') wasConnected = true;
  if (kind === 'signed-out') wasConnected = false;
});

/** Whether somebody signed out here on purpose, in whichever window: then nothing of the page may stay in sight. */
export function useLeft(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => left,
  );
}

/** Ends the session, in every window of this browser. */
export async function signOut(): Promise<void> {
  try {
    const answer = await fetch('/sign-out', { method: 'POST' });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    windows.postMessage('signed-out' satisfies Word);
    leave();
  } catch (error) {
    tellFailure(error);
  }
}

/** What came of trying to sign in. */
export type SignInOutcome =
  | { readonly kind: 'in'; readonly name: string | null }
  | { readonly kind: 'wrong' }
  /** Too many failures: wait so many seconds. */
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly message: string };

/** Signs in by name and password; the cookie comes with the answer. Never rejects. */
export async function signIn(credentials: { name: string; password: string }): Promise<SignInOutcome> {
  try {
    const answer = await fetch('/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    if (answer.ok) {
      const { name } = (await answer.json()) as { name: string | null };
      return { kind: 'in', name };
    }
    if (answer.status === 401) return { kind: 'wrong' };
    if (answer.status === 429) return { kind: 'wait', seconds: Number(answer.headers.get('retry-after') ?? 60) };
    return { kind: 'failed', message: `${answer.status} ${answer.statusText}` };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
