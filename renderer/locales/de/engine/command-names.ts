/** What commands are called and what they do, by RequestType; English is in shared/catalogue/command-fact-table.ts. */
export const commandNames: Readonly<Record<string, { readonly label: string; readonly summary: string }>> = {
  AccountConfiguration: {
    label: 'Mac-Accounts einrichten',
    summary: 'Legt fest, welche lokalen Accounts ein Mac bekommt, solange der Systemassistent wartet.',
  },
  ActivationLockBypassCode: {
    label: 'Umgehungscode der Aktivierungssperre holen',
    summary: 'Fragt das Gerät nach dem Code, mit dem sich die Aktivierungssperre aufheben lässt.',
  },
  ActiveNSExtensions: {
    label: 'Aktive Erweiterungen auflisten',
    summary: 'Listet die App-Erweiterungen auf, die ein Mac-Benutzer eingeschaltet hat.',
  },
  ApplyRedemptionCode: {
    label: 'App-Code einlösen',
    summary: 'Gibt dem Gerät einen Einlösecode für eine bezahlte App, die darauf wartet.',
  },
  AvailableOSUpdates: {
    label: 'Systemupdates auflisten',
    summary: 'Fragt, welche Systemupdates das Gerät installieren könnte.',
  },
  CancelEnhancedLogCollection: {
    label: 'Protokollsammlung beenden',
    summary: 'Beendet eine laufende Sammlung ausführlicher Protokolle.',
  },
  CertificateList: { label: 'Zertifikate auflisten', summary: 'Fragt, welche Zertifikate installiert sind.' },
  ClearActivationLockBypassCode: {
    label: 'Umgehungscode der Aktivierungssperre verwerfen',
    summary: 'Lässt das Gerät seinen Umgehungscode wegwerfen; der nächste ist ein neuer.',
  },
  ClearPasscode: {
    label: 'Gerätecode löschen',
    summary:
      'Entfernt den Gerätecode und beendet den Datenschutz: Wer das Gerät in der Hand hält, kann es öffnen. Sorgen Sie dafür, dass es sein Besitzer ist.',
  },
  ClearRestrictionsPassword: {
    label: 'Bildschirmzeit-Code löschen',
    summary: 'Entfernt den Code der Einschränkungen und die Einschränkungen, die der Benutzer gesetzt hatte.',
  },
  ContentCachingInformation: {
    label: 'Inhaltscaching auslesen',
    summary: 'Fragt einen Mac, wie es um seinen Inhaltscache steht.',
  },
  DeclarativeManagement: {
    label: 'Deklarationen abgleichen',
    summary:
      'Schaltet die deklarative Verwaltung ein oder sagt dem Gerät, dass sich seine Deklarationen geändert haben.',
  },
  DeleteUser: {
    label: 'Benutzer löschen',
    summary: 'Entfernt einen Benutzer und seine Daten vom Gerät.',
  },
  DeviceConfigured: {
    label: 'Einrichtung abschließen',
    summary: 'Lässt ein Gerät weitermachen, das im Systemassistenten wartet.',
  },
  DeviceInformation: {
    label: 'Geräteinformationen auslesen',
    summary: 'Fragt nach Namen, Versionen, Speicher, Netzwerk und anderen Angaben.',
  },
  DeviceLocation: { label: 'Gerät orten', summary: 'Fragt, wo ein Gerät im Modus „Verloren“ ist.' },
  DeviceLock: {
    label: 'Gerät sperren',
    summary: 'Sperrt den Bildschirm sofort; ein Mac startet neu und verlangt eine PIN.',
  },
  DisableLostMode: {
    label: 'Modus „Verloren“ beenden',
    summary: 'Beendet den Modus „Verloren“ und sagt dem Benutzer, dass das Gerät geortet wurde.',
  },
  DisableRemoteDesktop: { label: 'Remote Desktop ausschalten', summary: 'Beendet die Fernsteuerung eines Mac.' },
  EnableLostMode: {
    label: 'Modus „Verloren“ einschalten',
    summary: 'Sperrt das Gerät mit einer Nachricht; danach lässt es sich orten.',
  },
  EnableRemoteDesktop: { label: 'Remote Desktop einschalten', summary: 'Erlaubt die Fernsteuerung eines Mac.' },
  EraseDevice: { label: 'Gerät löschen', summary: 'Löscht sofort und ohne Rückfrage alles auf dem Gerät.' },
  InstallApplication: {
    label: 'App installieren',
    summary: 'Installiert oder aktualisiert eine App aus dem App Store oder über ein Manifest.',
  },
  InstallEnterpriseApplication: {
    label: 'Mac-Paket installieren',
    summary: 'Installiert ein Paket auf einem Mac über ein Manifest.',
  },
  InstallMedia: {
    label: 'Buch installieren',
    summary: 'Fügt ein Buch aus dem Book Store oder von einer Webadresse hinzu.',
  },
  InstallProfile: {
    label: 'Profil installieren',
    summary: 'Installiert ein Konfigurationsprofil oder ersetzt das mit derselben Kennung.',
  },
  InstallProvisioningProfile: {
    label: 'Bereitstellungsprofil installieren',
    summary: 'Fügt das Bereitstellungsprofil hinzu, das eine hauseigene App zum Öffnen braucht.',
  },
  InstalledApplicationList: { label: 'Apps auflisten', summary: 'Fragt, welche Apps installiert sind.' },
  InviteToProgram: {
    label: 'Zu Apps und Büchern einladen',
    summary: 'Bittet den Benutzer, Apps und Bücher der Organisation anzunehmen.',
  },
  LOMDeviceRequest: {
    label: 'Macs in der Nähe steuern',
    summary: 'Lässt einen Mac andere in seinem Netz über Lights-Out-Management starten, ausschalten oder zurücksetzen.',
  },
  LOMSetupRequest: {
    label: 'Lights-Out-Einrichtung auslesen',
    summary: 'Fragt einen Mac nach den Adressen, die Lights-Out-Management braucht.',
  },
  LogOutUser: {
    label: 'Benutzer abmelden',
    summary: 'Beendet die Sitzung auf einem geteilten iPad; nicht gesicherte Arbeit kann verloren gehen.',
  },
  ManagedApplicationAttributes: {
    label: 'App-Attribute auslesen',
    summary: 'Fragt nach den Attributen, die für verwaltete Apps gesetzt sind.',
  },
  ManagedApplicationConfiguration: {
    label: 'App-Konfiguration auslesen',
    summary: 'Fragt nach der Konfiguration, die für verwaltete Apps gesetzt ist.',
  },
  ManagedApplicationFeedback: {
    label: 'Rückmeldungen von Apps auslesen',
    summary: 'Fragt, was verwaltete Apps mitzuteilen haben.',
  },
  ManagedApplicationList: {
    label: 'Verwaltete Apps auflisten',
    summary: 'Fragt, wie weit jede von hier installierte App ist.',
  },
  ManagedMediaList: { label: 'Bücher auflisten', summary: 'Fragt, welche von hier installierten Bücher da sind.' },
  NSExtensionMappings: {
    label: 'Installierte Erweiterungen auflisten',
    summary: 'Listet die App-Erweiterungen auf, die ein Mac-Benutzer hat.',
  },
  OSUpdateStatus: {
    label: 'Fortschritt der Updates auslesen',
    summary: 'Fragt, wie weit geplante Systemupdates sind.',
  },
  PlayLostModeSound: {
    label: 'Ton abspielen',
    summary: 'Lässt ein Gerät im Modus „Verloren“ klingeln, auch wenn es stumm ist.',
  },
  ProfileList: { label: 'Profile auflisten', summary: 'Fragt, welche Konfigurationsprofile installiert sind.' },
  ProvisioningProfileList: {
    label: 'Bereitstellungsprofile auflisten',
    summary: 'Fragt, welche Bereitstellungsprofile installiert sind.',
  },
  RefreshCellularPlans: {
    label: 'Mobilfunktarif holen',
    summary: 'Lässt das Gerät bei einem Anbieter nach einem eSIM-Tarif sehen.',
  },
  RemoveApplication: {
    label: 'App entfernen',
    summary: 'Entfernt eine von hier installierte App samt ihren Daten.',
  },
  RemoveMedia: { label: 'Buch entfernen', summary: 'Entfernt ein von hier installiertes Buch.' },
  RemoveProfile: {
    label: 'Profil entfernen',
    summary: 'Entfernt ein von hier installiertes Profil mit allen Accounts und Einstellungen, die es brachte.',
  },
  RemoveProvisioningProfile: {
    label: 'Bereitstellungsprofil entfernen',
    summary:
      'Nimmt ein Bereitstellungsprofil vom Gerät. Widerrufen wird nichts: Seine Apps laufen bis zum nächsten Neustart, und ein Abgleich kann es zurückbringen.',
  },
  RequestMirroring: {
    label: 'AirPlay starten',
    summary: 'Bittet den Benutzer, den Bildschirm auf einem Apple TV oder anderen Empfänger zu zeigen.',
  },
  RequestUnlockToken: {
    label: 'Entsperr-Token anfordern',
    summary: 'Fragte sehr alte Geräte nach dem Token, das den Gerätecode löscht; spätere senden es von selbst.',
  },
  RestartDevice: {
    label: 'Neu starten',
    summary: 'Startet das Gerät neu; nicht gesicherte Arbeit kann verloren gehen.',
  },
  Restrictions: { label: 'Einschränkungen auslesen', summary: 'Fragt, welche Einschränkungen gelten.' },
  RotateFileVaultKey: {
    label: 'FileVault-Schlüssel wechseln',
    summary: 'Ersetzt den Wiederherstellungsschlüssel eines verschlüsselten Mac; der alte gilt nicht mehr.',
  },
  ScheduleOSUpdate: {
    label: 'Betriebssystem aktualisieren',
    summary: 'Lädt oder installiert ein Systemupdate.',
  },
  ScheduleOSUpdateScan: {
    label: 'Nach Systemupdates suchen',
    summary: 'Lässt einen Mac im Hintergrund nach Systemupdates suchen.',
  },
  SecurityInfo: {
    label: 'Sicherheitszustand auslesen',
    summary: 'Fragt nach Gerätecode, Verschlüsselung, Firewall und anderem Schutz.',
  },
  SetAutoAdminPassword: {
    label: 'Administratorpasswort ändern',
    summary: 'Setzt ein neues Passwort für den Administrator, der bei der Einrichtung angelegt wurde.',
  },
  SetFirmwarePassword: {
    label: 'Firmwarepasswort setzen',
    summary: 'Setzt, ändert oder entfernt das Startpasswort eines Mac mit Intel-Prozessor.',
  },
  SetRecoveryLock: {
    label: 'Wiederherstellungssperre setzen',
    summary: 'Setzt, ändert oder entfernt das Passwort des Wiederherstellungsmodus auf einem Mac mit Apple-Chip.',
  },
  Settings: {
    label: 'Einstellungen ändern',
    summary:
      'Ändert einmalig Einstellungen wie Namen, Hintergrundbild oder Bluetooth; Benutzer können manche zurückstellen.',
  },
  ShutDownDevice: {
    label: 'Ausschalten',
    summary: 'Schaltet das Gerät aus; niemand kann es verwalten, bis es jemand einschaltet.',
  },
  StopMirroring: { label: 'AirPlay beenden', summary: 'Beendet die Anzeige des Bildschirms auf einem Empfänger.' },
  TriggerEnhancedLogCollection: {
    label: 'Protokolle für AppleCare sammeln',
    summary: 'Beginnt, ausführliche Protokolle für einen AppleCare-Fall zu sammeln.',
  },
  UnlockUserAccount: {
    label: 'Benutzeraccount entsperren',
    summary: 'Öffnet einen Mac-Account, den zu viele falsche Passwörter gesperrt haben.',
  },
  UserConfigured: {
    label: 'Einrichtung des Benutzers abschließen',
    summary: 'Lässt einen Benutzer weitermachen, der bei der ersten Anmeldung am geteilten iPad wartet.',
  },
  UserList: { label: 'Benutzer auflisten', summary: 'Fragt, welche Benutzer Daten auf dem Gerät haben.' },
  ValidateApplications: {
    label: 'Hauseigene Apps prüfen',
    summary: 'Lässt das Gerät prüfen, ob sich hauseigene Apps noch öffnen dürfen.',
  },
  VerifyFirmwarePassword: {
    label: 'Firmwarepasswort prüfen',
    summary: 'Fragt, ob ein Firmwarepasswort das richtige ist.',
  },
  VerifyRecoveryLock: {
    label: 'Wiederherstellungssperre prüfen',
    summary: 'Fragt, ob ein Passwort der Wiederherstellungssperre das richtige ist.',
  },
};

/** What an access right lets this server do; English is in shared/catalogue/access-rights.ts. */
export const accessRights: Readonly<Record<string, string>> = {
  AllowInspection: 'Konfigurationsprofile und Zertifikate sehen',
  AllowInstallationRemoval: 'Konfigurationsprofile installieren und entfernen',
  AllowPasscodeRemovalAndLock: 'Das Gerät sperren und seinen Code löschen',
  AllowDeviceErase: 'Das Gerät löschen',
  AllowQueryDeviceInformation: 'Geräteinformationen auslesen',
  AllowQueryNetworkInformation: 'Netzwerkinformationen auslesen',
  AllowProvisioningInspection: 'Bereitstellungsprofile sehen',
  AllowProvisioningInstallationRemoval: 'Bereitstellungsprofile installieren und entfernen',
  AllowQueryApplications: 'Installierte Apps sehen',
  AllowQueryRestrictions: 'Einschränkungen auslesen',
  AllowQuerySecurity: 'Sicherheitszustand auslesen',
  AllowSettings: 'Einstellungen ändern',
  AllowAppInstallation: 'Apps verwalten',
};
