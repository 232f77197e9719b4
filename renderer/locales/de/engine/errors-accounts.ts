import type { ErrorDomain } from '../../../../shared/catalogue/errors/types.ts';

/** German for errors of accounts and networks, as in shared/catalogue/errors/accounts-and-networks.ts. */
export const accountErrors: readonly ErrorDomain[] = [
  {
    domain: 'MCEmailErrorDomain',
    area: 'Mail-Accounts',
    cause: 'Der Mail-Account im Profil geht von diesem Gerät aus nicht.',
    nextStep: 'Prüfen Sie die Mail-Einstellungen und das Netz des Geräts; installieren Sie das Profil dann neu.',
    codes: {
      7000: [
        'Der Mail-Server ist nicht erreichbar.',
        'Host oder Port ist falsch, oder das Netz sperrt sie.',
        'Prüfen Sie Hostnamen und Port und ob das Gerät Netz hat.',
      ],
      7001: [
        'Der Mail-Server hat Benutzernamen oder Passwort abgelehnt.',
        'Benutzername oder Passwort ist falsch.',
        'Berichtigen Sie sie im Profil, oder lassen Sie sie am Gerät eingeben.',
      ],
      7002: ['Die Prüfung des Mail-Accounts schlug aus unbekanntem Grund fehl.'],
      7003: ['Das S/MIME-Zertifikat, das das Profil nennt, fehlt.'],
      7004: ['Das S/MIME-Zertifikat ist nicht brauchbar.'],
      7005: ['Die IMAP-Einstellungen sind falsch oder unvollständig.'],
      7006: ['Die POP-Einstellungen sind falsch oder unvollständig.'],
      7007: ['Die Einstellungen für ausgehende Mails (SMTP) sind falsch oder unvollständig.'],
    },
  },
  {
    domain: 'MCWebClipErrorDomain',
    area: 'Webclips',
    cause: 'Das Gerät konnte das Symbol nicht hinzufügen.',
    nextStep: 'Prüfen Sie Symbol und Adresse des Webclips; installieren Sie das Profil dann neu.',
    codes: { 8000: ['Der Webclip konnte nicht auf den Home-Bildschirm gelegt werden.'] },
  },
  {
    domain: 'MCAPNErrorDomain',
    area: 'Mobilfunk-Zugangspunkt',
    cause: 'Auf einem Gerät darf nur ein Profil für Mobilfunk-Zugangspunkte sein.',
    nextStep: 'Entfernen Sie zuerst das andere Profil und installieren Sie dann dieses.',
    codes: {
      11000: [
        'Der Mobilfunk-Zugangspunkt konnte nicht eingerichtet werden.',
        'Die Einstellungen sind nicht brauchbar, oder ein solches Profil ist schon da.',
      ],
      11001: ['Ein eigener Zugangspunkt ist schon installiert.'],
    },
  },
  {
    domain: 'MCWiFiErrorDomain',
    area: 'WLAN',
    cause: 'Die WLAN-Einstellungen im Profil sind unvollständig oder nicht brauchbar.',
    nextStep:
      'Vervollständigen Sie die WLAN-Payload (Benutzername, Passwort, Sicherheit) und installieren Sie sie neu.',
    codes: {
      13000: ['Das WLAN konnte nicht eingerichtet werden.'],
      13001: ['Ein Benutzername wird gebraucht.'],
      13002: ['Ein Passwort wird gebraucht.'],
      13003: ['Der WLAN-Eintrag konnte nicht angelegt werden.'],
      13004: ['Die Unternehmenseinstellungen (EAP) konnten nicht angewendet werden.'],
      13005: ['Der Proxy des Netzes konnte nicht angewendet werden.'],
    },
  },
  {
    domain: 'MCVPNErrorDomain',
    area: 'VPN',
    cause: 'Die VPN-Einstellungen im Profil sind jetzt nicht brauchbar.',
    nextStep: 'Prüfen Sie die VPN-Payload und ihr Zertifikat; installieren Sie sie dann neu.',
    codes: {
      15000: ['Das VPN konnte nicht installiert werden.'],
      15001: ['Das VPN konnte nicht entfernt werden.'],
      15002: [
        'Ein anderer Vorgang benutzt die Netzwerkeinstellungen.',
        'Etwas anderes ändert gerade die Netzwerkeinstellungen.',
        'Senden Sie in einer Minute noch einmal.',
      ],
      15003: ['Das VPN-Zertifikat ist nicht brauchbar.'],
      15004: [
        'Beim Einrichten des VPN trat im Gerät ein Fehler auf.',
        'Im Gerät selbst trat ein Fehler auf.',
        'Starten Sie das Gerät neu und installieren Sie das Profil noch einmal.',
      ],
      15005: [
        'Die VPN-Payload war nicht lesbar.',
        null,
        'Vergleichen Sie die Payload mit dem, was diese Systemversion nimmt.',
      ],
    },
  },
  {
    domain: 'MCSubCalErrorDomain',
    area: 'Abonnierte Kalender',
    cause: 'Das Kalenderabo im Profil ist unvollständig oder schon da.',
    nextStep: 'Vervollständigen Sie die Payload oder entfernen Sie das vorhandene Abo.',
    codes: {
      16000: ['Das Kalenderabo konnte nicht angelegt werden.'],
      16001: ['Kein Servername angegeben.'],
      16002: ['Dieses Abo gibt es schon.'],
    },
  },
  {
    domain: 'MCCalDAVErrorDomain',
    area: 'CalDAV',
    cause: 'Der Kalender-Account im Profil ist unvollständig oder schon da.',
    nextStep: 'Vervollständigen Sie die Payload oder entfernen Sie den vorhandenen Account.',
    codes: {
      17000: ['Der Kalender-Account konnte nicht angelegt werden.'],
      17001: ['Kein Servername angegeben.'],
      17002: ['Diesen Kalender-Account gibt es schon.'],
    },
  },
  {
    domain: 'MCDAErrorDomain',
    area: 'Gemeinsame Account-Schicht',
    cause: 'Das Gerät kann den Account mit diesem Server nicht benutzen.',
    nextStep: 'Prüfen Sie Server, Netz, Benutzernamen und Passwort.',
    codes: {
      18000: ['Account-Fehler aus unbekanntem Grund.'],
      18001: ['Der Server des Accounts ist nicht erreichbar.'],
      18002: ['Der Server des Accounts hat Benutzernamen oder Passwort abgelehnt.'],
    },
  },
  {
    domain: 'MCLDAPErrorDomain',
    area: 'LDAP',
    cause: 'Der Verzeichnis-Account im Profil ist unvollständig oder schon da.',
    nextStep: 'Vervollständigen Sie die Payload oder entfernen Sie den vorhandenen Account.',
    codes: {
      19000: ['Der Verzeichnis-Account konnte nicht angelegt werden.'],
      19001: ['Kein Servername angegeben.'],
      19002: ['Diesen Verzeichnis-Account gibt es schon.'],
    },
  },
  {
    domain: 'MCCardDAVErrorDomain',
    area: 'CardDAV',
    cause: 'Der Kontakte-Account im Profil ist unvollständig oder schon da.',
    nextStep: 'Vervollständigen Sie die Payload oder entfernen Sie den vorhandenen Account.',
    codes: {
      20000: ['Der Kontakte-Account konnte nicht angelegt werden.'],
      20001: ['Kein Servername angegeben.'],
      20002: ['Diesen Kontakte-Account gibt es schon.'],
    },
  },
  {
    domain: 'MCEASErrorDomain',
    area: 'Exchange ActiveSync',
    cause: 'Exchange und das Gerät sind sich über Account oder Richtlinie nicht einig.',
    nextStep: 'Prüfen Sie die Exchange-Payload und die Richtlinie auf dem Server; installieren Sie dann neu.',
    codes: {
      21000: ['Die Exchange-Richtlinie konnte nicht geholt werden.'],
      21001: ['Das Gerät kann die Exchange-Richtlinie nicht erfüllen.'],
      21002: ['Das Gerät kann die Exchange-Richtlinie zur Verschlüsselung nicht erfüllen.'],
      21003: ['Kein Name des Exchange-Servers angegeben.'],
      21004: ['Der Exchange-Account konnte nicht angelegt werden.'],
      21005: ['Diesen Exchange-Account gibt es schon.'],
      21006: ['Das Exchange-Zertifikat ließ sich nicht öffnen (Passwort?).'],
      21007: ['Der Exchange-Account ließ sich nicht bestätigen.'],
    },
  },
  {
    domain: 'MCGlobalHTTPProxyErrorDomain',
    area: 'Globaler Proxy',
    cause: 'Der Proxy im Profil ist nicht brauchbar.',
    nextStep: 'Prüfen Sie Adresse und Zugangsdaten des Proxys; installieren Sie das Profil dann neu.',
    codes: {
      31000: ['Die Zugangsdaten des Proxys konnten nicht angewendet werden.'],
      31001: ['Die Proxyeinstellungen konnten nicht angewendet werden.'],
    },
  },
  {
    domain: 'MCSSOErrorDomain',
    area: 'Einmalige Anmeldung',
    cause: 'Die Payload für die einmalige Anmeldung hat einen Wert, mit dem das Gerät nichts anfangen kann.',
    nextStep: 'Berichtigen Sie diesen Wert und installieren Sie das Profil neu.',
    codes: {
      34000: ['Ein Muster für App-Kennungen ist ungültig.'],
      34001: ['Ein Muster für Adressen ist ungültig.'],
      34002: ['Der Kerberos-Principal fehlt.'],
      34003: ['Der Kerberos-Principal ist ungültig.'],
      34004: [
        'Das Identitätszertifikat für Kerberos wurde nicht gefunden.',
        'Die Payload bezieht sich auf ein Zertifikat, das nicht im Profil ist.',
        'Nehmen Sie dieses Zertifikat in dasselbe Profil auf.',
      ],
    },
  },
  {
    domain: 'MCCellularErrorDomain',
    area: 'Mobilfunk',
    cause: 'Auf einem Gerät darf nur ein Profil mit Mobilfunkeinstellungen sein.',
    nextStep: 'Entfernen Sie zuerst das andere und installieren Sie dann dieses.',
    codes: {
      36000: ['Mobilfunkeinstellungen sind schon vorhanden.'],
      36001: ['Im Gerät trat ein Fehler auf.'],
    },
  },
];
