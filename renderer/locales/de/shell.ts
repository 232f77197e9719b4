export const commonTexts = {
  ok: 'OK',
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Sichern',
  remove: 'Entfernen',
  retry: 'Noch einmal versuchen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyNamed: 'Kopieren: {{name}}',
  download: 'Herunterladen',
  downloadNamed: 'Herunterladen: {{name}}',
  loading: 'Wird geladen',
  never: 'Nie',
  none: 'Keine',
  yes: 'Ja',
  no: 'Nein',
  unknown: 'Nicht bekannt',
  choose: '{{name}} auswählen',
  chooseAll: 'Alle auswählen',
} as const;

export const errorTexts = {
  title: 'Das hat nicht geklappt',
  cannotShow: 'Das lässt sich gerade nicht anzeigen',
  connectionLost:
    'Die Verbindung zu Cartwright brach ab, bevor die Antwort kam. Sehen Sie nach, bevor Sie es wiederholen.',
  unknown: 'Etwas ist fehlgeschlagen. Das Protokoll von Cartwright sagt mehr.',
} as const;

export const screenTexts = {
  home: 'Übersicht',
  devices: 'Geräte',
  groups: 'Gruppen',
  compliance: 'Konformität',
  updates: 'Updates',
  carts: 'Wagen',
  people: 'Personen',
  policies: 'Richtlinien',
  blueprints: 'Baupläne',
  enrollment: 'Registrierung',
  activity: 'Aktivität',
  settings: 'Einstellungen',
} as const;

export const shellTexts = {
  waiting_one: '{{count, number}} Gerät wartet auf Freigabe',
  waiting_other: '{{count, number}} Geräte warten auf Freigabe',
  skip: 'Zum Inhalt springen',
  navigation: 'Bereiche',
  search: 'Suchen',
  nothingFound: 'Nichts gefunden',
  goTo: 'Gehe zu',
  demo: 'Demo',
  demoMeans: 'Die Geräte und Apples Dienste werden auf diesem Computer simuliert',
  serving_one: '{{count, number}} Gerät verwaltet',
  serving_other: '{{count, number}} Geräte verwaltet',
  notConnected: 'Nicht verbunden',
  appearance: 'Erscheinungsbild und Sitzung',
  signedInAs: '{{name}} · {{role}}',
  attention_one: '{{count, number}} braucht Aufmerksamkeit',
  attention_other: '{{count, number}} brauchen Aufmerksamkeit',
  colours: 'Farben',
  scheme: { auto: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  density: 'Dichte',
  densities: { comfortable: 'Großzügig', compact: 'Kompakt' },
  signOut: 'Abmelden',
  queue_zero: 'Keine Befehle warten',
  queue_one: '{{count, number}} Befehl wartet',
  queue_other: '{{count, number}} Befehle warten',
  connection: {
    connecting: 'Verbindet',
    connected: 'Live',
    lost: 'Verbindung verloren',
    'signed-out': 'Abgemeldet',
  },
  lost: 'Cartwright ist nicht erreichbar. Was Sie sehen, ist vielleicht veraltet.',
  retryIn_zero: 'Neuer Versuch läuft.',
  retryIn_one: 'Nächster Versuch in {{count}} Sekunde.',
  retryIn_other: 'Nächster Versuch in {{count}} Sekunden.',
} as const;

export const signedOutTexts = {
  title: 'Sie sind abgemeldet',
  text: 'Die Geräte werden weiter bedient.',
} as const;

export const notFoundTexts = {
  title: 'Diese Seite gibt es nicht',
  text: 'Die Adresse ist vielleicht veraltet oder hat einen Tippfehler.',
  action: 'Zu den Geräten',
} as const;

export const signInTexts = {
  title: 'Wieder anmelden',
  text: 'Ihre Sitzung ist abgelaufen. Melden Sie sich an und machen Sie weiter, wo Sie waren.',
  name: 'Name',
  password: 'Passwort',
  showPassword: 'Passwort anzeigen',
  go: 'Anmelden',
  wrong: 'Dieser Name und dieses Passwort passen nicht zusammen.',
  wait_one: 'Zu viele Versuche. Warten Sie {{count, number}} Sekunde und versuchen Sie es dann erneut.',
  wait_other: 'Zu viele Versuche. Warten Sie {{count, number}} Sekunden und versuchen Sie es dann erneut.',
  failed: 'Die Anmeldung schlug fehl: {{why}}',
  link: 'Kein Konto? Öffnen Sie in diesem Browser einen einmaligen Anmeldelink. Auf dem Rechner, auf dem Cartwright läuft, gibt dies einen aus:',
  command: 'Befehl',
  look: 'Ich habe einen Link geöffnet',
} as const;
