import {
  IconAlertTriangle,
  IconBattery1,
  IconCircleCheck,
  IconClock,
  IconLock,
  IconMapPinExclamation,
  IconPlugConnectedX,
  IconProgress,
  IconUser,
  IconUserExclamation,
  IconZoomQuestion,
} from '@tabler/icons-react';
import type { ComponentType, CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cart, SlotCondition } from '../../shared/contract/index.ts';
import classes from './Carts.module.css';

const ICONS: Readonly<Record<SlotCondition, ComponentType<{ size?: number }> | undefined>> = {
  notManaged: IconPlugConnectedX,
  lost: IconMapPinExclamation,
  missing: IconZoomQuestion,
  failed: IconAlertTriangle,
  overdue: IconUserExclamation,
  out: IconUser,
  exam: IconLock,
  batteryLow: IconBattery1,
  osBehind: IconClock,
  busy: IconProgress,
  ready: IconCircleCheck,
  empty: undefined,
};

/** A condition as icon and word; its colour comes from where it stands. */
export function ConditionMark({ condition }: { condition: SlotCondition }) {
  const { t } = useTranslation();
  const Icon = ICONS[condition];
  return (
    <span className={classes.word} data-shown={condition}>
      {Icon !== undefined && <Icon size={13} aria-hidden />}
      {t(`carts.conditions.${condition}`)}
    </span>
  );
}

/** The shape and colour of a cart, for its rack. */
export function rackStyle({ columns, colour }: Pick<Cart, 'columns' | 'colour'>): CSSProperties {
  return { '--columns': columns, '--cart': `var(--mantine-color-${colour}-6)` } as CSSProperties;
}

/** A cart in small: a dot for each slot. */
export function SmallRack({ cart }: { cart: Pick<Cart, 'columns' | 'colour' | 'shown'> }) {
  return (
    <span className={`${classes.rack} ${classes.small}`} style={rackStyle(cart)} aria-hidden>
      {cart.shown.map((shown, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place
        <span key={index} className={classes.dot} data-shown={shown} />
      ))}
    </span>
  );
}

/** How many slots are shown by what, worst first. */
export function Legend({ shown, label }: { shown: readonly SlotCondition[]; label: string }) {
  const counts = new Map<SlotCondition, number>();
  for (const one of shown) counts.set(one, (counts.get(one) ?? 0) + 1);
  const { t } = useTranslation();
  return (
    <ul className={classes.legend} aria-label={label}>
      {[...counts].map(([condition, count]) => (
        <li key={condition} data-shown={condition}>
          <i aria-hidden />
          {t(`carts.conditions.${condition}`)} <span className={classes.soft}>{count}</span>
        </li>
      ))}
    </ul>
  );
}
