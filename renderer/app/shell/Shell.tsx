import { useTranslation } from 'react-i18next';
import { Outlet, useNavigation } from 'react-router';
import { useConnection } from '../../live/hooks.ts';
import { useUndoKey } from '../../parts/undo.tsx';
import { useKeptAppearance } from '../appearance.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { SearchPalette } from './SearchPalette.tsx';
import classes from './Shell.module.css';
import { Sidebar } from './Sidebar.tsx';
import { SignedOutScreen } from './SignedOutScreen.tsx';
import { StatusBar } from './StatusBar.tsx';

/** The frame around every screen. */
export function Shell() {
  const { t } = useTranslation();
  const connection = useConnection();
  const navigation = useNavigation();
  useKeptAppearance();
  useUndoKey();
  if (connection.kind === 'signed-out') return <SignedOutScreen />;
  return (
    <div className={classes.shell}>
      {/* A hash link would be a route here, so the skip link moves the focus itself. */}
      <button type="button" className={classes.skip} onClick={() => document.getElementById('content')?.focus()}>
        {t('shell.skip')}
      </button>
      <Sidebar />
      <main id="content" tabIndex={-1} className={classes.content} aria-busy={navigation.state !== 'idle'}>
        <ConnectionNotice />
        <Outlet />
      </main>
      <StatusBar />
      <SearchPalette />
    </div>
  );
}
