import { administrators } from './administrators.ts';
import { admission } from './admission.ts';
import { alerts } from './alerts.ts';
import { apps } from './apps.ts';
import { attributes } from './attributes.ts';
import { automatedProcedures } from './automated.ts';
import { backups } from './backups.ts';
import { blueprints } from './blueprints.ts';
import { brandings } from './branding.ts';
import { carts } from './carts.ts';
import { certificateLibrary } from './certificate-library.ts';
import { certificates } from './certificates.ts';
import { commandQueue, errors } from './command-queue.ts';
import { commands } from './commands.ts';
import { compliance } from './compliance.ts';
import { configuratorProcedures } from './configurator.ts';
import { deviceKnowledgeProcedures } from './device-knowledge.ts';
import { deviceLists } from './device-lists.ts';
import { devices } from './devices.ts';
import { deviceInsight } from './diagnosis.ts';
import { diagnostics } from './diagnostics.ts';
import { directories } from './directories.ts';
import { loans, people } from './directory.ts';
import { enrollment } from './enrollment.ts';
import { eventLog } from './event-log.ts';
import { events } from './events.ts';
import { exams } from './exams.ts';
import { groups } from './groups.ts';
import { kerberos } from './kerberos.ts';
import { listener } from './listener.ts';
import { mail } from './mail.ts';
import { notes } from './notes.ts';
import { policies } from './policies.ts';
import { push } from './push.ts';
import { reasons } from './reasons.ts';
import { relationship } from './relationship.ts';
import { reporting } from './reporting.ts';
import { secrets } from './secrets.ts';
import { session } from './session.ts';
import { setup } from './setup.ts';
import { system } from './system.ts';
import { updates } from './updates.ts';
import { deviceUsers } from './users.ts';
import { variables } from './variables.ts';
import { views } from './views.ts';
import { ways } from './ways.ts';

export type * from './access.ts';
export type * from './administrators.ts';
export type * from './admission.ts';
export type * from './alerts.ts';
export type * from './apps.ts';
export type * from './attributes.ts';
export type * from './automated.ts';
export type * from './backups.ts';
export type * from './blueprint-content.ts';
export type * from './blueprints.ts';
export type * from './branding.ts';
export type * from './cart.ts';
export type * from './carts.ts';
export type * from './certificate-library.ts';
export type * from './certificates.ts';
export type * from './command-queue.ts';
export type * from './commands.ts';
export type * from './common.ts';
export type * from './compliance.ts';
export type * from './compliance-rule.ts';
export type * from './configurator.ts';
export type * from './device-fields.ts';
export type * from './device-filter.ts';
export type * from './device-inventory.ts';
export type * from './device-knowledge.ts';
export type * from './device-lists.ts';
export type * from './devices.ts';
export type * from './diagnosis.ts';
export type * from './diagnostics.ts';
export type * from './directories.ts';
export type * from './directory.ts';
export type * from './enrollment.ts';
export type * from './event-log.ts';
export type * from './events.ts';
export type * from './exams.ts';
export type * from './group-look.ts';
export type * from './groups.ts';
export type * from './kerberos.ts';
export type * from './listener.ts';
export type * from './mail.ts';
export type * from './notes.ts';
export type * from './policies.ts';
export type * from './policy.ts';
export type * from './policy-answers.ts';
export type * from './push.ts';
export type * from './reasons.ts';
export type * from './relationship.ts';
export type * from './reporting.ts';
export type * from './secrets.ts';
export type * from './session.ts';
export type * from './setup.ts';
export type * from './system.ts';
export type * from './updates.ts';
export type * from './users.ts';
export type * from './variables.ts';
export type * from './views.ts';
export type * from './ways.ts';

/** Everything the console and scripts can ask of the engine; nothing reaches it another way. */
export const contract = {
  alerts,
  apps,
  devices: { ...devices, ...deviceLists, ...deviceInsight, ...deviceKnowledgeProcedures },
  commands: { ...commands, ...commandQueue },
  enrollment: { ...enrollment, ...admission, ...ways, ...configuratorProcedures, ...automatedProcedures },
  errors,
  secrets,
  push,
  views,
  groups,
  carts,
  exams,
  people,
  loans,
  policies,
  blueprints,
  attributes,
  compliance,
  kerberos,
  notes,
  events: { ...events, ...eventLog },
  system: { ...system, ...brandings, ...reasons },
  administrators,
  session,
  setup,
  backups,
  diagnostics,
  listener,
  certificates,
  relationship,
  deviceUsers,
  directories,
  mail,
  variables,
  reporting,
  updates,
  certificateLibrary,
};
export type Contract = typeof contract;
