import classes from './StateBar.module.css';
import type { Tone } from './tones.ts';

export interface StateShare {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
}

/** How many stand where: a bar by shares, and the same in words for everybody. Shares without anybody are left out. */
export function StateBar({ shares, locale }: { shares: readonly StateShare[]; locale: string }) {
  const there = shares.filter(({ count }) => count > 0);
  if (there.length === 0) return <span className={classes.none}>–</span>;
  const number = new Intl.NumberFormat(locale);
  const text = there.map(({ label, count }) => `${label} ${number.format(count)}`).join(' · ');
  return (
    <span className={classes.whole}>
      <span className={classes.bar} aria-hidden>
        {there.map(({ key, tone, count }) => (
          <span key={key} data-tone={tone} style={{ flexGrow: count }} />
        ))}
      </span>
      <span className={classes.words}>{text}</span>
    </span>
  );
}
