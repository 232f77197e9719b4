import { Button, Modal, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTRIBUTE_TYPES, type AttributeType } from '../../shared/contract/device-fields.ts';
import { api, queryClient } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';
import classes from './Attributes.module.css';

/** Defines a fact that is kept for every device. */
export function NewAttributeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [type, setType] = useState<AttributeType>('text');
  const [choices, setChoices] = useState<string[]>([]);
  const create = useMutation(
    api.attributes.create.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.attributes.list.key() });
        onClose();
      },
      onError: (error) => tellFailure(error, t('devicePage.attributes.notMade')),
    }),
  );
  const ready = name.trim() !== '' && (type !== 'choice' || choices.length > 0);
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={t('devicePage.attributes.newTitle')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) create.mutate({ name, type, choices: type === 'choice' ? choices : [] });
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={t('devicePage.attributes.name')}
            description={t('devicePage.attributes.nameHint')}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('devicePage.attributes.type')}
            allowDeselect={false}
            value={type}
            onChange={(value) => setType((value ?? 'text') as AttributeType)}
            data={ATTRIBUTE_TYPES.map((value) => ({ value, label: t(`devicePage.attributes.types.${value}`) }))}
          />
          {type === 'choice' && (
            <TagsInput
              label={t('devicePage.attributes.choices')}
              placeholder={t('commands.typeAndEnter')}
              value={choices}
              onChange={setChoices}
            />
          )}
        </Stack>
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={create.isPending}>
            {t('devicePage.attributes.make')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
