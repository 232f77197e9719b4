type Pairs = readonly (readonly [english: string, german: string])[];

/** Why something about certificates was not done, how a trial of a server went, and what a profile waits for. */
export const certificateErrors: Pairs = [
  // Library
  ['The certificate library has no such item.', 'Diesen Eintrag hat die Zertifikatsbibliothek nicht.'],
  [
    'The library has an item “{name}” already. Take another name.',
    'Die Bibliothek hat schon einen Eintrag „{name}“. Nehmen Sie einen anderen Namen.',
  ],
  [
    'The library holds {most} items at most. Remove some first.',
    'Die Bibliothek fasst höchstens {most} Einträge. Entfernen Sie zuerst welche.',
  ],
  [
    'Say where challenges are made, usually https://server/certsrv/mscep_admin/.',
    'Sagen Sie, wo Challenges ausgegeben werden, meist https://server/certsrv/mscep_admin/.',
  ],
  ['The subject of the certificate: {why}', 'Der Inhaber des Zertifikats: {why}'],
  ['The subject of “{name}”: {why}', 'Der Inhaber von „{name}“: {why}'],
  [
    'An identity is replaced by one with its private key.',
    'Eine Identität wird durch eine mit ihrem privaten Schlüssel ersetzt.',
  ],
  [
    'A certificate is replaced by one without a private key.',
    'Ein Zertifikat wird durch eines ohne privaten Schlüssel ersetzt.',
  ],
  ['The kind of an item stays.', 'Die Art eines Eintrags bleibt, wie sie ist.'],
  ['“{name}” is used by {users}. Change that first.', '„{name}“ wird verwendet von {users}. Ändern Sie zuerst das.'],
  ['“Signing of profiles”', '„Unterschrift von Profilen“'],
  ['A server has no certificate here.', 'Ein Server hat hier kein Zertifikat.'],
  [
    'Profiles are signed by an identity: a certificate with its private key.',
    'Profile unterschreibt eine Identität: ein Zertifikat mit seinem privaten Schlüssel.',
  ],
  // What people bring
  [
    'People bring identities for items of that kind only.',
    'Personen bringen nur für Einträge dieser Art eine Identität.',
  ],
  ['There is no such identity.', 'Diese Identität gibt es nicht.'],
  ['The link has ended.', 'Der Link gilt nicht mehr.'],
  [
    'Only files with a password are taken. Export it with one.',
    'Nur Dateien mit Passwort werden angenommen. Exportieren Sie sie mit einem.',
  ],
  [
    '{person} has not brought an identity for “{name}” yet. Send them a link from the library.',
    '{person} hat für „{name}“ noch keine Identität gebracht. Senden Sie der Person einen Link aus der Bibliothek.',
  ],
  [
    'The key that {person} brought for “{name}” was deleted as agreed. They have to upload it again.',
    'Der Schlüssel, den {person} für „{name}“ gebracht hat, wurde wie vereinbart gelöscht. Die Person muss ihn noch einmal hochladen.',
  ],
  [
    'The person has to upload the identity for “{name}” again.',
    'Die Person muss die Identität für „{name}“ noch einmal hochladen.',
  ],
  // What profiles take from here
  [
    'Its certificate is not in the library any more. Choose another one in the profile.',
    'Das Zertifikat ist nicht mehr in der Bibliothek. Wählen Sie im Profil ein anderes.',
  ],
  [
    '“{name}” of the library is {kind} and cannot be used for the payload {type}.',
    '„{name}“ aus der Bibliothek ist {kind} und passt nicht zur Payload {type}.',
  ],
  ['a certificate', 'ein Zertifikat'],
  ['an identity', 'eine Identität'],
  ['a SCEP server', 'ein SCEP-Server'],
  ['an ACME server', 'ein ACME-Server'],
  ['for identities that people bring', 'für Identitäten, die Personen bringen'],
  [
    'A certificate of a person is the same on all their devices: it cannot have {variables} in it.',
    'Ein Zertifikat einer Person ist auf all ihren Geräten dasselbe: Es kann {variables} nicht enthalten.',
  ],
  [
    'The certificate was revoked. Renew it in the list of certificates.',
    'Das Zertifikat wurde widerrufen. Erneuern Sie es in der Liste der Zertifikate.',
  ],
  ['A value of the certificate is missing.', 'Ein Wert des Zertifikats fehlt.'],
  ['There is no such certificate.', 'Dieses Zertifikat gibt es nicht.'],
  ['There is no certificate with this fingerprint.', 'Es gibt kein Zertifikat mit diesem Fingerabdruck.'],
  [
    'Whoever issued this certificate has to revoke it: it is not of the built-in authority.',
    'Widerrufen muss, wer es ausgestellt hat: Das Zertifikat ist nicht von der eingebauten Zertifizierungsstelle.',
  ],
  ['Nothing was issued yet.', 'Noch wurde nichts ausgestellt.'],
  [
    'Only identities of devices are revoked. Replace this certificate instead.',
    'Widerrufen werden nur Identitäten von Geräten. Ersetzen Sie dieses Zertifikat stattdessen.',
  ],
  [
    '{device} calls with this identity. Once it is revoked, the device is turned away until it enrolls again.',
    '{device} meldet sich mit dieser Identität. Ist sie widerrufen, wird das Gerät abgewiesen, bis es sich neu registriert.',
  ],
  // Names
  [
    '“{part}” is no part of a name: write it as CN=value.',
    '„{part}“ ist kein Teil eines Namens: Schreiben Sie ihn wie CN=Wert.',
  ],
  ['A name has no part “{part}”. Use {parts}.', 'Ein Name hat keinen Teil „{part}“. Verwenden Sie {parts}.'],
  [
    'The value of {part} ends in a lone backslash.',
    'Der Wert von {part} endet mit einem einzelnen umgekehrten Schrägstrich.',
  ],
  ['{part} has no value.', '{part} hat keinen Wert.'],
  [
    '{part} may have {most} signs at most, and “{value}” has more.',
    '{part} darf höchstens {most} Zeichen haben, und „{value}“ hat mehr.',
  ],
  ['C is a country in two letters, such as DE.', 'C ist ein Land in zwei Buchstaben, zum Beispiel DE.'],
  ['The name is empty. Write at least CN=value.', 'Der Name ist leer. Schreiben Sie mindestens CN=Wert.'],
  // Servers of others
  [
    '{host} takes Windows sign-in only. Switch on “Prefer Kerberos”, or allow basic authentication for the challenge page (mscep_admin), over HTTPS.',
    '{host} nimmt nur die Windows-Anmeldung. Schalten Sie „Kerberos bevorzugen“ ein, oder erlauben Sie für die Challenge-Seite (mscep_admin) die Standardauthentifizierung, über HTTPS.',
  ],
  [
    '{host} takes neither Kerberos nor a user name and password. Allow basic authentication for the challenge page (mscep_admin), over HTTPS.',
    '{host} nimmt weder Kerberos noch Benutzername und Passwort. Erlauben Sie für die Challenge-Seite (mscep_admin) die Standardauthentifizierung, über HTTPS.',
  ],
  [
    '{host} does not offer Kerberos. Put “Negotiate” first among the providers of Windows authentication for the challenge page (mscep_admin).',
    '{host} bietet Kerberos nicht an. Stellen Sie für die Challenge-Seite (mscep_admin) „Negotiate“ an die erste Stelle der Anbieter der Windows-Authentifizierung.',
  ],
  [
    '{host} does not take the ticket for {service}. Register that name for the account of its application pool (setspn -S), and have the pool’s account read tickets (useAppPoolCredentials).',
    '{host} nimmt das Ticket für {service} nicht an. Registrieren Sie diesen Namen für das Konto seines Anwendungspools (setspn -S), und lassen Sie dieses Konto die Tickets lesen (useAppPoolCredentials).',
  ],
  ['{why} Kerberos did not work either: {instead}', '{why} Auch Kerberos ging nicht: {instead}'],
  [
    '{host} does not take this user name and password for its challenge page. Check both.',
    '{host} nimmt diesen Benutzernamen und dieses Passwort für die Challenge-Seite nicht an. Prüfen Sie beide.',
  ],
  [
    '{host} does not let this user get challenges. Give the account the right to enroll for the templates.',
    '{host} gibt diesem Benutzer keine Challenges. Geben Sie dem Account das Recht, für die Vorlagen zu registrieren.',
  ],
  [
    '{host} answered {status} for the challenge page. Check its address, usually …/certsrv/mscep_admin/.',
    '{host} antwortete für die Challenge-Seite mit {status}. Prüfen Sie ihre Adresse, meist …/certsrv/mscep_admin/.',
  ],
  [
    '{host} has given out as many challenges as it may. Wait until some run out, or raise PasswordMax.',
    '{host} hat so viele Challenges ausgegeben, wie es darf. Warten Sie, bis welche ablaufen, oder erhöhen Sie PasswordMax.',
  ],
  [
    '{host} says that this user may not get challenges. Give the account the right to enroll.',
    '{host} sagt, dass dieser Benutzer keine Challenges bekommen darf. Geben Sie dem Account das Recht zu registrieren.',
  ],
  [
    'The page of {host} shows no challenge. Open it in a browser with the same user to see what it says.',
    'Die Seite von {host} zeigt keine Challenge. Öffnen Sie sie mit demselben Benutzer in einem Browser, um zu sehen, was sie sagt.',
  ],
  ['{host} cannot be asked: {why}. {help}', '{host} kann nicht gefragt werden: {why}. {help}'],
  [
    'There is no server of this name. Check the address.',
    'Einen Server dieses Namens gibt es nicht. Prüfen Sie die Adresse.',
  ],
  [
    'Nothing answers at this address and port. Check both, and the firewall.',
    'Unter dieser Adresse und diesem Port antwortet nichts. Prüfen Sie beide und die Firewall.',
  ],
  [
    'Its certificate is not trusted. Import the certificate of its authority into the library.',
    'Seinem Zertifikat wird nicht vertraut. Importieren Sie das Zertifikat seiner Zertifizierungsstelle in die Bibliothek.',
  ],
  [
    'Check the address and the network, then try again.',
    'Prüfen Sie die Adresse und das Netz, und versuchen Sie es dann noch einmal.',
  ],
  // Trials
  ['The test certificate was revoked again.', 'Das Testzertifikat wurde wieder widerrufen.'],
  ['Only SCEP servers can be tried from here.', 'Nur SCEP-Server lassen sich von hier ausprobieren.'],
  [
    'There is no value for {variables}. Choose a device that has one.',
    'Für {variables} gibt es keinen Wert. Wählen Sie ein Gerät, das einen hat.',
  ],
  ['The answer of the server cannot be read.', 'Die Antwort des Servers lässt sich nicht lesen.'],
  ['The server answered {status}. Check the address.', 'Der Server antwortete mit {status}. Prüfen Sie die Adresse.'],
  [
    'The server answered {status} instead of its certificate.',
    'Der Server antwortete mit {status} statt mit seinem Zertifikat.',
  ],
  ['The server answered {status} to the request.', 'Der Server antwortete auf die Anfrage mit {status}.'],
  [
    'The certificate of the authority has the fingerprint {found}, not the one given.',
    'Das Zertifikat der Zertifizierungsstelle hat den Fingerabdruck {found}, nicht den angegebenen.',
  ],
  ['None is needed.', 'Keine nötig.'],
  ['There is one.', 'Es gibt eine.'],
  ['There is one, by Kerberos.', 'Es gibt eine, über Kerberos.'],
  ['There is one, by user name and password.', 'Es gibt eine, mit Benutzername und Passwort.'],
  ['There is one, without signing in.', 'Es gibt eine, ohne Anmeldung.'],
  [
    'There is one, by user name and password. Kerberos did not work: {why}',
    'Es gibt eine, mit Benutzername und Passwort. Kerberos ging nicht: {why}',
  ],
  [
    'Somebody has to approve the request on the server. Devices would wait as well.',
    'Jemand muss die Anfrage auf dem Server genehmigen. Auch Geräte würden warten.',
  ],
  ['The server refused the request ({reason}). ', 'Der Server hat die Anfrage abgelehnt ({reason}).'],
  ['The server refused the request ({reason}). {help}', 'Der Server hat die Anfrage abgelehnt ({reason}). {help}'],
  [
    'Usually the challenge is wrong or used up, or the template does not allow this subject.',
    'Meist ist die Challenge falsch oder verbraucht, oder die Vorlage erlaubt diesen Inhaber nicht.',
  ],
  [
    'It could not read the request: another certificate may answer for the authority than it sends.',
    'Er konnte die Anfrage nicht lesen: Womöglich antwortet für die Zertifizierungsstelle ein anderes Zertifikat, als er sendet.',
  ],
  ['It does not take SHA-256 and AES.', 'Er nimmt SHA-256 und AES nicht an.'],
  ['The clocks differ.', 'Die Uhren gehen verschieden.'],
  [
    'The certificate is of {issuer}, and the chain you gave begins with {nearest}.',
    'Das Zertifikat ist von {issuer}, und die angegebene Kette beginnt mit {nearest}.',
  ],
  [
    'The certificate is of another authority: {issuer}. Give devices its certificate too.',
    'Das Zertifikat ist von einer anderen Zertifizierungsstelle: {issuer}. Geben Sie Geräten auch deren Zertifikat.',
  ],
  // Files
  [
    '“{name}” is not the certificate of an authority. Give those above the certificates only.',
    '„{name}“ ist kein Zertifikat einer Zertifizierungsstelle. Geben Sie nur an, was über den Zertifikaten steht.',
  ],
  [
    'The certificates are no chain: each has to be issued by the next.',
    'Die Zertifikate sind keine Kette: Jedes muss vom nächsten ausgestellt sein.',
  ],
  ['This file has no certificate.', 'Diese Datei enthält kein Zertifikat.'],
  [
    'The certificate “{name}” has expired. Import a current one.',
    'Das Zertifikat „{name}“ ist abgelaufen. Importieren Sie ein aktuelles.',
  ],
  [
    'The certificate expired on {day}. Import a current one.',
    'Das Zertifikat ist am {day} abgelaufen. Importieren Sie ein aktuelles.',
  ],
  ['The certificate is only valid from {day} on.', 'Das Zertifikat gilt erst ab {day}.'],
  ['This file is too large to be a certificate.', 'Diese Datei ist zu groß für ein Zertifikat.'],
  [
    'This is neither a PKCS#12 file nor a PEM bundle that can be read.',
    'Das ist weder eine PKCS#12- noch eine PEM-Datei, die sich lesen lässt.',
  ],
  [
    'This file has no private key. Export the certificate together with its key.',
    'Diese Datei enthält keinen privaten Schlüssel. Exportieren Sie das Zertifikat zusammen mit seinem Schlüssel.',
  ],
  ['This file has a key but no certificate.', 'Diese Datei enthält einen Schlüssel, aber kein Zertifikat.'],
  [
    'The key in this file is protected. Enter its passphrase.',
    'Der Schlüssel in dieser Datei ist geschützt. Geben Sie sein Passwort ein.',
  ],
  ['This file is protected. Enter its passphrase.', 'Diese Datei ist geschützt. Geben Sie ihr Passwort ein.'],
  [
    'The passphrase is not the one this key was protected with.',
    'Mit diesem Passwort ist der Schlüssel nicht geschützt.',
  ],
  ['The passphrase is not the one this file was protected with.', 'Mit diesem Passwort ist die Datei nicht geschützt.'],
  [
    'The private key in this file is of a kind that cannot be used.',
    'Der private Schlüssel in dieser Datei ist von einer Art, die nicht verwendet werden kann.',
  ],
  [
    'The private key in this file does not belong to its certificate.',
    'Der private Schlüssel in dieser Datei gehört nicht zu ihrem Zertifikat.',
  ],
  ['A certificate in this file cannot be read.', 'Ein Zertifikat in dieser Datei lässt sich nicht lesen.'],
  [
    'This PKCS#12 file is protected by a certificate instead of a passphrase; export it again.',
    'Diese PKCS#12-Datei ist mit einem Zertifikat statt mit einem Passwort geschützt; exportieren Sie sie noch einmal.',
  ],
  [
    'Devices take supervision identities with an RSA key only.',
    'Geräte nehmen nur Betreuungsidentitäten mit RSA-Schlüssel an.',
  ],
  [
    'The file of the key holds no private key that can be read.',
    'Die Schlüsseldatei enthält keinen privaten Schlüssel, der sich lesen lässt.',
  ],
  // An authority of one's own
  [
    'This certificate may not issue others. Choose that of an authority.',
    'Dieses Zertifikat darf keine anderen ausstellen. Wählen Sie das einer Zertifizierungsstelle.',
  ],
  [
    'The key of the authority has to be RSA with 2048 bits or more: devices encrypt their requests to it.',
    'Der Schlüssel der Zertifizierungsstelle muss RSA mit mindestens 2048 Bit sein: Geräte verschlüsseln ihre Anfragen damit.',
  ],
  [
    'The key usage of this certificate does not allow it to sign certificates and revocation lists.',
    'Die Schlüsselverwendung dieses Zertifikats erlaubt nicht, Zertifikate und Sperrlisten zu unterschreiben.',
  ],
  [
    'The authority ends in less than {days} days. Take one that lasts longer.',
    'Die Zertifizierungsstelle endet in weniger als {days} Tagen. Nehmen Sie eine, die länger gilt.',
  ],
  [
    'The file lacks “{name}”. Give all certificates up to the root, which devices have to trust.',
    'In der Datei fehlt „{name}“. Geben Sie alle Zertifikate bis zur Wurzel an, der Geräte vertrauen müssen.',
  ],
  [
    'There was an authority of this name already. Take one with another name.',
    'Eine Zertifizierungsstelle dieses Namens gab es schon. Nehmen Sie eine mit einem anderen Namen.',
  ],
  [
    'There is one authority only: start a roll-over first.',
    'Es gibt nur eine Zertifizierungsstelle: Beginnen Sie zuerst einen Wechsel.',
  ],
  [
    '{count} devices still call with an identity of the former authority. Wait until they have a new one, or end the management of those that will not come back.',
    '{count} Geräte melden sich noch mit einer Identität der früheren Zertifizierungsstelle. Warten Sie, bis sie eine neue haben, oder beenden Sie die Verwaltung derer, die nicht wiederkommen.',
  ],
  [
    'A roll-over is under way already. Retire the former authority first.',
    'Ein Wechsel läuft schon. Setzen Sie zuerst die frühere Zertifizierungsstelle außer Dienst.',
  ],
  [
    'A certificate may not have the name of the authority.',
    'Ein Zertifikat darf nicht den Namen der Zertifizierungsstelle tragen.',
  ],
];

/** Why mail does not go out; what the server said stays in its own words. */
export const mailErrors: Pairs = [
  [
    'Say first which server sends mail, and who it is from.',
    'Sagen Sie zuerst, welcher Server Mails sendet und von wem sie kommen.',
  ],
  [
    'The password is kept for another server. Type the one of this server.',
    'Das gespeicherte Passwort gehört zu einem anderen Server. Geben Sie das Passwort dieses Servers ein.',
  ],
  [
    'The mail server does not take the user name and password.',
    'Der Mailserver nimmt Benutzernamen und Passwort nicht an.',
  ],
  [
    'The mail server does not take the user name and password. {said}',
    'Der Mailserver nimmt Benutzernamen und Passwort nicht an. {said}',
  ],
  [
    'The connection to the mail server cannot be made safe. Check the kind of encryption, and whether its certificate is trusted.',
    'Die Verbindung zum Mailserver lässt sich nicht sichern. Prüfen Sie die Art der Verschlüsselung und ob seinem Zertifikat vertraut wird.',
  ],
  ['The mail server refused: {said}', 'Der Mailserver hat abgelehnt: {said}'],
  [
    'There is no mail server of this name. Check the address.',
    'Einen Mailserver dieses Namens gibt es nicht. Prüfen Sie die Adresse.',
  ],
  [
    'The mail server does not answer. Check its address and port, and the firewall.',
    'Der Mailserver antwortet nicht. Prüfen Sie Adresse und Port sowie die Firewall.',
  ],
];
