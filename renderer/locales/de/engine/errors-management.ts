import type { ErrorDomain } from '../../../../shared/catalogue/errors/types.ts';

/** German for errors of enrollment and of what management needs, as in shared/catalogue/errors/management.ts. */
export const managementErrors: readonly ErrorDomain[] = [
  {
    domain: 'MCSCEPErrorDomain',
    area: 'SCEP',
    cause: 'Das Gerät konnte sein Zertifikat nicht über SCEP bekommen.',
    nextStep:
      'Prüfen Sie, ob das Gerät die SCEP-Adresse erreicht und das Einmalpasswort frisch ist; registrieren Sie dann neu.',
    codes: {
      22000: ['Die verlangte Schlüsselverwendung ist ungültig.'],
      22001: ['Das Schlüsselpaar konnte nicht erzeugt werden.'],
      22002: ['Die Antwort der Zertifizierungsstelle war nicht brauchbar.'],
      22003: ['Die Antwort der Registrierungsstelle war nicht brauchbar.'],
      22004: ['Diese Art von Zertifikat wird nicht unterstützt.'],
      22005: [
        'Netzwerkfehler im Gespräch mit dem SCEP-Server.',
        'Das Gerät erreichte die SCEP-Adresse nicht.',
        'Prüfen Sie Adresse, Firewall und TLS-Zertifikat; registrieren Sie dann neu.',
      ],
      22006: ['Dem SCEP-Server fehlt eine nötige Fähigkeit.'],
      22007: [
        'Das ausgestellte Zertifikat ist ungültig.',
        'Vielleicht geht die Uhr des Geräts falsch.',
        'Prüfen Sie Datum und Uhrzeit am Gerät und registrieren Sie dann neu.',
      ],
      22008: ['Die Identität ließ sich nicht zusammensetzen.'],
      22009: ['Die vorläufige Identität konnte nicht angelegt werden.'],
      22010: ['Die vorläufige Identität konnte nicht gesichert werden.'],
      22011: ['Die Zertifikatsanforderung konnte nicht erstellt werden.'],
      22012: ['Das Zertifikat der Zertifizierungsstelle konnte nicht gesichert werden.'],
      22013: [
        'Die PKIOperation-Antwort des SCEP-Servers war ungültig.',
        'Das Einmalpasswort war benutzt oder abgelaufen, oder die Uhr des Geräts geht falsch.',
        'Laden Sie ein frisches Registrierungsprofil und prüfen Sie das Datum am Gerät.',
      ],
    },
  },
  {
    domain: 'MCHTTPTransactionErrorDomain',
    area: 'HTTP-Verkehr',
    cause: 'Das Gerät konnte nicht richtig mit dem Server sprechen.',
    nextStep:
      'Prüfen Sie, ob das Gerät dem TLS-Zertifikat des Servers vertraut und nichts dazwischen den Verkehr verändert.',
    codes: {
      23000: ['Die Identität des Geräts war nicht brauchbar.'],
      23001: ['Die Antwort des Servers war nicht brauchbar (Status oder Inhalt).'],
      23002: [
        'Dem TLS-Zertifikat des Servers wird nicht vertraut.',
        'Das Gerät kennt den Aussteller nicht, der Name passt nicht, oder das Zertifikat ist abgelaufen.',
        'Installieren Sie für diesen Hostnamen ein TLS-Zertifikat, dem das Gerät vertraut, und prüfen Sie dessen Datum.',
      ],
    },
  },
  {
    domain: 'MCOTAProfilesErrorDomain',
    area: 'Registrierung über das Netz',
    cause: 'Die Registrierung über das Netz brach auf halbem Weg ab.',
    nextStep: 'Laden Sie ein frisches Registrierungsprofil und versuchen Sie es noch einmal.',
    codes: {
      24000: ['Die Angaben des Geräts ließen sich nicht sammeln.'],
      24001: ['Die Angaben des Geräts ließen sich nicht signieren.'],
      24002: ['Der Identitätsteil des Registrierungsprofils ist nicht brauchbar.'],
      24003: ['Das letzte Profil der Registrierung ist nicht brauchbar.'],
    },
  },
  {
    domain: 'MCChaperoneErrorDomain',
    area: 'Betreuung',
    cause: 'Der Befehl ist nur für betreute Geräte, oder die Betreuungsdaten sind beschädigt.',
    nextStep: 'Betreuen Sie das Gerät mit Apple Configurator oder automatischer Registrierung; das löscht es.',
    codes: {
      29000: ['Das Gerät ist nicht betreut.'],
      29003: ['Die Daten des Betreuungszertifikats sind nicht brauchbar.'],
    },
  },
  {
    domain: 'MCDeviceCapabilitiesErrorDomain',
    area: 'Fähigkeiten der Hardware',
    cause: 'Der Hardware fehlt, was das Profil verlangt.',
    nextStep: 'Lassen Sie dieses Gerät aus, oder installieren Sie ein Profil, das es nicht verlangt.',
    codes: {
      26000: ['Die Hardware kann keine Verschlüsselung auf Blockebene.'],
      26001: ['Die Hardware kann keine Verschlüsselung auf Dateiebene.'],
    },
  },
  {
    domain: 'MCSettingsErrorDomain',
    area: 'Befehl „Einstellungen ändern“',
    cause: 'Das Gerät hat die Einstellung nicht angenommen.',
    nextStep: 'Prüfen Sie, ob dieses Modell und seine Systemversion die Einstellung kennen und der Wert stimmt.',
    codes: {
      28000: ['Das Gerät kennt diese Einstellung nicht.'],
      28001: ['Das Hintergrundbild ist nicht brauchbar.', null, 'Nehmen Sie ein PNG oder JPEG von mäßiger Größe.'],
      28002: ['Das Hintergrundbild konnte nicht gesetzt werden.'],
    },
  },
  {
    domain: 'MCStoreErrorDomain',
    area: 'Store',
    cause: 'Der App Store hat das Gerät nicht durchgelassen.',
    nextStep: 'Prüfen Sie den Account, der am Gerät angemeldet ist, und sein Netz.',
    codes: {
      30000: ['Der Store hat die Anmeldung abgelehnt.'],
      30001: [
        'Der Store hat nicht rechtzeitig geantwortet.',
        'Der Store oder das Netz ist langsam.',
        'Senden Sie den Befehl später noch einmal.',
      ],
    },
  },
  {
    domain: 'MCSingleAppErrorDomain',
    area: 'Einzel-App-Modus',
    cause: 'Der Einzel-App-Modus hält ein Gerät in genau einer App.',
    nextStep: 'Nennen Sie nur eine App.',
    codes: { 32000: ['Für den Einzel-App-Modus wurde mehr als eine App genannt.'] },
  },
  {
    domain: 'MCTunnelErrorDomain',
    area: 'Interner Tunnel',
    cause: 'Die Einrichtung des Geräts kam dazwischen.',
    nextStep: 'Entsperren Sie das Gerät und senden Sie den Befehl noch einmal.',
    codes: {
      14000: ['Ein Feld ist ungültig.'],
      14001: ['Das Gerät ist gesperrt.'],
      14002: ['Eine Konfiguration der automatischen Registrierung ist schon da.'],
    },
  },
];
