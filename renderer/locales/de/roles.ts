export const roleTexts = {
  names: { viewer: 'Betrachter', administrator: 'Administrator', owner: 'Inhaber' },
  what: {
    viewer: 'Sieht alles, ändert nichts.',
    administrator: 'Macht die tägliche Arbeit: Geräte, Befehle, Registrierung.',
    owner: 'Dazu Konten, Adressen, Zertifikate und Sicherungen.',
  },
  needs: {
    viewer: 'Dafür müssen Sie angemeldet sein.',
    administrator: 'Das dürfen nur Administratoren und Inhaber. Ihre Rolle ist {{role}}.',
    owner: 'Das dürfen nur Inhaber. Ihre Rolle ist {{role}}.',
  },
} as const;
