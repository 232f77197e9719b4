import type { Services } from '../services.ts';

/** Services of an engine that has nothing yet; tests override the methods they ask for. */
export function noServices(overrides: { [K in keyof Services]?: Partial<Services[K]> } = {}): Services {
  return new Proxy({} as Services, {
    get: (_all, room: keyof Services) =>
      new Proxy(overrides[room] ?? {}, {
        get: (methods: Record<string, unknown>, name: string) =>
          methods[name] ??
          (() => {
            throw new Error(`${room}.${name} was not expected`);
          }),
      }),
  });
}
