import { activityTexts, queueTexts } from './activity.ts';
import {
  aboutTexts,
  accountTexts,
  administratorTexts,
  appearanceTexts,
  backupTexts,
  certificateTexts,
  watchTexts,
} from './administration.ts';
import { admissionTexts, expectedTexts, recentTexts } from './admission.ts';
import { automatedTexts } from './automated.ts';
import { blueprintTexts } from './blueprints.ts';
import { brandingTexts } from './branding.ts';
import { bulkTexts } from './bulk.ts';
import { cartTexts } from './carts.ts';
import { certificateLibraryTexts, variableTexts } from './certificate-library.ts';
import { commandKeyHelpTexts } from './command-key-help.ts';
import { commandKeyTexts, commandValueTexts } from './command-keys.ts';
import { commandLifeTexts } from './command-life.ts';
import { commandTexts } from './commands.ts';
import { complianceTexts } from './compliance.ts';
import { configuratorTexts } from './configurator.ts';
import { csvTexts } from './csv.ts';
import { deviceFieldGroupTexts, deviceFieldTexts, deviceFieldValueTexts } from './device-fields.ts';
import { deviceFilterTexts, deviceViewTexts } from './device-filter.ts';
import { deviceListTexts } from './device-list.ts';
import { devicePageTexts } from './device-page.ts';
import { devicesTexts, deviceTexts } from './devices.ts';
import { diagnosisTexts } from './diagnosis.ts';
import { directoryTexts } from './directories.ts';
import { enrollmentTexts } from './enrollment.ts';
import { eventDataTexts } from './event-data.ts';
import { eventTexts } from './events.ts';
import { factTexts, factValueTexts } from './facts.ts';
import { groupLintTexts } from './group-lint.ts';
import { groupTexts } from './groups.ts';
import { handoutTexts, waysTexts } from './handouts.ts';
import { alertTexts, homeTexts } from './home.ts';
import { importVariableTexts } from './import-variables.ts';
import { kerberosTexts } from './kerberos.ts';
import { knowledgeTexts } from './knowledge.ts';
import { mailTexts } from './mail.ts';
import { managedAppTexts } from './managed-apps.ts';
import { peopleTexts } from './people.ts';
import { policyTexts } from './policies.ts';
import { profileEditorTexts } from './profile-editor.ts';
import { profileSpecialTexts } from './profile-special.ts';
import { profileValueTexts } from './profile-values.ts';
import { queryTexts } from './queries.ts';
import { reasonTexts } from './reasons.ts';
import { relationshipTexts } from './relationship.ts';
import { reportingTexts } from './reporting.ts';
import { settingsTexts, tokenTexts } from './settings.ts';
import { setupTexts } from './setup.ts';
import { setupPaneTexts } from './setup-panes.ts';
import { updateTexts } from './updates.ts';
import { furtherWayTexts, wayInTexts } from './way-in.ts';

/** The English texts of the screens, which come with the first of them. */
export const screensTexts = {
  carts: cartTexts,
  people: peopleTexts,
  reasons: reasonTexts,
  relationship: relationshipTexts,
  certificateLibrary: certificateLibraryTexts,
  kerberos: kerberosTexts,
  mail: mailTexts,
  directories: directoryTexts,
  variables: variableTexts,
  devices: devicesTexts,
  deviceFields: deviceFieldTexts,
  eventData: eventDataTexts,
  deviceList: deviceListTexts,
  automated: automatedTexts,
  blueprints: blueprintTexts,
  bulk: bulkTexts,
  configurator: configuratorTexts,
  csv: csvTexts,
  deviceFieldGroups: deviceFieldGroupTexts,
  deviceFieldValues: deviceFieldValueTexts,
  deviceFilter: deviceFilterTexts,
  deviceViews: deviceViewTexts,
  device: deviceTexts,
  facts: factTexts,
  factValues: factValueTexts,
  commands: commandTexts,
  commandLife: commandLifeTexts,
  devicePage: devicePageTexts,
  knowledge: knowledgeTexts,
  diagnosis: diagnosisTexts,
  commandKeys: commandKeyTexts,
  commandKeyHelp: commandKeyHelpTexts,
  commandValues: commandValueTexts,
  policies: policyTexts,
  reporting: reportingTexts,
  profileEditor: profileEditorTexts,
  profileSpecial: profileSpecialTexts,
  importVariables: importVariableTexts,
  profileValues: profileValueTexts,
  queries: queryTexts,
  enrollment: enrollmentTexts,
  admission: admissionTexts,
  expected: expectedTexts,
  recent: recentTexts,
  branding: brandingTexts,
  handouts: handoutTexts,
  ways: { ...waysTexts, ...furtherWayTexts },
  wayIn: wayInTexts,
  activity: activityTexts,
  queue: queueTexts,
  events: eventTexts,
  groupLint: groupLintTexts,
  groups: groupTexts,
  compliance: complianceTexts,
  settings: settingsTexts,
  tokens: tokenTexts,
  home: homeTexts,
  alerts: alertTexts,
  setup: setupTexts,
  setupPanes: setupPaneTexts,
  account: accountTexts,
  administrators: administratorTexts,
  certificates: certificateTexts,
  backups: backupTexts,
  watch: watchTexts,
  about: aboutTexts,
  appearance: appearanceTexts,
  managedApps: managedAppTexts,
  updates: updateTexts,
} as const;
