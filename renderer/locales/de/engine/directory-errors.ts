type Pairs = readonly (readonly [english: string, german: string])[];

/** Why a directory cannot be read, and what of it could not be taken. */
export const directoryErrors: Pairs = [
  // Settings
  ['There is no such directory.', 'Dieses Verzeichnis gibt es nicht.'],
  [
    'There is a directory “{name}” already. Take another name.',
    'Es gibt schon ein Verzeichnis „{name}“. Nehmen Sie einen anderen Namen.',
  ],
  ['There are {most} directories, the most there can be.', 'Es gibt {most} Verzeichnisse, mehr können es nicht sein.'],
  ['The port of the address is none: 1 to 65535.', 'Der Port der Adresse ist keiner: 1 bis 65535.'],
  [
    'An address that begins with ldaps:// is encrypted. Choose one that begins with ldap://.',
    'Eine Adresse, die mit ldaps:// beginnt, ist verschlüsselt. Nehmen Sie eine, die mit ldap:// beginnt.',
  ],
  ['Say who signs in: a DN, or name@domain.', 'Sagen Sie, wer sich anmeldet: ein DN oder name@domäne.'],
  ['Type the password of the account that signs in.', 'Tippen Sie das Passwort des Kontos ein, das sich anmeldet.'],
  ['The password is missing. Type it.', 'Das Passwort fehlt. Tippen Sie es ein.'],
  ['Choose the groups that classes are taken from.', 'Wählen Sie die Gruppen, aus denen Klassen werden.'],
  [
    'Two attributes of the directory fill the same attribute.',
    'Zwei Attribute des Verzeichnisses füllen dasselbe Attribut.',
  ],
  ['There is no such time zone.', 'Diese Zeitzone gibt es nicht.'],
  [
    'The filter cannot be read. It looks like (objectClass=inetOrgPerson).',
    'Der Filter lässt sich nicht lesen. Er sieht aus wie (objectClass=inetOrgPerson).',
  ],
  // Signing in
  ['There is no such account.', 'Dieses Konto gibt es nicht.'],
  ['The name or the password is wrong.', 'Der Name oder das Passwort ist falsch.'],
  ['This account may not sign in at this time.', 'Dieses Konto darf sich um diese Zeit nicht anmelden.'],
  ['This account may not sign in from this computer.', 'Dieses Konto darf sich von diesem Computer nicht anmelden.'],
  [
    'The password of this account has ended. Set a new one in the directory.',
    'Das Passwort dieses Kontos ist abgelaufen. Setzen Sie im Verzeichnis ein neues.',
  ],
  ['This account is switched off in the directory.', 'Dieses Konto ist im Verzeichnis ausgeschaltet.'],
  ['This account has ended in the directory.', 'Dieses Konto ist im Verzeichnis abgelaufen.'],
  ['This account must set a new password first.', 'Dieses Konto muss zuerst ein neues Passwort setzen.'],
  ['This account is locked in the directory.', 'Dieses Konto ist im Verzeichnis gesperrt.'],
  [
    'The directory does not know this way to sign in. Choose another.',
    'Das Verzeichnis kennt diese Art der Anmeldung nicht. Wählen Sie eine andere.',
  ],
  [
    'The directory does not let this account sign in so. Choose another way to sign in.',
    'Das Verzeichnis lässt dieses Konto sich so nicht anmelden. Wählen Sie eine andere Art der Anmeldung.',
  ],
  [
    'The directory lets nobody read without signing in. Choose an account.',
    'Das Verzeichnis lässt niemanden ohne Anmeldung lesen. Wählen Sie ein Konto.',
  ],
  // Connecting
  ['{host} cannot be read: {why}. {help}', '{host} lässt sich nicht lesen: {why}. {help}'],
  ['Check the address, the port and the firewall.', 'Prüfen Sie die Adresse, den Port und die Firewall.'],
  [
    'Its certificate is made out to another name. Use the name that is in the certificate.',
    'Sein Zertifikat ist auf einen anderen Namen ausgestellt. Nehmen Sie den Namen, der im Zertifikat steht.',
  ],
  ['Its certificate has ended. It needs a new one.', 'Sein Zertifikat ist abgelaufen. Der Server braucht ein neues.'],
  [
    'Its certificate is not trusted. Import the certificate of its authority into the library, and choose it here.',
    'Seinem Zertifikat wird nicht vertraut. Importieren Sie das Zertifikat seiner Zertifizierungsstelle in die Bibliothek, und wählen Sie es hier.',
  ],
  [
    'It does not speak TLS there. Check the port: 636 for ldaps://, 389 for ldap://.',
    'Der Server spricht dort kein TLS. Prüfen Sie den Port: 636 für ldaps://, 389 für ldap://.',
  ],
  [
    'The directory does not offer StartTLS: {why}. Use an address that begins with ldaps://.',
    'Das Verzeichnis bietet kein StartTLS an: {why}. Nehmen Sie eine Adresse, die mit ldaps:// beginnt.',
  ],
  [
    'The directory asks for an encrypted or signed connection. Use an address that begins with ldaps://, or StartTLS.',
    'Das Verzeichnis verlangt eine verschlüsselte oder signierte Verbindung. Nehmen Sie eine Adresse, die mit ldaps:// beginnt, oder StartTLS.',
  ],
  [
    'The directory asks for an encrypted connection. Use an address that begins with ldaps://, or StartTLS.',
    'Das Verzeichnis verlangt eine verschlüsselte Verbindung. Nehmen Sie eine Adresse, die mit ldaps:// beginnt, oder StartTLS.',
  ],
  // Reading
  ['There is no such base DN. Check how it is written.', 'Diesen Basis-DN gibt es nicht. Prüfen Sie die Schreibweise.'],
  [
    'There is no such base DN. The directory knows it up to “{dn}”.',
    'Diesen Basis-DN gibt es nicht. Das Verzeichnis kennt ihn bis „{dn}“.',
  ],
  [
    'The base DN or the user is written wrongly. It looks like ou=people,dc=school,dc=example.',
    'Der Basis-DN oder der Benutzer ist falsch geschrieben. Er sieht aus wie ou=people,dc=school,dc=example.',
  ],
  [
    'The directory says that another server has this base DN. Enter the address of that server.',
    'Das Verzeichnis sagt, dass ein anderer Server diesen Basis-DN hat. Geben Sie dessen Adresse ein.',
  ],
  [
    'The directory took too long. Narrow the base DN or the filter.',
    'Das Verzeichnis hat zu lange gebraucht. Engen Sie den Basis-DN oder den Filter ein.',
  ],
  [
    'The directory gives out only some entries at once. Raise its size limit for this account, or narrow the filter.',
    'Das Verzeichnis gibt nur einige Einträge auf einmal heraus. Erhöhen Sie die Grenze für dieses Konto, oder engen Sie den Filter ein.',
  ],
  [
    'The directory’s limit is reached. Raise it for this account, or narrow the filter.',
    'Die Grenze des Verzeichnisses ist erreicht. Erhöhen Sie sie für dieses Konto, oder engen Sie den Filter ein.',
  ],
  [
    'This account may not read there. Give it the right to, or use another account.',
    'Dieses Konto darf dort nicht lesen. Geben Sie ihm das Recht, oder nehmen Sie ein anderes Konto.',
  ],
  ['The directory is busy. Try again later.', 'Das Verzeichnis ist ausgelastet. Versuchen Sie es später wieder.'],
  [
    'The directory is not available now. Try again later.',
    'Das Verzeichnis ist zurzeit nicht verfügbar. Versuchen Sie es später wieder.',
  ],
  [
    'The directory does not want to do that. Sign in with an account and over an encrypted connection.',
    'Das Verzeichnis tut das nicht. Melden Sie sich mit einem Konto und über eine verschlüsselte Verbindung an.',
  ],
  ['The directory refused with code {code}: {why}.', 'Das Verzeichnis hat mit dem Code {code} abgelehnt: {why}.'],
  [
    'The group “{dn}” cannot be read. Check how its DN is written.',
    'Die Gruppe „{dn}“ lässt sich nicht lesen. Prüfen Sie die Schreibweise ihres DN.',
  ],
  [
    'Nobody was found. Check the base DN, the filter and the groups.',
    'Niemand wurde gefunden. Prüfen Sie Basis-DN, Filter und Gruppen.',
  ],
  [
    'Nobody was found, so nothing was changed. Check the base DN, the filter and the groups.',
    'Niemand wurde gefunden, deshalb wurde nichts geändert. Prüfen Sie Basis-DN, Filter und Gruppen.',
  ],
  [
    'The directory knows only {found} of {before} people any more, so nothing was changed. Check the filter, or read it by hand and say that this is meant.',
    'Das Verzeichnis kennt nur noch {found} von {before} Personen, deshalb wurde nichts geändert. Prüfen Sie den Filter, oder lesen Sie von Hand und bestätigen Sie, dass das so gewollt ist.',
  ],
  [
    'This directory is being read. Wait until that is done.',
    'Dieses Verzeichnis wird gerade gelesen. Warten Sie, bis das fertig ist.',
  ],
  [
    'The server is ending. Try again when it is back.',
    'Der Server wird beendet. Versuchen Sie es wieder, wenn er zurück ist.',
  ],
  // People
  [
    'This comes from the directory “{name}”. Change it there, and read the directory again.',
    'Das kommt aus dem Verzeichnis „{name}“. Ändern Sie es dort, und lesen Sie das Verzeichnis neu.',
  ],
  [
    '{person} would come back from the directory “{name}”. Leave the person out there, or by its filter.',
    '{person} käme aus dem Verzeichnis „{name}“ zurück. Lassen Sie die Person dort weg oder durch dessen Filter.',
  ],
];

/** What of a directory could not be taken, and why; and what of a table comes from one. */
export const directoryFindings: Pairs = [
  [
    'The directory gives out no id that stays (entryUUID, objectGUID). Allow this account to read it.',
    'Das Verzeichnis gibt keine bleibende Kennung heraus (entryUUID, objectGUID). Erlauben Sie diesem Konto, sie zu lesen.',
  ],
  ['At most {most} letters.', 'Höchstens {most} Zeichen.'],
  ['Somebody else in the directory has this address, too.', 'Noch jemand im Verzeichnis hat diese Adresse.'],
  ['Somebody who is kept by hand has this address.', 'Jemand, der von Hand gepflegt wird, hat diese Adresse.'],
  ['Somebody from the directory “{name}” has this address.', 'Jemand aus dem Verzeichnis „{name}“ hat diese Adresse.'],
  [
    'This comes from the directory “{name}”. Change it there.',
    'Das kommt aus dem Verzeichnis „{name}“. Ändern Sie es dort.',
  ],
];
