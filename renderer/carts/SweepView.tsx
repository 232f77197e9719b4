import { Button, TextInput } from '@mantine/core';
import { IconBarcode, IconPrinter } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartDetail, SweepResult } from '../../shared/contract/index.ts';
import { dateOnly, minuteTime } from '../format/time.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import type { Tone } from '../parts/tones.ts';
import classes from './Carts.module.css';
import { useWedge } from './use-wedge.ts';

type Row = SweepResult['rows'][number];
const TONE: Readonly<Record<Row['state'], Tone>> = {
  here: 'done',
  notSeen: 'needs',
  notScanned: 'needs',
  wrongSlot: 'needs',
  out: 'way',
  overdue: 'needs',
  stranger: 'needs',
};

/** The beginning of today, as `datetime-local` writes it. */
function startOfToday(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T00:00`;
}

/** Who is missing at the end of a day: by when devices were seen, or by scanning them in their slots. */
export function SweepView({ cart }: { cart: CartDetail }) {
  const { t, i18n } = useTranslation();
  const [since, setSince] = useState(startOfToday);
  const [shown, setShown] = useState<SweepResult>();
  const [scans, setScans] = useState<{ slot: number; deviceId: string }[]>();
  const [at, setAt] = useState(1);
  const sinceAt = new Date(since).getTime() || 0;
  const live = useQuery({
    ...api.carts.sweep.queryOptions({ input: { cartId: cart.id, sinceAt } }),
    placeholderData: keepPreviousData,
    enabled: scans === undefined,
  });
  const kept = useQuery(api.carts.sweeps.queryOptions({ input: { cartId: cart.id } })).data ?? [];
  const keep = useMutation({
    mutationFn: () => engine.carts.recordSweep({ cartId: cart.id, sinceAt, scans: scans ?? [] }),
    onSuccess: async (result) => {
      setShown(result);
      setScans(undefined);
      setAt(1);
      tellDone(t('carts.sweep.kept'));
      await queryClient.invalidateQueries({ queryKey: api.carts.sweeps.key() });
    },
    onError: (error) => tellFailure(error),
  });
  const scan = async (code: string): Promise<void> => {
    try {
      const { devices } = await engine.carts.find({ code });
      const [device] = devices;
      if (device === undefined || devices.length > 1) {
        tellFailure(new Error(t(device === undefined ? 'carts.scan.unknown' : 'carts.scan.ambiguous', { code })));
        return;
      }
      setScans((before) => [
        ...(before ?? []).filter((one) => one.slot !== at && one.deviceId !== device.id),
        { slot: at, deviceId: device.id },
      ]);
      setAt((slot) => slot + 1);
    } catch (error) {
      tellFailure(error);
    }
  };
  const scanning = scans !== undefined && at <= cart.slots.length;
  useWedge((code) => void scan(code), scanning);
  const result = shown ?? live.data;

  if (cart.devices === 0 && kept.length === 0)
    return (
      <EmptyState drawing={<CartDrawing />} title={t('carts.sweep.none.title')} text={t('carts.sweep.none.text')} />
    );
  if (result === undefined)
    return live.isError ? <ErrorState error={live.error} onRetry={() => void live.refetch()} /> : <LoadingPage />;
  const missing = result.rows.filter(({ state }) => state !== 'here' && state !== 'out').length;
  return (
    <div className={classes.scroll}>
      <div className={`${classes.row} ${classes.noPrint}`} style={{ alignItems: 'flex-end', marginBottom: 14 }}>
        <TextInput
          type="datetime-local"
          label={t('carts.sweep.since')}
          value={since}
          onChange={(event) => {
            setSince(event.currentTarget.value);
            setShown(undefined);
          }}
        />
        <RoleGate needs="administrator">
          {scans === undefined ? (
            <Button
              variant="default"
              leftSection={<IconBarcode size={16} aria-hidden />}
              onClick={() => {
                setShown(undefined);
                setScans([]);
                setAt(1);
              }}
            >
              {t('carts.sweep.scan')}
            </Button>
          ) : (
            <Button variant="default" onClick={() => setScans(undefined)}>
              {t('carts.sweep.stop')}
            </Button>
          )}
          <Button loading={keep.isPending} onClick={() => keep.mutate()}>
            {t('carts.sweep.keep')}
          </Button>
        </RoleGate>
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          {t('carts.sweep.print')}
        </Button>
      </div>
      {scanning && (
        <section className={classes.exam} aria-label={t('carts.sweep.scan')} style={{ marginBottom: 14 }}>
          <p className={classes.scanned} aria-live="assertive">
            {t('carts.sweep.scanning', { slot: at })}
          </p>
          <p className={classes.soft}>{t('carts.sweep.scanHint')}</p>
          <form
            className={classes.row}
            onSubmit={(event) => {
              event.preventDefault();
              const field = event.currentTarget.elements.namedItem('code');
              if (!(field instanceof HTMLInputElement) || field.value.trim() === '') return;
              void scan(field.value.trim());
              field.value = '';
            }}
          >
            <TextInput
              name="code"
              aria-label={t('carts.scan.code')}
              placeholder={t('carts.scan.code')}
              autoComplete="off"
            />
            <Button variant="default" onClick={() => setAt((slot) => slot + 1)}>
              {t('carts.sweep.skip', { slot: at })}
            </Button>
          </form>
        </section>
      )}
      <p role="status">
        <StatusMark tone={missing > 0 ? 'needs' : 'done'}>
          {missing > 0 ? t('carts.sweep.missing', { count: missing }) : t('carts.sweep.allHere')}
        </StatusMark>{' '}
        <span className={classes.soft}>
          {result.id !== null && t('carts.sweep.by', { who: result.by, when: minuteTime(result.at, i18n.language) })}
        </span>
      </p>
      <PlainTable<Row>
        label={t('carts.sweep.title')}
        rows={result.rows}
        rowKey={({ deviceId }) => deviceId}
        columns={[
          { id: 'slot', header: t('carts.slot', { slot: '' }).trim(), width: 70, cell: ({ slot }) => slot ?? '–' },
          {
            id: 'device',
            header: t('carts.device'),
            cell: ({ name, serialNumber }) => name ?? serialNumber ?? '–',
          },
          {
            id: 'serial',
            header: t('carts.serialNumber'),
            cell: ({ serialNumber }) => <span className="mono">{serialNumber}</span>,
          },
          {
            id: 'state',
            header: t('carts.state'),
            cell: ({ state, foundIn, belongsTo }) => (
              <>
                <StatusMark tone={TONE[state]}>{t(`carts.sweep.states.${state}`)}</StatusMark>
                {foundIn !== null && state !== 'here' && (
                  <span className={classes.soft}>
                    {' '}
                    {t('carts.sweep.found')} {foundIn}
                  </span>
                )}
                {belongsTo !== null && <span className={classes.soft}> {t('carts.sweep.belongs', belongsTo)}</span>}
              </>
            ),
          },
          { id: 'seen', header: t('carts.seen'), cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
          {
            id: 'person',
            header: t('carts.person'),
            cell: ({ person, dueAt }) =>
              person === null ? (
                ''
              ) : (
                <>
                  {person}
                  {dueAt !== null && (
                    <span className={classes.soft}>
                      {' '}
                      {t('carts.sweep.due', { when: dateOnly(dueAt, i18n.language) })}
                    </span>
                  )}
                </>
              ),
          },
        ]}
      />
      {kept.length > 0 && (
        <details className={classes.noPrint} style={{ marginTop: 16 }}>
          <summary>{t('carts.sweep.before')}</summary>
          <ul className={classes.list}>
            {kept.map((one) => (
              <li key={one.id}>
                <Button size="compact-sm" variant="subtle" onClick={() => setShown(one)}>
                  {t('carts.sweep.by', { who: one.by, when: minuteTime(one.at, i18n.language) })} ·{' '}
                  {t('carts.sweep.missing', {
                    count: one.rows.filter(({ state }) => state !== 'here' && state !== 'out').length,
                  })}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
