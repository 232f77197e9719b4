import type { VariableName } from './names.ts';

/** What a variable is called, what it stands for, and what it may look like. */
export interface VariableWords {
  readonly title: string;
  readonly help: string;
  readonly example: string;
}

type Row = readonly [example: string, en: string, enHelp: string, de: string, deHelp: string];

const ROWS: Readonly<Record<VariableName, Row>> = {
  DEVICE_SN: [
    'F9FXK1ABCD',
    'Serial number',
    'What Apple engraved; stays for life.',
    'Seriennummer',
    'Von Apple vergeben, bleibt ein Geräteleben lang.',
  ],
  DEVICE_NAME: [
    'iPad 12',
    'Device name',
    'The name the device reported last.',
    'Gerätename',
    'Der Name, den das Gerät zuletzt gemeldet hat.',
  ],
  DEVICE_UDID: [
    '00008030-001C2D3E4F50802E',
    'UDID',
    'Apple’s id of the hardware; user enrollment hides it.',
    'UDID',
    'Apples Kennung der Hardware; bei Benutzerregistrierung verborgen.',
  ],
  DEVICE_ID: [
    '01990f3a-5c1e-7b64-9a52-3d1f0c7e8a11',
    'Device id',
    'The id of the device in Cartwright.',
    'Geräte-ID',
    'Die Kennung des Geräts in Cartwright.',
  ],
  DEVICE_UUID: [
    '01990f3a-5c1e-7b64-9a52-3d1f0c7e8a11',
    'Device UUID',
    'Same as the device id.',
    'Geräte-UUID',
    'Dasselbe wie die Geräte-ID.',
  ],
  DEVICE_UUID_NO_DASHES: [
    '01990f3a5c1e7b649a523d1f0c7e8a11',
    'Device UUID without dashes',
    'The device id as 32 hexadecimal digits.',
    'Geräte-UUID ohne Striche',
    'Die Geräte-ID als 32 hexadezimale Ziffern.',
  ],
  DEVICE_MAC: [
    'a4:83:e7:12:34:56',
    'Wi-Fi address',
    'The hardware’s address; networks may see a private one.',
    'WLAN-Adresse',
    'Die Adresse der Hardware; Netze sehen womöglich eine private.',
  ],
  DEVICE_IMEI: [
    '35 824005 111111 0',
    'IMEI',
    'Of devices with a cellular modem.',
    'IMEI',
    'Bei Geräten mit Mobilfunkmodem.',
  ],
  DEVICE_MEID: ['35824005111111', 'MEID', 'Of devices with a CDMA modem.', 'MEID', 'Bei Geräten mit CDMA-Modem.'],
  MODEL: ['iPad (9th generation)', 'Model', 'As Apple sells it.', 'Modell', 'So wie Apple es verkauft.'],
  MODEL_ID: ['iPad12,1', 'Model identifier', 'As the system names it.', 'Modellkennung', 'So wie das System es nennt.'],
  DEVICE_FAMILY: ['iPad', 'Family', 'iPad, iPhone, Mac …', 'Familie', 'iPad, iPhone, Mac …'],
  PLATFORM: ['iPadOS', 'System', 'The system without its version.', 'System', 'Das System ohne Version.'],
  OS_VERSION: [
    '18.1',
    'System version',
    'Changes with every update, and the profile is sent again.',
    'Systemversion',
    'Ändert sich mit jedem Update; das Profil wird dann neu gesendet.',
  ],
  PHONE_NUMBER: [
    '+49 151 23456789',
    'Phone number',
    'Of the SIM, when it tells.',
    'Telefonnummer',
    'Der SIM, sofern sie sie nennt.',
  ],
  ICCID: ['8949 0200 0012 3456 789', 'ICCID', 'Number of the SIM.', 'ICCID', 'Nummer der SIM.'],
  ENROLLMENT_ID: [
    '5A1B2C3D4E5F60718293A4B5C6D7E8F901234567',
    'Enrollment id',
    'What the device calls with; the UDID, or what stands for it.',
    'Registrierungs-ID',
    'Womit sich das Gerät meldet: die UDID oder ihr Ersatz.',
  ],
  USERID: [
    'ada.lovelace',
    'User name',
    'The short name the person signs in with.',
    'Benutzername',
    'Der Kurzname, mit dem sich die Person anmeldet.',
  ],
  EMAIL: ['ada@school.example', 'Mail address', 'Of the person.', 'E-Mail-Adresse', 'Der Person.'],
  EMAIL_LOCAL: [
    'ada',
    'Mail address before the @',
    'From the mail address.',
    'E-Mail-Adresse vor dem @',
    'Aus der E-Mail-Adresse.',
  ],
  EMAIL_DOMAIN: [
    'school.example',
    'Mail address after the @',
    'From the mail address.',
    'E-Mail-Adresse nach dem @',
    'Aus der E-Mail-Adresse.',
  ],
  FIRST_NAME: ['Ada', 'First name', 'Of the person.', 'Vorname', 'Der Person.'],
  LAST_NAME: ['Lovelace', 'Last name', 'Of the person.', 'Nachname', 'Der Person.'],
  DISPLAY_NAME: ['Ada Lovelace', 'Full name', 'Of the person.', 'Vollständiger Name', 'Der Person.'],
  MANAGED_APPLE_ID: [
    'ada@appleid.school.example',
    'Managed Apple Account',
    'What the device was enrolled with, or who is signed in on a shared iPad.',
    'Verwalteter Apple Account',
    'Womit das Gerät registriert wurde, oder wer am geteilten iPad angemeldet ist.',
  ],
  USER_UPN: [
    'ada@corp.example',
    'User principal name',
    'The name Microsoft’s directories know the person by; the mail address unless told otherwise.',
    'Benutzerprinzipalname',
    'Der Name in Microsofts Verzeichnissen; ohne eigenen Wert die E-Mail-Adresse.',
  ],
  USER_DN: [
    'CN=Ada Lovelace,OU=Staff,DC=corp,DC=example',
    'Distinguished name',
    'Of the person in the directory.',
    'Verzeichnisname (DN)',
    'Der Person im Verzeichnis.',
  ],
  USER_SID: [
    'S-1-5-21-1004336348-1177238915-682003330-512',
    'Security identifier',
    'Of the person in Active Directory; certificates for network policies carry it.',
    'Sicherheitskennung (SID)',
    'Der Person im Active Directory; Zertifikate für Netzrichtlinien enthalten sie.',
  ],
  USER_LOCALE: ['de_DE', 'Language of the person', 'Language and country.', 'Sprache der Person', 'Sprache und Land.'],
  SAM_ACCOUNT_NAME: [
    'alovelace',
    'Windows account',
    'The old short name in Active Directory; the user name unless told otherwise.',
    'Windows-Konto',
    'Der alte Kurzname im Active Directory; ohne eigenen Wert der Benutzername.',
  ],
  CN: [
    'Ada Lovelace',
    'Common name',
    'Of the person in the directory; the full name unless told otherwise.',
    'Allgemeiner Name (CN)',
    'Der Person im Verzeichnis; ohne eigenen Wert der vollständige Name.',
  ],
  OU: [
    'Staff',
    'Organizational unit',
    'Of the person in the directory.',
    'Organisationseinheit (OU)',
    'Der Person im Verzeichnis.',
  ],
  REALM: ['CORP.EXAMPLE', 'Kerberos realm', 'Of the person.', 'Kerberos-Bereich', 'Der Person.'],
  USER_CUSTOM1: ['7b', 'Own value 1', 'Whatever you keep there.', 'Eigener Wert 1', 'Was immer Sie dort ablegen.'],
  USER_CUSTOM2: ['Room 12', 'Own value 2', 'Whatever you keep there.', 'Eigener Wert 2', 'Was immer Sie dort ablegen.'],
  USER_CUSTOM3: ['4711', 'Own value 3', 'Whatever you keep there.', 'Eigener Wert 3', 'Was immer Sie dort ablegen.'],
  USER_CUSTOM4: ['north', 'Own value 4', 'Whatever you keep there.', 'Eigener Wert 4', 'Was immer Sie dort ablegen.'],
  CONFIG_UUID: [
    '6F1D0C52-9B1E-4C02-8E5C-0A4C6E1C77D1',
    'Profile UUID',
    'Of this version of the profile.',
    'Profil-UUID',
    'Dieser Version des Profils.',
  ],
  RANDOM_16: [
    '9f2c1ab04d7e6835',
    '16 signs of chance',
    'Different for every device, the same as long as the version is.',
    '16 zufällige Zeichen',
    'Auf jedem Gerät andere; gleich, solange die Version gleich ist.',
  ],
  RANDOM_32: [
    '9f2c1ab04d7e68351c0f4e22ab917d60',
    '32 signs of chance',
    'Different for every device, the same as long as the version is.',
    '32 zufällige Zeichen',
    'Auf jedem Gerät andere; gleich, solange die Version gleich ist.',
  ],
  RANDOM_64: [
    '9f2c1ab04d7e68351c0f4e22ab917d609f2c1ab04d7e68351c0f4e22ab917d60',
    '64 signs of chance',
    'Different for every device, the same as long as the version is.',
    '64 zufällige Zeichen',
    'Auf jedem Gerät andere; gleich, solange die Version gleich ist.',
  ],
  TIMESTAMP_MS: [
    '1764000000000',
    'Time of enrollment',
    'When the device enrolled, in milliseconds since 1970.',
    'Zeitpunkt der Registrierung',
    'Wann das Gerät registriert wurde, in Millisekunden seit 1970.',
  ],
  NULL: [
    '',
    'Nothing',
    'Leaves the field blank, so that the person is asked on the device.',
    'Nichts',
    'Lässt das Feld leer, sodass das Gerät die Person danach fragt.',
  ],
};

/** Title, help and an example of a variable in a language. */
export function variableWords(name: VariableName, language: 'en' | 'de'): VariableWords {
  const [example, en, enHelp, de, deHelp] = ROWS[name];
  return language === 'de' ? { title: de, help: deHelp, example } : { title: en, help: enHelp, example };
}
