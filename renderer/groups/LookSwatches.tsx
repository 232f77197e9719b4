import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { GROUP_COLOURS, GROUP_ICONS } from '../../shared/contract/group-look.ts';
import type { DeviceGroup } from '../../shared/contract/index.ts';
import { GroupMark } from './GroupMark.tsx';
import classes from './Groups.module.css';

type Look = Pick<DeviceGroup, 'colour' | 'icon'>;

/** Colour and icon to choose, each shown as it will look. */
export function LookSwatches({ look, onLook }: { look: Look; onLook: (part: Partial<Look>) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <fieldset className={classes.swatches} style={{ border: 0, padding: 0 }}>
        <legend className={classes.label}>{t('groups.colour')}</legend>
        {GROUP_COLOURS.map((colour) => (
          <label key={colour} className={classes.swatch} title={t(`groups.colours.${colour}`)}>
            <input
              type="radio"
              name={`${id}-colour`}
              aria-label={t(`groups.colours.${colour}`)}
              checked={look.colour === colour}
              onChange={() => onLook({ colour })}
            />
            <GroupMark group={{ icon: look.icon, colour }} />
          </label>
        ))}
      </fieldset>
      <fieldset className={classes.swatches} style={{ border: 0, padding: 0 }}>
        <legend className={classes.label}>{t('groups.icon')}</legend>
        {GROUP_ICONS.map((icon) => (
          <label key={icon} className={classes.swatch} title={t(`groups.icons.${icon}`)}>
            <input
              type="radio"
              name={`${id}-icon`}
              aria-label={t(`groups.icons.${icon}`)}
              checked={look.icon === icon}
              onChange={() => onLook({ icon })}
            />
            <GroupMark group={{ icon, colour: look.colour }} />
          </label>
        ))}
      </fieldset>
    </>
  );
}
