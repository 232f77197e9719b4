import type { ErrorDomain } from '../../../../shared/catalogue/errors/types.ts';

/** German for domains that came later, as in shared/catalogue/errors/later.ts. */
export const laterErrors: readonly ErrorDomain[] = [
  {
    domain: 'MCKeybagErrorDomain',
    area: 'Schutz der Schlüssel',
    cause: 'Das Gerät konnte nicht mit den Schlüsseln arbeiten, die seine Daten schützen.',
    nextStep: 'Entsperren Sie das Gerät, starten Sie es neu und senden Sie den Befehl noch einmal.',
    codes: {
      37000: ['Beim Vorbereiten der Schlüssel trat im Gerät ein Fehler auf.'],
      37001: ['Beim Benutzen der Schlüssel trat im Gerät ein Fehler auf.'],
      37002: [
        'Ein Gerätecode ist gesetzt, darum entsteht kein Entsperr-Token.',
        'Entsperr-Tokens entstehen nur, solange es keinen Code gibt.',
        'Nehmen Sie den Code weg, registrieren Sie, und lassen Sie einen neuen setzen.',
      ],
    },
  },
  {
    domain: 'MCDomainsErrorDomain',
    area: 'Verwaltete Domains',
    cause: 'Eine der Domains im Profil ist nicht so geschrieben, wie es sein muss.',
    nextStep: 'Berichtigen Sie die Domain und installieren Sie das Profil neu.',
    codes: { 38000: ['Ein Muster für Domains ist ungültig.'] },
  },
  {
    domain: 'MCWebContentFilterErrorDomain',
    area: 'Webinhaltsfilter',
    cause: 'Der Webinhaltsfilter im Profil ist nicht brauchbar.',
    nextStep: 'Prüfen Sie den Filter und sein Zertifikat; installieren Sie das Profil dann neu.',
    codes: {
      40000: ['Beim Einrichten des Filters trat im Gerät ein Fehler auf.'],
      40001: ['Das Zertifikat des Filters ist nicht brauchbar.'],
    },
  },
  {
    domain: 'MCNetworkUsageRulesErrorDomain',
    area: 'Regeln zur Netznutzung',
    cause: 'Das Gerät hat die Regeln nicht angenommen, welche Apps welches Netz benutzen.',
    nextStep: 'Prüfen Sie die Regeln im Profil und installieren Sie es dann neu.',
    codes: {
      41000: ['Beim Lesen der Regeln trat im Gerät ein Fehler auf.'],
      41001: ['Die Regeln sind ungültig.'],
      41002: ['Beim Anwenden der Regeln trat im Gerät ein Fehler auf.'],
    },
  },
  {
    domain: 'MCOSXServerErrorDomain',
    area: 'Accounts von macOS Server',
    cause: 'Der Server-Account im Profil ist unvollständig oder schon da.',
    nextStep: 'Vervollständigen Sie die Payload oder entfernen Sie den vorhandenen Account.',
    codes: {
      42000: ['Der Server-Account konnte nicht angelegt werden.'],
      42001: ['Kein Servername angegeben.'],
      42002: ['Diesen Server-Account gibt es schon.'],
    },
  },
  {
    domain: 'MCHomeScreenLayoutErrorDomain',
    area: 'Anordnung des Home-Bildschirms',
    cause: 'Ein anderes Profil legt die Anordnung des Home-Bildschirms fest.',
    nextStep: 'Entfernen Sie zuerst das andere und installieren Sie dann dieses.',
    codes: { 43000: ['Auf einem Gerät darf nur eine Anordnung des Home-Bildschirms sein.'] },
  },
  {
    domain: 'MCNotificationSettingsErrorDomain',
    area: 'Mitteilungen',
    cause: 'Ein anderes Profil legt die Mitteilungen fest.',
    nextStep: 'Entfernen Sie zuerst das andere und installieren Sie dann dieses.',
    codes: { 44000: ['Nur ein Profil darf Einstellungen für Mitteilungen haben.'] },
  },
  {
    domain: 'MCEDUClassroomErrorDomain',
    area: 'Classroom',
    cause: 'Die Classroom-Einstellungen im Profil sind unvollständig, oder andere sind schon da.',
    nextStep: 'Prüfen Sie die Education-Payload und ihre Zertifikate; installieren Sie das Profil dann neu.',
    codes: {
      45000: ['Die Classroom-Einstellungen konnten nicht installiert werden.'],
      45001: [
        'Classroom-Einstellungen für Lernende sind schon installiert.',
        'Ein anderes Profil enthält sie.',
        'Entfernen Sie zuerst das andere und installieren Sie dann dieses.',
      ],
      45002: ['Ein Zertifikat, das die Classroom-Einstellungen nennen, wurde nicht gefunden.'],
      45003: ['Das Identitätszertifikat für Classroom ist nicht brauchbar.'],
    },
  },
  {
    domain: 'MCSharedDeviceConfigurationErrorDomain',
    area: 'Nachricht auf dem Sperrbildschirm',
    cause: 'Ein anderes Profil legt die Nachricht auf dem Sperrbildschirm fest.',
    nextStep: 'Entfernen Sie zuerst das andere und installieren Sie dann dieses.',
    codes: { 46000: ['Auf einem Gerät darf nur eine Nachricht für den Sperrbildschirm sein.'] },
  },
];
