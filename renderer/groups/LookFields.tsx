import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeviceGroup } from '../../shared/contract/index.ts';
import { LookSwatches } from './LookSwatches.tsx';

export type GroupLook = Pick<DeviceGroup, 'name' | 'description' | 'colour' | 'icon'>;

/** How a group is called and looks. */
export function LookFields(props: { look: GroupLook; onLook: (part: Partial<GroupLook>) => void; problem?: string }) {
  const { t } = useTranslation();
  const { look, onLook } = props;
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
      <LookSwatches look={look} onLook={onLook} />
    </>
  );
}
