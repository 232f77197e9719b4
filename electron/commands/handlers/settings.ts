import { isDictionary } from '../../../shared/catalogue/index.ts';
import { decodeSettingResults } from '../../protocol/index.ts';
import type { AppPartKind } from '../ports.ts';
import type { Asked, ResultHandler } from './handler.ts';

const APP_PARTS: Readonly<Record<string, AppPartKind>> = {
  ApplicationConfiguration: 'configuration',
  ApplicationAttributes: 'attributes',
};
const QUESTIONS: Readonly<Record<AppPartKind, string>> = {
  configuration: 'ManagedApplicationConfiguration',
  attributes: 'ManagedApplicationAttributes',
  feedback: 'ManagedApplicationFeedback',
};

const itemsOf = (asked: Asked) =>
  (Array.isArray(asked.Settings) ? asked.Settings : []).map((item) => (isDictionary(item) ? item : {}));

/** Settings are answered one by one, in the order asked: the place says which is meant (APP-6). */
export const settings: ResultHandler = {
  requestType: 'Settings',
  parts(body, asked) {
    const results = decodeSettingResults(body);
    return itemsOf(asked).map((item, index) => {
      const result = results[index];
      const identifier = typeof item.Identifier === 'string' ? item.Identifier : undefined;
      return {
        name: typeof item.Item === 'string' ? item.Item : '',
        ...(identifier === undefined ? {} : { identifier }),
        status: result?.status ?? 'Missing',
        failed: result?.status !== 'Acknowledged',
        errorChain: result?.errorChain ?? [],
      };
    });
  },
  /** What apps were given is asked for anew. */
  read(body, asked) {
    const results = decodeSettingResults(body);
    const changed = itemsOf(asked).flatMap(({ Item, Identifier }, index) => {
      const kind = APP_PARTS[String(Item)];
      if (kind === undefined || typeof Identifier !== 'string' || results[index]?.status !== 'Acknowledged') return [];
      return [{ kind, identifier: Identifier }];
    });
    if (changed.length === 0) return undefined;
    const kinds = [...new Set(changed.map(({ kind }) => kind))];
    const ask = kinds.map((kind) => ({
      RequestType: QUESTIONS[kind],
      Identifiers: [...new Set(changed.filter((one) => one.kind === kind).map(({ identifier }) => identifier))],
    }));
    return (inventory, work, target) => {
      for (const { kind, identifier } of changed) inventory.apps.applyAppPartChanged(work, target, kind, identifier);
      return { ask };
    };
  },
};
