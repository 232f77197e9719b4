import type { Preferences, PreferencesChange } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Store } from '../store/index.ts';
import type { Caller } from './caller.ts';

const MAX_BYTES = 64 << 10;
const NONE: Preferences = { theme: null, density: null, language: null, layouts: {} };

/** How each person likes the console. Links and the desktop window share one set: they are the machine's owner. */
export interface PreferenceBook {
  get(caller: Caller): Preferences;
  /** @throws CartwrightError `too-large` beyond 64 KiB, `forbidden` for tokens */
  change(change: PreferencesChange, caller: Caller): Promise<Preferences>;
}

export function openPreferences(store: Store): PreferenceBook {
  const personOf = (caller: Caller): string => caller.administratorId ?? 'owner';
  const read = (person: string): Preferences => {
    const row = store.get((db) => db.selectFrom('preference').select('body').where('person', '=', person));
    return row === undefined ? NONE : { ...NONE, ...(JSON.parse(row.body) as Partial<Preferences>) };
  };
  return {
    get: (caller) => (caller.kind === 'token' ? NONE : read(personOf(caller))),

    async change(change, caller) {
      if (caller.kind === 'token')
        throw new CartwrightError('forbidden', 'An API token is nobody: it has no preferences.');
      const person = personOf(caller);
      return store.write((work) => {
        const before = read(person);
        const layouts = { ...before.layouts, ...change.layouts };
        for (const [name, value] of Object.entries(layouts)) if (value === null) delete layouts[name];
        const after: Preferences = {
          theme: change.theme === undefined ? before.theme : change.theme,
          density: change.density === undefined ? before.density : change.density,
          language: change.language === undefined ? before.language : change.language,
          layouts,
        };
        const body = JSON.stringify(after);
        if (Buffer.byteLength(body) > MAX_BYTES)
          throw new CartwrightError('too-large', 'Preferences hold at most 64 KiB. Forget some layouts first.');
        store.run((db) =>
          db
            .insertInto('preference')
            .values({ person, body, changedAt: work.now })
            .onConflict((c) => c.column('person').doUpdateSet({ body, changedAt: work.now })),
        );
        return after;
      });
    },
  };
}
