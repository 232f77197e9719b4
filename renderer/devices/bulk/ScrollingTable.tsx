import type { ReactNode } from 'react';
import classes from './Bulk.module.css';

/** A small table that scrolls by itself when it is longer than its place. Height in pixels. */
export function ScrollingTable(props: {
  label: string;
  height: number;
  heads: readonly string[];
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={classes.table} style={{ maxHeight: props.height }} tabIndex={0} aria-label={props.label}>
      <table>
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </section>
  );
}
