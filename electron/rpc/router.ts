import type { Logger } from '../../shared/logger.ts';
import { contractApi } from './api.ts';
import { automatedHandlers } from './automated-handlers.ts';
import { blueprintHandlers } from './blueprint-handlers.ts';
import { cartHandlers, peopleHandlers } from './cart-handlers.ts';
import { certificateLibraryHandlers } from './certificate-library-handlers.ts';
import { complianceHandlers } from './compliance-handlers.ts';
import { configuratorHandlers } from './configurator-handlers.ts';
import { directoryHandlers } from './directory-handlers.ts';
import { deviceListHandlers, ownHandlers } from './finding-handlers.ts';
import { groupHandlers } from './group-handlers.ts';
import { insightHandlers } from './insight-handlers.ts';
import { kerberosHandlers } from './kerberos-handlers.ts';
import { knowledgeHandlers } from './knowledge-handlers.ts';
import { liveChanges } from './live.ts';
import { mailHandlers } from './mail-handlers.ts';
import { policyHandlers } from './policy-handlers.ts';
import { relationshipHandlers } from './relationship-handlers.ts';
import { reportingHandlers } from './reporting-handlers.ts';
import type { Services } from './services.ts';
import { settingsHandlers } from './settings-handlers.ts';
import { updateHandlers } from './update-handlers.ts';
import { userHandlers } from './user-handlers.ts';
import { variableHandlers } from './variable-handlers.ts';

/** The contract, implemented: each handler calls one service. */
export function createRouter(services: Services, logger: Logger) {
  const api = contractApi(logger, services.reasons);
  const { devices, commands, enrollment, push, events, system, tokens } = services;
  const insight = insightHandlers(api, services);
  return api.router({
    ...settingsHandlers(api, services),
    alerts: insight.alerts,
    errors: insight.errors,
    ...ownHandlers(api, services),
    groups: groupHandlers(api, services),
    compliance: complianceHandlers(api, services),
    ...cartHandlers(api, services),
    ...peopleHandlers(api, services),
    reporting: reportingHandlers(api, services),
    updates: updateHandlers(api, services),
    policies: policyHandlers(api, services),
    blueprints: blueprintHandlers(api, services),
    devices: {
      ...deviceListHandlers(api, devices),
      ...insight.devices,
      list: api.devices.list.handler(({ input }) => devices.list(input)),
      get: api.devices.get.handler(({ input }) => devices.get(input.deviceId)),
      apps: api.devices.apps.handler(({ input }) => devices.apps(input.deviceId)),
      profiles: api.devices.profiles.handler(({ input }) => devices.profiles(input.deviceId)),
      certificates: api.devices.certificates.handler(({ input }) => devices.certificates(input.deviceId)),
      osUpdates: api.devices.osUpdates.handler(({ input }) => devices.osUpdates(input.deviceId)),
      managedApps: api.devices.managedApps.handler(({ input }) => devices.managedApps(input.deviceId)),
      media: api.devices.media.handler(({ input }) => devices.media(input.deviceId)),
      provisioningProfiles: api.devices.provisioningProfiles.handler(({ input }) =>
        devices.provisioningProfiles(input.deviceId),
      ),
      ...knowledgeHandlers(api, devices),
      refresh: api.devices.refresh.handler(({ input, context }) => devices.refresh(input.deviceIds, context.actor)),
      endManagement: api.devices.endManagement.handler(({ input, context }) =>
        devices.endManagement(input.deviceId, input.way, context.actor),
      ),
      wake: api.devices.wake.handler(({ input, context }) => devices.wake(input.deviceIds, context.actor)),
    },
    commands: {
      ...insight.commands,
      queue: api.commands.queue.handler(({ input, context }) => commands.queue(input, context.actor)),
      check: api.commands.check.handler(({ input }) => commands.check(input)),
      list: api.commands.list.handler(({ input }) => commands.list(input)),
      get: api.commands.get.handler(({ input }) => commands.get(input.commandId)),
      cancel: api.commands.cancel.handler(({ input, context }) => commands.cancel(input, context.actor)),
    },
    secrets: {
      reveal: api.secrets.reveal.handler(({ input, context }) => services.secrets.reveal(input, context.actor)),
    },
    apps: {
      codes: api.apps.codes.handler(() => services.apps.codes()),
      addCodes: api.apps.addCodes.handler(({ input, context }) => services.apps.addCodes(input, context.actor)),
      discardCodes: api.apps.discardCodes.handler(({ input, context }) =>
        services.apps.discardCodes(input.identifier, context.actor),
      ),
    },
    enrollment: {
      ...insight.enrollment,
      ...configuratorHandlers(api, enrollment),
      ...automatedHandlers(api, enrollment),
      list: api.enrollment.list.handler(() => enrollment.list()),
      create: api.enrollment.create.handler(({ input, context }) => enrollment.create(input, context.actor)),
      update: api.enrollment.update.handler(({ input: { invitationId, ...change }, context }) =>
        enrollment.update(invitationId, change, context.actor),
      ),
      link: api.enrollment.link.handler(({ input }) => enrollment.link(input.invitationId)),
      revoke: api.enrollment.revoke.handler(({ input, context }) =>
        enrollment.revoke(input.invitationId, context.actor),
      ),
      profile: api.enrollment.profile.handler(({ input }) => enrollment.profile(input.invitationId)),
      trustProfile: api.enrollment.trustProfile.handler(() => enrollment.trustProfile()),
      ways: api.enrollment.ways.handler(() => enrollment.ways()),
      setWays: api.enrollment.setWays.handler(({ input, context }) => enrollment.setWays(input, context.actor)),
    },
    deviceUsers: userHandlers(api, services),
    relationship: relationshipHandlers(api, services),
    kerberos: kerberosHandlers(api, services),
    mail: mailHandlers(api, services),
    directories: directoryHandlers(api, services),
    variables: variableHandlers(api, services),
    certificateLibrary: certificateLibraryHandlers(api, services),
    push: {
      status: api.push.status.handler(() => push.status()),
      createRequest: api.push.createRequest.handler(({ input, context }) => push.createRequest(input, context.actor)),
      importCertificate: api.push.importCertificate.handler(({ input, context }) =>
        push.importCertificate(input, context.actor),
      ),
    },
    events: {
      ...insight.events,
      list: api.events.list.handler(({ input }) => ({ rows: events.list(input) })),
      live: api.events.live.handler(({ signal }) => liveChanges(events, signal, services.alerts)),
    },
    system: {
      status: api.system.status.handler(() => system.status()),
      setOrganisation: api.system.setOrganisation.handler(({ input, context }) =>
        system.setOrganisation(input.name, context.actor),
      ),
      reasons: api.system.reasons.handler(() => services.reasons.settings()),
      setReasons: api.system.setReasons.handler(({ input, context }) => services.reasons.set(input, context.actor)),
      branding: api.system.branding.handler(() => system.branding()),
      setBranding: api.system.setBranding.handler(({ input, context }) => system.setBranding(input, context.actor)),
      authority: api.system.authority.handler(() => system.authority()),
      importTls: api.system.importTls.handler(({ input, context }) => system.importTls(input, context.actor)),
      useBuiltInTls: api.system.useBuiltInTls.handler(({ context }) => system.useBuiltInTls(context.actor)),
      listTokens: api.system.listTokens.handler(() => tokens.list()),
      createToken: api.system.createToken.handler(({ input, context }) => tokens.create(input, context.actor)),
      revokeToken: api.system.revokeToken.handler(({ input, context }) => tokens.revoke(input.tokenId, context.actor)),
    },
  });
}
export type AppRouter = ReturnType<typeof createRouter>;
