import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../live/client.ts';
import classes from './Policies.module.css';
import { TEMPLATE_GROUPS } from './templates.ts';

/** What a policy can begin as. */
export function TemplateGrid() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const all = useQuery(api.policies.list.queryOptions({ input: { limit: 1000 } })).data?.rows ?? [];
  const fallbacks = all.filter(({ fallback }) => fallback);
  const card = (name: string, title: string, text: string) => (
    <button
      key={name}
      type="button"
      className={classes.template}
      onClick={() => void navigate(`/policies/new/${name}`)}
    >
      <strong>{title}</strong>
      <span className={classes.soft}>{text}</span>
    </button>
  );
  return (
    <>
      <h2 className={classes.section}>{t('policies.templates.begin')}</h2>
      <div className={classes.templates}>
        {card('blank', t('policies.templates.names.blank.title'), t('policies.templates.names.blank.text'))}
        {card('setting', t('policies.templates.setting.title'), t('policies.templates.setting.text'))}
      </div>
      {fallbacks.length > 0 && (
        <section aria-label={t('policies.templates.fallbacks')}>
          <h2 className={classes.section}>{t('policies.templates.fallbacks')}</h2>
          <div className={classes.templates}>
            {fallbacks.map(({ id, name, description }) =>
              card(`like-${id}`, name, description === '' ? t('policies.templates.fallbackText') : description),
            )}
          </div>
        </section>
      )}
      {(Object.keys(TEMPLATE_GROUPS) as (keyof typeof TEMPLATE_GROUPS)[]).map((group) => (
        <section key={group} aria-label={t(`policies.templates.groups.${group}`)}>
          <h2 className={classes.section}>{t(`policies.templates.groups.${group}`)}</h2>
          <div className={classes.templates}>
            {TEMPLATE_GROUPS[group].map((name) =>
              card(name, t(`policies.templates.names.${name}.title`), t(`policies.templates.names.${name}.text`)),
            )}
          </div>
        </section>
      ))}
    </>
  );
}
