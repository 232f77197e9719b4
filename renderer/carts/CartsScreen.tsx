import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { number } from '../format/quantity.ts';
import { api } from '../live/client.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { CartDialog } from './CartDialog.tsx';
import { CartPicture } from './CartPicture.tsx';
import classes from './Carts.module.css';
import { Legend, SmallRack } from './Rack.tsx';

/** All carts, each as it looks. */
export default function CartsScreen() {
  const { t, i18n } = useTranslation();
  const [params, setParams] = useSearchParams();
  const carts = useQuery({ ...api.carts.list.queryOptions(), refetchInterval: 30_000 });
  const making = params.get('new') === 'cart';
  const make = (
    <RoleGate needs="administrator">
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setParams({ new: 'cart' })}>
        {t('carts.new')}
      </Button>
    </RoleGate>
  );
  const content = (): React.ReactNode => {
    if (carts.data === undefined)
      return carts.isError ? <ErrorState error={carts.error} onRetry={() => void carts.refetch()} /> : <LoadingPage />;
    if (carts.data.length === 0)
      return (
        <EmptyState drawing={<CartDrawing />} title={t('carts.none.title')} text={t('carts.none.text')} action={make} />
      );
    return (
      <div className={classes.scroll}>
        <ul className={classes.cards}>
          {carts.data.map((cart) => (
            <li key={cart.id}>
              <Link to={`/carts/${cart.id}`} className={classes.card}>
                <span className={classes.cardHead}>
                  <CartPicture cart={cart} size={64} mark={32} />
                  <span>
                    <strong>{cart.name}</strong>
                    <span className={classes.soft}>
                      {[cart.place, t('carts.filled', { devices: cart.devices, slots: cart.shown.length })]
                        .filter((part) => part !== '')
                        .join(' · ')}
                    </span>
                  </span>
                </span>
                <SmallRack cart={cart} />
                <Legend shown={cart.shown} label={cart.name} />
              </Link>
            </li>
          ))}
        </ul>
      </div>
    );
  };
  return (
    <>
      <PageHeader
        title={t('screens.carts')}
        count={carts.data !== undefined && number(carts.data.length, i18n.language)}
      >
        {(carts.data?.length ?? 0) > 0 && make}
      </PageHeader>
      {content()}
      {making && <CartDialog onClose={() => setParams({}, { replace: true })} />}
    </>
  );
}
