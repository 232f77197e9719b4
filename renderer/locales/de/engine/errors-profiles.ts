import type { ErrorDomain } from '../../../../shared/catalogue/errors/types.ts';

/** German for errors of profiles, payloads, passcodes and certificates, as in shared/catalogue/errors/profiles.ts. */
export const profileErrors: readonly ErrorDomain[] = [
  {
    domain: 'MCProfileErrorDomain',
    area: 'Profildatei',
    cause: 'Der Fehler liegt in der Profildatei, nicht am Gerät.',
    nextStep: 'Erstellen oder exportieren Sie das Profil neu und installieren Sie das neue.',
    codes: {
      1000: ['Die Profildatei ist nicht wohlgeformt.'],
      1001: [
        'Dieses Betriebssystem versteht die Formatversion des Profils nicht.',
        'Das Profil wurde für ein neueres System gemacht.',
        'Aktualisieren Sie das Gerät oder erstellen Sie das Profil in einem älteren Format.',
      ],
      1002: ['Ein Feld fehlt, das jedes Profil braucht.'],
      1003: ['Ein Feld des Profils hat einen Wert der falschen Art (Text statt Zahl, …).'],
      1004: [
        'Die Signatur des Profils stimmt nicht.',
        'Das Profil wurde nach dem Signieren geändert, oder dem Zertifikat wird nicht vertraut, oder es ist abgelaufen.',
        'Signieren Sie das Profil neu mit einem gültigen Zertifikat.',
      ],
      1005: ['Das Profil enthält nichts zu installieren.'],
      1006: [
        'Das Profil ist für eine Identität verschlüsselt, die dieses Gerät nicht hat.',
        'Es wurde für ein anderes Gerät oder ein ersetztes Zertifikat verschlüsselt.',
        'Verschlüsseln Sie es neu für die Identität, die das Gerät jetzt hat.',
      ],
      1007: ['Zwei Teile des Profils haben dieselbe UUID.', null, 'Geben Sie jeder Payload eine eigene UUID.'],
      1008: ['Zwei Payloads haben dieselbe Kennung.', null, 'Geben Sie jeder Payload eine eigene Kennung.'],
      1009: [
        'Das Profil konnte nicht installiert werden.',
        null,
        'Lesen Sie den nächsten Fehler der Kette; er nennt den Grund.',
      ],
      1010: [
        'Ein Feld des Profils hat einen Wert, den dieses System nicht annimmt.',
        null,
        'Sehen Sie nach, welche Werte diese Systemversion nimmt, und ändern Sie das Feld.',
      ],
    },
  },
  {
    domain: 'MCPayloadErrorDomain',
    area: 'Payload in einem Profil',
    cause: 'Ein Teil des Profils ist nicht so, wie dieses System es erwartet.',
    nextStep:
      'Vergleichen Sie die Payload mit dem, was die Systemversion des Geräts nimmt; installieren Sie das Profil dann neu.',
    codes: {
      2000: ['Eine Payload des Profils ist nicht wohlgeformt.'],
      2001: ['Dieses System versteht die Formatversion der Payload nicht.'],
      2002: ['Ein Feld fehlt, das die Payload braucht.'],
      2003: ['Ein Feld der Payload hat einen Wert der falschen Art.'],
      2004: ['Ein Feld der Payload hat einen Wert, den dieses System nicht annimmt.'],
      2005: [
        'Beim Lesen einer Payload trat im Gerät ein Fehler auf.',
        'Im Gerät selbst trat ein Fehler auf.',
        'Starten Sie das Gerät neu und installieren Sie das Profil noch einmal.',
      ],
    },
  },
  {
    domain: 'MCRestrictionsErrorDomain',
    area: 'Einschränkungen',
    cause: 'Zwei Profile auf dem Gerät widersprechen sich.',
    nextStep: 'Entfernen Sie eines der Profile, die dieselbe Einschränkung setzen.',
    codes: {
      3000: ['Profile sind sich uneins, ob Erlauben oder Verbieten strenger ist.'],
      3001: ['Profile sind sich uneins, ob ein höherer oder niedrigerer Wert strenger ist.'],
    },
  },
  {
    domain: 'MCInstallationErrorDomain',
    area: 'Installieren eines Profils',
    cause: 'Das Gerät nahm das Profil an, konnte es aber nicht einsetzen.',
    nextStep: 'Lesen Sie den nächsten Fehler der Kette; er nennt den Teil, der fehlschlug.',
    codes: {
      4000: ['Das Gerät konnte das Profil nicht lesen.'],
      4001: ['Die Installation schlug fehl.'],
      4002: [
        'Etwas mit derselben UUID ist schon installiert.',
        'Eine frühere Fassung desselben Profils ist noch da.',
        'Geben Sie dem neuen Profil eine neue UUID, oder entfernen Sie das installierte.',
      ],
      4003: ['Das Profil wartete nicht auf die Installation (schon fertig oder verworfen).'],
      4004: [
        'Wer am Gerät ist, hat die Installation abgebrochen.',
        'Jemand tippte auf „Abbrechen“.',
        'Sprechen Sie mit der Person am Gerät und senden Sie noch einmal.',
      ],
      4005: [
        'Der jetzige Code verletzt die neuen Regeln.',
        'Der benutzte Code ist schwächer, als die neuen Regeln verlangen.',
        'Lassen Sie einen stärkeren Code wählen und installieren Sie dann neu.',
      ],
      4006: [
        'Die Daten für die Installation waren nicht brauchbar.',
        'Die Daten sind beschädigt, oder das Entfernungsdatum des Profils ist vorbei (neuere Systeme).',
        'Prüfen Sie das Entfernungsdatum und erstellen Sie das Profil neu.',
      ],
      4007: ['Die Datei hat kein bekanntes Profilformat.'],
      4008: [
        'Das neue Profil ist mit einem anderen Zertifikat signiert als das installierte.',
        'Das Profil signiert jetzt jemand anderes als zuvor.',
        'Signieren Sie das neue mit dem Zertifikat des installierten, oder entfernen Sie dieses zuerst.',
      ],
      4009: [
        'Das Gerät ist gesperrt.',
        'Das Gerät ist gesperrt.',
        'Senden Sie noch einmal, wenn das Gerät entsperrt ist.',
      ],
      4010: [
        'Das neue Profil hat eine andere Kennung als das, das es ersetzen soll.',
        null,
        'Behalten Sie die Kennung des Profils bei, das ersetzt wird.',
      ],
      4011: [
        'Am Ende der Registrierung kam etwas, das kein Konfigurationsprofil ist.',
        'Etwas antwortete anstelle des Servers, oder der Link ist veraltet.',
        'Erstellen Sie eine neue Einladung und registrieren Sie neu.',
      ],
      4012: [
        'Dieses Profil lässt sich nicht an Ort und Stelle aktualisieren.',
        null,
        'Entfernen Sie das installierte Profil und installieren Sie dann das neue.',
      ],
      4013: ['Die Aktualisierung schlug fehl; die alte Fassung bleibt.'],
      4014: [
        'Das Gerät hat kein Identitätszertifikat dafür.',
        'Das Zertifikat, auf das sich das Profil bezieht, wurde nicht ausgestellt oder entfernt.',
        'Registrieren Sie das Gerät neu.',
      ],
      4015: [
        'Dem Ersatz für ein MDM-Profil fehlt die MDM-Payload.',
        'Das neue Profil hat die Kennung des Registrierungsprofils.',
        'Geben Sie ihm eine andere Kennung; das Registrierungsprofil ersetzt man nur durch neues Registrieren.',
      ],
      4016: [
        'Im Gerät trat ein Fehler auf.',
        'Im Gerät selbst trat ein Fehler auf.',
        'Starten Sie das Gerät neu und senden Sie noch einmal.',
      ],
      4017: [
        'Ein globaler HTTP-Proxy ist schon eingerichtet; nur einer ist erlaubt.',
        'Ein anderes Profil setzt einen globalen Proxy.',
        'Entfernen Sie zuerst dieses Profil.',
      ],
      4018: [
        'Eine Mobilfunk- oder APN-Konfiguration ist schon da; nur eine ist erlaubt.',
        'Ein anderes Profil setzt Mobilfunkeinstellungen.',
        'Entfernen Sie zuerst dieses Profil.',
      ],
      4019: [
        'Eine App-Sperre ist schon da; nur eine ist erlaubt.',
        'Ein anderes Profil hält das Gerät in einer App.',
        'Entfernen Sie zuerst dieses Profil.',
      ],
      4020: [
        'Von Hand zu installieren ist hier nicht erlaubt.',
        'Eine Einschränkung hält Benutzer davon ab, Profile zu installieren.',
        'Installieren Sie das Profil über die Verwaltung.',
      ],
      4021: [
        'Dieses Profil lässt sich nur still installieren (über MDM, nicht durch Tippen).',
        null,
        'Senden Sie es mit InstallProfile, statt es am Gerät zu öffnen.',
      ],
      4022: ['Dieses Profil lässt sich nur über MDM installieren.', null, 'Senden Sie es mit InstallProfile.'],
      4023: [
        'Das Profil enthält eine Payload, die in dieser Lage nicht erlaubt ist.',
        'Eine Payload verlangt Betreuung, eine andere Art der Registrierung oder einen anderen Kanal.',
        'Nehmen Sie diese Payload heraus oder betreuen Sie das Gerät.',
      ],
      4024: [
        'So ein Profil gibt es auf dem Gerät nicht.',
        'Es wurde inzwischen entfernt, oder seine Kennung schreibt sich anders.',
        'Aktualisieren Sie die Liste der Profile und nehmen Sie eine Kennung daraus.',
      ],
      4025: [
        'Die Angaben zur Betreuung sind ungültig.',
        null,
        'Bereiten Sie das Gerät mit Apple Configurator neu vor.',
      ],
      4026: [
        'Das Entfernungsdatum des Profils ist vorbei.',
        'Das Profil sollte vor heute entfernt werden.',
        'Setzen Sie ein späteres Entfernungsdatum oder keines und installieren Sie es neu.',
      ],
      4027: [
        'Das Profil verlangt zuerst einen anderen Code.',
        'Der benutzte Code ist schwächer, als die Regeln verlangen.',
        'Lassen Sie einen neuen Code wählen und installieren Sie dann neu.',
      ],
      4028: [
        'Eine Anordnung des Home-Bildschirms ist schon gesetzt; nur eine ist erlaubt.',
        'Ein anderes Profil setzt die Anordnung.',
        'Entfernen Sie zuerst dieses Profil.',
      ],
      4029: [
        'Mitteilungen sind schon eingestellt; nur ein Profil darf das.',
        'Ein anderes Profil legt die Mitteilungen fest.',
        'Entfernen Sie zuerst dieses Profil.',
      ],
      4030: [
        'Das Profil enthält eine Payload, die auf einem geteilten iPad nicht erlaubt ist.',
        null,
        'Nehmen Sie diese Payload heraus oder lassen Sie geteilte iPads aus.',
      ],
      4031: [
        'Das Profil enthält persönliche Daten, wo keine sein dürfen.',
        'Eine Payload mit einem Account oder Passwort ging dorthin, wo alle sie lesen könnten.',
        'Senden Sie sie an den Kanal des Benutzers, oder nehmen Sie die persönlichen Daten heraus.',
      ],
    },
  },
  {
    domain: 'MCPasscodeErrorDomain',
    area: 'Gerätecode',
    cause: 'Die Regeln auf dem Gerät und der Code passen nicht zusammen.',
    nextStep:
      'Lassen Sie am Gerät einen Code setzen, der den Regeln genügt, und senden Sie den Befehl dann noch einmal.',
    codes: {
      5000: ['Der Code ist zu kurz.'],
      5001: ['Der Code hat zu wenig verschiedene Zeichen.'],
      5002: ['Der Code hat zu wenig Sonderzeichen.'],
      5003: ['Der Code wiederholt Zeichen.'],
      5004: ['Der Code läuft in Reihe auf- oder abwärts (1234, dcba).'],
      5005: ['Der Code braucht eine Ziffer.'],
      5006: ['Der Code braucht einen Buchstaben.'],
      5007: ['Der Code ist älter, als er sein darf.'],
      5008: ['Der Code wurde vor zu kurzer Zeit benutzt.'],
      5009: ['Vorbehalten, nicht benutzt.'],
      5010: [
        'Das Gerät ist gesperrt.',
        'Das Gerät ist gesperrt.',
        'Senden Sie den Befehl noch einmal, wenn es entsperrt ist.',
      ],
      5011: [
        'Falscher Code eingegeben.',
        'Jemand gab einen falschen Code ein.',
        'Versuchen Sie es mit dem richtigen, oder löschen Sie den Code.',
      ],
      5012: ['Vorbehalten, nicht benutzt.'],
      5013: [
        'Der Code konnte nicht gelöscht werden.',
        'Vielleicht gehört das Entsperr-Token zu einer früheren Registrierung.',
        'Registrieren Sie das Gerät neu, oder löschen Sie es.',
      ],
      5014: ['Der Code konnte nicht gesetzt werden.'],
      5015: ['Die Frist bis zur Sperre konnte nicht gesetzt werden.'],
      5016: ['Entsperren mit dem Fingerabdruck konnte nicht gesetzt werden.'],
      5017: ['Kaufen mit dem Fingerabdruck konnte nicht gesetzt werden.'],
      5018: ['Die Höchstzahl der Fehlversuche bis zum Löschen konnte nicht gesetzt werden.'],
    },
  },
  {
    domain: 'MCKeychainErrorDomain',
    area: 'Schlüsselbund',
    cause: 'Das Gerät konnte etwas im Schlüsselbund nicht sichern oder finden.',
    nextStep: 'Starten Sie das Gerät neu und senden Sie den Befehl noch einmal.',
    codes: {
      6000: ['Der Schlüsselbund meldete einen Systemfehler.'],
      6001: ['Ein Text, der nicht leer sein darf, war leer.'],
      6002: ['Die Suche im Schlüsselbund ließ sich nicht aufbauen.'],
    },
  },
  {
    domain: 'MCCertificateErrorDomain',
    area: 'Zertifikate',
    cause: 'Das Zertifikat im Profil ist nicht brauchbar.',
    nextStep: 'Exportieren Sie das Zertifikat neu, wo nötig mit seinem Schlüssel, und erstellen Sie das Profil neu.',
    codes: {
      9000: [
        'Falsches Passwort für die Zertifikatsdatei.',
        'Das Passwort in der Payload ist nicht das der Datei.',
        'Schreiben Sie das richtige Passwort in die Payload.',
      ],
      9001: ['Eine Zertifikats-Payload enthält mehr als ein Zertifikat.'],
      9002: ['Das Zertifikat konnte nicht gesichert werden.'],
      9003: ['Die WAPI-Zertifikatsdaten konnten nicht gesichert werden.'],
      9004: ['Das Root-Zertifikat konnte nicht gesichert werden.'],
      9005: ['Die Zertifikatsdaten sind nicht wohlgeformt.'],
      9006: ['Dem Zertifikat fehlt der private Schlüssel, wo eine Identität gebraucht wird.'],
    },
  },
  {
    domain: 'MCDefaultsErrorDomain',
    area: 'Voreinstellungen',
    cause: 'Das Gerät hat die Voreinstellungen nicht angenommen.',
    nextStep: 'Prüfen Sie, wer das Profil signiert hat, und installieren Sie es neu.',
    codes: {
      10000: ['Die Voreinstellungen konnten nicht geschrieben werden.'],
      10001: ['Die Voreinstellungen hat jemand signiert, der sie nicht setzen darf.'],
    },
  },
  {
    domain: 'MCProvisioningProfileErrorDomain',
    area: 'Bereitstellungsprofile',
    cause: 'Das Bereitstellungsprofil passt nicht zum Gerät oder ist abgelaufen.',
    nextStep: 'Erstellen Sie ein neues Bereitstellungsprofil, das dieses Gerät nennt.',
    codes: {
      25000: ['Das Bereitstellungsprofil ist ungültig.'],
      25001: ['Es konnte nicht installiert werden.'],
      25002: ['Es konnte nicht entfernt werden.'],
    },
  },
  {
    domain: 'MCFontErrorDomain',
    area: 'Schriften',
    cause: 'Die Schrift im Profil ist nicht brauchbar.',
    nextStep: 'Nehmen Sie je Payload eine TrueType- oder OpenType-Schrift.',
    codes: {
      35000: ['Die Schriftdaten sind ungültig.'],
      35001: ['Die Schrift konnte nicht installiert werden.'],
      35002: ['Eine Payload enthält mehr als eine Schrift.'],
    },
  },
];
