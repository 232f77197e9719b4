export const brandingTexts = {
  title: 'Was andere sehen',
  text: 'Auf der Registrierungsseite, auf Handzetteln und in E-Mails, neben dem Namen.',
  logo: 'Logo',
  logoHint: 'PNG, JPEG oder SVG. Breite wirken am besten; verkleinert wird von selbst.',
  logoAlt: 'Das Logo von {{organisation}}',
  noLogo: 'Noch kein Logo',
  choose: 'Logo wählen',
  another: 'Anderes wählen',
  remove: 'Entfernen',
  contact: 'Wen man fragt',
  contactHint: 'Für Fragen beim Registrieren, z. B. „IT-Büro, Raum 12, it@schule.example“.',
  unreadable: 'Diese Datei ist kein Bild, das sich zeigen lässt. Wählen Sie PNG, JPEG oder SVG.',
} as const;
