/** Was gedruckt wird, und die Wege in die Verwaltung. */
export const handoutTexts = {
  title: 'Handzettel',
  back: 'Zurück zur Registrierung',
  print: 'Drucken',
  printCount_one: '{{count, number}} Handzettel drucken',
  printCount_other: '{{count, number}} Handzettel drucken',
  count_one: '{{count, number}} Handzettel',
  count_other: '{{count, number}} Handzettel',
  csv: 'Links als CSV',
  pins: 'PINs drucken',
  paper: 'Papier',
  language: 'Sprache der Handzettel',
  layout: 'Aufteilung',
  layouts: { page: 'Je eine Seite', cards: '8 Karten je Seite' },
  page: 'Seite {{page, number}} von {{pages, number}}',
  closed_one: '{{count, number}} Einladung fehlt hier: Sie ist aufgebraucht, abgelaufen oder widerrufen.',
  closed_other: '{{count, number}} Einladungen fehlen hier: Sie sind aufgebraucht, abgelaufen oder widerrufen.',
  none: { title: 'Nichts zu drucken', text: 'Wählen Sie offene Einladungen und drucken Sie ihre Handzettel.' },
  make: {
    action: 'Handzettel erstellen',
    title: 'Handzettel für Personen oder Geräte',
    names: 'Namen',
    namesHint:
      'Eine Person oder ein Gerät je Zeile, oder eine Tabelle mit einer Spalte „Name“. Jede bekommt einen Link für ein Gerät.',
    noNames: 'Geben Sie mindestens einen Namen ein.',
    file: 'Namen aus einer Datei nehmen',
    missing_one: '{{count, number}} fehlendes Gerät',
    missing_other: '{{count, number}} fehlende Geräte',
    repeated_one: '{{names}} steht mehrmals da und bekommt jedes Mal einen Handzettel.',
    repeated_other: '{{names}} und andere stehen mehrmals da und bekommen jedes Mal einen Handzettel.',
    left_one: '{{count, number}} Name ist zu viel für einen Durchgang.',
    left_other: '{{count, number}} Namen sind zu viele für einen Durchgang.',
    submit: 'Handzettel erstellen',
    submitCount_one: '{{count, number}} Handzettel erstellen',
    submitCount_other: '{{count, number}} Handzettel erstellen',
  },
  sheet: {
    lead: 'So melden Sie Ihr Gerät bei {{organisation}} an. Das dauert zwei Minuten und braucht WLAN.',
    short: 'Mit der Kamera scannen und das Gerät bei {{organisation}} anmelden.',
    orType: 'Scannen Sie den Code mit der Kamera des Geräts. Oder öffnen Sie diese Adresse in Safari:',
    pinApart: 'Die PIN erhalten Sie getrennt.',
    steps: {
      scan: 'Richten Sie die Kamera von iPhone oder iPad auf den Code und öffnen Sie die Seite, die erscheint.',
      allow: 'Tippen Sie auf „Download the profile“ und erlauben Sie den Download.',
      settings:
        'Öffnen Sie die Einstellungen und tippen Sie auf „Profil geladen“. Am Mac: Systemeinstellungen, Allgemein, Geräteverwaltung.',
      install: 'Tippen Sie auf „Installieren“ und geben Sie den Code des Geräts ein.',
    },
    approval: 'Zeigt die Seite einen Code, zeigen Sie ihn Ihrer Verwaltung; sie lässt das Gerät zu.',
    contact: 'Fragen? {{contact}}',
    once: 'Gilt für ein Gerät.',
    until: 'Gilt bis {{date}}.',
  },
} as const;

export const waysTexts = {
  overview: 'Überblick',
  lead: 'Fast jeder Weg braucht eine Einladung. Verschieden ist, wer das Gerät in der Hand hat und ob es betreut wird: Viele der stärkeren Funktionen von Apple setzen Betreuung voraus.',
  supervises: 'Betreut',
  supervisesNot: 'Nicht betreut',
  macs: '„Betreut“ meint iPhone, iPad und Apple TV. Macs mit macOS 11 oder neuer gelten als betreut, gleich auf welchem Weg sie kommen.',
  tv: 'Apple TV hat keinen Browser: Es kommt mit Apple Configurator.',
  phone:
    'Apple Configurator für iPhone fügt Geräte nur zu Apple School Manager oder Apple Business Manager hinzu. Hier registriert er von sich aus nichts.',
  camera: {
    title: 'Kamera darauf richten',
    when: 'Für Geräte, die benutzt werden und im Raum sind: Zeigen Sie den Code auf einem Bildschirm, und alle scannen ihn.',
    steps: {
      one: 'Erstellen Sie eine Einladung für so viele Geräte, wie da sind, und zeigen Sie ihren Code groß.',
      two: 'Jede Person richtet die Kamera darauf, öffnet die Seite und lädt das Profil.',
      three: 'Sie installiert es in den Einstellungen. Nach einer Minute steht das Gerät in der Liste.',
    },
    action: 'Einladung wählen',
  },
  link: {
    title: 'Link senden',
    when: 'Für Personen anderswo: Der Link kommt per E-Mail oder Nachricht und öffnet sich in Safari auf iPhone, iPad und Mac.',
    steps: {
      one: 'Erstellen Sie eine Einladung. Eine PIN beschränkt sie auf die, denen Sie sie sagen; mit Freigabe sehen Sie jedes Gerät zuerst an.',
      two: 'Öffnen Sie sie und wählen Sie „E-Mail“, oder kopieren Sie den Link.',
      three: 'Die Person öffnet den Link am Gerät, lädt das Profil und installiert es in den Einstellungen.',
    },
    action: 'Einladung wählen',
  },
  print: {
    title: 'Auf Papier austeilen',
    when: 'Für Klassen und Wagen: ein Blatt oder eine Karte je Person oder Gerät, mit eigenem Code für ein Gerät.',
    steps: {
      one: 'Wählen Sie „Handzettel erstellen“ und fügen Sie die Namen ein, oder nehmen Sie die erwarteten Geräte, die fehlen.',
      two: 'Drucken Sie je eine Seite oder acht Karten je Seite.',
      three: 'Jeder Code lässt ein Gerät herein. An den Namen sehen Sie, wer gekommen ist.',
    },
    action: 'Handzettel erstellen',
  },
  file: {
    title: 'Profil übergeben',
    when: 'Für ein einzelnes Gerät neben Ihnen, etwa einen Mac: Das Profil kommt per AirDrop, Stick oder Freigabe.',
    steps: {
      one: 'Öffnen Sie eine Einladung und laden Sie ihr Profil. Jeder Download registriert ein Gerät, innerhalb einer Stunde.',
      two: 'Bringen Sie es auf das Gerät und öffnen Sie es dort.',
      three: 'Installieren Sie es in den Einstellungen; am Mac unter Systemeinstellungen, Allgemein, Geräteverwaltung.',
    },
    action: 'Einladung wählen',
  },
  configurator: {
    title: 'Apple Configurator am Mac',
    when: 'Für neue oder gelöschte Geräte, die betreut werden sollen: Sie bereiten sie am Kabel vor, viele auf einmal.',
    how: 'Schritt für Schritt',
    erases: {
      title: 'Das Vorbereiten löscht die Geräte',
      text: 'Was darauf ist, geht verloren. Nehmen Sie diesen Weg für neue Geräte oder nach einer Sicherung.',
    },
    needs: {
      title: 'Was Apple Configurator bekommt',
      text: 'Eine Einladung für so viele Geräte, wie Sie vorbereiten, ohne Freigabe. Jedes Gerät holt sein eigenes Profil von dieser Adresse.',
      noInvitation: 'Es gibt keine offene Einladung ohne Freigabe.',
      make: 'Eine erstellen',
      address: 'Adresse für Apple Configurator',
      shortcut: 'Adresse als Datei',
      trust: 'Vertrauensprofil',
      root: 'Stammzertifikat',
      hint: 'Das Vertrauensprofil lässt ein Gerät diesem Server vertrauen und verwaltet nichts. Das Stammzertifikat ist für die Vertrauensanker in Configurator. Ein geladenes Registrierungsprofil registriert ein Gerät, innerhalb einer Stunde.',
    },
    guide: {
      server: {
        title: 'Diesen Server hinzufügen',
        text: 'Öffnen Sie in Apple Configurator Einstellungen, Server, und fügen Sie einen hinzu. Geben Sie ihm einen Namen und fügen Sie die Adresse ein. Fragt er nach Vertrauensankern, behalten Sie das gefundene Zertifikat oder fügen Sie das Stammzertifikat hinzu.',
      },
      connect: {
        title: 'Geräte anschließen',
        text: 'Schließen Sie iPhones, iPads oder ein Apple TV per USB an und wählen Sie sie aus. Vertrauen Sie dem Mac auf Geräten, die danach fragen.',
      },
      prepare: {
        title: 'Vorbereiten',
        text: 'Wählen Sie Vorbereiten, manuelle Konfiguration, diesen Server, und lassen Sie „Geräte betreuen“ an. Wählen Sie, welche Schritte der Einrichtung erscheinen. Fügen Sie ein WLAN-Profil hinzu, damit die Geräte das Netz finden.',
      },
      setup: {
        title: 'Starten lassen',
        text: 'Die Geräte werden gelöscht und beginnen neu. Beim Einrichten holen sie ihr Profil und registrieren sich; hier erscheinen sie unter Registrierungen.',
      },
    },
  },
} as const;
