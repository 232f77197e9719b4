import { ActionIcon, Badge, Button, Group, Menu, Text } from '@mantine/core';
import { IconDots, IconPencil, IconPlus, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Directory } from '../../../shared/contract/index.ts';
import { api } from '../../live/client.ts';
import { Card } from '../../parts/Card.tsx';
import { ErrorState } from '../../parts/ErrorState.tsx';
import { engineText } from '../../parts/error-text.ts';
import { SkeletonLines } from '../../parts/LoadingPage.tsx';
import { RelativeTime } from '../../parts/RelativeTime.tsx';
import { RoleGate } from '../../parts/RoleGate.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { DeleteDirectory } from './DeleteDirectory.tsx';
import classes from './Directories.module.css';
import { DirectoryDialog } from './DirectoryDialog.tsx';
import { ReadDirectory } from './ReadDirectory.tsx';

/** While one is read, it is asked so often how far that is. */
const POLL_MS = 700;

/** Directories that people are read from. Which dialog is open stands in the address. */
export function DirectoriesCard() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const query = useQuery({
    ...api.directories.list.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.some(({ reading }) => reading !== null) ? POLL_MS : false),
  });
  const open = (part: Record<string, string>): void => setParams(part, { replace: true });
  const close = (): void => open({});
  const chosen = (name: string): Directory | undefined => query.data?.find(({ id }) => id === params.get(name));
  const [edited, read, removed] = [chosen('directory'), chosen('read'), chosen('remove')];
  return (
    <Card title={t('directories.title')}>
      <Text c="dimmed" mb="md">
        {t('directories.about')}
      </Text>
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={3} />
        )
      ) : (
        <ul className={classes.list}>
          {query.data.map((one) => (
            <Row key={one.id} directory={one} onOpen={open} />
          ))}
          {query.data.length === 0 && <li className={classes.none}>{t('directories.none')}</li>}
        </ul>
      )}
      <Group mt="md">
        <RoleGate needs="owner">
          <Button
            variant={query.data?.length === 0 ? 'filled' : 'default'}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => open({ directory: 'new' })}
          >
            {t('directories.add')}
          </Button>
        </RoleGate>
      </Group>
      {params.get('directory') === 'new' && (
        <DirectoryDialog onClose={close} onSaved={({ id }) => open({ read: id })} />
      )}
      {edited !== undefined && <DirectoryDialog key={edited.id} directory={edited} onClose={close} onSaved={close} />}
      {read !== undefined && <ReadDirectory key={read.id} directory={read} onClose={close} />}
      {removed !== undefined && <DeleteDirectory key={removed.id} directory={removed} onClose={close} />}
    </Card>
  );
}

function Row({ directory, onOpen }: { directory: Directory; onOpen: (part: Record<string, string>) => void }) {
  const { t } = useTranslation();
  const { id, name, address, people, goneCount, reading, outcome, problem, nextAt } = directory;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Group gap={8}>
          <Text fw={600}>{name}</Text>
          <Text c="dimmed" size="sm" className={classes.address}>
            {address}
          </Text>
        </Group>
        <div className={classes.facts}>
          <Link to={`/people?origin=${id}`}>{t('directories.people', { count: people })}</Link>
          {goneCount > 0 && (
            <Badge color="yellow" variant="light" tt="none">
              {t('directories.gone', { count: goneCount })}
            </Badge>
          )}
          {reading !== null ? (
            <StatusMark tone="way">{t(`directories.phases.${reading.phase}`, { count: reading.people })}</StatusMark>
          ) : problem !== null ? (
            <StatusMark tone="needs">
              {t('directories.unreadable')} <RelativeTime at={problem.at} />
            </StatusMark>
          ) : outcome === null ? (
            <StatusMark tone="none">{t('directories.never')}</StatusMark>
          ) : (
            <StatusMark tone="done">
              {t('directories.read')} <RelativeTime at={outcome.at} />
            </StatusMark>
          )}
          {nextAt !== null && reading === null && (
            <span className={classes.soft}>
              {t('directories.next')} <RelativeTime at={nextAt} />
            </span>
          )}
        </div>
        {problem !== null && reading === null && (
          <Text size="sm" className={classes.problem}>
            {engineText(problem.message)}
          </Text>
        )}
      </div>
      <RoleGate needs="administrator">
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          disabled={reading !== null}
          aria-label={t('directories.readNowOf', { name })}
          onClick={() => onOpen({ read: id })}
        >
          {t('directories.readNow')}
        </Button>
      </RoleGate>
      <RoleGate needs="owner">
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('directories.more', { name })}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onOpen({ directory: id })}>
              {t('directories.edit')}
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => onOpen({ remove: id })}
            >
              {t('directories.remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </RoleGate>
    </li>
  );
}
