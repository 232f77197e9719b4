import { Alert, Badge, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { ORPCError } from '@orpc/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddressCandidate, AddressChange, Addresses } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { api, queryClient } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Setup.module.css';

const ADDRESS = /^https:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/;
const OTHER = 'other';

/** How devices reach this computer: what was found, what speaks against each, and what they trust it by. */
export function AddressForm({ onDone }: { onDone?: () => void }) {
  const query = useQuery(api.setup.addresses.queryOptions());
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div aria-busy="true">
        <SkeletonLines count={7} />
      </div>
    );
  return <Choice addresses={query.data} {...(onDone === undefined ? {} : { onDone })} />;
}

function Choice({ addresses, onDone }: { addresses: Addresses; onDone?: () => void }) {
  const { t } = useTranslation();
  const { candidates, publicUrl } = addresses;
  const known = candidates.some(({ url }) => url === publicUrl);
  const [choice, setChoice] = useState(known ? publicUrl : OTHER);
  const [other, setOther] = useState(known ? '' : publicUrl);
  const [names, setNames] = useState(addresses.names.join(', '));
  const nameList = names
    .split(/[\s,;]+/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const url = choice === OTHER ? other.trim() : choice;
  const valid = ADDRESS.test(url);
  const unchanged = url === publicUrl && nameList.join() === addresses.names.join();
  const set = useMutation(
    api.setup.setAddress.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.setup.addresses.queryKey(), fresh);
        for (const part of [api.setup.state, api.system.status, api.listener.details])
          void queryClient.invalidateQueries({ queryKey: part.key() });
        tellDone(t('setup.address.taken', { url: fresh.publicUrl }));
        onDone?.();
      },
      onError: (error, change) => {
        if (error instanceof ORPCError && error.code === 'CONFLICT' && change.confirmed !== true) confirm(change);
        else tellFailure(error);
      },
    }),
  );
  const confirm = (change: Partial<AddressChange> & Pick<AddressChange, 'publicUrl'>): void => {
    modals.openConfirmModal({
      title: t('setup.address.changeTitle'),
      children: <Text>{t('setup.address.changeText', { count: addresses.enrolledDevices, url: publicUrl })}</Text>,
      labels: { confirm: t('setup.address.change'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => set.mutate({ ...change, confirmed: true }),
    });
  };
  const change = (to: string | null): void => {
    const request = { publicUrl: to, names: nameList };
    if (addresses.enrolledDevices > 0 && to !== publicUrl) confirm(request);
    else set.mutate(request);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (unchanged) onDone?.();
        else if (valid) change(url);
      }}
    >
      <Radio.Group label={t('setup.address.choices')} value={choice} onChange={setChoice}>
        <Stack gap={0} mt="xs" className={classes.candidates}>
          {candidates.map((candidate) => (
            <CandidateLine key={candidate.url} candidate={candidate} chosen={choice === candidate.url} />
          ))}
          <div className={classes.candidate}>
            <Radio value={OTHER} label={t('setup.address.other')} />
            {choice === OTHER && (
              <TextInput
                mt="xs"
                ml={28}
                aria-label={t('setup.address.other')}
                description={t('setup.address.otherHint')}
                placeholder="https://mdm.example.org:8443"
                value={other}
                error={other !== '' && !valid ? t('setup.address.problem') : undefined}
                onChange={(event) => setOther(event.currentTarget.value)}
              />
            )}
          </div>
        </Stack>
      </Radio.Group>
      <TextInput
        mt="md"
        label={t('setup.address.names')}
        description={t('setup.address.namesHint')}
        value={names}
        onChange={(event) => setNames(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed" mt="sm">
        {t('setup.address.bound', { host: addresses.bound.host, port: addresses.bound.port })}
        {addresses.source === 'configuration' && ` ${t('setup.address.configured')}`}
      </Text>
      <Group mt="md">
        <Button type="submit" disabled={!valid || (unchanged && onDone === undefined)} loading={set.isPending}>
          {unchanged && onDone !== undefined ? t('setup.address.keep') : t('setup.address.use')}
        </Button>
        {addresses.source === 'setting' && publicUrl !== addresses.defaultUrl && (
          <Button variant="subtle" color="gray" onClick={() => change(null)}>
            {t('setup.address.reset', { url: addresses.defaultUrl })}
          </Button>
        )}
      </Group>
    </form>
  );
}

function CandidateLine({ candidate, chosen }: { candidate: AddressCandidate; chosen: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.candidate}>
      <Radio
        value={candidate.url}
        label={
          <span className={classes.candidateName}>
            <span className="mono">{candidate.url}</span>
            {candidate.interfaceName !== null && <span className={classes.soft}>{candidate.interfaceName}</span>}
            {candidate.current && (
              <Badge size="sm" variant="light" color="gray">
                {t('setup.address.current')}
              </Badge>
            )}
            {candidate.recommended && (
              <Badge size="sm" variant="light">
                {t('setup.address.recommended')}
              </Badge>
            )}
          </span>
        }
      />
      <div className={classes.candidateNotes}>
        {candidate.findings.map(({ code, message, severity }) => (
          <StatusMark key={code} tone={severity === 'refuse' ? 'needs' : 'waits'}>
            {findingText({ message }, t)}
          </StatusMark>
        ))}
        {chosen && (
          <Alert role="note" variant="light" color={candidate.tls === 'uncovered' ? 'red' : 'gray'} mt={4} p="xs">
            <strong>{t('setup.address.tlsTitle')}</strong>
            <br />
            {t(`setup.address.tls.${candidate.tls}`)}
            {candidate.tls === 'built-in' && candidate.publicCertificatePossible && (
              <> {t('setup.address.publicPossible')}</>
            )}
          </Alert>
        )}
      </div>
    </div>
  );
}
