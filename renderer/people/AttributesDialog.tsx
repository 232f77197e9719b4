import { ActionIcon, Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTRIBUTE_TYPES, type AttributeType } from '../../shared/contract/device-fields.ts';
import type { PersonAttribute } from '../../shared/contract/index.ts';
import { attributeVariable } from '../../shared/variables/index.ts';
import classes from '../carts/Carts.module.css';
import { api, engine } from '../live/client.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import { rereadLoans } from './loan-actions.ts';

/** What is kept of people beyond what every one has. */
export function AttributesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const attributes = useQuery(api.people.attributes.queryOptions()).data;
  const [name, setName] = useState('');
  const [type, setType] = useState<AttributeType>('text');
  const [choices, setChoices] = useState('');
  const [editing, setEditing] = useState<string>();
  const options = { onError: (error: unknown) => tellFailure(error) };
  const add = useMutation({
    mutationFn: () =>
      engine.people.createAttribute({
        name,
        type,
        choices: linesOf(choices),
      }),
    ...options,
    onSuccess: async () => {
      setName('');
      setChoices('');
      await rereadLoans();
    },
  });
  const remove = useMutation({
    mutationFn: (attributeId: string) => engine.people.removeAttribute({ attributeId }),
    ...options,
    onSuccess: () => rereadLoans(),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.attributesTitle')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p className={classes.soft}>{t('people.attributesText')}</p>
      {attributes === undefined ? (
        <SkeletonLines count={3} />
      ) : attributes.length === 0 ? (
        <p className={classes.soft}>{t('people.noAttributes')}</p>
      ) : (
        <ul className={classes.list}>
          {attributes.map((one) => (
            <li key={one.id}>
              {editing === one.id ? (
                <EditAttribute attribute={one} onClose={() => setEditing(undefined)} />
              ) : (
                <div className={classes.row}>
                  <span>{one.name}</span>
                  <span className={classes.soft}>
                    {t(`people.types.${one.type}`)} · {t('people.hasValues', { count: one.people })}
                  </span>
                  <RoleGate needs="administrator">
                    <span className={`${classes.row} ${classes.push}`}>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t('people.editAttribute', { name: one.name })}
                        onClick={() => setEditing(one.id)}
                      >
                        <IconPencil size={16} />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        // What people have in it goes with it: only what nobody uses goes so easily.
                        disabled={one.people > 0}
                        aria-label={t('people.removeAttribute', { name: one.name })}
                        onClick={() => remove.mutate(one.id)}
                      >
                        <IconTrash size={16} />
                      </ActionIcon>
                    </span>
                  </RoleGate>
                </div>
              )}
              <div className={classes.soft}>
                {one.description}
                {one.description !== '' && ' · '}
                {t('people.attributeVariable')}{' '}
                <span className="mono">{`$${attributeVariable(one.name, 'person')}$`}</span>
              </div>
            </li>
          ))}
        </ul>
      )}
      <RoleGate needs="administrator">
        <form
          style={{ marginTop: 12 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') add.mutate();
          }}
        >
          <div className={classes.fields}>
            <TextInput
              label={t('people.newAttribute')}
              data-autofocus
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Select
              label={t('people.type')}
              allowDeselect={false}
              data={ATTRIBUTE_TYPES.map((one) => ({ value: one, label: t(`people.types.${one}`) }))}
              value={type}
              onChange={(next) => setType(ATTRIBUTE_TYPES.find((one) => one === next) ?? 'text')}
            />
            {type === 'choice' && (
              <Textarea
                className={classes.wide}
                label={t('people.choices')}
                autosize
                minRows={2}
                value={choices}
                onChange={(event) => setChoices(event.currentTarget.value)}
              />
            )}
          </div>
          <Button
            mt="sm"
            type="submit"
            size="compact-md"
            loading={add.isPending}
            disabled={name.trim() === '' || (type === 'choice' && choices.trim() === '')}
          >
            {t('people.addAttribute')}
          </Button>
        </form>
      </RoleGate>
    </Modal>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Another name or description, and the choices there are; the type stays, for the values that are there. */
function EditAttribute({ attribute, onClose }: { attribute: PersonAttribute; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(attribute.name);
  const [description, setDescription] = useState(attribute.description);
  const [choices, setChoices] = useState(attribute.choices.join('\n'));
  const isChoice = attribute.type === 'choice';
  const save = useMutation({
    mutationFn: () =>
      engine.people.updateAttribute({
        ...{ attributeId: attribute.id, name, description },
        ...(isChoice ? { choices: linesOf(choices) } : {}),
      }),
    onError: (error) => tellFailure(error),
    onSuccess: async () => {
      await rereadLoans();
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.fields}>
        <TextInput
          label={t('people.attributeName')}
          data-autofocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('people.attributeAbout')}
          maxLength={255}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {isChoice && (
          <Textarea
            className={classes.wide}
            label={t('people.choices')}
            autosize
            minRows={2}
            value={choices}
            onChange={(event) => setChoices(event.currentTarget.value)}
          />
        )}
      </div>
      <div className={classes.row} style={{ margin: '8px 0' }}>
        <Button
          type="submit"
          size="compact-sm"
          loading={save.isPending}
          disabled={name.trim() === '' || (isChoice && linesOf(choices).length === 0)}
        >
          {t('people.saveAttribute')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
