// biome-ignore-all lint/a11y/useSemanticElements: cards are no table; these are the parts of an ARIA grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and tells which card is current
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { TFunction } from 'i18next';
import { type CSSProperties, type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { percent } from '../format/quantity.ts';
import { DevicePicture } from '../parts/DevicePicture.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MANAGEMENT_TONE } from '../parts/tones.ts';
import classes from './DeviceGrid.module.css';
import { useRows } from './device-pages.ts';
import { deviceTitle } from './device-title.ts';
import { stepOf } from './list-keys.ts';
import { actByClick, actByKey, beginDrag, keepText, type ListProps, openByDoubleClick } from './list-props.ts';

const CARD_WIDTH = 168;
const LINE_HEIGHT = 176;
const EDGE = 16;
const GAP = 12;

/** How many cards lie side by side in a width of so many pixels. */
export function cardsAcross(width: number): number {
  return Math.max(1, Math.floor((width - 2 * EDGE + GAP) / (CARD_WIDTH + GAP)));
}

/** The devices as pictures, as many as fit beside each other; like the table, only what is on screen is drawn and read. */
export function DeviceGrid(props: ListProps) {
  const { t, i18n } = useTranslation();
  const { query, total, selection, cursor } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measure, width } = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(scroller, measure);
  const across = cardsAcross(width === 0 ? 1000 : width);
  const lines = Math.ceil(total / across);
  const virtualizer = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    paddingStart: EDGE,
    paddingEnd: EDGE,
    overscan: 3,
    initialRect: { width: 1000, height: 700 },
  });
  const items = virtualizer.getVirtualItems();
  const rowAt = useRows(query, props.firstPage, {
    first: (items[0]?.index ?? 0) * across,
    last: Math.min(total - 1, (items.at(-1)?.index ?? 0) * across + across - 1),
    total,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => virtualizer.scrollToOffset(0), [query.filter, virtualizer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was current stays in view when the lines break anew
  useEffect(() => virtualizer.scrollToIndex(Math.floor(cursor / across), { align: 'auto' }), [across, virtualizer]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const shown = Math.floor((scroller.current?.clientHeight ?? 700) / LINE_HEIGHT);
    const step = stepOf(event.key, { cursor, total, across, lines: shown });
    if (step !== undefined) {
      virtualizer.scrollToIndex(Math.floor(step / across));
      if (event.shiftKey) {
        if (selection.ids.size === 0) selection.anchorAt(cursor);
        selection.extendTo(step);
      } else selection.anchorAt(step);
      props.onCursor(step, rowAt(step));
    } else if (!actByKey(event, props, rowAt)) return;
    event.preventDefault();
  };

  return (
    <div
      ref={ref}
      className={classes.scroller}
      role="grid"
      aria-label={t('screens.devices')}
      aria-rowcount={lines}
      aria-colcount={across}
      aria-multiselectable
      aria-busy={props.outdated}
      aria-activedescendant={
        items.some(({ index }) => index === Math.floor(cursor / across)) ? `device-card-${cursor}` : undefined
      }
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-outdated={props.outdated || undefined}
    >
      <div
        className={classes.body}
        style={
          {
            height: virtualizer.getTotalSize(),
            '--across': across,
            '--gap': `${GAP}px`,
            '--edge': `${EDGE}px`,
          } as CSSProperties
        }
        onMouseDown={keepText}
        onClick={(event) => actByClick(event, props, rowAt)}
        onDoubleClick={(event) => openByDoubleClick(event, props, rowAt)}
        onDragStart={(event) => beginDrag(event, props, rowAt, (count) => t('blueprints.drop.devices', { count }))}
        role="rowgroup"
      >
        {items.map((item) => (
          <div
            key={item.index}
            role="row"
            aria-rowindex={item.index + 1}
            className={classes.line}
            style={{ top: item.start, height: LINE_HEIGHT - GAP }}
          >
            {Array.from({ length: Math.min(across, total - item.index * across) }, (_, place) => {
              const index = item.index * across + place;
              const row = rowAt(index);
              return (
                <DeviceCard
                  key={index}
                  index={index}
                  place={place}
                  row={row}
                  selected={row !== undefined && selection.ids.has(row.id)}
                  current={index === cursor}
                  inspected={row !== undefined && row.id === props.inspected}
                  t={t}
                  locale={i18n.language}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

interface CardProps {
  index: number;
  place: number;
  row: DeviceRow | undefined;
  selected: boolean;
  current: boolean;
  inspected: boolean;
  t: TFunction;
  locale: string;
}

const DeviceCard = memo(function DeviceCard({ index, place, row, selected, current, inspected, t, locale }: CardProps) {
  return (
    <div
      role="gridcell"
      id={`device-card-${index}`}
      className={classes.card}
      aria-colindex={place + 1}
      aria-selected={selected}
      data-index={index}
      data-current={current || undefined}
      data-inspected={inspected || undefined}
      data-device={row?.id}
      draggable={selected}
    >
      {row === undefined ? (
        <span className={classes.coming} />
      ) : (
        <>
          <span className={classes.check} data-check>
            <input
              type="checkbox"
              tabIndex={-1}
              checked={selected}
              readOnly
              aria-label={t('devices.select', { name: deviceTitle(row, t) })}
            />
          </span>
          <DevicePicture device={row} size={72} />
          <a href={`#/devices/${row.id}`} className={classes.name} tabIndex={-1} title={deviceTitle(row, t)}>
            {deviceTitle(row, t)}
          </a>
          <span className={classes.facts}>
            {[row.osVersion, row.batteryLevel === null ? null : percent(row.batteryLevel, locale)]
              .filter((fact) => fact !== null)
              .join(' · ')}
          </span>
          <span className={classes.facts}>
            {row.state === 'enrolled' && row.pushState !== 'unregistered' && row.pushState !== 'refused' ? (
              <RelativeTime at={row.lastSeenAt} />
            ) : row.state === 'enrolled' ? (
              <StatusMark tone="needs">{t(`devices.pushState.${row.pushState}`)}</StatusMark>
            ) : (
              <StatusMark tone={MANAGEMENT_TONE[row.state]}>{t(`devices.state.${row.state}`)}</StatusMark>
            )}
          </span>
        </>
      )}
    </div>
  );
});
