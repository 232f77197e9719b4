/** Wie oft Geräte nach sich selbst gefragt werden, und wonach. */
export const reportingTexts = {
  rounds: 'Wie oft Geräte gefragt werden',
  roundsHint_one:
    '{{count, number}} Gerät wird reihum gefragt, was es hat: Einstellungen, Profile, Zertifikate, Apps und Updates. So fallen Änderungen am Gerät auf.',
  roundsHint_other:
    '{{count, number}} Geräte werden reihum gefragt, was sie haben: Einstellungen, Profile, Zertifikate, Apps und Updates. So fallen Änderungen an ihnen auf.',
  asked_one: '{{count, number}} Gerät wird gerade gefragt',
  asked_other: '{{count, number}} Geräte werden gerade gefragt',
  byItself: 'Geräte immer wieder fragen',
  every: 'Jedes Gerät fragen alle',
  minutes: 'Minuten',
  everyHint: 'Von 15 Minuten bis zu einer Woche. Üblich sind 240 Minuten.',
  everyWrong: 'Geben Sie 15 bis 10.080 Minuten an.',
  whileRoaming: 'Auch während ein Gerät im Roaming ist',
  renewals: 'Wie lange vor ihrem Ende Identitätszertifikate erneuert werden, steht unter',
  privacy: 'Was der Server sieht',
  privacyHint:
    'Benutzer erfahren es auf der Registrierungsseite. Sagen Sie es ihnen vorher, wenn der Server mehr sehen soll.',
  apps: 'Apps',
  appsOf: {
    all: 'Alle Apps',
    managed: 'Nur verwaltete Apps',
  },
  appsMean: {
    all: 'Jede App auf dem Gerät steht in der Liste.',
    managed: 'Nur Apps, die dieser Server installiert hat, stehen in der Liste. Regeln zu anderen Apps finden nichts.',
  },
  location: 'Ort verlorener Geräte',
  locationHint:
    'Ein Gerät sagt nur im Modus „Verloren“, wo es ist. Ist dies aus, kann auch dann niemand danach fragen.',
  confirm: {
    title: 'Ändern, was der Server sieht?',
    action: 'Ändern',
    apps: {
      all: 'Ab der nächsten Runde werden alle Apps auf den Geräten aufgelistet.',
      managed: 'Die Listen der Apps werden gelöscht, und nur nach verwalteten Apps wird gefragt.',
    },
    location: {
      on: 'Geräte im Modus „Verloren“ können gefragt werden, wo sie sind.',
      off: 'Niemand kann fragen, wo ein Gerät ist.',
    },
    tell: 'Der Server sieht danach mehr als bisher. Sie bekommen anschließend einen Text, den Sie den Benutzern der Geräte schicken.',
    silent: 'Der Server sieht danach weniger als bisher. Niemand muss informiert werden.',
  },
  notice: {
    title: 'Benutzer informieren',
    why: 'Der Server sieht mehr, seit {{by}} es geändert hat.',
    text: 'Was Sie schicken',
    subject: 'Ihr Gerät und {{organisation}}',
    begin: '{{organisation}} verwaltet Ihr Gerät. Was dabei zu sehen ist, hat sich geändert:',
    more: {
      apps: '• Namen und Versionen aller Apps auf dem Gerät sind jetzt zu sehen, auch der selbst installierten. Was Sie darin tun, ist nicht zu sehen.',
      location:
        '• Das Gerät kann jetzt gefragt werden, wo es ist, aber nur, solange es im Modus „Verloren“ gesperrt ist.',
    },
    end: 'Sonst hat sich nichts geändert. Wenn Sie Fragen haben, antworten Sie bitte auf diese Nachricht.',
    mail: 'Im Mailprogramm öffnen',
    told: 'Benutzer sind informiert',
  },
} as const;
