/** What a mail with an enrollment link says. */
export interface MailFacts {
  readonly organization: string;
  /** Whom to ask, in words; null when nobody is named. */
  readonly contact: string | null;
  readonly url: string;
  readonly hasPin: boolean;
  readonly requiresApproval: boolean;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | null;
  /** Whether it serves one device only. */
  readonly once: boolean;
}

export type MailLanguage = 'en' | 'de';

/** Subject and plain text of a mail. The PIN is not in it: it should go another way. Pure. */
export function mailText(facts: MailFacts, language: MailLanguage): { subject: string; body: string } {
  const { organization, url } = facts;
  const words = WORDS[language];
  const until = facts.expiresAt === null ? undefined : words.until(day(facts.expiresAt, language));
  const lines = [
    words.hello,
    '',
    words.lead(organization),
    '',
    url,
    '',
    ...words.steps.map((step, index) => `${index + 1}. ${step}`),
    '',
    ...(facts.hasPin ? [words.pin] : []),
    ...(facts.requiresApproval ? [words.approval] : []),
    ...(facts.once ? [words.once] : []),
    ...(until === undefined ? [] : [until]),
    ...(facts.contact === null ? [] : [words.contact(facts.contact)]),
    words.doubt,
  ];
  return { subject: words.subject(organization), body: `${lines.join('\n')}\n` };
}

function day(at: number, language: MailLanguage): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(at);
}

const WORDS = {
  en: {
    subject: (name: string) => `Enroll your device with ${name}`,
    hello: 'Hello,',
    lead: (name: string) =>
      `${name} asks you to enroll your device. Open this address on the device itself, in Safari:`,
    steps: [
      'Download the profile and allow it.',
      'Open Settings and tap "Profile Downloaded". On a Mac, open System Settings, General, Device Management.',
      'Tap Install and enter the passcode of the device.',
    ],
    pin: 'The page asks for a PIN, which you get separately.',
    approval: 'The page then shows a code. Your administrator compares it and lets the device in.',
    once: 'The link works for one device.',
    until: (date: string) => `It works until ${date}.`,
    contact: (contact: string) => `Questions? ${contact}`,
    doubt: 'If you did not expect this mail, ask before you tap anything.',
  },
  de: {
    subject: (name: string) => `Gerät bei ${name} anmelden`,
    hello: 'Guten Tag,',
    lead: (name: string) =>
      `${name} bittet Sie, Ihr Gerät anzumelden. Öffnen Sie diese Adresse auf dem Gerät selbst, in Safari:`,
    steps: [
      'Laden Sie das Profil und erlauben Sie den Download.',
      'Öffnen Sie die Einstellungen und tippen Sie auf „Profil geladen“. Am Mac: Systemeinstellungen, Allgemein, Geräteverwaltung.',
      'Tippen Sie auf „Installieren“ und geben Sie den Code des Geräts ein.',
    ],
    pin: 'Die Seite fragt nach einer PIN, die Sie getrennt erhalten.',
    approval: 'Danach zeigt die Seite einen Code. Ihre Verwaltung vergleicht ihn und lässt das Gerät zu.',
    once: 'Der Link gilt für ein Gerät.',
    until: (date: string) => `Er gilt bis ${date}.`,
    contact: (contact: string) => `Fragen? ${contact}`,
    doubt: 'Wenn Sie diese Nachricht nicht erwartet haben, fragen Sie nach, bevor Sie etwas antippen.',
  },
} as const;
