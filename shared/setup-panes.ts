/**
 * The panes of the Setup Assistant that can be skipped: Apple's names for them (`skipkeys.yaml` of its published device
 * management schema), on which devices each shows, and what people call them.
 */

/** Where a pane shows. */
type PaneDevice = 'mobile' | 'mac' | 'tv' | 'vision';

interface PaneRow {
  readonly on: readonly PaneDevice[];
  readonly en: string;
  readonly de: string;
}

const MOBILE = ['mobile'] as const;
const MAC = ['mac'] as const;
const TV = ['tv'] as const;
const BOTH = ['mobile', 'mac'] as const;
const WORN = ['mobile', 'mac', 'vision'] as const;
const ALL = ['mobile', 'mac', 'tv', 'vision'] as const;

const PANES = {
  Accessibility: { on: MAC, en: 'Accessibility', de: 'Bedienungshilfen' },
  AccessibilityAppearance: {
    on: MOBILE,
    en: 'Accessibility: text and display',
    de: 'Bedienungshilfen: Text und Anzeige',
  },
  ActionButton: { on: MOBILE, en: 'Action button', de: 'Aktionstaste' },
  Android: { on: MOBILE, en: 'Move from Android', de: 'Umzug von Android' },
  Appearance: { on: BOTH, en: 'Light or dark appearance', de: 'Helles oder dunkles Erscheinungsbild' },
  AppleID: { on: ALL, en: 'Apple Account', de: 'Apple Account' },
  AppStore: { on: BOTH, en: 'App Store', de: 'App Store' },
  Biometric: { on: WORN, en: 'Face ID and Touch ID', de: 'Face ID und Touch ID' },
  CameraButton: { on: MOBILE, en: 'Camera Control', de: 'Kamerasteuerung' },
  DeviceFeaturesTour: { on: MOBILE, en: 'Tour of the device', de: 'Rundgang durch das Gerät' },
  DeviceToDeviceMigration: {
    on: MOBILE,
    en: 'Transfer from another device',
    de: 'Übertragung von einem anderen Gerät',
  },
  Diagnostics: { on: ALL, en: 'Share analytics with Apple', de: 'Analysedaten mit Apple teilen' },
  DisplayTone: { on: BOTH, en: 'True Tone display', de: 'True-Tone-Display' },
  EnableLockdownMode: { on: BOTH, en: 'Lockdown Mode', de: 'Blockierungsmodus' },
  FileVault: { on: MAC, en: 'Disk encryption (FileVault)', de: 'Festplattenverschlüsselung (FileVault)' },
  HomeButtonSensitivity: { on: MOBILE, en: 'Home button click', de: 'Klick der Home-Taste' },
  iCloudDiagnostics: { on: MAC, en: 'iCloud analytics', de: 'iCloud-Analyse' },
  iCloudStorage: { on: MAC, en: 'Documents and desktop in iCloud', de: 'Dokumente und Schreibtisch in iCloud' },
  iMessageAndFaceTime: { on: MOBILE, en: 'iMessage and FaceTime', de: 'iMessage und FaceTime' },
  Intelligence: { on: WORN, en: 'Apple Intelligence', de: 'Apple Intelligence' },
  Keyboard: { on: MOBILE, en: 'Keyboards', de: 'Tastaturen' },
  LiquidGlass: { on: BOTH, en: 'Liquid Glass look', de: 'Liquid-Glass-Darstellung' },
  Location: { on: ALL, en: 'Location services', de: 'Ortungsdienste' },
  MessagingActivationUsingPhoneNumber: {
    on: MOBILE,
    en: 'iMessage with the phone number',
    de: 'iMessage mit der Telefonnummer',
  },
  Multitasking: { on: MOBILE, en: 'Multitasking', de: 'Multitasking' },
  OnBoarding: { on: MOBILE, en: 'Introduction to gestures', de: 'Einführung in die Gesten' },
  OSShowcase: { on: BOTH, en: 'What is new in the system', de: 'Neues im System' },
  Passcode: { on: WORN, en: 'Passcode', de: 'Code' },
  Payment: { on: WORN, en: 'Apple Pay', de: 'Apple Pay' },
  Privacy: { on: ALL, en: 'Data and privacy', de: 'Daten und Datenschutz' },
  Restore: { on: BOTH, en: 'Restore from a backup', de: 'Aus einem Backup wiederherstellen' },
  RestoreCompleted: { on: MOBILE, en: 'Restore completed', de: 'Wiederherstellung abgeschlossen' },
  Safety: { on: MOBILE, en: 'Safety', de: 'Sicherheit' },
  SafetyAndHandling: { on: ['mobile', 'vision'], en: 'Safety and handling', de: 'Sicherheit und Handhabung' },
  ScreenSaver: { on: TV, en: 'Screen saver', de: 'Bildschirmschoner' },
  ScreenTime: { on: WORN, en: 'Screen Time', de: 'Bildschirmzeit' },
  SIMSetup: { on: MOBILE, en: 'Mobile plan (SIM)', de: 'Mobilfunktarif (SIM)' },
  Siri: { on: ALL, en: 'Siri', de: 'Siri' },
  SoftwareUpdate: { on: WORN, en: 'Software updates', de: 'Softwareupdates' },
  SpokenLanguage: { on: MOBILE, en: 'Dictation', de: 'Diktierfunktion' },
  TapToSetup: { on: TV, en: 'Set up with an iPhone nearby', de: 'Mit einem iPhone in der Nähe einrichten' },
  TermsOfAddress: { on: BOTH, en: 'Terms of address', de: 'Anrede' },
  Tips: { on: ['vision'], en: 'Tips', de: 'Tipps' },
  TOS: { on: ALL, en: 'Terms and conditions', de: 'Nutzungsbedingungen' },
  TVHomeScreenSync: {
    on: TV,
    en: 'Same home screen on every Apple TV',
    de: 'Gleicher Home-Bildschirm auf jedem Apple TV',
  },
  TVProviderSignIn: { on: TV, en: 'TV provider', de: 'TV-Anbieter' },
  TVRoom: { on: TV, en: 'Room of the Apple TV', de: 'Raum des Apple TV' },
  UnlockWithWatch: { on: MAC, en: 'Unlock with Apple Watch', de: 'Mit Apple Watch entsperren' },
  UpdateCompleted: { on: BOTH, en: 'Update completed', de: 'Update abgeschlossen' },
  Wallpaper: { on: MAC, en: 'Wallpaper', de: 'Hintergrundbild' },
  WatchMigration: { on: MOBILE, en: 'Move an Apple Watch', de: 'Umzug einer Apple Watch' },
  WebContentFiltering: { on: MOBILE, en: 'Web content filter', de: 'Filter für Webinhalte' },
  Welcome: { on: WORN, en: 'Get started', de: 'Willkommen' },
  Zoom: { on: MOBILE, en: 'Display zoom', de: 'Anzeigezoom' },
} as const satisfies Record<string, PaneRow>;

/** One pane, as it is offered. */
interface SetupPane {
  /** Apple's name, which is what a device gets. */
  readonly key: string;
  readonly name: string;
  readonly on: readonly PaneDevice[];
}

/** What a pane is called in a language; Apple's name for one that is newer than this list. */
export function setupPaneName(key: string, language: string): string {
  const pane = Object.hasOwn(PANES, key) ? PANES[key as keyof typeof PANES] : undefined;
  return pane === undefined ? key : pane[language === 'de' ? 'de' : 'en'];
}

/** Every pane, by what it is called. */
export function setupPanes(language: string): SetupPane[] {
  return Object.entries<PaneRow>(PANES)
    .map(([key, { on }]) => ({ key, name: setupPaneName(key, language), on }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}
