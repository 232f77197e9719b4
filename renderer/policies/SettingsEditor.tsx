import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandDefinition } from '../../shared/catalogue/index.ts';
import { CommandFields } from '../commands/CommandFields.tsx';
import { findingsOf } from '../commands/form-model.ts';
import { settingsDraft, settingsOf } from './content-json.ts';
import classes from './editor/Editor.module.css';
import { type DraftApi, useUndoKeys } from './editor/use-draft.ts';

/** Settings that commands give: wallpaper, Bluetooth, time zone and the like, kept as they should be. */
export function SettingsEditor({ api, readOnly, fit }: { api: DraftApi; readOnly: boolean; fit: ReactNode }) {
  const { t } = useTranslation();
  useUndoKeys(api, !readOnly);
  const { profile } = api.draft;
  // What was typed stands as it is, unfinished entries included, until somebody goes back a step.
  const [typed, setTyped] = useState(() => ({ of: profile, draft: settingsDraft(profile) }));
  const draft = useMemo(() => (typed.of === profile ? typed.draft : settingsDraft(profile)), [typed, profile]);
  // Nobody is told off for a list they have not begun.
  const findings = useMemo(() => (draft.Settings.length === 0 ? [] : findingsOf(draft)), [draft]);
  return (
    <div className={classes.editor} data-side data-settings>
      <section className={classes.form} aria-label={t('policies.settings.title')}>
        <p className={classes.lead}>{t('policies.settings.text')}</p>
        <fieldset className={classes.plain} disabled={readOnly}>
          <CommandFields
            keys={commandDefinition('Settings')?.keys ?? []}
            value={draft}
            onChange={(next) => {
              const changed = settingsDraft(settingsOf(next));
              const of = settingsOf(next);
              setTyped({ of, draft: { ...changed, ...next, RequestType: 'Settings' } as typeof changed });
              api.edit(() => of, 'settings');
            }}
            path=""
            findings={findings}
            attempted={false}
            platforms={[]}
          />
        </fieldset>
      </section>
      <aside className={classes.side} aria-label={t('profileEditor.checks')}>
        {fit}
      </aside>
    </div>
  );
}
