import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBarcode, IconCamera, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartDetail, DeviceRow } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { DeviceRows } from '../groups/DeviceRows.tsx';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import classes from './Carts.module.css';

const PAUSE_MS = 150;
const SHOWN = 15;

/** How devices get into slots: by scanning, by typing, by choosing or dragging. */
export function ScanPanel(props: {
  cart: CartDetail;
  next: number | undefined;
  onCode: (code: string) => void;
  onPut: (device: DeviceRow) => void;
  onCamera: () => void;
}) {
  const { t } = useTranslation();
  const { next } = props;
  const [code, setCode] = useState('');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const found = useQuery({
    ...api.devices.list.queryOptions({
      input: {
        ...(search === '' ? {} : { search }),
        filter: {
          all: [
            { field: 'cart', operator: 'isEmpty' },
            { field: 'family', operator: 'isOneOf', value: ['iPad', 'iPhone', 'iPod', 'Mac'] },
            { field: 'state', operator: 'is', value: 'enrolled' },
          ],
        },
        sort: 'name',
        direction: 'asc',
        limit: SHOWN,
      },
    }),
    placeholderData: keepPreviousData,
  }).data;
  return (
    <aside className={classes.side} aria-label={t('carts.scan.title')}>
      <Card title={t('carts.scan.title')}>
        <p className={classes.soft}>{t('carts.scan.text')}</p>
        <RoleGate needs="administrator">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (code.trim() === '') return;
              props.onCode(code.trim());
              setCode('');
            }}
          >
            <TextInput
              label={t('carts.scan.code')}
              leftSection={<IconBarcode size={16} aria-hidden />}
              rightSection={
                <Tooltip label={t('carts.scan.camera')}>
                  <ActionIcon variant="subtle" aria-label={t('carts.scan.camera')} onClick={props.onCamera}>
                    <IconCamera size={16} />
                  </ActionIcon>
                </Tooltip>
              }
              value={code}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </form>
        </RoleGate>
        <p role="status">{next === undefined ? t('carts.scan.full') : t('carts.scan.next', { slot: next })}</p>
      </Card>
      <Card title={t('carts.unplaced.title')}>
        {next !== undefined && <p className={classes.soft}>{t('carts.unplaced.text', { slot: next })}</p>}
        <TextInput
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t('carts.unplaced.find')}
          aria-label={t('carts.unplaced.find')}
          leftSection={<IconSearch size={16} aria-hidden />}
          mb="xs"
        />
        {found === undefined ? (
          <SkeletonLines count={6} />
        ) : found.total === 0 ? (
          <p className={classes.soft}>{t('carts.unplaced.none')}</p>
        ) : (
          <RoleGate needs="administrator">
            <DeviceRows
              label={t('carts.unplaced.title')}
              devices={found.rows}
              count={found.total}
              draggable
              action={(device) =>
                next !== undefined && (
                  <ActionIcon
                    variant="subtle"
                    aria-label={t('carts.unplaced.put', { name: deviceTitle(device, t), slot: next })}
                    onClick={() => props.onPut(device)}
                  >
                    <IconPlus size={16} />
                  </ActionIcon>
                )
              }
            />
          </RoleGate>
        )}
      </Card>
    </aside>
  );
}
