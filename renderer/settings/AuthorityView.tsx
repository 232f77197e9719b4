import { Alert, Button, Group, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuthorityOverview } from '../../shared/contract/index.ts';
import { dateOnly } from '../format/time.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { errorText } from '../parts/error-text.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { CertificateFileFields } from './CertificateFileFields.tsx';
import { certificateText } from './certificate-file.ts';
import classes from './Settings.module.css';

const commonName = (subject: string): string => /CN=([^,]+)/.exec(subject)?.[1] ?? subject;

type Root = AuthorityOverview['authorities'][number];

/** The roots devices trust, and moving from one to the next. */
export function AuthorityView() {
  const { t, i18n } = useTranslation();
  const query = useQuery(api.relationship.authorities.queryOptions());
  const [asking, setAsking] = useState<'start' | 'adopt' | 'retire'>();
  const data = query.data;
  const role = ({ issues, serves }: Root): string =>
    issues && serves ? t('relationship.authority.both') : t(`relationship.authority.${issues ? 'issues' : 'serves'}`);
  return (
    <>
      <Card title={t('relationship.authority.title')} flush>
        <div className={classes.padded}>
          <Text c="dimmed" my="md">
            {t('relationship.authority.hint')}
          </Text>
        </div>
        {data === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <div className={classes.padded}>
              <SkeletonLines count={4} />
            </div>
          )
        ) : (
          <PlainTable<Root>
            label={t('relationship.authority.title')}
            rows={data.authorities}
            rowKey={({ fingerprint }) => fingerprint}
            columns={[
              {
                id: 'root',
                header: t('relationship.authority.root'),
                cell: ({ subject, fingerprint, above }) => (
                  <>
                    <span title={`SHA-256 ${fingerprint}`}>{commonName(subject)}</span>
                    {above.length > 0 && (
                      <div className={classes.under}>
                        {t('relationship.authority.below', { names: above.map(commonName).join(', ') })}
                      </div>
                    )}
                  </>
                ),
              },
              { id: 'role', header: t('relationship.authority.role'), cell: role },
              {
                id: 'devices',
                header: t('relationship.authority.devices'),
                numeric: true,
                cell: ({ devices }) => devices.toLocaleString(i18n.language),
              },
              {
                id: 'ends',
                header: t('relationship.authority.ends'),
                cell: ({ notAfter }) => <span className="tabular">{dateOnly(notAfter, i18n.language)}</span>,
              },
            ]}
          />
        )}
        {data !== undefined && data.rollOver === null && (
          <div className={classes.padded}>
            <Group my="md">
              <RoleGate needs="owner">
                <Button variant="default" onClick={() => setAsking('start')}>
                  {t('relationship.authority.start')}
                </Button>
              </RoleGate>
              <RoleGate needs="owner">
                <Button variant="default" onClick={() => setAsking('adopt')}>
                  {t('relationship.authority.adopt')}
                </Button>
              </RoleGate>
            </Group>
          </div>
        )}
      </Card>
      {data?.rollOver != null && <RollOver rollOver={data.rollOver} onRetire={() => setAsking('retire')} />}
      {asking !== undefined && <Ask what={asking} onClose={() => setAsking(undefined)} />}
    </>
  );
}

function RollOver(props: { rollOver: NonNullable<AuthorityOverview['rollOver']>; onRetire: () => void }) {
  const { t } = useTranslation();
  const { moved, total, left, leftInactive, mayRetire } = props.rollOver;
  const share = total === 0 ? 100 : (moved / total) * 100;
  return (
    <Card
      title={t('relationship.authority.progress')}
      aside={<span className="tabular">{t('relationship.authority.moved', { moved, total })}</span>}
    >
      <Stack gap="md">
        <Progress value={share} aria-label={t('relationship.authority.moved', { moved, total })} />
        <Text>
          {mayRetire ? t('relationship.authority.ready') : t('relationship.authority.left', { count: left })}{' '}
          {leftInactive > 0 && t('relationship.authority.leftInactive', { count: leftInactive })}
        </Text>
        <Group>
          <RoleGate needs="owner">
            <Button color="red" variant="light" disabled={!mayRetire} onClick={props.onRetire}>
              {t('relationship.authority.retire')}
            </Button>
          </RoleGate>
        </Group>
      </Stack>
    </Card>
  );
}

const WORD = 'RETIRE';

function Ask({ what, onClose }: { what: 'start' | 'adopt' | 'retire'; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const atOnce = useQuery(api.relationship.renewals.queryOptions()).data?.settings.atOnce;
  const done = (fresh: AuthorityOverview): void => {
    queryClient.setQueryData(api.relationship.authorities.queryKey(), fresh);
    void queryClient.invalidateQueries({ queryKey: api.certificates.key() });
    void queryClient.invalidateQueries({ queryKey: api.system.key() });
    tellDone(t(what === 'retire' ? 'relationship.authority.retired' : 'relationship.authority.started'));
    onClose();
  };
  const onError = (error: Error): void => tellFailure(error);
  const start = useMutation(api.relationship.rollOver.mutationOptions({ onSuccess: done, onError }));
  const retire = useMutation(api.relationship.retire.mutationOptions({ onSuccess: done, onError }));
  const adopt = useMutation({
    mutationFn: async (chosen: File) =>
      engine.relationship.adopt({
        file: await certificateText(chosen),
        ...(passphrase === '' ? {} : { passphrase }),
      }),
    onSuccess: done,
  });
  const confirmed = what === 'start' || (what === 'adopt' ? file !== null : typed.trim().toUpperCase() === WORD);
  const go = (): void => {
    if (!confirmed) return;
    if (what === 'start') start.mutate(undefined);
    else if (what === 'retire') retire.mutate(undefined);
    else if (file !== null) adopt.mutate(file);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={480}
      title={t(`relationship.authority.${what}Title`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Stack gap="md">
          {what === 'start' ? (
            <Text>{t('relationship.authority.startText', { atOnce: atOnce ?? '…' })}</Text>
          ) : what === 'adopt' ? (
            <>
              <Text>{t('relationship.authority.adoptText')}</Text>
              <CertificateFileFields
                label={t('relationship.authority.adoptFile')}
                accept=".p12,.pfx,.pem"
                file={file}
                onFile={setFile}
                passphrase={passphrase}
                onPassphrase={setPassphrase}
              />
              {adopt.isError && (
                <Text c="red" role="alert">
                  {errorText(adopt.error)}
                </Text>
              )}
            </>
          ) : (
            <>
              <Alert color="red" variant="light">
                {t('relationship.authority.retireText')}
              </Alert>
              <TextInput
                data-autofocus
                label={t('relationship.authority.retireType', { word: WORD })}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                autoComplete="off"
                spellCheck={false}
              />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              color={what === 'retire' ? 'red' : undefined}
              disabled={!confirmed}
              loading={start.isPending || retire.isPending || adopt.isPending}
            >
              {t(`relationship.authority.${what}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
