/*
 * Restrictions are two hundred switches in one payload. They are told apart by what they are about; the first rule that
 * fits a name decides.
 */

/** What restrictions are about, in the order they are shown. */
export const TOPICS = [
  'apps',
  'intelligence',
  'icloud',
  'safari',
  'data',
  'passwords',
  'network',
  'sharing',
  'lock-screen',
  'classroom',
  'media',
  'updates',
  'mac',
  'keyboard',
  'device',
] as const;
export type Topic = (typeof TOPICS)[number];

const RULES: readonly (readonly [Topic, RegExp])[] = [
  ['classroom', /Classroom|RemoteScreenObservation/],
  [
    'intelligence',
    /Assistant|Siri|Intelligence|Genmoji|ImagePlayground|ImageWand|WritingTools|Summary|SmartReplies|Transcription|Handwriting|Dictation|Translation/i,
  ],
  ['updates', /SoftwareUpdate|Delayed|RapidSecurity|OTAPKI/],
  ['safari', /safari/i],
  ['icloud', /Cloud|PhotoStream|SharedStream|FindMy|ActivityContinuation|EnterpriseBook/],
  ['passwords', /Passcode|Password|Fingerprint|AutoUnlock|PasswordAuto|AutoFill/],
  ['lock-screen', /LockScreen|WhileLocked/],
  [
    'data',
    /Managed|Pasteboard|EncryptedBackup|UntrustedTLS|Diagnostic|Advertising|AdTracking|USBRestricted|HostPairing/,
  ],
  ['media', /rating|Explicit|Bookstore|iTunes|Music|Podcast|Radio|News|GameCenter|Gaming|Definition/i],
  [
    'mac',
    /Startup|TimeMachine|RemoteAppleEvents|ARDRemote|LocalUser|SharingModification|Rosetta|UniversalControl|ContentCaching|iPhoneWidgets|ScreenCaptureAlert|ScreenSaver/,
  ],
  [
    'network',
    /WiFi|VPN|Cellular|SIM|Roaming|Hotspot|Bluetooth|NFC|Satellite|ICCID|RCS|NetworkDrive|USBDrive|Chat|VideoConferencing|CallRecording|Voicemail|VoiceDialing/,
  ],
  ['sharing', /AirDrop|AirPlay|AirPrint|Proximity|PairedWatch|WatchWrist|iPhoneMirroring|RemoteAppPairing/],
  ['apps', /App|Marketplace|Distribution/],
  ['keyboard', /Keyboard|AutoCorrection|SpellCheck/],
];

/** What a restriction is about, by its wire name. */
export function topicOf(key: string): Topic {
  return RULES.find(([, pattern]) => pattern.test(key))?.[0] ?? 'device';
}
