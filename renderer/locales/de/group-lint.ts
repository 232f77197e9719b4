/** Was man über eine Gruppe wissen sollte, bevor sie etwas bekommt. */
export const groupLintTexts = {
  leave: 'Man kann diese Gruppe verlassen oder in sie gelangen, indem man am Gerät {{fields}} ändert.',
  account:
    'Es verwendet $MANAGED_APPLE_ID$, und diese Gruppe fragt nicht nach solchen Geräten. Ergänzen Sie im Filter „Geteiltes iPad“ oder „Benutzerregistrierung“; andere warten auf einen Wert.',
  big_one:
    '{{size}} gehen an {{count, number}} Gerät. Halten Sie Gruppen für große Dateien klein oder verteilen Sie in Stufen.',
  big_other:
    '{{size}} gehen an {{count, number}} Geräte. Halten Sie Gruppen für große Dateien klein oder verteilen Sie in Stufen.',
};
