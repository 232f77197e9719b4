import { Button, MultiSelect, Select, Title } from '@mantine/core';
import { IconBan, IconRepeat, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { FACTS } from '../../shared/catalogue/command-fact-table.ts';
import type { QueueRow } from '../../shared/contract/index.ts';
import { CommandDrawer } from '../commands/CommandDrawer.tsx';
import { commandName } from '../commands/command-words.ts';
import { findingText } from '../commands/finding-text.ts';
import { number } from '../format/quantity.ts';
import { api } from '../live/client.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { COMMAND_TONE } from '../parts/tones.ts';
import classes from './Activity.module.css';
import { BulkDialog } from './BulkDialog.tsx';
import type { BulkAction } from './bulk.ts';
import { ExportMenu } from './EventsView.tsx';
import { actorName } from './event-words.ts';
import { exportQueue, pagesOfQueue, type QueueQuery } from './exports.ts';
import {
  type Chip,
  DeviceField,
  FilterButton,
  FilterChips,
  TimeField,
  useDeviceName,
  useSpanChips,
} from './FilterParts.tsx';
import { QueueList } from './QueueList.tsx';
import { addressOfView, type QueueViewState, queueFilterOf, readQueueView, STATES } from './view-address.ts';

/** The most commands one action may be for. */
const MOST = 10_000;

/** Request types in the order of their names in the viewer's language. */
function typesByName(t: TFunction): string[] {
  return Object.keys(FACTS)
    .map((type): [string, string] => [type, commandName(type, t)])
    .sort(([, a], [, b]) => a.localeCompare(b))
    .map(([type]) => type);
}

/** The commands of all devices, filtered as the address says; several can be cancelled or sent again. */
export function QueueView() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const address = params.toString();
  const view = useMemo(() => readQueueView(new URLSearchParams(address)), [address]);
  const query = useMemo((): QueueQuery => {
    const { sort, direction } = view;
    const typeOrder = sort === 'command' ? { typeOrder: typesByName(t) } : {};
    return { ...queueFilterOf(view, Date.now()), sort, direction, ...typeOrder };
  }, [view, t]);
  const [selected, setSelected] = useState<ReadonlyMap<string, QueueRow>>(new Map());
  const [action, setAction] = useState<BulkAction>();
  const [isGathering, setGathering] = useState(false);
  const opened = params.get('command');
  const change = (part: Partial<QueueViewState>): void =>
    setParams(addressOfView({ ...view, ...part }), { replace: true });
  const open = (id: string | null): void =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (id === null) next.delete('command');
      else next.set('command', id);
      return next;
    });
  const chips = useChips(view, change);
  const toggle = (row: QueueRow): void =>
    setSelected((chosen) => {
      const next = new Map(chosen);
      if (!next.delete(row.id)) next.set(row.id, row);
      return next;
    });
  const selectAll = async (): Promise<void> => {
    setGathering(true);
    const all = new Map<string, QueueRow>();
    try {
      for await (const page of pagesOfQueue(query, new AbortController().signal)) {
        for (const row of page) if (all.size < MOST) all.set(row.id, row);
        if (all.size >= MOST) break;
      }
      if (all.size >= MOST) tellDone(t('queue.more'));
      setSelected(all);
    } catch (error) {
      tellFailure(error);
    } finally {
      setGathering(false);
    }
  };
  const rows = [...selected.values()];
  return (
    <>
      {selected.size > 0 ? (
        <div className={classes.selection}>
          <Title order={2} aria-live="polite">
            {t('queue.selected', { count: selected.size })}
          </Title>
          <RoleGate needs="administrator">
            <Button
              variant="default"
              leftSection={<IconRepeat size={16} aria-hidden />}
              onClick={() => setAction('retry')}
            >
              {t('queue.retry')}…
            </Button>
            <Button
              variant="default"
              c="var(--cw-needs)"
              leftSection={<IconBan size={16} aria-hidden />}
              onClick={() => setAction('cancel')}
            >
              {t('queue.cancel')}…
            </Button>
          </RoleGate>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconX size={16} aria-hidden />}
            onClick={() => setSelected(new Map())}
          >
            {t('queue.clear')}
          </Button>
        </div>
      ) : (
        <search className={classes.bar} aria-label={t('activity.filter')}>
          <FilterButton count={chips.length}>
            <QueueFilterFields view={view} change={change} />
          </FilterButton>
          <span className={classes.grow} />
          <ExportMenu onExport={(format) => exportQueue(query, format, t)} />
        </search>
      )}
      <Counts view={view} change={change} />
      <FilterChips chips={chips} onClear={() => setParams(new URLSearchParams(), { replace: true })} />
      <QueueList
        query={query}
        narrowed={chips.length > 0}
        selected={selected}
        isGathering={isGathering}
        onToggle={toggle}
        onSelectAll={() => void selectAll()}
        onClear={() => setSelected(new Map())}
        onSort={(sort, direction) => change({ sort, direction })}
        onOpen={(row) => open(row.id)}
      />
      {action !== undefined && (
        <BulkDialog
          action={action}
          rows={rows}
          onClose={() => setAction(undefined)}
          onDone={() => {
            setAction(undefined);
            setSelected(new Map());
          }}
        />
      )}
      <CommandDrawer commandId={opened ?? undefined} onClose={() => open(null)} />
    </>
  );
}

type Change = (part: Partial<QueueViewState>) => void;
const INSIDE = { withinPortal: false } as const;
type State = QueueViewState['states'][number];
/** The states whose numbers are looked at; each can be pressed to see just those. */
const COUNTED = [
  'queued',
  'sent',
  'not-now',
  'error',
  'format-error',
  'unanswered',
  'expired',
] as const satisfies readonly State[];

/** How many stand where, live. A press shows only those. */
function Counts({ view, change }: { view: QueueViewState; change: Change }) {
  const { t, i18n } = useTranslation();
  const summary = useQuery(api.commands.summary.queryOptions({ input: {} })).data;
  const count = (state: (typeof COUNTED)[number]): number | undefined => {
    if (summary === undefined) return undefined;
    if (state === 'queued' || state === 'sent') return summary.open[state];
    if (state === 'not-now') return summary.open.notNow;
    return summary.failures.reduce((sum, group) => sum + (group.state === state ? group.count : 0), 0);
  };
  return (
    <section className={classes.counts} aria-label={t('queue.counts')}>
      {COUNTED.map((state) => {
        const many = count(state);
        const pressed = view.states.length === 1 && view.states[0] === state;
        const ended = state !== 'queued' && state !== 'sent' && state !== 'not-now';
        return (
          <button
            key={state}
            type="button"
            className={classes.count}
            aria-pressed={pressed}
            title={ended ? t('queue.lastDay') : undefined}
            onClick={() => change({ states: pressed ? [] : [state], within: pressed || !ended ? null : '24h' })}
          >
            <StatusMark tone={many === 0 ? 'none' : COMMAND_TONE[state]}>{t(`commands.states.${state}`)}</StatusMark>
            <strong>{many === undefined ? '–' : number(many, i18n.language)}</strong>
          </button>
        );
      })}
    </section>
  );
}

function QueueFilterFields({ view, change }: { view: QueueViewState; change: Change }) {
  const { t } = useTranslation();
  const failures = useQuery(api.commands.summary.queryOptions({ input: {} })).data?.failures ?? [];
  const reasons = new Map(
    failures
      .filter(({ errorDomain }) => errorDomain !== null)
      .map((group) => [reasonKey(group.errorDomain ?? '', group.errorCode), summaryOf(group, t)]),
  );
  const chosen = view.errorDomain === '' ? null : reasonKey(view.errorDomain, view.errorCode);
  if (chosen !== null && !reasons.has(chosen)) reasons.set(chosen, reasonText(view));
  return (
    <>
      <MultiSelect
        label={t('queue.state')}
        clearable
        comboboxProps={INSIDE}
        value={[...view.states]}
        onChange={(states) => change({ states: STATES.filter((each) => states.includes(each)) })}
        data={STATES.map((value) => ({ value, label: t(`commands.states.${value}`) }))}
      />
      <MultiSelect
        label={t('queue.type')}
        clearable
        searchable
        comboboxProps={INSIDE}
        value={[...view.requestTypes]}
        onChange={(requestTypes) => change({ requestTypes })}
        data={[...new Set([...Object.keys(FACTS), ...view.requestTypes])]
          .map((value) => ({ value, label: commandName(value, t) }))
          .sort((a, b) => a.label.localeCompare(b.label))}
      />
      <DeviceField deviceId={view.deviceId} onDevice={(deviceId) => change({ deviceId })} />
      <Select
        label={t('queue.reason')}
        placeholder={t('queue.anyReason')}
        clearable
        comboboxProps={INSIDE}
        value={chosen}
        onChange={(key) => {
          const [errorDomain = '', code = ''] = (key ?? '').split(' ');
          change({ errorDomain, errorCode: code === '' ? null : Number(code) });
        }}
        data={[...reasons].map(([value, label]) => ({ value, label }))}
      />
      <TimeField span={view} onSpan={(span) => change(span)} />
    </>
  );
}

const reasonKey = (domain: string, code: number | null): string => `${domain} ${code ?? ''}`;
const summaryOf = (
  of: { errorSummary: string | null; errorDomain: string | null; errorCode: number | null },
  t: TFunction,
): string => (of.errorSummary === null ? reasonText(of) : findingText({ message: of.errorSummary }, t));
const reasonText = (of: { errorDomain: string | null; errorCode: number | null }): string =>
  `${of.errorDomain ?? ''} ${of.errorCode ?? ''}`.trim();

function useChips(view: QueueViewState, change: Change): Chip[] {
  const { t } = useTranslation();
  const device = useDeviceName(view.deviceId);
  const span = useSpanChips(view, change);
  const chips: Chip[] = [
    ...view.states.map((each) => ({
      id: each,
      text: t(`commands.states.${each}`),
      takeOff: () => change({ states: view.states.filter((other) => other !== each) }),
    })),
    ...view.requestTypes.map((each) => ({
      id: each,
      text: commandName(each, t),
      takeOff: () => change({ requestTypes: view.requestTypes.filter((other) => other !== each) }),
    })),
  ];
  if (view.deviceId !== '')
    chips.push({ id: 'device', text: device ?? t('devices.device'), takeOff: () => change({ deviceId: '' }) });
  if (view.queuedBy !== '')
    chips.push({
      id: 'by',
      text: t('activity.by', { actor: actorName(view.queuedBy, t) }),
      takeOff: () => change({ queuedBy: '' }),
    });
  if (view.errorDomain !== '' || view.errorCode !== null)
    chips.push({
      id: 'error',
      text: reasonText(view),
      takeOff: () => change({ errorDomain: '', errorCode: null }),
    });
  return [...chips, ...span];
}
