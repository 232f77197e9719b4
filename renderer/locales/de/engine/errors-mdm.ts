import type { ErrorDomain } from '../../../../shared/catalogue/errors/types.ts';

/** German for the errors of management itself, row by row as in shared/catalogue/errors/mdm.ts. */
export const mdmErrors: ErrorDomain = {
  domain: 'MCMDMErrorDomain',
  area: 'MDM selbst',
  cause: 'Die Verwaltung auf dem Gerät hat die Anfrage abgelehnt.',
  nextStep: 'Sehen Sie sich die Anfrage an und was das Gerät erlaubt; senden Sie sie dann neu.',
  codes: {
    12000: [
      'Das MDM-Profil verlangt eine unzulässige Kombination von Rechten.',
      'Manche Rechte setzen andere voraus.',
      'Erstellen Sie eine Einladung mit gültigen Rechten und registrieren Sie neu.',
    ],
    12001: [
      'Das Gerät wird schon von einem MDM-Profil verwaltet.',
      'Ein anderes Registrierungsprofil ist installiert; ein Gerät gehorcht nur einem Server.',
      'Entfernen Sie das vorhandene Verwaltungsprofil und registrieren Sie dann.',
    ],
    12002: [
      'Das Gerät konnte sich nicht anmelden.',
      'Falsche Adresse, eine Firewall oder ein TLS-Zertifikat, dem das Gerät nicht vertraut.',
      'Öffnen Sie die Adresse des Servers im Browser des Geräts und prüfen Sie TLS und Firewall.',
    ],
    12003: [
      'Die Antwort auf eine Anmeldeaufforderung war falsch.',
      'Das Passwort war falsch.',
      'Versuchen Sie es mit dem richtigen noch einmal.',
    ],
    12004: [
      'Das Push-Zertifikat oder Topic ist ungültig.',
      'Das Profil nennt ein Topic, das zu keinem Push-Zertifikat für die Verwaltung gehört.',
      'Prüfen Sie das Push-Zertifikat und registrieren Sie das Gerät neu.',
    ],
    12005: [
      'Das Zertifikat, das das MDM-Profil nennt, wurde nicht gefunden.',
      'Der SCEP- oder Zertifikatsteil der Registrierung schlug vorher fehl.',
      'Registrieren Sie mit einem frischen Profil neu.',
    ],
    12006: [
      'Das Gerät hat eine Umleitung des Servers abgelehnt.',
      'Etwas zwischen Gerät und Server antwortet mit einer Umleitung.',
      'Lassen Sie die Adresse geradewegs zum Server führen.',
    ],
    12007: [
      'Dem Server fehlt das Recht für diesen Befehl.',
      'Das Gerät wurde mit weniger Rechten registriert, als dieser Befehl braucht.',
      'Vergleichen Sie die Rechte der Registrierung und registrieren Sie mit einer Einladung neu, die sie hat.',
    ],
    12008: [
      'Der Befehl war falsch aufgebaut.',
      'Ein Schlüssel des Befehls fehlt oder hat einen Wert der falschen Art.',
      'Prüfen Sie die Anfrage unten, berichtigen Sie sie und senden Sie sie neu.',
    ],
    12009: [
      'Das neue MDM-Profil verletzt die Regeln für den Austausch.',
      'Adresse, Topic oder Rechte sind anders als im installierten Registrierungsprofil.',
      'Registrieren Sie das Gerät neu, statt das Profil auszutauschen.',
    ],
    12010: [
      'Die Aufzeichnungen des Geräts widersprechen sich.',
      'Im Gerät selbst trat ein Fehler auf.',
      'Starten Sie das Gerät neu und senden Sie den Befehl noch einmal.',
    ],
    12011: [
      'Die MDM-Einstellungen auf dem Gerät sind ungültig.',
      'Die Registrierung auf dem Gerät ist beschädigt.',
      'Registrieren Sie das Gerät neu.',
    ],
    12012: [
      'Das neue Profil passt nicht zum installierten MDM-Profil (Topic, Adresse oder Rechte).',
      'Topic, Adresse oder Rechte des neuen Registrierungsprofils sind nicht die des alten.',
      'Entfernen Sie das alte Registrierungsprofil und registrieren Sie dann neu.',
    ],
    12013: [
      'Dieses Profil wurde nicht von diesem Server installiert und darf darum nicht entfernt werden.',
      'Jemand hat es von Hand installiert, oder ein anderer Server war es.',
      'Lassen Sie es am Gerät selbst entfernen.',
    ],
    12014: [
      'Dieses Bereitstellungsprofil wurde nicht von diesem Server installiert.',
      'Jemand hat es von Hand installiert, oder ein anderer Server war es.',
      'Lassen Sie es am Gerät selbst entfernen.',
    ],
    12015: [
      'Kein Push-Token von Apple.',
      'Das Gerät erreicht Apples Push-Dienst nicht.',
      'Öffnen Sie im Netz des Geräts die Ports 5223 und 443 zu 17.0.0.0/8.',
    ],
    12016: [
      'Das Identitätszertifikat fehlt.',
      'Das Zertifikat wurde vom Gerät entfernt.',
      'Registrieren Sie das Gerät neu.',
    ],
    12017: [
      'Die Hinterlegung zum Entsperren konnte nicht angelegt werden.',
      null,
      'Lassen Sie am Gerät einen Code setzen und registrieren Sie es dann neu.',
    ],
    12018: [
      'Die hinterlegten Daten waren nicht lesbar.',
      null,
      'Registrieren Sie das Gerät neu; es sendet dann ein neues Entsperr-Token.',
    ],
    12019: [
      'Das hinterlegte Geheimnis war nicht lesbar.',
      null,
      'Registrieren Sie das Gerät neu; es sendet dann ein neues Entsperr-Token.',
    ],
    12020: [
      'Der Server hat das Gerät abgewiesen (401).',
      'Die Einladung ist aufgebraucht, zurückgezogen oder abgelaufen, oder die Verwaltung wurde hier beendet.',
      'Erstellen Sie eine neue Einladung und registrieren Sie neu.',
    ],
    12021: [
      'Dieses Betriebssystem kennt den Befehl nicht.',
      'Den Befehl gibt es erst in einer späteren Version oder nur auf einer anderen Plattform.',
      'Aktualisieren Sie das Gerät oder nehmen Sie einen anderen Befehl.',
    ],
    12022: [
      'Das Topic passt nicht zum Push-Zertifikat.',
      'Das Push-Zertifikat wurde gegen eines mit anderem Topic getauscht.',
      'Laden Sie das frühere Push-Zertifikat oder registrieren Sie das Gerät neu.',
    ],
    12023: [
      'Die App-Kennung ließ sich nicht beim Store prüfen.',
      'Der Store ist nicht erreichbar oder bietet die App in diesem Land nicht an.',
      'Prüfen Sie die App-Kennung und das Netz des Geräts; senden Sie dann neu.',
    ],
    12024: [
      'Das App-Manifest ließ sich nicht prüfen.',
      'Die Adresse des Manifests ist nicht erreichbar, oder dort liegt kein gültiges Manifest.',
      'Öffnen Sie die Adresse am Gerät; sie muss https sein und eine Property-Liste liefern.',
    ],
    12025: [
      'Die App ist schon installiert.',
      'Sie ist schon da, vielleicht vom Benutzer installiert.',
      'Nichts zu tun, oder übernehmen Sie die Verwaltung der App.',
    ],
    12026: [
      'Die App wartet schon auf die Installation.',
      'Sie wird schon installiert; neuere Systeme sagen das auch, wenn es keine Lizenz für die App gibt.',
      'Warten Sie einige Minuten; bleibt es dabei, prüfen Sie die Lizenzen.',
    ],
    12027: [
      'Die Kennung gehört zu keiner App.',
      'Es ist die Kennung eines Buchs, eines Lieds oder eines Films.',
      'Nehmen Sie die Kennung einer App.',
    ],
    12028: ['Diese App wartet auf keinen Einlösecode.'],
    12029: [
      'Die App wird nicht von diesem Server verwaltet.',
      'Der Benutzer hat sie installiert, oder ihre Verwaltung ist beendet.',
      'Aktualisieren Sie die Liste der verwalteten Apps.',
    ],
    12030: ['Die Adresse ist ungültig.'],
    12031: [
      'Das Installieren von Apps ist auf dem Gerät ausgeschaltet.',
      'Eine Einschränkung verbietet es.',
      'Heben Sie die Einschränkung auf und senden Sie dann neu.',
    ],
    12032: ['Das Manifest nennt mehr als eine App.'],
    12033: ['Das Manifest ist ungültig.'],
    12034: [
      'Die Adresse muss https sein.',
      'Geräte nehmen Manifeste und Apps nur über https.',
      'Nehmen Sie eine https-Adresse mit einem Zertifikat, dem das Gerät vertraut.',
    ],
    12035: [
      'Die App ist nicht zu bekommen (zurückgezogen, falsches Land, …).',
      'Die App wurde zurückgezogen oder wird in diesem Land nicht verkauft.',
      'Wählen Sie eine andere App.',
    ],
    12036: [
      'Die App lässt sich jetzt nicht entfernen.',
      'Die App wird gerade benutzt oder geändert.',
      'Senden Sie den Befehl später noch einmal.',
    ],
    12037: [
      'Der Einlösecode ist ungültig.',
      'Der Code wurde schon benutzt oder falsch eingegeben.',
      'Nehmen Sie einen anderen Code.',
    ],
    12038: [
      'Die App wird nicht von diesem Server verwaltet.',
      'Der Benutzer hat sie installiert, oder ihre Verwaltung ist beendet.',
      'Aktualisieren Sie die Liste der verwalteten Apps.',
    ],
    12039: ['Vorbehalten, nicht benutzt.'],
    12040: [
      'Der Benutzer muss sich zuerst beim Store anmelden.',
      'Am Gerät ist niemand beim App Store angemeldet.',
      'Bitten Sie den Benutzer, sich anzumelden, oder weisen Sie die Lizenz dem Gerät zu.',
    ],
    12041: ['Unbekannte Sprache.', null, 'Wählen Sie eine der Sprachen, die das Gerät nannte.'],
    12042: ['Unbekannte Region.', null, 'Wählen Sie eine der Regionen, die das Gerät nannte.'],
    12043: [
      'Das Buch konnte nicht geladen werden.',
      'Die Adresse des Buchs ist vom Gerät aus nicht erreichbar, oder das Netz brach ab.',
      'Öffnen Sie die Adresse am Gerät; sie muss https sein. Senden Sie dann neu.',
    ],
    12044: [
      'Medien dieser Art lassen sich nicht installieren.',
      null,
      'Senden Sie ein Buch: PDF, EPUB oder eine Datei aus iBooks Author.',
    ],
    12045: [
      'Ein Buch der einen Art kann keines der anderen ersetzen.',
      'Ein Buch mit derselben dauerhaften Kennung, aber anderem Dateityp ist installiert.',
      'Entfernen Sie zuerst das installierte Buch, oder geben Sie dem neuen eine eigene Kennung.',
    ],
    12046: [
      'Die Kennung des Buchs ließ sich nicht beim Store prüfen.',
      'Der Store ist nicht erreichbar oder bietet das Buch in diesem Land nicht an.',
      'Prüfen Sie die Kennung und das Netz des Geräts; senden Sie dann neu.',
    ],
    12047: [
      'Dafür ist keine Lizenz der Organisation zugewiesen.',
      'Die Lizenz gehört jemand anderem oder wurde zurückgenommen.',
      'Weisen Sie dem Benutzer oder dem Gerät eine Lizenz zu; senden Sie dann neu.',
    ],
    12048: [
      'Es gibt kein Systemupdate zu installieren.',
      'Das Gerät ist aktuell, oder die verlangte Version gibt es für dieses Modell nicht.',
      'Fragen Sie nach der Liste der Updates und wählen Sie eines daraus.',
    ],
    12049: [
      'Zuerst muss der Gerätecode gelöscht werden.',
      'Das Update kommt nicht weiter, solange das Gerät einen Code hat.',
      'Löschen Sie den Code, oder lassen Sie das Update am Gerät installieren.',
    ],
    12050: [
      'Die Suche nach Systemupdates schlug fehl.',
      'Das Gerät erreichte Apples Updatedienst nicht.',
      'Prüfen Sie das Netz des Geräts und fragen Sie dann noch einmal.',
    ],
    12051: [
      'Das Systemupdate wird schon geladen.',
      'Ein früherer Befehl hat es begonnen.',
      'Warten Sie; fragen Sie nach dem Fortschritt der Updates.',
    ],
    12052: [
      'Das Systemupdate ist schon geladen.',
      'Ein früherer Befehl hat es geholt.',
      'Lassen Sie das Gerät es installieren.',
    ],
    12053: [
      'Dieses Systemupdate lässt sich nur mit einem Computer installieren.',
      'Das Gerät kann dieses Update nicht selbst laden.',
      'Verbinden Sie es mit einem Mac oder PC und aktualisieren Sie es dort.',
    ],
    12054: [
      'Zum Laden des Systemupdates fehlt Platz.',
      'Der Speicher des Geräts ist fast voll.',
      'Schaffen Sie Platz und senden Sie dann neu.',
    ],
    12055: [
      'Zum Laden des Systemupdates fehlt Strom.',
      'Die Batterie ist schwach, und das Gerät hängt nicht am Strom.',
      'Lassen Sie das Gerät aufladen und senden Sie dann neu.',
    ],
    12056: [
      'Das Netz reicht zum Laden des Systemupdates nicht aus.',
      'Das Gerät hat kein WLAN oder eine zu langsame Verbindung.',
      'Lassen Sie das Gerät einem WLAN beitreten und senden Sie dann neu.',
    ],
    12057: [
      'Das Systemupdate konnte nicht geladen werden.',
      'Das Netz brach ab, oder das Update wird nicht mehr angeboten.',
      'Fragen Sie nach der Liste der Updates und senden Sie dann neu.',
    ],
    12058: [
      'Das Systemupdate wird schon installiert.',
      'Ein früherer Befehl hat es begonnen.',
      'Warten Sie, bis das Gerät wieder da ist.',
    ],
    12059: [
      'Das Systemupdate muss zuerst geladen werden.',
      'Es sollte installiert werden, bevor es geladen war.',
      'Senden Sie das Update mit „laden und installieren“.',
    ],
    12060: [
      'Zum Installieren des Systemupdates fehlt Platz.',
      'Der Speicher des Geräts ist fast voll.',
      'Schaffen Sie Platz und senden Sie dann neu.',
    ],
    12061: [
      'Zum Installieren des Systemupdates fehlt Strom.',
      'Die Batterie ist schwach, und das Gerät hängt nicht am Strom.',
      'Lassen Sie das Gerät aufladen und senden Sie dann neu.',
    ],
    12062: [
      'Das Systemupdate konnte nicht installiert werden.',
      'Beim Installieren trat im Gerät ein Fehler auf.',
      'Starten Sie das Gerät neu und senden Sie noch einmal; hilft das nicht, aktualisieren Sie es mit einem Computer.',
    ],
    12063: [
      'Wer am Gerät ist, hat abgelehnt.',
      'Das Gerät fragte, und die Anfrage wurde abgelehnt.',
      'Sprechen Sie mit der Person am Gerät und senden Sie noch einmal.',
    ],
    12064: [
      'Für die App wurde keine Lizenz gefunden.',
      'Weder dem Gerät noch dem Benutzer ist eine Lizenz zugewiesen, oder sie wurde zurückgenommen.',
      'Weisen Sie eine Lizenz zu und senden Sie dann neu.',
    ],
    12065: [
      'Die App gehört zum System.',
      'Apples eigene Apps des Systems lassen sich so nicht verwalten.',
      'Lassen Sie diese App weg oder verbergen Sie sie mit einer Einschränkung.',
    ],
    12066: [
      'Der Modus „Verloren“ ließ sich nicht einschalten.',
      null,
      'Prüfen Sie, ob das Gerät betreut ist, und senden Sie dann neu.',
    ],
    12067: [
      'Das Gerät ist nicht im Modus „Verloren“.',
      'Der Befehl hat nur für ein Gerät im Modus „Verloren“ Sinn.',
      'Schalten Sie zuerst den Modus „Verloren“ ein.',
    ],
    12068: [
      'Das Gerät konnte nicht feststellen, wo es ist.',
      'Es empfängt im Augenblick weder WLAN noch Mobilfunk noch Satelliten.',
      'Fragen Sie später noch einmal.',
    ],
    12069: [
      'Der Modus „Verloren“ ließ sich nicht beenden.',
      null,
      'Senden Sie noch einmal; bleibt es dabei, starten Sie das Gerät neu.',
    ],
    12070: [
      'Die Benutzer des Geräts ließen sich nicht auflisten.',
      'Das Gerät ist nicht geteilt oder gerade mit seinen Benutzern beschäftigt.',
      'Prüfen Sie, ob es ein geteiltes iPad oder ein Mac ist, und fragen Sie dann noch einmal.',
    ],
    12071: [
      'Auf dem Gerät gibt es keinen Benutzer dieses Namens.',
      'Der Benutzer wurde inzwischen gelöscht, oder der Name schreibt sich anders.',
      'Aktualisieren Sie die Liste der Benutzer und nehmen Sie einen Namen daraus.',
    ],
    12072: [
      'Dieser Benutzer ist angemeldet.',
      'Ein Benutzer, der das Gerät gerade benutzt, lässt sich nicht löschen.',
      'Melden Sie den Benutzer ab und senden Sie dann neu.',
    ],
    12073: [
      'Dieser Benutzer hat Daten, die noch nicht in iCloud sind.',
      'Würde der Benutzer jetzt gelöscht, wären sie verloren.',
      'Warten Sie auf den Abgleich, oder erzwingen Sie das Löschen und verlieren Sie sie.',
    ],
    12074: [
      'Der Benutzer konnte nicht gelöscht werden.',
      null,
      'Starten Sie das Gerät neu und senden Sie noch einmal.',
    ],
    12075: [
      'Dieses Profil ist nicht installiert.',
      'Es wurde inzwischen entfernt, oder seine Kennung schreibt sich anders.',
      'Aktualisieren Sie die Liste der Profile und nehmen Sie eine Kennung daraus.',
    ],
    12076: [
      'Der Server bietet Benutzern keinen eigenen Kanal.',
      'Das Registrierungsprofil des Geräts verspricht ihn nicht.',
      'Registrieren Sie das Gerät mit einem heutigen Profil neu.',
    ],
  },
};
