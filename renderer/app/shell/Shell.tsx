import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigation } from 'react-router';
import { ExamBanner } from '../../carts/ExamBanner.tsx';
import { useConnection } from '../../live/hooks.ts';
import { useUndoKey } from '../../parts/undo.tsx';
import { useFirstRun } from '../../setup/first-run.ts';
import { useKeptAppearance } from '../appearance.ts';
import { useLeft } from '../session.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { useFocusReturn } from './focus-return.ts';
import { SearchPalette } from './SearchPalette.tsx';
import classes from './Shell.module.css';
import { ShortcutsHelp, useShortcuts } from './Shortcuts.tsx';
import { Sidebar } from './Sidebar.tsx';
import { SignedOutScreen } from './SignedOutScreen.tsx';
import { SignInAgain } from './SignInAgain.tsx';
import { StatusBar } from './StatusBar.tsx';

/** The frame around every screen. */
export function Shell() {
  const { t } = useTranslation();
  const connection = useConnection();
  const navigation = useNavigation();
  useKeptAppearance();
  useUndoKey();
  useFocusReturn();
  const [helps, setHelps] = useState(false);
  const help = useCallback(() => setHelps(true), []);
  useShortcuts(help);
  useFirstRun();
  const left = useLeft();
  if (left) return <SignedOutScreen />;
  return (
    <div className={classes.shell}>
      {/* A hash link would be a route here, so the skip link moves the focus itself. */}
      <button type="button" className={classes.skip} onClick={() => document.getElementById('content')?.focus()}>
        {t('shell.skip')}
      </button>
      <Sidebar />
      <main id="content" tabIndex={-1} className={classes.content} aria-busy={navigation.state !== 'idle'}>
        <ConnectionNotice />
        <ExamBanner />
        <Outlet />
      </main>
      <StatusBar />
      <SearchPalette onHelp={help} />
      <ShortcutsHelp opened={helps} onClose={() => setHelps(false)} />
      {connection.kind === 'signed-out' && <SignInAgain />}
    </div>
  );
}
