import { activityTexts, queueTexts } from './de/activity.ts';
import {
  aboutTexts,
  accountTexts,
  administratorTexts,
  appearanceTexts,
  backupTexts,
  certificateTexts,
  watchTexts,
} from './de/administration.ts';
import { admissionTexts, expectedTexts, recentTexts } from './de/admission.ts';
import { automatedTexts } from './de/automated.ts';
import { blueprintTexts } from './de/blueprints.ts';
import { brandingTexts } from './de/branding.ts';
import { bulkTexts } from './de/bulk.ts';
import { cartTexts, examTexts } from './de/carts.ts';
import { certificateLibraryTexts, variableTexts } from './de/certificate-library.ts';
import { commandKeyHelpTexts } from './de/command-key-help.ts';
import { commandKeyTexts, commandValueTexts } from './de/command-keys.ts';
import { commandLifeTexts } from './de/command-life.ts';
import { commandTexts } from './de/commands.ts';
import { complianceTexts } from './de/compliance.ts';
import { configuratorTexts } from './de/configurator.ts';
import { csvTexts } from './de/csv.ts';
import { deviceFieldGroupTexts, deviceFieldTexts, deviceFieldValueTexts } from './de/device-fields.ts';
import { deviceFilterTexts, deviceViewTexts } from './de/device-filter.ts';
import { deviceListTexts } from './de/device-list.ts';
import { devicePageTexts } from './de/device-page.ts';
import { devicesTexts, deviceTexts } from './de/devices.ts';
import { diagnosisTexts } from './de/diagnosis.ts';
import { directoryTexts } from './de/directories.ts';
import { enrollmentTexts } from './de/enrollment.ts';
import { eventDataTexts } from './de/event-data.ts';
import { eventTexts } from './de/events.ts';
import { factTexts, factValueTexts } from './de/facts.ts';
import { groupLintTexts } from './de/group-lint.ts';
import { groupTexts } from './de/groups.ts';
import { handoutTexts, waysTexts } from './de/handouts.ts';
import { alertTexts, homeTexts } from './de/home.ts';
import { importVariableTexts } from './de/import-variables.ts';
import { jobTexts } from './de/jobs.ts';
import { kerberosTexts } from './de/kerberos.ts';
import { knowledgeTexts } from './de/knowledge.ts';
import { mailTexts } from './de/mail.ts';
import { managedAppTexts } from './de/managed-apps.ts';
import { paletteTexts, shortcutTexts } from './de/palette.ts';
import { peopleTexts } from './de/people.ts';
import { policyTexts } from './de/policies.ts';
import { profileEditorTexts } from './de/profile-editor.ts';
import { profileSpecialTexts } from './de/profile-special.ts';
import { profileValueTexts } from './de/profile-values.ts';
import { queryTexts } from './de/queries.ts';
import { reasonTexts } from './de/reasons.ts';
import { relationshipTexts } from './de/relationship.ts';
import { reportingTexts } from './de/reporting.ts';
import { roleTexts } from './de/roles.ts';
import { pushTexts, settingsTexts, tokenTexts } from './de/settings.ts';
import { setupTexts } from './de/setup.ts';
import { setupPaneTexts } from './de/setup-panes.ts';
import {
  commonTexts,
  errorTexts,
  notFoundTexts,
  screenTexts,
  shellTexts,
  signedOutTexts,
  signInTexts,
} from './de/shell.ts';
import { undoTexts } from './de/undo.ts';
import { updateTexts } from './de/updates.ts';
import { furtherWayTexts, wayInTexts } from './de/way-in.ts';

/** Every German text of the console, in the shape of the English ones; languages.test.ts holds them together. */
export const de = {
  carts: cartTexts,
  exams: examTexts,
  people: peopleTexts,
  common: commonTexts,
  reasons: reasonTexts,
  relationship: relationshipTexts,
  certificateLibrary: certificateLibraryTexts,
  kerberos: kerberosTexts,
  mail: mailTexts,
  directories: directoryTexts,
  variables: variableTexts,
  errors: errorTexts,
  screens: screenTexts,
  shell: shellTexts,
  signedOut: signedOutTexts,
  signIn: signInTexts,
  notFound: notFoundTexts,
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
  push: pushTexts,
  tokens: tokenTexts,
  home: homeTexts,
  alerts: alertTexts,
  jobs: jobTexts,
  palette: paletteTexts,
  shortcuts: shortcutTexts,
  roles: roleTexts,
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
  undo: undoTexts,
  updates: updateTexts,
} as const;
