import { Button, Select, TextInput } from '@mantine/core';
import { IconArrowRight, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { toneOfEvent } from '../../shared/catalogue/event-tones.ts';
import type { DeviceDetail, HistoryEntry } from '../../shared/contract/index.ts';
import { actorName, describeEvent } from '../activity/event-words.ts';
import { commandName } from '../commands/command-words.ts';
import { timeOfDay } from '../format/time.ts';
import { api } from '../live/client.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { statusWord } from './apps/app-status.ts';
import classes from './Device.module.css';
import { FactValue, useFactLabel } from './FactValue.tsx';
import history from './History.module.css';
import { aboutField, byDay } from './history-days.ts';

const PAGE = 200;
/** So many names of an entry are read at a glance; the rest are counted. */
const NAMED = 6;
const CATEGORIES = ['facts', 'apps', 'profiles', 'certificates', 'enrollment', 'commands', 'push'] as const;

/** What changed when: each field from what to what, by whom, day by day. */
export function HistoryTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const label = useFactLabel();
  const category = CATEGORIES.find((each) => each === search.get('category'));
  const field = search.get('field') ?? '';
  const change = (name: string, value: string | null): void =>
    setSearch(
      (before) => {
        if (value === null || value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const query = useInfiniteQuery(
    api.devices.history.infiniteOptions({
      input: (before: number | undefined) => ({
        deviceId: device.id,
        limit: PAGE,
        ...(category === undefined ? {} : { category }),
        ...(before === undefined ? {} : { before }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  );
  const entries = aboutField(query.data?.pages.flatMap(({ rows }) => rows) ?? [], field, label);
  return (
    <div className={classes.sheet}>
      <div className={classes.bar}>
        <Select
          w={190}
          aria-label={t('devicePage.history.category')}
          placeholder={t('devicePage.history.all')}
          clearable
          value={category ?? null}
          onChange={(value) => change('category', value)}
          data={CATEGORIES.map((value) => ({ value, label: t(`devicePage.history.categories.${value}`) }))}
        />
        <TextInput
          type="search"
          w={240}
          value={field}
          onChange={(event) => change('field', event.currentTarget.value)}
          placeholder={t('devicePage.history.field')}
          aria-label={t('devicePage.history.field')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <span />
      </div>
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div style={{ padding: 20 }} aria-busy="true">
            <SkeletonLines count={12} />
          </div>
        )
      ) : entries.length === 0 && !query.hasNextPage ? (
        <Nothing filtered={category !== undefined || field !== ''} onAll={() => setSearch({})} />
      ) : (
        <Days entries={entries} />
      )}
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('devicePage.history.older')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Nothing({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  const { t } = useTranslation();
  if (!filtered)
    return <EmptyState drawing={<CartDrawing />} title={t('activity.none.title')} text={t('activity.none.text')} />;
  return (
    <EmptyState
      drawing={<NothingFoundDrawing />}
      title={t('devicePage.history.none')}
      action={
        <Button variant="default" onClick={onAll}>
          {t('devicePage.history.showAll')}
        </Button>
      }
    />
  );
}

function Days({ entries }: { entries: readonly HistoryEntry[] }) {
  const { i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return byDay(entries).map(({ at, entries: ofDay }) => (
    <section key={at} aria-label={day.format(at)}>
      <h2 className={history.day}>{day.format(at)}</h2>
      <ol className={history.entries}>
        {ofDay.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}

/** Kinds of inventory whose changes are those of a status: of an app, a book, an update. */
const STATUS_KINDS: ReadonlySet<unknown> = new Set(['managed-apps', 'media', 'os-update-status']);
const isStatus = ({ data }: HistoryEntry): boolean => STATUS_KINDS.has(data.kind);

function Said({ entry, name, value }: { entry: HistoryEntry; name: string; value: unknown }) {
  const { t } = useTranslation();
  if (isStatus(entry) && typeof value === 'string') return statusWord(value, t);
  return <FactValue name={name} value={value} />;
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { t, i18n } = useTranslation();
  const label = useFactLabel();
  const told = entry.changes.length + entry.added.length + entry.removed.length + entry.updated.length > 0;
  const source =
    entry.actor === 'device' && entry.requestType !== null
      ? t('devicePage.history.answered', { command: commandName(entry.requestType, t) })
      : t('activity.by', { actor: actorName(entry.actor, t) });
  return (
    <li className={history.entry} data-tone={toneOfEvent(entry.type)}>
      <span className={history.clock}>{timeOfDay(entry.at, i18n.language)}</span>
      <div className={history.what}>
        {!told && describeEvent(entry, t)}
        {entry.changes.map(({ name, before, after }) => (
          <div key={name} className={history.change}>
            <span className={history.field}>{isStatus(entry) ? name : label(name)}</span>
            <span className={history.before}>
              <Said entry={entry} name={name} value={before} />
            </span>
            <IconArrowRight size={12} aria-label={t('devicePage.history.became')} />
            <strong>
              <Said entry={entry} name={name} value={after} />
            </strong>
          </div>
        ))}
        {(['added', 'removed', 'updated'] as const).map(
          (kind) =>
            entry[kind].length > 0 && (
              <div key={kind}>
                {t(`devicePage.history.${kind}`, {
                  names: entry[kind]
                    .slice(0, NAMED)
                    .map((name) => (entry.category === 'facts' ? label(name) : name))
                    .join(', '),
                  what: t(`devicePage.history.categories.${entry.category}`),
                })}
                {entry[kind].length > NAMED && ` ${t('commands.andMore', { count: entry[kind].length - NAMED })}`}
              </div>
            ),
        )}
      </div>
      <span className={history.source}>
        {entry.commandId !== null && entry.deviceId !== null ? (
          <Link to={`/devices/${entry.deviceId}/commands/${entry.commandId}`}>{source}</Link>
        ) : (
          source
        )}
      </span>
    </li>
  );
}
