import type { Mail } from './mail/index.ts';
import type { MailServices } from './rpc/index.ts';

/** Mail in the shape the contract's handlers call. */
export function mailServices(mail: Mail): MailServices {
  return {
    mail: {
      settings: () => mail.overview(),
      setSettings: (wanted, actor) => mail.setSettings(wanted, actor.name),
      test: (to, actor) => mail.test(to, actor.name),
    },
  };
}
