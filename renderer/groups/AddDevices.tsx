import { ActionIcon, Button, FileButton, Textarea, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceGroup, DeviceRow } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { readTextFile } from '../parts/text-file.ts';
import { DeviceRows } from './DeviceRows.tsx';
import classes from './Groups.module.css';
import { putInto } from './group-actions.ts';

const PAUSE_MS = 150;
const SHOWN = 15;
const PROBLEMS = 8;

/**
 * Ways to put devices into a static group: found ones by a button or dragged over, and serial numbers from a file, typed
 * or pasted.
 *
 * @param props.text serial numbers that wait to be put in
 */
export function AddDevices(props: { group: DeviceGroup; text: string; onText: (text: string) => void }) {
  const { t } = useTranslation();
  const { group, text, onText } = props;
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const found = useQuery({
    ...api.devices.list.queryOptions({
      input: {
        ...(search === '' ? {} : { search }),
        filter: {
          all: [
            { field: 'group', operator: 'doesNotInclude', value: group.id },
            { field: 'state', operator: 'isNot', value: 'ended' },
          ],
        },
        sort: 'name',
        direction: 'asc',
        limit: SHOWN,
      },
    }),
    placeholderData: keepPreviousData,
  }).data;
  const add = (device: DeviceRow) => (
    <Tooltip label={t('groups.add.one')}>
      <ActionIcon
        variant="subtle"
        aria-label={t('groups.add.this', { name: deviceTitle(device, t) })}
        onClick={() => void putInto(group, { deviceIds: [device.id] }, t)}
      >
        <IconPlus size={16} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <>
      <Card title={t('groups.add.title')}>
        <TextInput
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t('devices.search')}
          aria-label={t('groups.add.find')}
          leftSection={<IconSearch size={16} aria-hidden />}
          mb="xs"
        />
        <RoleGate needs="administrator">
          {found === undefined ? (
            <SkeletonLines count={6} />
          ) : found.total === 0 ? (
            <p className={classes.soft}>{t('groups.add.none')}</p>
          ) : (
            <DeviceRows label={t('groups.add.title')} devices={found.rows} count={found.total} action={add} draggable />
          )}
        </RoleGate>
        <p className={classes.soft}>{t('groups.add.drag')}</p>
      </Card>
      <Card title={t('groups.serials.title')}>
        <Serials group={group} text={text} onText={onText} />
      </Card>
    </>
  );
}

function Serials({ group, text, onText }: { group: DeviceGroup; text: string; onText: (text: string) => void }) {
  const { t } = useTranslation();
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const matches = useQuery({
    ...api.groups.matchSerials.queryOptions({ input: { text: asked } }),
    enabled: asked.trim() !== '',
    gcTime: 0,
  }).data;
  const known = text.trim() === '' ? undefined : matches;
  return (
    <>
      <Textarea
        aria-label={t('groups.serials.title')}
        placeholder={t('groups.serials.hint')}
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <FileButton
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          inputProps={{ 'aria-label': t('groups.serials.file') }}
          onChange={(file) => void readTextFile(file, onText)}
        >
          {(button) => (
            <Button
              {...button}
              variant="default"
              size="compact-sm"
              leftSection={<IconFileImport size={14} aria-hidden />}
            >
              {t('groups.serials.file')}
            </Button>
          )}
        </FileButton>
        <RoleGate needs="administrator">
          <Button
            size="compact-sm"
            disabled={known === undefined || known.deviceIds.length === 0}
            onClick={() =>
              void putInto(group, { deviceIds: known?.deviceIds ?? [] }, t).then((done) => done && onText(''))
            }
          >
            {t('groups.serials.add', { count: known?.deviceIds.length ?? 0 })}
          </Button>
        </RoleGate>
      </div>
      {known !== undefined && known.problemCount > 0 && (
        <div role="status">
          <StatusMark tone="waits">{t('groups.serials.unmatched', { count: known.problemCount })}</StatusMark>
          <ul className={classes.uses}>
            {known.problems.slice(0, PROBLEMS).map(({ line, serialNumber, reason }) => (
              <li key={serialNumber} className={classes.soft}>
                <span className="mono">{serialNumber}</span> · {t(`groups.serials.${reason}`, { line })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
