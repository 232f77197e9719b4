import { ActionIcon, Button, Group, Modal, Select, Stack, Switch, Text, TextInput, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView, NewView } from '../../../shared/contract/index.ts';
import { useMay, useMe } from '../../live/session.ts';
import { RoleGate } from '../../parts/RoleGate.tsx';
import { BUILT_IN } from './built-in.ts';
import type { Views } from './use-views.ts';
import classes from './Views.module.css';
import { createView, removeView, updateView } from './view-actions.ts';

/** Keeps the list as it is under a name. */
export function SaveViewDialog(props: {
  content: Omit<NewView, 'name' | 'shared'>;
  name: string;
  onClose: () => void;
  onSaved: (view: DeviceView) => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState(props.name);
  const [shared, setShared] = useState(false);
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    const made = await createView({ ...props.content, name: name.trim(), shared }, t);
    setSaving(false);
    if (made !== undefined) props.onSaved(made);
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('deviceViews.newTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          <TextInput
            data-autofocus
            required
            maxLength={100}
            label={t('deviceViews.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RoleGate needs="administrator">
            <Switch
              label={t('deviceViews.share')}
              description={t('deviceViews.shareMeans')}
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          </RoleGate>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={saving} disabled={name.trim() === ''}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Renames, shares and deletes views, and says which one the screen opens with. */
export function ManageViewsDialog({ views, onClose }: { views: Views; onClose: () => void }) {
  const { t } = useTranslation();
  const choices = [
    ...BUILT_IN.map(({ id }) => ({ value: id as string, label: t(`deviceViews.names.${id}`) })),
    ...views.saved.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('deviceViews.manageTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {views.saved.length === 0 ? (
        <Text c="dimmed" mb="md">
          {t('deviceViews.none')}
        </Text>
      ) : (
        <ul className={classes.list}>
          {views.saved.map((view) => (
            <ViewLine key={view.id} view={view} />
          ))}
        </ul>
      )}
      <Select
        label={t('deviceViews.opensWith')}
        allowDeselect={false}
        searchable
        maw={320}
        data={choices}
        value={choices.some(({ value }) => value === views.opensWith) ? views.opensWith : 'all'}
        onChange={(id) => views.setOpensWith(id ?? 'all')}
      />
    </Modal>
  );
}

function ViewLine({ view }: { view: DeviceView }) {
  const { t } = useTranslation();
  const me = useMe();
  const administrator = useMay('administrator');
  const [name, setName] = useState(view.name);
  const mayChange = !view.shared || administrator;
  const rename = (): void => {
    const wished = name.trim();
    if (wished === '' || wished === view.name) setName(view.name);
    else updateView(view, { name: wished }, t);
  };
  return (
    <li>
      <TextInput
        aria-label={t('deviceViews.rename', { name: view.name })}
        maxLength={100}
        readOnly={!mayChange}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename();
          if (event.key === 'Escape' && name !== view.name) {
            event.stopPropagation();
            setName(view.name);
          }
        }}
      />
      {me !== undefined && view.owner !== me.name && (
        <span className={classes.owner}>{t('deviceViews.by', { name: view.owner })}</span>
      )}
      <RoleGate needs="administrator">
        <Switch
          size="xs"
          label={t('deviceViews.sharedShort')}
          aria-label={t('deviceViews.shareNamed', { name: view.name })}
          checked={view.shared}
          onChange={(event) => updateView(view, { shared: event.currentTarget.checked }, t)}
        />
      </RoleGate>
      <Tooltip label={t('deviceViews.delete', { name: view.name })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={!mayChange}
          aria-label={t('deviceViews.delete', { name: view.name })}
          onClick={() => removeView(view, t)}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
