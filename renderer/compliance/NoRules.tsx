import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RULE_TEMPLATES } from '../../shared/compliance/index.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import classes from './Compliance.module.css';

/** Nothing yet: rules to begin with. */
export function NoRules() {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <EmptyState
        drawing={<CartDrawing />}
        title={t('compliance.empty.title')}
        text={t('compliance.empty.text')}
        action={
          <RoleGate needs="administrator">
            <Button component={Link} to="/compliance/rules/new" variant="default">
              {t('compliance.rules.new')}
            </Button>
          </RoleGate>
        }
      />
      <Templates />
    </div>
  );
}

/** Ready-made rules, each opened in the editor before it is saved. */
function Templates() {
  const { t } = useTranslation();
  return (
    <ul className={classes.templates} aria-label={t('compliance.templates.title')}>
      {RULE_TEMPLATES.map(({ key }) => {
        const name = t(`compliance.templates.${key}.name`);
        return (
          <li key={key}>
            <div className={classes.template}>
              <strong>{name}</strong>
              <p>{t(`compliance.templates.${key}.about`)}</p>
              <RoleGate needs="administrator">
                <Button component={Link} to={`/compliance/rules/new?template=${key}`} variant="light" size="compact-sm">
                  {t('compliance.templates.use', { name })}
                </Button>
              </RoleGate>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
