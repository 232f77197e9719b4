import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { useRefusal } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Header.module.css';
import type { Rename } from './use-rename.ts';

/** The pencil behind a device's name, and in its place a field for another one. */
export function DeviceName({ device, rename }: { device: DeviceDetail; rename: Rename }) {
  const { t } = useTranslation();
  const role = useRefusal('administrator');
  const [typed, setTyped] = useState<string>();
  const refusal = role ?? (device.state === 'ended' ? t('device.notManaged') : rename.refusal);
  if (typed !== undefined) {
    const name = typed.trim();
    return (
      <form
        className={classes.rename}
        onSubmit={(event) => {
          event.preventDefault();
          setTyped(undefined);
          if (name !== '' && name !== device.name) rename.start(name);
        }}
      >
        <TextInput
          w={240}
          size="xs"
          autoFocus
          aria-label={t('devicePage.rename.label')}
          value={typed}
          maxLength={255}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped(undefined);
          }}
        />
        <Button type="submit" size="compact-sm" disabled={name === ''}>
          {t('devicePage.rename.action')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setTyped(undefined)}>
          {t('common.cancel')}
        </Button>
      </form>
    );
  }
  return (
    <>
      <Tooltip label={refusal ?? t('devicePage.rename.label')} multiline maw={300}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={
            refusal === undefined ? t('devicePage.rename.label') : `${t('devicePage.rename.label')}: ${refusal}`
          }
          aria-disabled={refusal !== undefined}
          data-disabled={refusal !== undefined || undefined}
          loading={rename.busy}
          onClick={() => {
            if (refusal === undefined) setTyped(device.name ?? '');
          }}
        >
          <IconPencil size={16} />
        </ActionIcon>
      </Tooltip>
      {rename.pending !== undefined && <StatusMark tone="waits">{t('devicePage.rename.waits')}</StatusMark>}
    </>
  );
}
