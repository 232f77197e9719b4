/**
 * The address to open from the line a started engine prints: `ready {"console":"http://…","signIn":"http://…",…}`.
 *
 * @returns the one-time sign-in link when there is one, else the console's address; `undefined` for any other line
 */
export function readyAddress(line: string): string | undefined {
  if (!line.startsWith('ready {')) return undefined;
  const ready = JSON.parse(line.slice('ready '.length)) as { console?: string; signIn?: string };
  return ready.signIn ?? ready.console;
}
