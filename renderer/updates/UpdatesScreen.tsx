import { ActionIcon, Button, Group, Switch, Text, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconPlus, IconSearch } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { UpdateRule } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import classes from '../groups/Groups.module.css';
import { api, engine, queryClient } from '../live/client.ts';
import { useMay } from '../live/session.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StateBar } from '../parts/StateBar.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { REREAD_MS, UPDATE_STATES, UPDATE_TONE } from './rule-model.ts';
import { goalText, hoursText } from './update-words.ts';

/** The rules of system updates, the first counts. */
export default function UpdatesScreen() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const may = useMay('administrator');
  const [params, setParams] = useSearchParams();
  const field = useRef<HTMLInputElement>(null);
  const [making, setMaking] = useState(false);
  const rules = useQuery(api.updates.rules.queryOptions({ refetchInterval: REREAD_MS }));
  const settings = useQuery(api.updates.settings.queryOptions());
  const search = params.get('search') ?? '';
  useHotkeys([['/', () => field.current?.focus()]]);
  const find = (text: string): void => setParams(text === '' ? {} : { search: text }, { replace: true });
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.updates.key() });
  const rank = useMutation({
    mutationFn: (ruleIds: string[]) => engine.updates.setRanks({ ruleIds }),
    onSuccess: (next) => queryClient.setQueryData(api.updates.rules.queryKey(), next),
    onError: (error) => tellFailure(error),
  });
  const ask = useMutation({
    mutationFn: (askForUpdates: boolean) => engine.updates.setSettings({ askForUpdates }),
    onSuccess: refresh,
    onError: (error) => tellFailure(error),
  });

  const all = rules.data ?? [];
  const shown = all.filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const move = (rule: UpdateRule, by: -1 | 1): void => {
    const ids = all.map(({ id }) => id);
    const at = ids.indexOf(rule.id);
    ids.splice(at, 1);
    ids.splice(at + by, 0, rule.id);
    rank.mutate(ids);
  };

  const content = (): React.ReactNode => {
    if (rules.data === undefined)
      return rules.isError ? <ErrorState error={rules.error} onRetry={() => void rules.refetch()} /> : <LoadingPage />;
    if (all.length === 0)
      return (
        <EmptyState
          drawing={<CartDrawing />}
          title={t('updates.none.title')}
          text={t('updates.none.text')}
          action={
            <RoleGate needs="administrator">
              <Button onClick={() => setMaking(true)}>{t('updates.none.action')}</Button>
            </RoleGate>
          }
        />
      );
    if (shown.length === 0)
      return (
        <EmptyState
          drawing={<NothingFoundDrawing />}
          title={t('updates.noneFound.title')}
          text={t('updates.noneFound.text')}
          action={
            <Button variant="default" onClick={() => find('')}>
              {t('updates.noneFound.action')}
            </Button>
          }
        />
      );
    return (
      <PlainTable<UpdateRule>
        label={t('screens.updates')}
        rows={shown}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate(`/updates/${id}`)}
        columns={[
          {
            id: 'name',
            header: t('updates.name'),
            width: '26%',
            cell: (rule) => (
              <span>
                {rule.name}
                {!rule.active && <Text span size="xs" c="dimmed">{` (${t('updates.inactive')})`}</Text>}
                {rule.description !== '' && <span className={classes.about}>{rule.description}</span>}
              </span>
            ),
          },
          {
            id: 'goal',
            header: t('updates.goal'),
            cell: ({ content }) => (
              <span>
                {goalText(content, t)}
                <span className={classes.about}>{t(`updates.platforms.${content.platform}`)}</span>
              </span>
            ),
          },
          {
            id: 'groups',
            header: t('updates.groups'),
            cell: ({ groups }) =>
              groups.some(({ mode }) => mode === 'include')
                ? groups
                    .filter(({ mode }) => mode === 'include')
                    .map(({ name }) => name)
                    .join(', ')
                : t('updates.noGroups'),
          },
          {
            id: 'hours',
            header: t('updates.hours'),
            cell: (rule) => <span className={classes.about}>{hoursText(rule.content, t, i18n.language)}</span>,
          },
          {
            id: 'devices',
            header: t('updates.devices'),
            width: '20%',
            cell: ({ counts }) => (
              <StateBar
                locale={i18n.language}
                shares={UPDATE_STATES.map((state) => ({
                  key: state,
                  label: t(`updates.states.${state}`),
                  count: counts[state] ?? 0,
                  tone: UPDATE_TONE[state],
                }))}
              />
            ),
          },
          ...(may && search === ''
            ? [
                {
                  id: 'order',
                  header: t('updates.order'),
                  width: 90,
                  cell: (rule: UpdateRule) => (
                    <Group gap={4} wrap="nowrap">
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        disabled={rule.id === all[0]?.id}
                        aria-label={t('updates.up', { name: rule.name })}
                        onClick={(event) => {
                          event.stopPropagation();
                          move(rule, -1);
                        }}
                      >
                        <IconArrowUp size={16} aria-hidden />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        disabled={rule.id === all.at(-1)?.id}
                        aria-label={t('updates.down', { name: rule.name })}
                        onClick={(event) => {
                          event.stopPropagation();
                          move(rule, 1);
                        }}
                      >
                        <IconArrowDown size={16} aria-hidden />
                      </ActionIcon>
                    </Group>
                  ),
                },
              ]
            : []),
        ]}
      />
    );
  };

  return (
    <>
      <PageHeader
        title={t('screens.updates')}
        count={rules.data !== undefined && number(rules.data.length, i18n.language)}
      >
        <TextInput
          ref={field}
          type="search"
          w={220}
          value={search}
          onChange={(event) => find(event.currentTarget.value)}
          placeholder={t('updates.find')}
          aria-label={t('updates.find')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <RoleGate needs="administrator">
          <Button onClick={() => setMaking(true)} leftSection={<IconPlus size={16} aria-hidden />}>
            {t('updates.new')}
          </Button>
        </RoleGate>
      </PageHeader>
      <div className={classes.scroll}>
        {content()}
        {settings.data !== undefined && (
          <Switch
            mt="lg"
            checked={settings.data.askForUpdates}
            disabled={!may || ask.isPending}
            label={t('updates.askForUpdates')}
            description={t('updates.askHelp')}
            onChange={(event) => ask.mutate(event.currentTarget.checked)}
          />
        )}
        {all.length > 1 && (
          <Text size="xs" c="dimmed" mt="sm">
            {t('updates.first')}
          </Text>
        )}
      </div>
      {making && (
        <RuleDialog
          onClose={() => setMaking(false)}
          onSaved={({ id }) => {
            setMaking(false);
            void navigate(`/updates/${id}`);
          }}
        />
      )}
    </>
  );
}
