/** Asks the engine over REST. @throws Error with what the engine says */
export type Call = <T = unknown>(method: string, path: string, body?: object) => Promise<T>;

/** What the engine answered when it refused. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A call with these headers on every request, such as an API token. */
export function callAt(base: string, headers: Readonly<Record<string, string>>): Call {
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { message?: string; data?: unknown };
    if (response.ok) return answer;
    const why = `${answer.message ?? response.status} ${JSON.stringify(answer.data ?? {})}`;
    throw new Refused(response.status, `${method} ${path} was refused: ${why}`);
  };
}

/** Calls of somebody who signs in by name and password, and again when the session has ended: every morning. */
export function personAt(base: string, name: string, password: string): Call {
  let call: Call | undefined;
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    try {
      if (call !== undefined) return await call<T>(method, path, body);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error;
    }
    call = await signIn(base, name, password);
    return call<T>(method, path, body);
  };
}

async function signIn(base: string, name: string, password: string): Promise<Call> {
  const response = await fetch(`${base}/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ name, password }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || cookie === undefined) throw new Error(`${name} could not sign in: ${await response.text()}`);
  return callAt(base, { cookie, origin: base });
}
