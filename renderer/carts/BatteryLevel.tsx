import { IconBattery1, IconBattery2, IconBattery3, IconBattery4, IconBatteryOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { percent } from '../format/quantity.ts';
import classes from './Carts.module.css';

const LEVELS = [IconBattery1, IconBattery2, IconBattery3, IconBattery4] as const;
/** As the engine has it: below this a device is shown as low. */
const LOW = 0.2;

/** How full a battery is, as picture and number; red when it does not last a morning. */
export function BatteryLevel({ level }: { level: number }) {
  const { i18n } = useTranslation();
  const Icon = LEVELS[Math.min(LEVELS.length - 1, Math.floor(level * LEVELS.length))] ?? IconBatteryOff;
  return (
    <span className={classes.line} data-low={level < LOW || undefined}>
      <Icon size={15} aria-hidden />
      {percent(level, i18n.language)}
    </span>
  );
}
