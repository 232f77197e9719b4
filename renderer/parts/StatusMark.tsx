import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleMinus,
  IconClockHour4Filled,
  IconProgress,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './StatusMark.module.css';
import type { Tone } from './tones.ts';

const ICONS = {
  done: IconCircleCheckFilled,
  way: IconProgress,
  waits: IconClockHour4Filled,
  needs: IconAlertTriangleFilled,
  none: IconCircleMinus,
} as const;

/** A state: colour, shape and word together, never colour alone. */
export function StatusMark({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  const Icon = ICONS[tone];
  return (
    <span className={classes.mark} data-tone={tone} title={title}>
      <Icon size={14} aria-hidden />
      <span className={classes.word}>{children}</span>
    </span>
  );
}
