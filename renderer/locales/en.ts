import { activityTexts, queueTexts } from './en/activity.ts';
import {
  aboutTexts,
  accountTexts,
  administratorTexts,
  appearanceTexts,
  backupTexts,
  certificateTexts,
  watchTexts,
} from './en/administration.ts';
import { admissionTexts, expectedTexts, recentTexts } from './en/admission.ts';
import { blueprintTexts } from './en/blueprints.ts';
import { brandingTexts } from './en/branding.ts';
import { bulkTexts } from './en/bulk.ts';
import { cartTexts, examTexts } from './en/carts.ts';
import { certificateLibraryTexts, variableTexts } from './en/certificate-library.ts';
import { commandKeyHelpTexts } from './en/command-key-help.ts';
import { commandKeyTexts, commandValueTexts } from './en/command-keys.ts';
import { commandLifeTexts } from './en/command-life.ts';
import { commandTexts } from './en/commands.ts';
import { complianceTexts } from './en/compliance.ts';
import { configuratorTexts } from './en/configurator.ts';
import { csvTexts } from './en/csv.ts';
import { deviceFieldGroupTexts, deviceFieldTexts, deviceFieldValueTexts } from './en/device-fields.ts';
import { deviceFilterTexts, deviceViewTexts } from './en/device-filter.ts';
import { deviceListTexts } from './en/device-list.ts';
import { devicePageTexts } from './en/device-page.ts';
import { devicesTexts, deviceTexts } from './en/devices.ts';
import { diagnosisTexts } from './en/diagnosis.ts';
import { enrollmentTexts } from './en/enrollment.ts';
import { eventDataTexts } from './en/event-data.ts';
import { eventTexts } from './en/events.ts';
import { factTexts, factValueTexts } from './en/facts.ts';
import { groupLintTexts } from './en/group-lint.ts';
import { groupTexts } from './en/groups.ts';
import { handoutTexts, waysTexts } from './en/handouts.ts';
import { alertTexts, homeTexts } from './en/home.ts';
import { jobTexts } from './en/jobs.ts';
import { knowledgeTexts } from './en/knowledge.ts';
import { managedAppTexts } from './en/managed-apps.ts';
import { paletteTexts, shortcutTexts } from './en/palette.ts';
import { peopleTexts } from './en/people.ts';
import { policyTexts } from './en/policies.ts';
import { profileEditorTexts } from './en/profile-editor.ts';
import { profileSpecialTexts } from './en/profile-special.ts';
import { profileValueTexts } from './en/profile-values.ts';
import { queryTexts } from './en/queries.ts';
import { relationshipTexts } from './en/relationship.ts';
import { reportingTexts } from './en/reporting.ts';
import { roleTexts } from './en/roles.ts';
import { pushTexts, settingsTexts, tokenTexts } from './en/settings.ts';
import { setupTexts } from './en/setup.ts';
import {
  commonTexts,
  errorTexts,
  notFoundTexts,
  screenTexts,
  shellTexts,
  signedOutTexts,
  signInTexts,
} from './en/shell.ts';
import { undoTexts } from './en/undo.ts';
import { updateTexts } from './en/updates.ts';
import { furtherWayTexts, wayInTexts } from './en/way-in.ts';

/** Every English text of the console. Another language is an object of the same shape. */
export const en = {
  carts: cartTexts,
  exams: examTexts,
  people: peopleTexts,
  common: commonTexts,
  relationship: relationshipTexts,
  certificateLibrary: certificateLibraryTexts,
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
