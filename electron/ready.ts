import type { Configuration } from './configuration.ts';
import type { Engine } from './engine.ts';

const START_TOKEN = 'made at start';

/**
 * The line that tells scripts a start is complete: `ready {"listener","console","signIn"}`, and `"apiToken"` when the
 * configuration asks for one. That token replaces the one of the start before.
 */
export async function readyLine(engine: Engine, config: Configuration): Promise<string> {
  const { listenerUrl: listener, consoleUrl: console, signIn } = engine;
  const ready: Record<string, string> = {
    listener,
    console,
    signIn: `${console}/sign-in/${await signIn.createLink()}`,
  };
  if (config.apiToken) {
    const actor = { name: 'system', role: 'owner' } as const;
    for (const token of signIn.tokens.list())
      if (token.name === START_TOKEN && token.revokedAt === null) await signIn.tokens.revoke(token.id, actor);
    ready.apiToken = (await signIn.tokens.create({ name: START_TOKEN, role: 'owner', expiresAt: null }, actor)).token;
  }
  return `ready ${JSON.stringify(ready)}`;
}
