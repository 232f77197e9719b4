/** Every key of restrictions. See ../words.ts for the form. */
export const restrictionWords = `
#com.apple.applicationaccess
allowAccountModification|Accounts ändern|Aus: Mail-, Cloud- und andere Accounts können nicht geändert werden.|icloud apple account
allowActivityContinuation|Handoff|Aus: Begonnenes lässt sich nicht auf einem anderen Gerät fortsetzen.|continuity
allowAddingGameCenterFriends|Freunde in Game Center|Aus: In Game Center können keine Freunde hinzugefügt werden.|games
allowAirDrop|AirDrop|Aus: Nichts wird an Geräte in der Nähe gesendet oder von ihnen empfangen.|nearby sharing teilen
allowAirPlayIncomingRequests|AirPlay empfangen|Aus: Andere Geräte können nicht an dieses Apple TV senden.|mirroring
allowAirPrint|AirPrint|Aus: Das Gerät druckt nicht.|printing drucken
allowAirPrintCredentialsStorage|Druckerpasswörter behalten|Aus: Druckerpasswörter bleiben nicht im Schlüsselbund.|keychain
allowAirPrintiBeaconDiscovery|Drucker per iBeacon finden|Aus: Drucker werden nicht über Bluetooth-Sender gefunden, die falsch sein könnten.|phishing
allowAppCellularDataModification|Mobile Daten von Apps ändern|Aus: Benutzer wählen nicht, welche Apps mobile Daten nutzen.|cellular
allowAppClips|App Clips|Aus: Es kommen keine App Clips hinzu, vorhandene werden entfernt.
allowAppInstallation|Apps installieren|Aus: Benutzer installieren keine Apps, der App Store ist ausgeblendet.|app store download
allowAppleIntelligenceReport|Apple-Intelligence-Berichte|Aus: Es entstehen keine Berichte über Apple Intelligence.|ai privacy ki
allowApplePersonalizedAdvertising|Personalisierte Werbung von Apple|Aus: Apple zeigt keine auf die Person zugeschnittene Werbung.|advertising tracking
allowAppRemoval|Apps löschen|Aus: Benutzer können keine Apps löschen.|delete uninstall
allowAppsToBeHidden|Apps ausblenden|Aus: Apps lassen sich nicht ausblenden.
allowAppsToBeLocked|Apps sperren|Aus: Apps lassen sich nicht mit Face ID oder Code sperren.
allowARDRemoteManagementModification|Entfernte Verwaltung ändern|Aus: Die entfernte Verwaltung lässt sich nicht ändern.|apple remote desktop ard
allowAssistant|Siri|Aus: Siri antwortet nicht.|assistant voice sprache
allowAssistantUserGeneratedContent|Siri: Inhalte aus dem Web|Aus: Siri zeigt nichts, was Menschen im Web schrieben.|wikipedia
allowAssistantWhileLocked|Siri bei gesperrtem Gerät|Aus: Siri antwortet nicht, solange das Gerät gesperrt ist.|lock screen
allowAutoCorrection|Autokorrektur|Aus: Die Tastatur korrigiert nichts von selbst.|keyboard exam prüfung
allowAutoDim|Automatisches Abdunkeln|Aus: Das Display dunkelt nicht von selbst ab.|oled brightness helligkeit
allowAutomaticAppDownloads|Automatische App-Downloads|Aus: Auf anderen Geräten gekaufte Apps kommen nicht von selbst.|app store
allowAutomaticScreenSaver|Automatischer Bildschirmschoner|Aus: Das Apple TV startet keinen Bildschirmschoner.
allowAutoUnlock|Mit Apple Watch entsperren|Aus: Eine Apple Watch entsperrt das Gerät nicht.|auto unlock
allowBluetoothModification|Bluetooth ändern|Aus: Benutzer schalten Bluetooth nicht ein oder aus.|wireless
allowBluetoothSharingModification|Bluetooth-Freigabe ändern|Aus: Die Bluetooth-Freigabe lässt sich nicht ändern.
allowBookstore|Book Store|Aus: Der Book Store ist ausgeblendet.|apple books bücher
allowBookstoreErotica|Erotische Bücher|Aus: Als Erotik gekennzeichnete Bücher werden nicht geladen.|adult content
allowCallRecording|Anrufe aufnehmen|Aus: Telefonate lassen sich nicht aufnehmen.|phone
allowCamera|Kamera|Aus: Die Kamera ist aus, ihre App ausgeblendet.|photo video foto
allowCellularPlanModification|Mobilfunktarif ändern|Aus: Einstellungen des Mobilfunktarifs lassen sich nicht ändern.|sim esim
allowChat|Nachrichten|Aus: Die App Nachrichten gibt es nicht.|imessage sms chat
allowCloudAddressBook|iCloud-Kontakte|Aus: Kontakte liegen nicht in iCloud.
allowCloudBackup|iCloud-Backup|Aus: Das Gerät wird nicht in iCloud gesichert.|sicherung
allowCloudBookmarks|iCloud-Lesezeichen|Aus: Lesezeichen liegen nicht in iCloud.|safari
allowCloudCalendar|iCloud-Kalender|Aus: Kalender liegen nicht in iCloud.
allowCloudDesktopAndDocuments|iCloud: Schreibtisch und Dokumente|Aus: Schreibtisch und Dokumente eines Macs liegen nicht in iCloud.
allowCloudDocumentSync|iCloud-Dokumente|Aus: Apps halten keine Dokumente und Daten in iCloud.|icloud drive
allowCloudFreeform|iCloud-Freeform|Aus: Freeform-Boards liegen nicht in iCloud.
allowCloudKeychainSync|iCloud-Schlüsselbund|Aus: Passwörter liegen nicht in iCloud.|passwords passwörter
allowCloudMail|iCloud-Mail|Aus: E-Mail von iCloud gibt es nicht.
allowCloudNotes|iCloud-Notizen|Aus: Notizen liegen nicht in iCloud.
allowCloudPhotoLibrary|iCloud-Fotos|Aus: Fotos liegen nicht in iCloud.
allowCloudPrivateRelay|iCloud Privat-Relay|Aus: Webverkehr läuft nicht über Apples Relays an Filtern vorbei.|vpn
allowCloudReminders|iCloud-Erinnerungen|Aus: Erinnerungen liegen nicht in iCloud.
allowContentCaching|Inhaltscaching|Aus: Niemand kann das Inhaltscaching einschalten.
allowContinuousPathKeyboard|Wischtastatur|Aus: Wörter lassen sich nicht durch Wischen schreiben.|quickpath keyboard
allowDefaultBrowserModification|Standardbrowser ändern|Aus: Benutzer wählen keinen anderen Standardbrowser.
allowDefaultCallingAppModification|Standard-App für Anrufe ändern|Aus: Benutzer wählen keine andere App für Anrufe.
allowDefaultMessagingAppModification|Standard-App für Nachrichten ändern|Aus: Benutzer wählen keine andere App für Nachrichten.
allowDefinitionLookup|Wörter nachschlagen|Aus: Wörter lassen sich nicht nachschlagen.|dictionary exam prüfung
allowDeviceNameModification|Gerätenamen ändern|Aus: Benutzer können das Gerät nicht umbenennen.|rename
allowDeviceSleep|Ruhezustand|Aus: Das Apple TV geht nicht in den Ruhezustand.
allowDiagnosticSubmission|Diagnosedaten senden|Aus: Es gehen keine Diagnosedaten an Apple.|analytics
allowDiagnosticSubmissionModification|Diagnosedaten ändern|Aus: Benutzer ändern nicht, ob Diagnosedaten gesendet werden.|analytics
allowDictation|Diktat|Aus: Text lässt sich nicht diktieren.|voice sprache
allowedCameraRestrictionBundleIDs|Apps mit Kamera trotz Sperre|Diese Apps nutzen die Kamera, obwohl sie ausgeschaltet ist.
allowedExternalIntelligenceWorkspaceIDs|Erlaubte KI-Arbeitsbereiche|Nur bei diesen Arbeitsbereichen fremder KI-Dienste ist Anmelden erlaubt.|chatgpt
allowEnablingRestrictions|Bildschirmzeit einschalten|Aus: Benutzer können keine eigenen Beschränkungen setzen.|screen time
allowEnterpriseAppTrust|Firmen-Apps vertrauen|Aus: Benutzer vertrauen keinen neuen Firmenentwicklern.|in-house
allowEnterpriseBookBackup|Firmenbücher sichern|Aus: Verwaltete Bücher werden nicht gesichert.
allowEnterpriseBookMetadataSync|Notizen in Firmenbüchern abgleichen|Aus: Notizen in verwalteten Büchern bleiben auf dem Gerät.
allowEraseContentAndSettings|Gerät löschen|Aus: Benutzer können das Gerät nicht in den Einstellungen löschen.|reset wipe zurücksetzen
allowESIMModification|eSIMs ändern|Aus: Benutzer fügen keine eSIM hinzu und entfernen keine.
allowESIMOutgoingTransfers|eSIMs weggeben|Aus: Eine eSIM kann nicht auf ein anderes Gerät umziehen.
allowExplicitContent|Anstößige Inhalte|Aus: Anstößige Musik, Podcasts und Bücher sind ausgeblendet.|adult
allowExternalIntelligenceIntegrations|Fremde KI-Dienste|Aus: Siri und Schreibwerkzeuge fragen keine fremden KI-Dienste.|chatgpt
allowExternalIntelligenceIntegrationsSignIn|Bei fremden KI-Diensten anmelden|Aus: Fremde KI-Dienste gehen nur ohne Account.|chatgpt
allowFileSharingModification|Dateifreigabe ändern|Aus: Die Dateifreigabe eines Macs lässt sich nicht ändern.|smb
allowFilesNetworkDriveAccess|Netzlaufwerke in Dateien|Aus: Die App Dateien verbindet sich mit keinem Server.|smb
allowFilesUSBDriveAccess|USB-Laufwerke in Dateien|Aus: Die App Dateien öffnet keine USB-Laufwerke.|stick
allowFindMyDevice|Mein Gerät suchen|Aus: Das Gerät wird nicht in „Wo ist?“ gefunden.
allowFindMyFriends|Freunde suchen|Aus: Personen werden nicht in „Wo ist?“ gefunden.
allowFindMyFriendsModification|Freunde-Suche ändern|Aus: Das Teilen des Standorts lässt sich nicht ändern.
allowFingerprintForUnlock|Mit Touch ID oder Face ID entsperren|Aus: Nur der Code entsperrt.|biometric fingerprint
allowFingerprintModification|Touch ID und Face ID ändern|Aus: Finger und Gesichter lassen sich nicht ändern.|biometric
allowGameCenter|Game Center|Aus: Game Center gibt es nicht.|games spiele
allowGenmoji|Genmoji|Aus: Es werden keine neuen Emojis erzeugt.|ai ki
allowGlobalBackgroundFetchWhenRoaming|Hintergrunddaten beim Roaming|Aus: Apps laden beim Roaming nichts im Hintergrund.
allowHostPairing|Mit Computern verbinden|Aus: Das Gerät koppelt sich nur mit dem Computer, der es betreut.|usb itunes finder pairing
allowImagePlayground|Image Playground|Aus: Mit Image Playground entstehen keine Bilder.|ai ki
allowImageWand|Bilderstab|Aus: Skizzen in Notizen werden nicht zu Bildern.|ai ki
allowInAppPurchases|In-App-Käufe|Aus: In Apps kann nichts gekauft werden.|buy kaufen
allowInternetSharingModification|Internetfreigabe ändern|Aus: Die Internetfreigabe eines Macs lässt sich nicht ändern.|hotspot
allowiPhoneMirroring|iPhone-Synchronisierung|Aus: Ein iPhone lässt sich nicht am Bildschirm eines Macs benutzen.
allowiPhoneWidgetsOnMac|iPhone-Widgets auf dem Mac|Aus: Widgets eines iPhones erscheinen nicht auf Macs.
allowiTunes|iTunes Store|Aus: Der iTunes Store ist ausgeblendet.|music
allowiTunesFileSharing|iTunes-Dateifreigabe|Aus: Apps tauschen keine Dateien per Kabel mit einem Computer.|finder usb
allowKeyboardShortcuts|Textkürzel|Aus: Textersetzungen gibt es nicht.|exam prüfung
allowListedAppBundleIDs|Nur diese Apps|Nur Apps dieser Liste sind zu sehen und zu öffnen.|whitelist allow list erlaubte apps
allowLiveVoicemail|Live-Voicemail|Aus: Voicemails werden nicht beim Sprechen mitgeschrieben.
allowLocalUserCreation|Benutzer anlegen|Aus: Niemand legt in den Systemeinstellungen Benutzer an.|accounts
allowLockScreenControlCenter|Kontrollzentrum bei Sperre|Aus: Das Kontrollzentrum öffnet sich nicht am Sperrbildschirm.
allowLockScreenNotificationsView|Mitteilungen bei Sperre|Aus: Frühere Mitteilungen erscheinen nicht am Sperrbildschirm.
allowLockScreenTodayView|Heute-Ansicht bei Sperre|Aus: Die Heute-Ansicht öffnet sich nicht am Sperrbildschirm.|widgets
allowMailPrivacyProtection|Mail-Datenschutz|Aus: Mail verbirgt den Leser nicht vor Absendern.
allowMailSmartReplies|Intelligente Antworten in Mail|Aus: Mail schlägt keine Antworten vor.|ai ki
allowMailSummary|Zusammenfassungen in Mail|Aus: Mail fasst Nachrichten nicht zusammen.|ai ki
allowManagedAppsCloudSync|iCloud für verwaltete Apps|Aus: Verwaltete Apps halten nichts in iCloud.
allowManagedToWriteUnmanagedContacts|Verwaltete Apps schreiben private Kontakte|Ein: Verwaltete Apps dürfen in private Kontakte schreiben.
allowMarketplaceAppInstallation|Apps aus anderen Marktplätzen|Aus: Keine Apps aus Marktplätzen neben dem App Store.|eu sideloading
allowMediaSharingModification|Medienfreigabe ändern|Aus: Die Medienfreigabe eines Macs lässt sich nicht ändern.
allowMultiplayerGaming|Mehrspielerspiele|Aus: Keine Spiele mit anderen in Game Center.
allowMusicService|Apple Music|Aus: Die App Musik spielt nur, was auf dem Gerät ist.
allowNews|News|Aus: Die App News gibt es nicht.
allowNFC|NFC|Aus: Das Gerät nutzt kein NFC.|contactless
allowNotesTranscription|Transkripte in Notizen|Aus: Notizen schreibt Aufnahmen nicht mit.|ai ki
allowNotesTranscriptionSummary|Zusammenfassung von Transkripten|Aus: Notizen fasst Aufnahmen nicht zusammen.|ai ki
allowNotificationsModification|Mitteilungen ändern|Aus: Benutzer ändern die Mitteilungseinstellungen nicht.
allowOpenFromManagedToUnmanaged|Firmendaten in privaten Apps|Aus: Dokumente verwalteter Apps öffnen sich nur in verwalteten Apps.|open-in data leak dlp
allowOpenFromUnmanagedToManaged|Private Dateien in Firmen-Apps|Aus: Dokumente privater Apps öffnen sich nicht in verwalteten Apps.|open-in
allowOTAPKIUpdates|Vertrauensliste aktualisieren|Aus: Die Liste vertrauter Zertifizierungsstellen wird nicht aktualisiert.|pki
allowPairedWatch|Apple Watch|Aus: Keine Apple Watch wird gekoppelt, eine gekoppelte wird gelöscht.
allowPassbookWhileLocked|Wallet bei Sperre|Aus: Wallet zeigt nichts am Sperrbildschirm.|passbook
allowPasscodeModification|Code ändern|Aus: Benutzer setzen, ändern oder entfernen den Code nicht.|password pin
allowPasswordAutoFill|Passwörter ausfüllen|Aus: Passwörter werden weder ausgefüllt noch vorgeschlagen.|autofill
allowPasswordProximityRequests|Passwörter von Geräten in der Nähe|Aus: Das Gerät fragt andere in der Nähe nicht nach Passwörtern.
allowPasswordSharing|Passwörter teilen|Aus: Passwörter lassen sich nicht per AirDrop teilen.
allowPersonalHotspotModification|Persönlichen Hotspot ändern|Aus: Der persönliche Hotspot lässt sich nicht ändern.|tethering
allowPersonalizedHandwritingResults|Text in eigener Handschrift|Aus: Text wird nicht in der Handschrift der Person geschrieben.|ai ki
allowPhotoStream|Mein Fotostream|Aus: Den früheren Fotostream gibt es nicht.
allowPodcasts|Podcasts|Aus: Die App Podcasts gibt es nicht.
allowPredictiveKeyboard|Textvorschläge|Aus: Die Tastatur schlägt keine Wörter vor.|quicktype exam prüfung
allowPrinterSharingModification|Druckerfreigabe ändern|Aus: Die Druckerfreigabe eines Macs lässt sich nicht ändern.
allowProximitySetupToNewDevice|Geräte in der Nähe einrichten|Aus: Dieses Gerät hilft nicht beim Einrichten eines anderen.|quick start
allowRadioService|Apple-Music-Radio|Aus: Das Radio von Apple Music gibt es nicht.
allowRapidSecurityResponseInstallation|Schnelle Sicherheitsmaßnahmen installieren|Aus: Schnelle Sicherheitsmaßnahmen werden nicht installiert.|rsr update
allowRapidSecurityResponseRemoval|Schnelle Sicherheitsmaßnahmen entfernen|Aus: Benutzer können schnelle Sicherheitsmaßnahmen nicht entfernen.|rsr update
allowRCSMessaging|RCS-Nachrichten|Aus: Keine RCS-Nachrichten.|sms
allowRemoteAppleEventsModification|Entfernte Apple-Events ändern|Aus: Entfernte Apple-Events lassen sich nicht ändern.
allowRemoteAppPairing|Remote-App koppeln|Aus: Die Remote-App koppelt sich nicht mit diesem Apple TV.
allowRemoteScreenObservation|Bildschirm beobachten|Aus: Classroom und andere sehen den Bildschirm nicht.|classroom
allowRosettaUsageAwareness|Hinweise zu Intel-Apps|Aus: Benutzer erfahren nicht, dass Intel-Apps auslaufen.|rosetta
allowSafari|Safari|Aus: Safari gibt es nicht, Webclips öffnen sich nicht.|browser web internet
allowSafariHistoryClearing|Safari-Verlauf löschen|Aus: Der Verlauf von Safari lässt sich nicht löschen.
allowSafariPrivateBrowsing|Privates Surfen in Safari|Aus: Keine privaten Fenster in Safari.|incognito
allowSafariSummary|Zusammenfassungen in Safari|Aus: Safari fasst Seiten nicht zusammen.|ai ki
allowSatelliteConnection|Satellitenverbindung|Aus: Das Gerät nutzt keine Satelliten.
allowScreenShot|Bildschirmfotos und -aufnahmen|Aus: Der Bildschirm lässt sich nicht aufnehmen oder beobachten.|capture screenshot
allowSharedDeviceTemporarySession|Gastsitzungen auf geteiltem iPad|Aus: Niemand nutzt ein geteiltes iPad ohne Account.|temporary session
allowSharedStream|Geteilte Alben|Aus: Keine geteilten Fotoalben.|icloud photos
allowSiriAI|Siri mit Apple Intelligence|Aus: Siri nutzt Apple Intelligence nicht.|ai ki
allowSpellCheck|Rechtschreibprüfung|Aus: Die Rechtschreibung wird nicht geprüft.|exam prüfung
allowSpotlightInternetResults|Webergebnisse in Spotlight|Aus: Spotlight und Siri schlagen nichts aus dem Internet vor.|search suche
allowStartupDiskModification|Startvolume ändern|Aus: Benutzer wählen kein anderes Startvolume.
allowSystemAppRemoval|System-Apps löschen|Aus: Mitgelieferte Apps lassen sich nicht löschen.
allowTimeMachineBackup|Time Machine|Aus: Benutzer können Time Machine nicht einrichten.|backup
allowUIAppInstallation|Aus dem App Store installieren|Aus: Der App Store ist ausgeblendet; dieser Server installiert weiter Apps.
allowUIConfigurationProfileInstallation|Profile von Hand installieren|Aus: Benutzer installieren selbst keine Profile oder Zertifikate.|mobileconfig
allowUniversalControl|Nahtlose Steuerung|Aus: Tastatur und Maus greifen nicht auf andere Geräte über.
allowUnmanagedToReadManagedContacts|Private Apps lesen Firmenkontakte|Ein: Private Apps dürfen verwaltete Kontakte lesen.
allowUnpairedExternalBootToRecovery|Wiederherstellung von jedem Computer|Ein: Auch ein nie gekoppelter Computer kann das Gerät in den Wartungszustand versetzen.
allowUntrustedTLSPrompt|Nicht vertraute Zertifikate|Aus: Websites mit nicht vertrautem Zertifikat bleiben ohne Rückfrage zu.|https tls
allowUSBRestrictedMode|Eingeschränkter USB-Modus|Aus: Ein gesperrtes Gerät verbindet sich immer mit USB-Zubehör.|accessories
allowVideoConferencing|FaceTime|Aus: FaceTime gibt es nicht.|video call
allowVideoConferencingRemoteControl|Fernsteuerung in FaceTime|Aus: Niemand steuert den Bildschirm in einem FaceTime-Anruf.
allowVisualIntelligenceSummary|Zusammenfassungen der visuellen Intelligenz|Aus: Was die Kamera sieht, wird nicht zusammengefasst.|ai ki
allowVoiceDialing|Sprachwahl|Aus: Niemand wählt per Sprache am gesperrten Gerät.
allowVPNCreation|VPN hinzufügen|Aus: Benutzer können kein VPN hinzufügen.
allowWallpaperModification|Hintergrundbild ändern|Aus: Das Hintergrundbild lässt sich nicht ändern.|background
allowWebDistributionAppInstallation|Apps von Websites|Aus: Keine Apps von der Website eines Entwicklers.|eu sideloading
allowWritingTools|Schreibwerkzeuge|Aus: Die Schreibwerkzeuge gibt es nicht.|ai ki
autonomousSingleAppModePermittedAppIDs|Apps, die das Gerät für sich sperren|Diese Apps dürfen den Einzel-App-Modus selbst starten, etwa für Prüfungen.|exam kiosk
blacklistedAppBundleIDs|Gesperrte Apps (alter Name)|Apps, die nicht zu sehen und zu öffnen sind; der alte Name.|blacklist
blockedAppBundleIDs|Gesperrte Apps|Apps, die nicht zu sehen und zu öffnen sind.|blacklist block list
deniedICCIDsForiMessageFaceTime|SIM-Karten ohne iMessage und FaceTime|Diese SIM-Karten gelten nicht für iMessage und FaceTime.|iccid
deniedICCIDsForRCS|SIM-Karten ohne RCS|Diese SIM-Karten gelten nicht für RCS-Nachrichten.|iccid
enforcedFingerprintTimeout|Zeit, bis Touch ID das Passwort braucht|Nach so vielen Sekunden entsperrt nur das Passwort.|biometric timeout
enforcedSoftwareUpdateDelay|Updates verzögern (Tage)|Benutzer sehen Updates so viele Tage später.|defer software update
enforcedSoftwareUpdateMajorOSDeferredInstallDelay|Neue Systeme verzögern (Tage)|Benutzer sehen große Systemversionen so viele Tage später.|defer upgrade
enforcedSoftwareUpdateMinorOSDeferredInstallDelay|Systemupdates verzögern (Tage)|Benutzer sehen kleine Systemupdates so viele Tage später.|defer update
enforcedSoftwareUpdateNonOSDeferredInstallDelay|Andere Updates verzögern (Tage)|Benutzer sehen Updates etwa von Safari so viele Tage später.|defer update
forceAirDropUnmanaged|AirDrop gilt als privat|Ein: Firmendokumente gehen nicht per AirDrop hinaus.|managed open-in
forceAirPlayIncomingRequestsPairingPassword|Passwort für AirPlay hierher|Ein: Wer hierher sendet, braucht ein Passwort.
forceAirPlayOutgoingRequestsPairingPassword|Passwort für AirPlay von hier|Ein: Ziele, an die gesendet wird, müssen ein Passwort verlangen.
forceAirPrintTrustedTLSRequirement|Vertraute Druckerzertifikate|Ein: Nur Drucker mit vertrautem Zertifikat drucken über TLS.
forceAssistantProfanityFilter|Schimpfwortfilter für Siri|Ein: Siri lässt Schimpfwörter weg.
forceAuthenticationBeforeAutoFill|Face ID vor dem Ausfüllen|Ein: Vor dem Ausfüllen von Passwörtern oder Karten weisen sich Benutzer aus.|touch id
forceAutomaticDateAndTime|Datum und Uhrzeit automatisch|Ein: Benutzer stellen Datum und Uhrzeit nicht selbst.|clock
forceBypassScreenCaptureAlert|Kein Hinweis auf Bildschirmaufnahme|Ein: Benutzer werden nicht zu Apps gefragt, die den Bildschirm aufnehmen.
forceClassroomAutomaticallyJoinClasses|Klassen ohne Frage beitreten|Ein: Lernende treten in Classroom ohne Nachfrage bei.
forceClassroomRequestPermissionToLeaveClasses|Vor dem Verlassen einer Klasse fragen|Ein: Lernende fragen die Lehrkraft, bevor sie eine Klasse verlassen.
forceClassroomUnpromptedAppAndDeviceLock|Sperren durch Lehrkräfte|Ein: Lehrkräfte sperren Apps und Geräte ohne Nachfrage.|classroom
forceClassroomUnpromptedScreenObservation|Bildschirme ohne Frage sehen|Ein: Lehrkräfte sehen Bildschirme verwalteter Klassen ohne Nachfrage.|classroom
forceDelayedAppSoftwareUpdates|Andere Updates verzögern|Ein: Updates, die nicht das System betreffen, kommen später.|defer
forceDelayedMajorSoftwareUpdates|Neue Systeme verzögern|Ein: Große Systemversionen kommen später.|defer
forceDelayedSoftwareUpdates|Updates verzögern|Ein: Benutzer sehen Updates später; die Tage stehen daneben.|defer
forceEncryptedBackup|Verschlüsselte Backups|Ein: Backups am Computer sind immer verschlüsselt.|itunes finder
forceITunesStorePasswordEntry|Passwort bei jedem Kauf|Ein: Jeder Kauf fragt nach dem Passwort.|app store
forceLimitAdTracking|Ad-Tracking beschränken|Ein: Apps verfolgen Benutzer nicht für Werbung.|advertising
forceOnDeviceOnlyDictation|Diktat nur auf dem Gerät|Ein: Diktiertes verlässt das Gerät nicht.|privacy
forceOnDeviceOnlyTranslation|Übersetzen nur auf dem Gerät|Ein: Übersetztes verlässt das Gerät nicht.|privacy
forcePreserveESIMOnErase|eSIM beim Löschen behalten|Ein: Die eSIM bleibt, wenn das Gerät gelöscht wird.|wipe
forceWatchWristDetection|Handgelenkerkennung|Ein: Eine Apple Watch sperrt sich beim Ablegen.
forceWiFiPowerOn|WLAN immer an|Ein: WLAN lässt sich nicht ausschalten.|wireless
forceWiFiToAllowedNetworksOnly|Nur verwaltete WLANs|Ein: Das Gerät tritt nur Netzen bei, die per Profil kamen.|allow list
forceWiFiWhitelisting|Nur verwaltete WLANs (alter Name)|Ein: Das Gerät tritt nur Netzen bei, die per Profil kamen; der alte Name.|whitelist
ratingApps|Altersfreigabe für Apps|Apps für Ältere sind ausgeblendet.|age
ratingAppsExemptedBundleIDs|Apps ohne Altersprüfung|Diese Apps sind trotz Altersfreigabe zu sehen.
ratingMovies|Altersfreigabe für Filme|Filme für Ältere sind ausgeblendet.|age movies
ratingRegion|Land der Altersfreigaben|Welches Landes Freigaben gelten.|age
ratingTVShows|Altersfreigabe für TV-Sendungen|Sendungen für Ältere sind ausgeblendet.|age
requireManagedPasteboard|Zwischenablage trennen|Ein: Kopieren zwischen Firmen- und privaten Apps folgt den Regeln für Dokumente.|copy paste pasteboard
safariAcceptCookies|Cookies in Safari|Welche Cookies Safari annimmt.
safariAllowAutoFill|Automatisch ausfüllen in Safari|Aus: Safari füllt keine Formulare aus.
safariAllowJavaScript|JavaScript in Safari|Aus: Safari führt kein JavaScript aus; viele Seiten gehen dann nicht.
safariAllowPopups|Pop-ups in Safari|Aus: Safari öffnet keine Pop-up-Fenster.
safariForceFraudWarning|Warnung vor Betrugsseiten|Ein: Safari warnt immer vor betrügerischen Seiten.|phishing
whitelistedAppBundleIDs|Nur diese Apps (alter Name)|Nur diese Apps sind zu sehen und zu öffnen; der alte Name.|whitelist
`;
