import type { Api } from './api.ts';
import type { SettingsServices } from './settings-services.ts';

const REMOVED = { removed: true } as const;

/** The handlers of the first run, the settings and one's own session: each calls one service. */
export function settingsHandlers(api: Api, services: SettingsServices) {
  const { administrators, session, setup, backups, diagnostics, listener, certificates } = services;
  return {
    administrators: {
      list: api.administrators.list.handler(() => administrators.list()),
      create: api.administrators.create.handler(({ input, context }) => administrators.create(input, context.actor)),
      update: api.administrators.update.handler(({ input, context }) => administrators.update(input, context.actor)),
      setPassword: api.administrators.setPassword.handler(({ input, context }) =>
        administrators.setPassword(input.administratorId, input.password, context.actor),
      ),
      remove: api.administrators.remove.handler(async ({ input, context }) => {
        await administrators.remove(input.administratorId, context.actor);
        return REMOVED;
      }),
    },
    session: {
      me: api.session.me.handler(({ context }) => session.me(context.actor)),
      list: api.session.list.handler(({ context }) => session.list(context.actor)),
      signOut: api.session.signOut.handler(({ input, context }) => session.signOut(input.sessionId, context.actor)),
      signOutOthers: api.session.signOutOthers.handler(({ context }) => session.signOutOthers(context.actor)),
      changePassword: api.session.changePassword.handler(async ({ input, context }) => {
        await session.changePassword(input, context.actor);
        return session.me(context.actor);
      }),
      preferences: api.session.preferences.handler(({ context }) => session.preferences(context.actor)),
      setPreferences: api.session.setPreferences.handler(({ input, context }) =>
        session.setPreferences(input, context.actor),
      ),
    },
    setup: {
      state: api.setup.state.handler(() => setup.state()),
      dismiss: api.setup.dismiss.handler(({ input, context }) => setup.dismiss(input.dismissed, context.actor)),
      addresses: api.setup.addresses.handler(() => setup.addresses()),
      setAddress: api.setup.setAddress.handler(({ input, context }) => setup.setAddress(input, context.actor)),
    },
    backups: {
      list: api.backups.list.handler(() => backups.list()),
      create: api.backups.create.handler(({ context }) => backups.create(context.actor)),
      verify: api.backups.verify.handler(({ input, context }) => backups.verify(input.name, context.actor)),
      download: api.backups.download.handler(({ input, context }) => backups.download(input.name, context.actor)),
      remove: api.backups.remove.handler(async ({ input, context }) => {
        await backups.remove(input.name, context.actor);
        return REMOVED;
      }),
      setSchedule: api.backups.setSchedule.handler(({ input, context }) => backups.setSchedule(input, context.actor)),
    },
    diagnostics: {
      bundle: api.diagnostics.bundle.handler(() => diagnostics.bundle()),
    },
    listener: {
      details: api.listener.details.handler(() => listener.details()),
    },
    certificates: {
      list: api.certificates.list.handler(({ input }) => certificates.list(input)),
      get: api.certificates.get.handler(({ input }) => certificates.get(input.fingerprint)),
      pem: api.certificates.pem.handler(({ input }) => certificates.pem(input.fingerprint)),
      revoke: api.certificates.revoke.handler(({ input, context }) => certificates.revoke(input, context.actor)),
    },
  };
}
