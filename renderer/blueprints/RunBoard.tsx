// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn as they come into view are no table of the browser's
// biome-ignore-all lint/a11y/useFocusableInteractive: as above
import { Menu } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRunView, RunStepView, StepKind } from '../../shared/contract/index.ts';
import { minuteTime, shortMoment } from '../format/time.ts';
import { useRefusal } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { useNow } from '../parts/use-now.ts';
import classes from './Blueprints.module.css';
import { reasonsText } from './step-reasons.ts';

const ROW = 44;
/** Least widths of the columns, and the room at both ends, in pixels. */
const [NAME, STEP, MORE, EDGE] = [240, 92, 70, 20];

/** What is to become of a run, or of some of its devices. */
export interface Steered {
  action: 'pause' | 'resume' | 'retry' | 'cancel';
  deviceIds?: string[];
  step?: StepKind;
}

export interface BoardProps {
  rows: readonly DeviceRunView[];
  /** Whether anything can still be done about it. */
  open: boolean;
  onSteer: (what: Steered) => void;
}

/** Device by step. Only what is in view is drawn, and of that only what changed. */
export function RunBoard({ rows, open, onSteer }: BoardProps) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<string>();
  const refusal = useRefusal('administrator');
  const closeMenu = useCallback(() => setMenu(undefined), []);
  const kinds = useKinds(rows);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 4,
  });
  const template = `minmax(${NAME}px, 1.6fr) repeat(${kinds.length}, minmax(${STEP}px, 1fr)) ${MORE}px`;
  // A line shows nothing outside of itself: it is as wide as its columns want to be at least.
  const minWidth = NAME + kinds.length * STEP + MORE + 2 * EDGE;
  return (
    <div ref={scroll} className={classes.board}>
      <div role="table" aria-label={t('blueprints.board')} aria-rowcount={rows.length + 1} style={{ minWidth }}>
        <div role="row" className={classes.head} style={{ gridTemplateColumns: template }} aria-rowindex={1}>
          <span role="columnheader">{t('blueprints.device')}</span>
          {kinds.map((kind) => (
            <span role="columnheader" key={kind}>
              {t(`blueprints.steps.${kind}`)}
            </span>
          ))}
          <span role="columnheader">{t('blueprints.more')}</span>
        </div>
        <div role="rowgroup" style={{ position: 'relative', height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <BoardRow
                key={row.deviceId}
                row={row}
                index={index}
                start={start}
                kinds={kinds}
                template={template}
                refusal={refusal}
                disabled={!open || refusal !== undefined}
                menu={menu === row.deviceId}
                onMenu={setMenu}
                onClose={closeMenu}
                onSteer={onSteer}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The steps that any device takes; the same array for as long as they are the same. */
function useKinds(rows: readonly DeviceRunView[]): readonly StepKind[] {
  const taken = new Set<StepKind>();
  for (const { steps } of rows) for (const { kind, state } of steps) if (state !== 'none') taken.add(kind);
  const order = rows.find(({ steps }) => steps.length > 0)?.steps ?? [];
  const key = order.flatMap(({ kind }) => (taken.has(kind) ? [kind] : [])).join(' ');
  return useMemo(() => (key === '' ? [] : (key.split(' ') as StepKind[])), [key]);
}

interface RowProps {
  row: DeviceRunView;
  index: number;
  start: number;
  kinds: readonly StepKind[];
  template: string;
  refusal: string | undefined;
  disabled: boolean;
  menu: boolean;
  onMenu: (deviceId: string) => void;
  onClose: () => void;
  onSteer: (what: Steered) => void;
}

const BoardRow = memo(function BoardRow({ row, index, start, kinds, template, ...rest }: RowProps) {
  const { t } = useTranslation();
  const name = row.deviceName ?? row.serialNumber ?? '–';
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ gridTemplateColumns: template, top: start }}
    >
      <span role="rowheader" className={classes.who}>
        <a href={`#/devices/${row.deviceId}`}>{name}</a>
        {row.waitsSince !== null && <Waits since={row.waitsSince} />}
        {(row.state === 'paused' || row.state === 'cancelled') && (
          <span className={classes.hint}>{t(`blueprints.states.${row.state}`)}</span>
        )}
      </span>
      {kinds.map((kind) => (
        <span role="cell" key={kind} className={classes.cell}>
          <Step step={row.steps.find((step) => step.kind === kind)} />
        </span>
      ))}
      <span role="cell">
        <RowMenu row={row} name={name} kinds={kinds} {...rest} />
      </span>
    </div>
  );
});

/** It is asleep or offline, and since when. */
function Waits({ since }: { since: number }) {
  const { t, i18n } = useTranslation();
  const today = useNow((now) => new Date(now).toDateString() === new Date(since).toDateString());
  return (
    <span className={classes.hint} title={minuteTime(since, i18n.language)}>
      {t('blueprints.waitsSince', { since: shortMoment(since, today, i18n.language) })}
    </span>
  );
}

/** What can be done about one device. The menu itself is made when it is opened: there are hundreds of rows. */
function RowMenu(props: Omit<RowProps, 'index' | 'start' | 'template'> & { name: string }) {
  const { t } = useTranslation();
  const { row, name, kinds, onSteer } = props;
  const deviceIds = [row.deviceId];
  const button = (
    <button
      type="button"
      className={classes.rowMenu}
      disabled={props.disabled}
      title={props.refusal}
      aria-label={t('blueprints.actionsOf', { name })}
      aria-haspopup="menu"
      aria-expanded={props.menu}
      onClick={() => props.onMenu(row.deviceId)}
    >
      …
    </button>
  );
  if (!props.menu) return button;
  return (
    <Menu position="bottom-end" opened onClose={props.onClose}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onSteer({ action: 'retry', deviceIds })}>{t('blueprints.retryDevice')}</Menu.Item>
        {kinds.map((step) => (
          <Menu.Item key={step} onClick={() => onSteer({ action: 'retry', deviceIds, step })}>
            {t('blueprints.retryFrom', { step: t(`blueprints.steps.${step}`) })}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => onSteer({ action: row.state === 'paused' ? 'resume' : 'pause', deviceIds })}>
          {t(row.state === 'paused' ? 'blueprints.resume' : 'blueprints.pause')}
        </Menu.Item>
        <Menu.Item onClick={() => onSteer({ action: 'cancel', deviceIds })}>{t('blueprints.cancelDevice')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const TONES = { waiting: 'none', running: 'way', done: 'done', failed: 'needs', none: 'none' } as const;

const Step = memo(function Step({ step }: { step: RunStepView | undefined }) {
  const { t } = useTranslation();
  if (step === undefined || step.state === 'none') return <span className={classes.soft}>–</span>;
  const many = step.state === 'running' && step.of > 1;
  return (
    <span title={step.because.length === 0 ? undefined : reasonsText(step.because, t)}>
      <StatusMark tone={step.againAt === null ? TONES[step.state] : 'waits'}>
        {step.againAt === null
          ? many
            ? t('blueprints.stepOf', { done: step.done, of: step.of })
            : t(`blueprints.stepStates.${step.state}`)
          : t('blueprints.askedAgain')}
      </StatusMark>
    </span>
  );
});
