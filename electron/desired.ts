import type { Logger } from '../shared/logger.ts';
import { type Blueprints, openBlueprints } from './blueprints/index.ts';
import { cartServices } from './cart-services.ts';
import { cartUsage } from './carts/index.ts';
import type { Certificates } from './certificates/index.ts';
import type { CommandService } from './commands/index.ts';
import { type Compliance, openRuleTransfer } from './compliance/index.ts';
import { startCompliance } from './compliance-services.ts';
import { openGroups } from './groups/index.ts';
import type { Authority } from './identity/index.ts';
import type { DeviceQueries } from './inventory/index.ts';
import type { Mail } from './mail/index.ts';
import { openPolicies, type Policies } from './policies/index.ts';
import { profileDelivery, watchWhatProfilesNeed } from './profile-delivery.ts';
import type { PushService } from './push/index.ts';
import type { Store } from './store/index.ts';
import { updatePorts } from './update-ports.ts';
import { openUpdates } from './updates/index.ts';
import type { openVariables } from './variables/index.ts';
import { openWhereabouts } from './whereabouts.ts';

export type Desired = Awaited<ReturnType<typeof openDesired>>;

/**
 * Builds what says how devices should be: groups and everything that is for groups. Where one of these asks another
 * that is built after it, it asks once both are there.
 *
 * @param parts.undo gets how to stop each, in the order they were started
 */
export async function openDesired(parts: {
  store: Store;
  logger: Logger;
  authority: Authority;
  commands: CommandService;
  push: PushService;
  devices: DeviceQueries;
  variables: ReturnType<typeof openVariables>;
  certificates: Certificates;
  organisation: () => string;
  mail: Mail;
  profileIdentifier: string;
  /** Where devices reach this server. */
  serverUrl: () => string;
  undo: Array<() => unknown>;
}) {
  const { store, logger, authority, commands, push, devices, variables, certificates, undo } = parts;
  const { organisation, mail, profileIdentifier } = parts;
  const rooms: { policies?: Policies; compliance?: Compliance; blueprints?: Blueprints } = {};
  const updates = openUpdates({ store, logger, ports: updatePorts(commands) });
  const groups = openGroups({
    store,
    logger,
    usages: [
      () => cartUsage(store),
      () => updates.usage(),
      () => rooms.policies?.groupUses() ?? new Map(),
      () => rooms.compliance?.rules.usages() ?? new Map(),
    ],
    devices: {
      selected: devices.selected,
      rows: (ids) => devices.list.rows(ids),
      attributes: devices.list.attributes,
    },
    ways: () => rooms.compliance?.rules.ways() ?? [],
  });
  await groups.start();
  undo.push(() => groups.stop());
  const compliance = startCompliance({
    ...{ store, logger, groups, commands, devices, profileIdentifier, organisation, mail },
    valuesOf: (deviceId) => variables.valuesOf(deviceId),
  });
  rooms.compliance = compliance;
  undo.push(() => compliance.stop());
  const carts = cartServices({ store, logger, commands, groups });
  undo.push(groups.subscribe((changes) => updates.membersChanged(changes)));
  const policies = openPolicies({
    store,
    logger,
    queue: commands,
    delivery: profileDelivery({ store, authority, variables, certificates, serverUrl: parts.serverUrl }),
    keys: authority,
    devices: { selected: (selection) => devices.selected(selection) },
    groups: {
      exportAll: () => groups.export(undefined).text,
      importAll: (text, how, actor) => groups.import({ text, ...how }, actor),
    },
    rules: openRuleTransfer(store, compliance.rules, () => devices.list.attributes()),
    blueprintsWith: (policyId) => rooms.blueprints?.withPolicy(policyId) ?? [],
  });
  rooms.policies = policies;
  policies.start();
  undo.push(() => policies.stop());
  undo.push(watchWhatProfilesNeed(store, policies, (err) => logger.error({ err }, 'devices were not looked at again')));
  const whereabouts = openWhereabouts(store);
  const blueprints = openBlueprints({
    ...{ store, logger, commands, devices, groups, whereabouts },
    policies: policies.grants,
    wake: (work, enrollmentId) => push.scheduleWake(work, enrollmentId, { urgent: true }),
  });
  rooms.blueprints = blueprints;
  await blueprints.start();
  undo.push(() => blueprints.stop());
  return { updates, groups, compliance, carts, policies, blueprints };
}
