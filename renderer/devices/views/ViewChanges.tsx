import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NewView } from '../../../shared/contract/index.ts';
import { useMay } from '../../live/session.ts';
import type { Views } from './use-views.ts';
import classes from './Views.module.css';
import { updateView } from './view-actions.ts';

/** The list is no longer as its view says: keep that, keep it as another view, or go back. */
export function ViewChanges(props: { views: Views; content: Omit<NewView, 'name' | 'shared'>; onSaveAs: () => void }) {
  const { t } = useTranslation();
  const { views, content } = props;
  const administrator = useMay('administrator');
  const { open } = views;
  if (!views.changed || open === undefined || open.kind === 'missing') return null;
  if (open.kind === 'built-in' && open.view.id === 'all')
    return (
      <Button variant="default" size="compact-sm" onClick={props.onSaveAs}>
        {t('deviceViews.saveNew')}
      </Button>
    );
  const mayChange = open.kind === 'saved' && (!open.view.shared || administrator);
  return (
    <span className={classes.actions}>
      <span role="status">{t('deviceViews.changed')}</span>
      {mayChange && (
        <Button size="compact-sm" onClick={() => updateView(open.view, content, t)}>
          {t('deviceViews.save')}
        </Button>
      )}
      <Button variant="default" size="compact-sm" onClick={props.onSaveAs}>
        {t('deviceViews.saveAs')}
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => views.put(open.view.id)}>
        {t('deviceViews.reset')}
      </Button>
    </span>
  );
}
