import type { MailOverview, NewMailSettings } from '../../shared/contract/index.ts';
import type { Api } from './api.ts';
import type { Actor } from './services.ts';

/** What is asked about mail; see the contract for what each does. */
export interface MailServices {
  mail: {
    settings(): MailOverview;
    setSettings(wanted: NewMailSettings, actor: Actor): Promise<MailOverview>;
    /** @throws CartwrightError `conflict` with what the server said */
    test(to: string, actor: Actor): Promise<{ id: string }>;
  };
}

/** Handlers about mail. */
export function mailHandlers(api: Api, services: MailServices) {
  return {
    settings: api.mail.settings.handler(() => services.mail.settings()),
    setSettings: api.mail.setSettings.handler(({ input, context }) => services.mail.setSettings(input, context.actor)),
    test: api.mail.test.handler(({ input, context }) => services.mail.test(input.to, context.actor)),
  };
}
