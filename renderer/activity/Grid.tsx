// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be virtualised; these are the parts of an ARIA grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and tells which row is current
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { ROW_HEIGHT, useDensity } from '../app/preferences.ts';
import classes from './Grid.module.css';

export interface GridHandle {
  toTop(): void;
}

export interface GridProps<T extends { readonly key: string }> {
  label: string;
  lines: readonly T[];
  /** Widths of the columns, as CSS says them. */
  template: string;
  head: ReactNode;
  /** The cells of a line. */
  cells: (line: T) => ReactNode;
  /** What the line says of itself, for its look. */
  look?: (line: T) => {
    readonly tone?: string;
    readonly kind?: string;
    readonly selected?: boolean;
  };
  /** Enter or a click. */
  onOpen: (line: T) => void;
  /** The space bar. */
  onToggle?: (line: T) => void;
  /** The lines drawn come near the last one. */
  onNearEnd?: () => void;
  /** Whether the viewer stands at the top. */
  onTop?: (atTop: boolean) => void;
  handle?: Ref<GridHandle>;
  busy?: boolean;
}

/** Lines of which only those on screen are drawn: years of history scroll as a page does. */
export function Grid<T extends { readonly key: string }>(props: GridProps<T>) {
  const { lines, onNearEnd, onTop, handle } = props;
  const id = useId();
  const [density] = useDensity();
  const height = ROW_HEIGHT[density];
  const scroller = useRef<HTMLDivElement>(null);
  const [currentKey, setCurrent] = useState<string>();
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 12,
    scrollPaddingStart: 36,
    initialRect: { width: 1000, height: 700 },
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: row heights differ by density, which the cache cannot know
  useEffect(() => virtualizer.measure(), [density, virtualizer]);
  useEffect(() => {
    if (last >= lines.length - 30) onNearEnd?.();
  }, [last, lines, onNearEnd]);
  useEffect(() => {
    const give: GridHandle = { toTop: () => virtualizer.scrollToOffset(0) };
    if (typeof handle === 'function') handle(give);
    else if (handle !== undefined && handle !== null) handle.current = give;
  }, [handle, virtualizer]);

  const cursor = lines.findIndex(({ key }) => key === currentKey);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 2);
    const steps: Record<string, number> = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor - 1,
      PageDown: cursor + page,
      PageUp: cursor - page,
      Home: 0,
      End: lines.length - 1,
    };
    const step = steps[event.key];
    const line = lines[cursor];
    if (step !== undefined) {
      const next = Math.max(0, Math.min(lines.length - 1, step));
      setCurrent(lines[next]?.key);
      virtualizer.scrollToIndex(next);
    } else if (event.key === 'Enter' && line !== undefined) props.onOpen(line);
    else if (event.key === ' ' && line !== undefined && props.onToggle !== undefined) props.onToggle(line);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={lines.length + 1}
      aria-busy={props.busy}
      aria-activedescendant={items.some(({ index }) => index === cursor) ? `${id}-${cursor}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => onTop?.(event.currentTarget.scrollTop < height)}
      style={{ '--columns': props.template, '--row': `${height}px` } as CSSProperties}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" className={classes.row} aria-rowindex={1}>
          {props.head}
        </div>
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const look = props.look?.(line);
          return (
            <div
              key={item.key}
              id={`${id}-${item.index}`}
              role="row"
              className={classes.row}
              aria-rowindex={item.index + 2}
              aria-selected={look?.selected}
              data-kind={look?.kind}
              data-tone={look?.tone}
              data-current={item.index === cursor || undefined}
              style={{ top: item.start }}
              onClick={() => {
                setCurrent(line.key);
                props.onOpen(line);
              }}
            >
              {props.cells(line)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The head of a column. */
export function HeadCell({ children, sort }: { children?: ReactNode; sort?: 'ascending' | 'descending' | 'none' }) {
  return (
    <div role="columnheader" className={classes.cell} aria-sort={sort}>
      {children}
    </div>
  );
}

/** One cell; `span` makes it reach over so many columns. */
export function Cell(props: { children?: ReactNode; span?: number; soft?: boolean; expanded?: boolean }) {
  const { children, span, soft, expanded } = props;
  return (
    <div
      role="gridcell"
      className={classes.cell}
      aria-colspan={span}
      aria-expanded={expanded}
      data-soft={soft || undefined}
      style={span === undefined ? undefined : { gridColumn: `span ${span}` }}
    >
      {children}
    </div>
  );
}
