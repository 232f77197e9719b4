/** Wege neben dem einfachen Profil: drahtlos mit Nachweis, eigene Geräte von Personen, Anmeldung mit Account. */
export const furtherWayTexts = {
  air: {
    title: 'Drahtlos mit Nachweis',
    when: 'Für Links, die weitergegeben werden: Das Gerät weist sich erst mit dem Zertifikat von Apple aus und bekommt dann ein Profil nur für sich.',
    steps: {
      one: 'Erstellen Sie eine Einladung und wählen Sie als Weg „Drahtlos mit Nachweis“. Links, Codes und Handzettel bleiben dieselben.',
      two: 'Die Person öffnet den Link und installiert, was er anbietet. Das Gerät nennt seine Seriennummer, signiert mit dem Zertifikat, das Apple eingebaut hat.',
      three:
        'Die Einstellungen machen von selbst weiter und registrieren genau dieses Gerät. Wer Link oder Profil kopiert, kommt damit nicht weit.',
    },
    action: 'Einladung wählen',
  },
  own: {
    title: 'Eigenes Gerät einer Person',
    when: 'Für private iPhones, iPads und Macs: Die Arbeit bleibt getrennt, und dieser Server sieht weder Seriennummer noch private Apps.',
    steps: {
      one: 'Erstellen Sie eine Einladung und wählen Sie als Weg „Eigenes Gerät einer Person“. Die Person braucht einen Verwalteten Apple Account.',
      two: 'Die Person öffnet den Link, gibt diesen Account ein und installiert das Profil. Ab iOS 18 und macOS 15 nehmen Sie stattdessen „Mit Account anmelden“.',
      three: 'Das Gerät fragt nach dem Kennwort des Accounts und richtet einen eigenen Bereich für die Arbeit ein.',
    },
    action: 'Einladung wählen',
  },
  account: {
    title: 'Mit Account anmelden',
    when: 'Für Personen mit einem Verwalteten Apple Account: Sie geben ihn in den Einstellungen ein, und das Gerät findet diesen Server selbst. Ohne Link, ohne Code.',
  },
} as const;

export const wayInTexts = {
  saved: 'Die Wege sind geändert.',
  way: 'Weg',
  names: {
    profile: 'Profil von der Seite',
    'over-the-air': 'Drahtlos mit Nachweis',
    'user-profile': 'Eigenes Gerät einer Person',
    'account-user': 'Account, eigenes Gerät',
    'account-device': 'Account, Gerät der Organisation',
    automated: 'Automatische Registrierung',
  },
  field: {
    label: 'Weg',
    hints: {
      profile: 'Die Seite gibt das Registrierungsprofil sofort aus. Passt fast immer.',
      'over-the-air': 'Das Gerät weist sich mit dem Zertifikat von Apple aus; sein Profil passt auf kein anderes.',
      'user-profile':
        'Benutzerregistrierung: Das Gerät bleibt privat. Braucht einen Verwalteten Apple Account; bis iOS 17 und macOS 14.',
    },
    account: 'Verwalteter Apple Account',
    accountHint: 'Bleibt das Feld leer, gibt die Person ihn auf der Seite ein.',
  },
  account: {
    who: 'Wer sich anmelden darf',
    user: 'Persönliche Geräte',
    userHint: 'Benutzerregistrierung: Das Gerät gehört weiter der Person. Ab iOS 15, macOS 14, visionOS 1.1.',
    device: 'Geräte der Organisation',
    deviceHint: 'Geräteregistrierung mit allen Rechten der Einladung. Ab iOS 17, macOS 14, visionOS 1.1.',
    domains: 'Domains',
    domainsHint: 'Was in den Accounts nach dem @ steht. Nach jeder die Eingabetaste.',
    signsIn: 'Sie melden sich an mit',
    whoChoices: {
      accounts: 'Kennwort',
      invitations: 'Link einer Einladung',
      both: 'Kennwort oder Link',
    },
    terms: 'Bedingungen dieser Einladung',
    termsHint: 'Ihre Rechte, Anzahl der Geräte und ihr Ende gelten für alle, die sich mit Kennwort anmelden.',
    noTerms: 'Einladung wählen',
    discovery: 'Was die Domain bereitstellen muss',
    discoveryText:
      'Ein Gerät sucht seinen Server bei der Domain des Accounts. Legen Sie dieses Dokument dort ab, genau unter dieser Adresse, auf einem Webserver mit einem Zertifikat, dem jedes Gerät vertraut.',
    address: 'Adresse bei {{domain}}',
    saveDocument: 'Dokument sichern',
    discoveryHint:
      'Stellen Sie es als application/json bereit. Führt die Domain zu diesem Server, ist nichts zu tun: Er antwortet selbst. Ab iOS 18.2 und macOS 15.2 kann auch Apple School Manager oder Apple Business den Server nennen.',
    steps: {
      settings: {
        title: 'Einstellungen öffnen',
        text: 'Auf iPhone und iPad: Allgemein, VPN und Geräteverwaltung. Am Mac: Systemeinstellungen, Allgemein, Geräteverwaltung. Tippen Sie auf „Bei Arbeits- oder Schulaccount anmelden“.',
      },
      account: {
        title: 'Account eingeben',
        text: 'Zum Beispiel grace@schule.example. Das Gerät fragt bei dieser Domain, wo sein Server ist.',
      },
      signIn: {
        title: 'Anmelden',
        text: 'Auf dem Gerät öffnet sich eine Seite dieses Servers und fragt nach dem Kennwort oder dem Link einer Einladung. Die Anmeldung zählt einmal, zehn Minuten lang.',
      },
      done: {
        title: 'Erlauben',
        text: 'Das Gerät fragt nach dem Verwalteten Apple Account und registriert sich. Es erscheint unter Registrierungen, mit dem Account.',
      },
    },
  },
  people: {
    title: 'Accounts mit Kennwort',
    add: 'Account hinzufügen',
    addOne: 'Hinzufügen',
    none: 'Noch keine Accounts. Fügen Sie einen für jede Person hinzu, die sich mit Kennwort anmeldet.',
    shortName: 'Name',
    shortNameHint: 'Was vor dem @ steht: Buchstaben, Ziffern, Punkte und Striche.',
    fullName: 'Voller Name',
    password: 'Kennwort',
    passwordHint:
      'Wird als Prüfwert im Tresor bewahrt; niemand kann es mehr lesen. Es gilt auch für Anmeldungen an verwalteten Macs.',
    showPassword: 'Kennwort zeigen',
    passwordSince: 'Kennwort gesetzt',
    newPassword: 'Neues Kennwort',
    newPasswordOf: 'Neues Kennwort für {{name}}',
    remove: 'Account entfernen',
    removeNamed: 'Account {{name}} entfernen',
    removeTitle: 'Account „{{name}}“ entfernen?',
    removeText: 'Niemand kann sich mehr damit anmelden. Geräte, die damit kamen, bleiben registriert.',
    removed: 'Der Account ist entfernt.',
  },
  proof: {
    title: 'Was als Nachweis zählt',
    signer: 'Wer signiert haben muss',
    signerHint:
      'Gilt für Geräte, die sich drahtlos oder mit Account registrieren oder mit einer solchen Einladung am Kabel vorbereitet werden.',
    signers: { apple: 'Das eingebaute Zertifikat von Apple', any: 'Jeder' },
    anyWarning:
      'Einem Gerät wird alles geglaubt, was es von sich sagt. Nehmen Sie das nur, solange ein Gerät mit defektem Zertifikat herein muss.',
    encrypt: 'Profil verschlüsseln',
    encryptHint: 'Die letzte Antwort kann nur das Gerät lesen, das gefragt hat, und niemand dazwischen.',
    minimum: { iOS: 'iOS und iPadOS mindestens', macOS: 'macOS mindestens' },
    anyVersion: 'Jede Version',
  },
} as const;
