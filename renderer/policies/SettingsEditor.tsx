import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandDefinition, isDictionary } from '../../shared/catalogue/index.ts';
import { withoutOverlay } from '../../shared/wallpaper/overlay.ts';
import { CommandFields } from '../commands/CommandFields.tsx';
import { findingsOf } from '../commands/form-model.ts';
import { SpecialEntries } from '../commands/special-entries.ts';
import { settingsDraft, settingsOf } from './content-json.ts';
import classes from './editor/Editor.module.css';
import { WallpaperField } from './editor/special/WallpaperField.tsx';
import { type DraftApi, useUndoKeys } from './editor/use-draft.ts';

/** What has an editor of its own. */
const SPECIAL = { Wallpaper: WallpaperField };

/** The command as devices get it: what is drawn on a picture is no key of Apple's. */
function asSent(draft: ReturnType<typeof settingsDraft>): ReturnType<typeof settingsDraft> {
  const Settings = draft.Settings.map((item) =>
    isDictionary(item) ? withoutOverlay(item as Readonly<Record<string, unknown>>) : item,
  );
  return { ...draft, Settings };
}

/** Settings that commands give: wallpaper, Bluetooth, time zone and the like, kept as they should be. */
export function SettingsEditor({ api, readOnly, fit }: { api: DraftApi; readOnly: boolean; fit: ReactNode }) {
  const { t } = useTranslation();
  useUndoKeys(api, !readOnly);
  const { profile } = api.draft;
  // What was typed stands as it is, unfinished entries included, until somebody goes back a step.
  const [typed, setTyped] = useState(() => ({ of: profile, draft: settingsDraft(profile) }));
  const draft = useMemo(() => (typed.of === profile ? typed.draft : settingsDraft(profile)), [typed, profile]);
  // Nobody is told off for a list they have not begun.
  const findings = useMemo(() => (draft.Settings.length === 0 ? [] : findingsOf(asSent(draft))), [draft]);
  return (
    <div className={classes.editor} data-side data-settings>
      <section className={classes.form} aria-label={t('policies.settings.title')}>
        <p className={classes.lead}>{t('policies.settings.text')}</p>
        <fieldset className={classes.plain} disabled={readOnly}>
          <SpecialEntries value={SPECIAL}>
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
          </SpecialEntries>
        </fieldset>
      </section>
      <aside className={classes.side} aria-label={t('profileEditor.checks')}>
        {fit}
      </aside>
    </div>
  );
}
