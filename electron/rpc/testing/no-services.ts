import type { Services } from '../services.ts';

/** Nobody asks for reasons, unless a test says so. */
const NO_REASONS: Pick<Services['reasons'], 'settings' | 'stating'> = {
  settings: () => ({ ask: false }),
  stating: (_actor, _reason, run) => run(),
};

/** Services of an engine that has nothing yet; tests override the methods they ask for. */
export function noServices(overrides: { [K in keyof Services]?: Partial<Services[K]> } = {}): Services {
  return new Proxy({} as Services, {
    get: (_all, room: keyof Services) =>
      new Proxy(overrides[room] ?? (room === 'reasons' ? NO_REASONS : {}), {
        get: (methods: Record<string, unknown>, name: string) =>
          methods[name] ??
          (() => {
            throw new Error(`${room}.${name} was not expected`);
          }),
      }),
  });
}
