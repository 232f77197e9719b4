import { Button } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhoAmI } from '../../shared/contract/index.ts';
import { LoadingTable } from '../devices/LoadingTable.tsx';
import { api } from '../live/client.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage, SkeletonLines } from '../parts/LoadingPage.tsx';
import { RoleForm, RoleGate } from '../parts/RoleGate.tsx';
import classes from './Gallery.module.css';

/** A window in which somebody is signed in who may only look. */
function viewersClient(): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(api.session.me.queryKey(), {
    kind: 'password',
    name: 'Vera',
    role: 'viewer',
    administratorId: null,
    sessionId: null,
    expiresAt: null,
  } satisfies WhoAmI);
  return client;
}

export const STATES = {
  EmptyState() {
    const { t } = useTranslation();
    return (
      <div className={classes.columns}>
        <div className={classes.board}>
          <EmptyState
            drawing={<CartDrawing />}
            title={t('devices.none.title')}
            text={t('devices.none.text')}
            action={<Button>{t('devices.none.action')}</Button>}
          />
        </div>
        <div className={classes.board}>
          <EmptyState drawing={<NothingFoundDrawing />} title={t('devices.noneFound.title')} />
        </div>
      </div>
    );
  },
  ErrorState: () => (
    <div className={classes.columns}>
      <div className={classes.board}>
        <ErrorState error={new Error('The disk is full. Make room, then try again.')} onRetry={() => {}} />
      </div>
      <div className={classes.board}>
        <ErrorState error={undefined} />
      </div>
    </div>
  ),
  LoadingPage: () => (
    <div className={classes.columns}>
      <div className={classes.board}>
        <LoadingPage />
      </div>
      <div className={classes.board}>
        <SkeletonLines count={5} />
      </div>
    </div>
  ),
  LoadingTable: () => (
    <div className={classes.list}>
      <LoadingTable />
    </div>
  ),
  RoleGate() {
    const { t } = useTranslation();
    const [client] = useState(viewersClient);
    const form = (
      <Button type="submit" variant="default">
        {t('common.save')}
      </Button>
    );
    return (
      <div className={classes.columns}>
        <div className={classes.board}>
          <RoleGate needs="administrator">{form}</RoleGate>
        </div>
        <QueryClientProvider client={client}>
          <div className={classes.board}>
            <RoleGate needs="administrator">{form}</RoleGate>
          </div>
          <div className={classes.board}>
            <RoleForm needs="owner">{form}</RoleForm>
          </div>
        </QueryClientProvider>
      </div>
    );
  },
};
