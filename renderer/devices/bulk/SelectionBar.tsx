import { ActionIcon, Button, Menu, Popover, Title, Tooltip } from '@mantine/core';
import {
  IconBell,
  IconCertificate,
  IconChevronDown,
  IconCursorText,
  IconDeviceIpadCog,
  IconDownload,
  IconRefresh,
  IconSend,
  IconTags,
  IconTagsOff,
  IconUnlink,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAction, DeviceRow } from '../../../shared/contract/index.ts';
import { ChooseBlueprintDialog } from '../../blueprints/LazyShelf.tsx';
import { CommandDialog } from '../../commands/LazyCommandDialog.tsx';
import { UpdateProfileDialog } from '../../enrollment/UpdateProfileDialog.tsx';
import { ChooseGroupDialog } from '../../groups/ChooseGroupDialog.tsx';
import { RoleGate } from '../../parts/RoleGate.tsx';
import classes from '../DevicesScreen.module.css';
import { useOutOfReach } from './action-preview.ts';
import { BulkDialog, type BulkDialogProps } from './BulkDialog.tsx';
import { ReasonList } from './ReasonList.tsx';
import { RenameDialog } from './RenameDialog.tsx';

const REFRESH: BulkAction = { kind: 'refresh' };
const WAKE: BulkAction = { kind: 'wake' };
const END: BulkAction = { kind: 'end-management', way: 'turn-away' };

type Planned = Pick<BulkDialogProps, 'action' | 'name' | 'destructive' | 'expiresAt'>;

/** Takes the place of the page header while devices are chosen: how many, who cannot be reached, and what to do with them. */
export function SelectionBar(props: {
  ids: ReadonlySet<string>;
  /** The chosen devices whose rows are here; looked for only when they are wanted, as there may be 100,000. */
  rows: () => readonly DeviceRow[];
  onExport: () => void;
  onClear: () => void;
}) {
  const { t } = useTranslation();
  const { ids, rows } = props;
  const [planned, setPlanned] = useState<Planned>();
  const [commanding, setCommanding] = useState<readonly DeviceRow[]>();
  const [renaming, setRenaming] = useState(false);
  const [grouping, setGrouping] = useState<'in' | 'out'>();
  const [preparing, setPreparing] = useState(false);
  const [replacing, setReplacing] = useState(false);
  // Forms know what devices can take only when all of them are known; the preview asks the engine anyway.
  const command = (): void => {
    const known = rows();
    setCommanding(known.length === ids.size ? known : []);
  };
  const plan =
    (action: BulkAction, name: string, destructive = false) =>
    (): void =>
      setPlanned({ action, name, destructive });
  return (
    <div className={classes.selection}>
      <Title order={1} aria-live="polite">
        {t('devices.selected', { count: ids.size })}
      </Title>
      <OutOfReach ids={ids} />
      <span className={classes.spring} />
      <RoleGate needs="administrator">
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={plan(REFRESH, t('devices.refresh'))}
        >
          {t('devices.refresh')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconBell size={16} aria-hidden />}
          onClick={plan(WAKE, t('devices.wake'))}
        >
          {t('devices.wake')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconCursorText size={16} aria-hidden />}
          onClick={() => setRenaming(true)}
        >
          {t('bulk.rename.action')}
        </Button>
        <Button leftSection={<IconSend size={16} aria-hidden />} onClick={command}>
          {t('devices.sendCommand')}
        </Button>
      </RoleGate>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('bulk.moreActions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={props.onExport}>
            {t('csv.export.action')}
          </Menu.Item>
          <RoleGate needs="administrator">
            <Menu.Item leftSection={<IconDeviceIpadCog size={16} aria-hidden />} onClick={() => setPreparing(true)}>
              {t('blueprints.drop.action')}
            </Menu.Item>
            <Menu.Item leftSection={<IconTags size={16} aria-hidden />} onClick={() => setGrouping('in')}>
              {t('groups.bulk.addTo')}
            </Menu.Item>
            <Menu.Item leftSection={<IconTagsOff size={16} aria-hidden />} onClick={() => setGrouping('out')}>
              {t('groups.bulk.takeFrom')}
            </Menu.Item>
            <Menu.Item leftSection={<IconCertificate size={16} aria-hidden />} onClick={() => setReplacing(true)}>
              {t('relationship.change.action')}
            </Menu.Item>
            <Menu.Item
              color="var(--cw-needs)"
              leftSection={<IconUnlink size={16} aria-hidden />}
              onClick={plan(END, t('device.end.action'), true)}
            >
              {t('device.end.action')}
            </Menu.Item>
          </RoleGate>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={t('devices.clearSelection')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('devices.clearSelection')}
          onClick={props.onClear}
        >
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
      {commanding !== undefined && (
        <CommandDialog
          devices={commanding}
          count={ids.size}
          onSend={({ command: request, ...order }) => {
            setCommanding(undefined);
            setPlanned({ action: { kind: 'command', command: request }, ...order });
          }}
          onClose={() => setCommanding(undefined)}
        />
      )}
      {replacing && <UpdateProfileDialog deviceIds={[...ids]} onClose={() => setReplacing(false)} />}
      {preparing && <ChooseBlueprintDialog deviceIds={[...ids]} onClose={() => setPreparing(false)} />}
      {renaming && <RenameDialog ids={ids} onClose={() => setRenaming(false)} />}
      {grouping !== undefined && (
        <ChooseGroupDialog ids={ids} out={grouping === 'out'} onClose={() => setGrouping(undefined)} />
      )}
      {planned !== undefined && (
        <BulkDialog
          {...planned}
          ids={ids}
          onClose={() => setPlanned(undefined)}
          onStarted={() => setPlanned(undefined)}
        />
      )}
    </div>
  );
}

/** How many of the chosen devices nothing reaches now; on a click, why and which. */
function OutOfReach({ ids }: { ids: ReadonlySet<string> }) {
  const { t } = useTranslation();
  const preview = useOutOfReach(ids);
  if (preview === undefined || preview.refused === 0) return null;
  return (
    <Popover position="bottom-start" width={400} shadow="md" trapFocus>
      <Popover.Target>
        <button type="button" className={classes.outOfReach}>
          {t('bulk.outOfReach', { count: preview.refused })}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('bulk.outOfReach', { count: preview.refused })}>
        <ReasonList reasons={preview.reasons} />
      </Popover.Dropdown>
    </Popover>
  );
}
