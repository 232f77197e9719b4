import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/contract/index.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { ImportCard, RequestCard } from '../settings/PushSection.tsx';
import classes from './Setup.module.css';

const PORTAL = 'https://identity.apple.com/pushcert/';

/** From the request to the signed certificate, or why nothing is needed. */
export function PushStep({ status }: { status: Status }) {
  const { t } = useTranslation();
  const { state } = status.push.certificate;
  const ready = state === 'ready' || state === 'expiring';
  return (
    <div className={classes.stack}>
      {status.demo && (
        <Alert color="indigo" variant="light">
          {t('setup.push.demo')}
        </Alert>
      )}
      {ready && <StatusMark tone="done">{t('setup.push.ready')}</StatusMark>}
      {!(ready && status.demo) && (
        <>
          <RequestCard organisation={status.organisation} waits={state === 'requested'} />
          <section aria-label={t('setup.push.stepSign')}>
            <Text>
              {t('setup.push.signText')}{' '}
              <a href={PORTAL} target="_blank" rel="noreferrer">
                {t('setup.push.portal')}
              </a>
            </Text>
            <Text mt="xs" c="dimmed">
              {t('setup.push.note')}
            </Text>
          </section>
          <ImportCard />
        </>
      )}
    </div>
  );
}
