import { Alert, Code, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Variable } from '../../shared/contract/index.ts';
import { PERSON_VARIABLES, VARIABLE_NAMES, type VariableName, variableWords } from '../../shared/variables/index.ts';
import { api, queryClient } from '../live/client.ts';
import { useMay } from '../live/session.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';

import classes from './Settings.module.css';

/** Variables: what they stand for, on a chosen device too, what uses them, and which devices lack a value. */
export function VariablesSection() {
  const { t, i18n } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState('');
  const chosen = params.get('name');
  const deviceId = params.get('device');
  const set = (name: string, value: string | null): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === null) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const query = useQuery(api.variables.list.queryOptions());
  const devices = useQuery(api.devices.list.queryOptions({ input: { limit: 100 } }));
  const values = useQuery({
    ...api.variables.forDevice.queryOptions({ input: { deviceId: deviceId ?? '' } }),
    enabled: deviceId !== null,
  });
  const language = i18n.language.startsWith('de') ? 'de' : 'en';
  const wordsOf = ({ name, attribute }: Variable) => {
    const known = VARIABLE_NAMES.find((each): each is VariableName => each === name);
    return known === undefined
      ? { title: attribute ?? name, help: t('variables.attribute'), example: '' }
      : variableWords(known, language);
  };
  const wanted = typed.trim().toLowerCase();
  const rows = query.data?.filter((row) => {
    const { title, help } = wordsOf(row);
    return [row.name, title, help].some((text) => text.toLowerCase().includes(wanted));
  });
  const shownValue = (row: Variable): string =>
    deviceId === null
      ? wordsOf(row).example
      : (values.data?.find(({ name }) => name === row.name)?.value ?? t('variables.noValue'));
  return (
    <div className={classes.stackWide}>
      <Text c="dimmed">{t('variables.about')}</Text>
      <TextInput
        aria-label={t('variables.search')}
        placeholder={t('variables.search')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Select
        label={t('variables.device')}
        placeholder={t('variables.example')}
        clearable
        searchable
        value={deviceId}
        onChange={(value) => set('device', value)}
        data={(devices.data?.rows ?? []).map(({ id, name, serialNumber }) => ({
          value: id,
          label: name ?? serialNumber ?? id,
        }))}
      />
      {chosen !== null && <Usage name={chosen} variable={query.data?.find(({ name }) => name === chosen)} />}
      <Card title={t('settings.names.variables')} flush>
        {rows === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <div className={classes.padded}>
              <SkeletonLines count={10} />
            </div>
          )
        ) : rows.length === 0 ? (
          <Text c="dimmed" p="md">
            {t('variables.none')}
          </Text>
        ) : (
          <PlainTable<Variable>
            label={t('settings.names.variables')}
            rows={rows}
            rowKey={({ name }) => name}
            onOpen={({ name }) => set('name', name === chosen ? null : name)}
            opened={chosen ?? undefined}
            columns={[
              { id: 'name', header: t('variables.name'), cell: ({ name }) => <Code>{`$${name}$`}</Code> },
              {
                id: 'title',
                header: t('variables.meaning'),
                cell: (row) => (
                  <>
                    <span>{wordsOf(row).title}</span>
                    <div className={classes.under}>{wordsOf(row).help}</div>
                  </>
                ),
              },
              {
                id: 'value',
                header: deviceId === null ? t('variables.example') : t('variables.value'),
                cell: (row) => <span style={{ overflowWrap: 'anywhere' }}>{shownValue(row)}</span>,
              },
              { id: 'uses', header: t('variables.uses'), numeric: true, cell: ({ uses }) => uses },
            ]}
          />
        )}
      </Card>
    </div>
  );
}

type PersonVariable = (typeof PERSON_VARIABLES)[number];
const isPersonVariable = (name: string): name is PersonVariable => PERSON_VARIABLES.some((each) => each === name);
const BY_ITSELF = 'by-itself';

/** Where a variable about people takes its value from. */
function Source({ name, attributeId }: { name: PersonVariable; attributeId: string | null }) {
  const { t } = useTranslation();
  const may = useMay('administrator');
  const attributes = useQuery(api.attributes.list.queryOptions());
  const set = useMutation(
    api.variables.setSource.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.variables.key() });
        tellDone(t('variables.sourceSaved', { name: `$${name}$` }));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <Select
      label={t('variables.source')}
      description={t('variables.sourceHint')}
      allowDeselect={false}
      maw={420}
      disabled={!may || set.isPending}
      value={attributeId ?? BY_ITSELF}
      onChange={(value) => value !== null && set.mutate({ name, attributeId: value === BY_ITSELF ? null : value })}
      data={[
        { value: BY_ITSELF, label: t('variables.sourceItself') },
        ...(attributes.data ?? []).map(({ id, name: label }) => ({ value: id, label })),
      ]}
    />
  );
}

/** What uses a variable, and who lacks it. */
function Usage({ name, variable }: { name: string; variable: Variable | undefined }) {
  const { t } = useTranslation();
  const query = useQuery(api.variables.usage.queryOptions({ input: { name } }));
  const usage = query.data;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Card title={`$${name}$`}>
      {usage === undefined ? (
        <SkeletonLines count={3} />
      ) : (
        <Stack gap="xs">
          {isPersonVariable(name) && <Source name={name} attributeId={variable?.sourceAttributeId ?? null} />}
          <Text>
            {usage.uses.length === 0
              ? t('variables.unused')
              : t('variables.usedBy', { names: usage.uses.map(({ title }) => title).join(', ') })}
          </Text>
          {usage.lacking.count === 0 ? (
            <Text c="dimmed">{t('variables.allHave')}</Text>
          ) : (
            <Alert color="yellow" variant="light" title={t('variables.lacking', { count: usage.lacking.count })}>
              {usage.lacking.rows.map(({ deviceId, name: deviceName, serialNumber }) => (
                <Link key={deviceId} to={`/devices/${deviceId}`} style={{ marginInlineEnd: 12 }}>
                  {deviceName ?? serialNumber ?? deviceId}
                </Link>
              ))}
            </Alert>
          )}
        </Stack>
      )}
    </Card>
  );
}
