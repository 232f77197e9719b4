type Pairs = readonly (readonly [english: string, german: string])[];

/** Why there is no ticket, and how a trial of Kerberos went. */
export const kerberosErrors: Pairs = [
  // Settings
  [
    'Kerberos is not set up. Do so in Settings, Directory.',
    'Kerberos ist nicht eingerichtet. Das geht in Einstellungen, Verzeichnis.',
  ],
  [
    '{host} lies in none of the domains for Kerberos. Add its domain in Settings, Directory.',
    '{host} liegt in keiner der Domänen für Kerberos. Fügen Sie seine Domäne in Einstellungen, Verzeichnis hinzu.',
  ],
  [
    'The password is kept for another account. Type the one of this account.',
    'Das hinterlegte Passwort gehört zu einem anderen Konto. Tippen Sie das dieses Kontos ein.',
  ],
  ['Type the password of the service account.', 'Tippen Sie das Passwort des Dienstkontos ein.'],
  ['Enter the realm.', 'Geben Sie den Realm ein.'],
  ['Enter the address of a KDC.', 'Geben Sie die Adresse eines KDC ein.'],
  ['Enter the domains whose servers take Kerberos.', 'Geben Sie die Domänen ein, deren Server Kerberos annehmen.'],
  ['Enter the service account.', 'Geben Sie das Dienstkonto ein.'],
  ['The account must end in @ and the realm.', 'Das Konto muss mit @ und dem Realm enden.'],
  ['A realm is a name such as SCHOOL.EXAMPLE.', 'Ein Realm ist ein Name wie SCHOOL.EXAMPLE.'],
  ['A KDC is an address such as kdc.school.example.', 'Ein KDC ist eine Adresse wie kdc.school.example.'],
  ['A domain is one such as .school.example.', 'Eine Domäne ist zum Beispiel .school.example.'],
  ['An account is one such as service@SCHOOL.EXAMPLE.', 'Ein Konto ist zum Beispiel service@SCHOOL.EXAMPLE.'],
  // Trials
  ['{address} answers.', '{address} antwortet.'],
  ['The ticket holds for {life}.', 'Das Ticket gilt {life}.'],
  [
    'The answer of the KDC cannot be read. Check its address.',
    'Die Antwort des KDC lässt sich nicht lesen. Prüfen Sie seine Adresse.',
  ],
  // KDCs
  [
    'No KDC answers ({problems}). Check the addresses, the port (usually 88, TCP) and the firewall.',
    'Kein KDC antwortet ({problems}). Prüfen Sie die Adressen, den Port (meist 88, TCP) und die Firewall.',
  ],
  [
    'The answer cannot be read as Kerberos. Check the address and the port: usually 88 for a KDC.',
    'Die Antwort ist kein Kerberos. Prüfen Sie die Adresse und den Port: für einen KDC meist 88.',
  ],
  [
    'The KDC answered another question. Try again.',
    'Der KDC hat auf eine andere Frage geantwortet. Versuchen Sie es noch einmal.',
  ],
  ['The KDC asks for {rounds} rounds of key derivation.', 'Der KDC verlangt {rounds} Runden der Schlüsselableitung.'],
  ['Encryption type {etype} is not spoken here.', 'Die Verschlüsselung {etype} wird hier nicht gesprochen.'],
  // Accounts
  [
    'The password of {account} is wrong. Type it again.',
    'Das Passwort von {account} ist falsch. Tippen Sie es noch einmal ein.',
  ],
  [
    'There is no AES encryption for {name}. Switch on “AES 256” for the account in Active Directory, then set its password again.',
    'Für {name} gibt es keine AES-Verschlüsselung. Schalten Sie „AES 256“ für das Konto im Active Directory ein, und setzen Sie sein Passwort dann neu.',
  ],
  [
    'There is no AES encryption for {name}. Switch on “AES 256” for the account that the server runs as, then set its password again.',
    'Für {name} gibt es keine AES-Verschlüsselung. Schalten Sie „AES 256“ für das Konto ein, unter dem der Server läuft, und setzen Sie sein Passwort dann neu.',
  ],
  [
    'The account {account} has ended. Give it a later end in the directory.',
    'Das Konto {account} ist abgelaufen. Geben Sie ihm im Verzeichnis ein späteres Ende.',
  ],
  [
    '{realm} has no account {account}. Check the name and the realm.',
    '{realm} hat kein Konto {account}. Prüfen Sie den Namen und den Realm.',
  ],
  [
    'The KDC does not issue tickets for {realm}. Check the realm.',
    'Der KDC gibt keine Tickets für {realm} aus. Prüfen Sie den Realm.',
  ],
  [
    'The policy of {realm} does not let {account} sign in now, or from here. Check the hours and computers allowed for the account.',
    'Die Richtlinie von {realm} lässt {account} jetzt oder von hier nicht anmelden. Prüfen Sie, welche Zeiten und Computer dem Konto erlaubt sind.',
  ],
  [
    'The account {account} is locked or disabled. Unlock it in the directory.',
    'Das Konto {account} ist gesperrt oder deaktiviert. Entsperren Sie es im Verzeichnis.',
  ],
  [
    'The password of {account} has expired. Set another one in the directory; for a service account it best never expires.',
    'Das Passwort von {account} ist abgelaufen. Setzen Sie im Verzeichnis ein neues; bei einem Dienstkonto läuft es am besten nie ab.',
  ],
  [
    '{account} belongs to another realm. Enter that realm and its KDC.',
    '{account} gehört zu einem anderen Realm. Geben Sie diesen und seinen KDC ein.',
  ],
  [
    'The KDC of {realm} refused (error {code}). Its log says more.',
    'Der KDC von {realm} hat abgelehnt (Fehler {code}). Sein Protokoll sagt mehr.',
  ],
  // Services
  [
    '{realm} has no service {service}. Register it for the account that the server runs as: setspn -S {command}.',
    '{realm} hat keinen Dienst {service}. Registrieren Sie ihn für das Konto, unter dem der Server läuft: setspn -S {command}.',
  ],
  [
    '{service} belongs to the realm {other}, not to {realm}. Enter that realm with a KDC and an account of its own.',
    '{service} gehört zum Realm {other}, nicht zu {realm}. Geben Sie diesen Realm mit einem KDC und einem Konto von dort ein.',
  ],
  ['The ticket has ended. Try again.', 'Das Ticket ist abgelaufen. Versuchen Sie es noch einmal.'],
  [
    'The server takes this for a repetition. Try again.',
    'Der Server hält das für eine Wiederholung. Versuchen Sie es noch einmal.',
  ],
  [
    'The server cannot read the ticket for {service}. Either the service is registered for another account than the server runs as (setspn -Q shows which), or the password of that account was changed.',
    'Der Server kann das Ticket für {service} nicht lesen. Entweder ist der Dienst für ein anderes Konto registriert, als der Server verwendet (setspn -Q zeigt welches), oder das Passwort dieses Kontos wurde geändert.',
  ],
  [
    'The server does not prove that it is the right one: {why}. Check its address.',
    'Der Server weist nicht nach, dass er der richtige ist: {why}. Prüfen Sie seine Adresse.',
  ],
  ['it could not read the ticket', 'Er konnte das Ticket nicht lesen'],
  ['it answers another request', 'Er antwortet auf eine andere Anfrage'],
  ['it asks for more than Kerberos needs', 'Er verlangt mehr, als Kerberos braucht'],
  ['its answer is of another kind', 'Seine Antwort ist von anderer Art'],
  [
    'The server does not take the ticket. Its log says why.',
    'Der Server nimmt das Ticket nicht an. Sein Protokoll sagt warum.',
  ],
  [
    'The server wants another way of signing in than Kerberos, usually NTLM.',
    'Der Server will eine andere Anmeldung als Kerberos, meist NTLM.',
  ],
  [
    'What the server sent was changed on the way. Try again, and check the network.',
    'Was der Server gesendet hat, wurde unterwegs verändert. Versuchen Sie es noch einmal, und prüfen Sie das Netz.',
  ],
  ['The service has not answered yet.', 'Der Dienst hat noch nicht geantwortet.'],
  // Clocks
  [
    'The clock of this computer is {minutes} min behind that of the KDC, which says {time}. Kerberos allows five minutes: set both clocks by the same source.',
    'Die Uhr dieses Computers geht gegenüber der des KDC {minutes} min nach; dort ist es {time}. Kerberos erlaubt fünf Minuten: Stellen Sie beide Uhren nach derselben Quelle.',
  ],
  [
    'The clock of this computer is {minutes} min ahead of that of the KDC, which says {time}. Kerberos allows five minutes: set both clocks by the same source.',
    'Die Uhr dieses Computers geht gegenüber der des KDC {minutes} min vor; dort ist es {time}. Kerberos erlaubt fünf Minuten: Stellen Sie beide Uhren nach derselben Quelle.',
  ],
];
