/** Titles and help for every payload. See ../words.ts for the form. */
export const payloadKinds = `
#GlobalPreferences|Log-out and fast user switching|Several people signed in at once, and logging out when idle.|fast user switching auto logout schneller benutzerwechsel
#com.apple.ADCertificate.managed|Active Directory certificate|Gets a certificate from a Windows certificate authority.|ad cs windows identity
#com.apple.AIM.account|AIM account|An account of the old AIM chat service.|chat messages
#com.apple.AssetCache.managed|Content caching|A Mac keeps copies of Apple’s downloads for others nearby.|caching server bandwidth zwischenspeicher
#com.apple.Dictionary|Dictionary limits|Hides offensive entries in the dictionary.|parental controls kindersicherung
#com.apple.DirectoryService.managed|Directory (Active Directory)|Binds a Mac to a directory service.|ad bind domain ldap windows
#com.apple.DiscRecording|Disc burning|Whether people may burn discs.|cd dvd burn
#com.apple.MCX(Accounts)|Guest account|Whether a Mac has a guest account.|guest user
#com.apple.MCX(EnergySaver)|Energy saver|When Macs sleep, wake and turn on or off.|sleep wake battery power schedule ruhezustand
#com.apple.MCX(FileVault2)|FileVault options|Whether people may turn FileVault on or off.|encryption disk verschlüsselung
#com.apple.MCX(Mobility)|Mobile accounts|Network users get an account on the Mac as well.|active directory network home
#com.apple.MCX(TimeServer)|Time server|Where a Mac gets its time, and its time zone.|ntp clock uhr zeitzone
#com.apple.MCX(WiFi)|Wi-Fi permissions|Which changes to Wi-Fi need an administrator.|airport admin
#com.apple.MCX.FileVault2|FileVault|Encrypts the startup disk of Macs.|disk encryption recovery key festplattenverschlüsselung
#com.apple.MCX.TimeMachine|Time Machine|Backs Macs up to a server.|backup sicherung
#com.apple.ManagedClient.preferences|Managed preferences|Sets preferences of any app by its domain.|defaults plist custom settings app einstellungen
#com.apple.NSExtension|Extensions|Which extensions of apps may be used.|plug-in share sheet
#com.apple.SetupAssistant.managed|Setup Assistant for users|What a Mac asks new users at their first log-in.|skip first login onboarding
#com.apple.ShareKitHelper|Share menu|Which services the share menu offers.|sharing services
#com.apple.SoftwareUpdate|Software update|How Macs look for updates and install them.|macos update patches aktualisierung
#com.apple.SystemConfiguration|Network proxies|Proxies of a Mac for each kind of traffic.|http socks ftp pac
#com.apple.TCC.configuration-profile-policy|Privacy permissions|Which apps may use camera, files, screen and more without asking.|tcc pppc full disk access screen recording festplattenvollzugriff
#com.apple.airplay.security|AirPlay security of Apple TV|Who may send to an Apple TV, and how.|passcode mirroring
#com.apple.airplay|AirPlay|Which screens may be sent to, with their passwords.|mirroring apple tv screen bildschirm
#com.apple.airprint|AirPrint|Adds printers to the list of the device.|printer drucker
#com.apple.apn.managed|Mobile data access point (old)|The access point of the mobile network, the way old systems took it.|apn cellular carrier
#com.apple.app.lock|Single-app mode|Keeps the device in one app.|kiosk guided access app lock geführter zugriff
#com.apple.applicationaccess.new|Allowed apps on Macs|Which apps may be opened on a Mac.|parental controls allow list whitelist kindersicherung
#com.apple.applicationaccess|Restrictions|What people may do with the device, its apps and its data.|limits allow forbid verbieten erlauben
#com.apple.appstore|App Store on Macs|What people may do in the App Store of a Mac.|store updates
#com.apple.asam|Single-app mode on Macs|Apps that may lock a Mac to themselves, for exams.|autonomous exam assessment kiosk prüfung
#com.apple.associated-domains|Associated domains|Connects apps with the websites they belong to.|universal links credentials
#com.apple.caldav.account|Calendar account|Adds a CalDAV calendar.|caldav kalender termine
#com.apple.carddav.account|Contacts account|Adds a CardDAV address book.|carddav adressen kontakte
#com.apple.cellular|Mobile data|The access points of the mobile network.|apn carrier sim mobilfunk
#com.apple.cellularprivatenetwork.managed|Private mobile network|Uses a mobile network of your own, where it is in reach.|campus 5g lte
#com.apple.conferenceroomdisplay|Conference room display|Makes an Apple TV show how to connect.|meeting room tv besprechung
#com.apple.configurationprofile.identification|Who uses the device|Asks for name and e-mail when the profile is installed.|user identity
#com.apple.dashboard|Dashboard widgets|Which widgets the old Dashboard may show.|parental controls
#com.apple.declarations|Declarations|Carries declarations inside a profile.|ddm declarative
#com.apple.desktop|Desktop picture|The picture on a Mac’s desktop.|wallpaper background hintergrundbild
#com.apple.dnsProxy.managed|DNS proxy|Sends all name look-ups through an app.|dns filter
#com.apple.dnsSettings.managed|Encrypted DNS|Looks names up over HTTPS or TLS.|doh dot resolver
#com.apple.dock|Dock|How a Mac’s Dock looks, and what is in it.|apps bar leiste
#com.apple.domains|Managed domains|Which e-mail addresses and websites belong to work.|safari mail unmarked web
#com.apple.eas.account|Exchange account|Adds an Exchange account for mail, calendars and contacts.|activesync outlook office 365 microsoft email e-mail
#com.apple.education|Classroom|Classes, pupils and teachers for Classroom and Shared iPad.|education school unterricht schule
#com.apple.ews.account|Exchange account on Macs|Adds an Exchange account on a Mac.|ews outlook office 365 mail
#com.apple.extensiblesso(kerberos)|Single sign-on (Kerberos)|Signs in to Active Directory once for all apps.|sso active directory ticket
#com.apple.extensiblesso|Single sign-on (extension)|Signs in once, by an app of your identity provider.|sso platform sso entra okta
#com.apple.familycontrols.contentfilter|Web filter for children|Limits websites on a Mac.|parental controls kindersicherung
#com.apple.familycontrols.timelimits.v2|Time limits|How long and when a Mac may be used.|parental controls screen time bildschirmzeit
#com.apple.fileproviderd|File providers|What cloud storage apps may do on a Mac.|onedrive dropbox cloud sync
#com.apple.finder|Finder|What the Finder shows and allows.|desktop burn eject
#com.apple.firstactiveethernet.managed|802.1X: first active Ethernet|Signs in to the wired network on the first port in use.|wired lan dot1x
#com.apple.firstethernet.managed|802.1X: first Ethernet|Signs in to the wired network on the first port.|wired lan dot1x
#com.apple.font|Font|Installs a font.|typeface otf ttf schriftart
#com.apple.gamed|Game Center on Macs|What people may do in Game Center on a Mac.|games spiele
#com.apple.globalethernet.managed|802.1X: any Ethernet|Signs in to the wired network on every port.|wired lan dot1x
#com.apple.google-oauth|Google account|Adds a Google account for mail, calendars and contacts.|gmail workspace
#com.apple.homescreenlayout|Home Screen layout|Where apps, folders and web clips stand.|icons springboard apps anordnen
#com.apple.ironwood.support|Dictation and profanity|Whether dictation works, and whether it writes swear words.|parental controls siri
#com.apple.jabber.account|Jabber account|Adds a Jabber chat account.|xmpp chat messages
#com.apple.ldap.account|Directory look-up|Looks people up in an LDAP directory.|ldap address book adressbuch
#com.apple.loginitems.managed|Login items|What a Mac opens at log-in.|startup open autostart
#com.apple.loginwindow|Login window|What the login window of a Mac shows and allows.|login screen banner
#com.apple.lom|Lights-out management|Turns Macs on and off from another Mac.|lom remote power
#com.apple.mail.managed|Mail account|Adds an IMAP or POP account.|email imap pop smtp e-mail
#com.apple.mcxMenuExtras|Menu bar items|Which items the menu bar of old Macs shows.|menu extras
#com.apple.mcxloginscripts|Login scripts|Scripts that run when people log in or out.|logout hook
#com.apple.mcxprinting|Printers on Macs|Which printers a Mac has, and who may add some.|printing drucken
#com.apple.mdm|Device management|Enrolls the device with a server; only the server itself may send it.|mdm enrollment registrierung
#com.apple.mobiledevice.passwordpolicy|Passcode|Which passcode or password the device needs.|password pin lock kennwort sperre
#com.apple.networkusagerules|Network use by apps|Which apps may use mobile data and roaming.|cellular roaming data datenverbrauch
#com.apple.notificationsettings|Notifications|How apps may notify people.|alerts badges banner sounds
#com.apple.osxserver.account|macOS Server account|Adds an account of the old macOS Server.|server
#com.apple.preference.security|Security settings|What people may change in a Mac’s security settings.|firewall password lock message
#com.apple.preferences.users|iCloud password|Whether the iCloud password opens a Mac.|local account login
#com.apple.profileRemovalPassword|Profile removal password|Who knows it may remove the profile.|delete profile löschen
#com.apple.proxy.http.global|Global HTTP proxy|Sends all web traffic through a proxy.|web filter pac internet
#com.apple.relay.managed|Network relay|Sends traffic through a relay instead of a VPN.|masque http3 zero trust
#com.apple.screensaver.user|Screen saver for users|The screen saver of a user.|idle
#com.apple.screensaver|Screen saver|The screen saver of a Mac, and the password after it.|lock idle sperre
#com.apple.secondactiveethernet.managed|802.1X: second active Ethernet|Signs in to the wired network on the second port in use.|wired lan dot1x
#com.apple.secondethernet.managed|802.1X: second Ethernet|Signs in to the wired network on the second port.|wired lan dot1x
#com.apple.security.FDERecoveryKeyEscrow|FileVault key escrow|Keeps the recovery key of FileVault with you.|recovery key prk wiederherstellungsschlüssel
#com.apple.security.FDERecoveryRedirect|FileVault key redirection|Sends recovery keys to a server; the old way.|recovery key
#com.apple.security.acme|Certificate by ACME|Gets a certificate with a key that stays in the hardware.|attestation identity identität
#com.apple.security.certificatepreference|Certificate for an address|Which certificate a Mac uses to encrypt to an address.|smime preference
#com.apple.security.certificaterevocation|Certificate revocation checks|Which certificates are checked for revocation.|ocsp crl
#com.apple.security.certificatetransparency|Certificate transparency|Which certificates need not be logged publicly.|ct logs
#com.apple.security.firewall|Firewall|Blocks incoming connections to Macs.|incoming stealth
#com.apple.security.identitypreference|Identity for a website|Which identity a Mac shows to an address.|client certificate
#com.apple.security.pem|Certificate (PEM)|Adds a certificate written in PEM.|ca trust vertrauen
#com.apple.security.pkcs1|Certificate|Adds a certificate, for instance an intermediate one.|ca intermediate der
#com.apple.security.pkcs12|Identity (PKCS #12)|Adds a certificate with its private key.|p12 pfx client certificate
#com.apple.security.root|Root certificate|Makes the device trust a certificate authority.|ca trust root vertrauen
#com.apple.security.scep|Certificate by SCEP|Gets a certificate from a certificate authority.|ndes identity enrollment identität
#com.apple.security.smartcard|Smart cards|How Macs use smart cards.|piv token chipkarte
#com.apple.security.wapi-identity|WAPI identity|An identity for Chinese WAPI networks.|china wlan
#com.apple.servicemanagement|Background items|Which background items of apps people cannot turn off.|login items launch agents anmeldeobjekte
#com.apple.shareddeviceconfiguration|Lock screen message|What the lock screen tells a finder.|asset tag lost return footnote inventarnummer
#com.apple.sso|Single sign-on (old Kerberos)|Kerberos sign-in for chosen apps and sites.|sso
#com.apple.subscribedcalendar.account|Subscribed calendar|Subscribes to a calendar on the web.|ics holidays ferien
#com.apple.syspolicy.kernel-extension-policy|Kernel extensions|Which kernel extensions old Macs load.|kext driver treiber
#com.apple.system-extension-policy|System extensions|Which system extensions load without asking.|sysext security agent network extension
#com.apple.system.logging|System logging|What the system writes to its log.|log debug private data
#com.apple.systemmigration|Migration|What moves when Windows computers are migrated to Macs.|migration assistant
#com.apple.systempolicy.control|Gatekeeper|Which downloaded apps Macs open.|app security notarization download
#com.apple.systempolicy.managed|Gatekeeper override|Whether people may get around Gatekeeper.|right click open
#com.apple.systempolicy.rule|Gatekeeper rule|A rule of your own for Gatekeeper.|allow app
#com.apple.systempreferences|System Settings|Which parts of System Settings people may open.|preference panes
#com.apple.systemuiserver|Allowed media|Which discs and drives may be used.|usb dvd external mount stick
#com.apple.thirdactiveethernet.managed|802.1X: third active Ethernet|Signs in to the wired network on the third port in use.|wired lan dot1x
#com.apple.thirdethernet.managed|802.1X: third Ethernet|Signs in to the wired network on the third port.|wired lan dot1x
#com.apple.tvremote|Apple TV remote|Which devices may control which Apple TV.|remote app
#com.apple.universalaccess|Accessibility|Zoom, contrast, keyboard and mouse help on a Mac.|voiceover zoom barrierefrei
#com.apple.vpn.managed.applayer|VPN for apps|A VPN that only chosen apps use.|per-app vpn tunnel
#com.apple.vpn.managed.appmapping|Apps for app VPN|Which apps of a Mac use which app VPN.|per-app vpn
#com.apple.vpn.managed|VPN|Connects the device to your network from anywhere.|ikev2 ipsec l2tp tunnel remote access
#com.apple.webClip.managed|Web clip|Puts a website on the Home Screen.|bookmark link icon lesezeichen
#com.apple.webcontent-filter|Web content filter|Which websites may be opened.|safari block allow url jugendschutz
#com.apple.wifi.managed|Wi-Fi|Joins the device to a Wi-Fi network.|wifi wireless ssid network funknetz
#com.apple.xsan.preferences|Xsan volumes|Which Xsan volumes a Mac mounts.|san storage
#com.apple.xsan|Xsan|Connects a Mac to shared Xsan storage.|san storage
#loginwindow|Login items at log-in|Whether holding Shift skips login items.|shift key
`;
