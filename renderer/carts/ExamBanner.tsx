import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { timeOfDay } from '../format/time.ts';
import { api, engine } from '../live/client.ts';
import { tellDone } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import classes from './Carts.module.css';
import { rereadCarts } from './cart-actions.ts';

/** Above every screen while an exam is on: which, until when, and the button that ends them all. */
export function ExamBanner() {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState(false);
  const exams = useQuery(api.exams.running.queryOptions()).data ?? [];
  const release = useMutation({
    mutationFn: () => engine.exams.release({}),
    onSuccess: async ({ devices }) => {
      setAsking(false);
      tellDone(t('exams.released', { count: devices }));
      await rereadCarts();
    },
  });
  if (exams.length === 0) return null;
  return (
    <section className={`${classes.banner} ${classes.noPrint}`} aria-label={t('exams.bannerLabel')}>
      <IconLock size={18} aria-hidden />
      <ul>
        {exams.map(({ id, name, cartId, cart, on, meant, appName, endsAt }) => (
          <li key={id}>
            <Link to={`/carts/${cartId}/exams`}>
              {t('exams.banner', { name, cart, on, meant, app: appName, when: timeOfDay(endsAt, i18n.language) })}
            </Link>
          </li>
        ))}
      </ul>
      <RoleGate needs="administrator">
        <Button color="red.9" onClick={() => setAsking(true)}>
          {t('exams.releaseAll')}
        </Button>
      </RoleGate>
      {asking && (
        <FormDialog
          title={t('exams.releaseTitle')}
          submit={t('exams.releaseAll')}
          danger
          busy={release.isPending}
          error={release.error}
          onClose={() => setAsking(false)}
          onSubmit={() => release.mutate()}
        >
          <p>{t('exams.releaseText', { count: exams.length })}</p>
        </FormDialog>
      )}
    </section>
  );
}
