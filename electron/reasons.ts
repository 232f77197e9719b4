import { type ReasonSettings, reasonSettings } from '../shared/contract/reasons.ts';
import type { ReasonServices } from './rpc/index.ts';
import { readSetting, type Store, stating, writeSetting } from './store/index.ts';

const SETTING = 'system.reasons';

/** Whether changes need a reason, and where it goes. */
export function openReasons(store: Store): ReasonServices {
  const settings = (): ReasonSettings => readSetting(store, SETTING, reasonSettings) ?? reasonSettings.parse({});
  return {
    settings,
    async set(wanted, actor) {
      await store.write((work) => {
        writeSetting(store, SETTING, wanted);
        work.event({ type: 'setting.reasons-changed', actor: actor.name, data: { ...wanted } });
      });
      return settings();
    },
    stating: (actor, reason, run) => stating({ actor: actor.name, reason }, run),
  };
}
