import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './surfaces.css';
import { queryClient } from '../live/client.ts';
import { startLive } from '../live/subscription.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { router } from './routes.tsx';
import { theme } from './theme.ts';

/** The window: theme, data, live changes and the screens. */
export function App() {
  const { t } = useTranslation();
  useEffect(() => startLive(), []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <ModalsProvider labels={{ confirm: t('common.ok'), cancel: t('common.cancel') }}>
          <Notifications
            position="bottom-right"
            containerWidth={360}
            limit={3}
            autoClose={6000}
            transitionDuration={150}
            zIndex={400}
          />
          <RouterProvider router={router} />
          <ReasonDialog />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
