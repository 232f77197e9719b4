import { Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { GROUP_COLOURS, GROUP_ICONS } from '../../shared/contract/group-look.ts';
import type { DeviceGroup } from '../../shared/contract/index.ts';
import { GroupMark } from './GroupMark.tsx';
import classes from './Groups.module.css';

export type GroupLook = Pick<DeviceGroup, 'name' | 'description' | 'colour' | 'icon'>;

/** How a group is called and looks. */
export function LookFields(props: { look: GroupLook; onLook: (part: Partial<GroupLook>) => void; problem?: string }) {
  const { t } = useTranslation();
  const { look, onLook } = props;
  const id = useId();
  return (
    <>
      <TextInput
        label={t('groups.name')}
        maw={420}
        maxLength={100}
        required
        data-autofocus
        value={look.name}
        error={props.problem}
        onChange={(event) => onLook({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t('groups.description')}
        maw={640}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={1000}
        value={look.description}
        onChange={(event) => onLook({ description: event.currentTarget.value })}
      />
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
