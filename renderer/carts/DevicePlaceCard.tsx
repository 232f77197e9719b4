import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { dateOnly, minuteTime } from '../format/time.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { CheckOutDialog } from '../people/CheckOutDialog.tsx';
import { checkIn } from '../people/loan-actions.ts';
import classes from './Carts.module.css';

const BEFORE = 5;

/** Where a device has its place, who has it now, and who had it before. */
export function DevicePlaceCard({ device }: { device: DeviceDetail }) {
  const { t, i18n } = useTranslation();
  const [lending, setLending] = useState(false);
  const input = { deviceId: device.id };
  const place = useQuery(api.carts.ofDevice.queryOptions({ input }));
  const loans = useQuery(api.loans.list.queryOptions({ input: { ...input, which: 'all', limit: BEFORE + 1 } }));
  const content = (): React.ReactNode => {
    if (place.isError) return <ErrorState error={place.error} onRetry={() => void place.refetch()} />;
    if (loans.isError) return <ErrorState error={loans.error} onRetry={() => void loans.refetch()} />;
    if (place.data === undefined || loans.data === undefined) return <SkeletonLines count={3} />;
    const at = place.data.place;
    const open = loans.data.rows.find(({ inAt }) => inAt === null);
    const before = loans.data.rows.filter(({ inAt }) => inAt !== null).slice(0, BEFORE);
    return (
      <>
        <p style={{ marginTop: 0 }}>
          {at === null ? (
            <span className={classes.soft}>{t('carts.ofDevice.noSlot')}</span>
          ) : (
            <Link to={`/carts/${at.cartId}`}>{t('carts.ofDevice.slot', { cart: at.cart, slot: at.slot })}</Link>
          )}
        </p>
        <div className={classes.row}>
          {open === undefined ? (
            <span className={classes.soft}>{t('carts.ofDevice.nobody')}</span>
          ) : (
            <>
              <Link to={`/people/${open.personId}`}>{t('carts.ofDevice.has', { name: open.personName })}</Link>
              {open.dueAt !== null && (
                <StatusMark tone={open.overdue ? 'needs' : 'way'}>
                  {t('carts.ofDevice.due', { when: dateOnly(open.dueAt, i18n.language) })}
                </StatusMark>
              )}
            </>
          )}
          <RoleGate needs="administrator">
            {open === undefined ? (
              <Button size="compact-sm" variant="default" onClick={() => setLending(true)}>
                {t('carts.checkOut')}
              </Button>
            ) : (
              <Button size="compact-sm" variant="default" onClick={() => void checkIn([device.id], t)}>
                {t('carts.checkIn')}
              </Button>
            )}
          </RoleGate>
        </div>
        {before.length > 0 && (
          <ul className={classes.list} aria-label={t('carts.ofDevice.history')}>
            {before.map((loan) => (
              <li key={loan.id} className={classes.soft}>
                <Link to={`/people/${loan.personId}`}>{loan.personName}</Link> · {minuteTime(loan.outAt, i18n.language)}{' '}
                – {minuteTime(loan.inAt ?? 0, i18n.language)}
              </li>
            ))}
          </ul>
        )}
      </>
    );
  };
  return (
    <Card title={t('carts.ofDevice.title')}>
      {content()}
      {lending && <CheckOutDialog deviceIds={[device.id]} onClose={() => setLending(false)} />}
    </Card>
  );
}
