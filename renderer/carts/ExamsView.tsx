import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { CartDetail, Exam } from '../../shared/contract/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { dateOnly, minuteTime, timeOfDay } from '../format/time.ts';
import { api, engine } from '../live/client.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import type { Tone } from '../parts/tones.ts';
import { notifyWithUndo } from '../parts/undo.tsx';
import classes from './Carts.module.css';
import { rereadCarts } from './cart-actions.ts';
import { ExamDialog } from './ExamDialog.tsx';
import { slotsText } from './exam-form.ts';

const TONE: Readonly<Record<Exam['devices'][number]['state'], Tone>> = {
  skipped: 'none',
  waiting: 'way',
  on: 'done',
  failed: 'needs',
  releasing: 'way',
  released: 'none',
};

/** The exams of a cart: those that are on first. */
export function ExamsView({ cart }: { cart: CartDetail }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const query = useQuery(api.exams.list.queryOptions({ input: { cartId: cart.id } }));
  const wanted = search.get('exam');
  const edited = query.data?.find(({ id }) => id === wanted);
  const open = (what: string): void => setSearch({ exam: what });
  const close = (): void => setSearch({}, { replace: true });
  const buttons = (
    <RoleGate needs="administrator">
      <div className={classes.row}>
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          disabled={cart.devices === 0}
          onClick={() => open('now')}
        >
          {t('exams.start')}
        </Button>
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
          {t('exams.plan')}
        </Button>
      </div>
    </RoleGate>
  );
  const content = (): React.ReactNode => {
    if (query.data === undefined)
      return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
    if (query.data.length === 0)
      return (
        <EmptyState
          drawing={<CartDrawing />}
          title={t('exams.none.title')}
          text={t('exams.none.text')}
          action={buttons}
        />
      );
    const sorted = [...query.data].sort(
      (a, b) =>
        Number(b.running !== null) - Number(a.running !== null) ||
        (a.next?.startAt ?? Number.MAX_SAFE_INTEGER) - (b.next?.startAt ?? Number.MAX_SAFE_INTEGER),
    );
    return (
      <div className={classes.scroll}>
        <div style={{ marginBottom: 14 }}>{buttons}</div>
        {sorted.map((exam) => (
          <ExamCard key={exam.id} exam={exam} onEdit={() => open(exam.id)} />
        ))}
      </div>
    );
  };
  return (
    <>
      {content()}
      {(wanted === 'now' || wanted === 'new' || edited !== undefined) && (
        <ExamDialog cart={cart} exam={edited} now={wanted === 'now'} onClose={close} />
      )}
    </>
  );
}

function ExamCard({ exam, onEdit }: { exam: Exam; onEdit: () => void }) {
  const { t, i18n } = useTranslation();
  const on = exam.running !== null;
  const options = {
    onSuccess: () => rereadCarts(),
    onError: (error: unknown) => tellFailure(error),
  };
  const release = useMutation({
    mutationFn: () => engine.exams.release({ examIds: [exam.id] }),
    ...options,
    onSuccess: async ({ devices }: { devices: number }) => {
      tellDone(t('exams.released', { count: devices }));
      await rereadCarts();
    },
  });
  const extend = useMutation({ mutationFn: () => engine.exams.extend({ examId: exam.id, minutes: 10 }), ...options });
  const remove = useMutation({
    mutationFn: () => engine.exams.remove({ examId: exam.id }),
    ...options,
    onSuccess: async (was: Exam) => {
      await rereadCarts();
      const { cartId, name, appId, appName, slots, lessons, enabled } = was;
      if (lessons.length === 0) tellDone(t('exams.deleted', { name }));
      else
        notifyWithUndo(t('exams.deleted', { name }), async () => {
          await engine.exams.create({ cartId, name, appId, appName, slots, lessons, enabled });
          await rereadCarts();
        });
    },
  });
  const when = exam.lessons.map((lesson) =>
    lesson.kind === 'weekly'
      ? `${lesson.days.map((day) => t(`exams.weekdays.d${day as 1}`)).join(', ')} ${lesson.from}–${lesson.to}`
      : `${dateOnly(Date.parse(`${lesson.day}T12:00:00`), i18n.language)} ${lesson.from}–${lesson.to}`,
  );
  return (
    <section className={classes.exam} data-on={on || undefined} aria-label={exam.name}>
      <div className={classes.row}>
        <strong>{exam.name}</strong>
        <StatusMark tone={on ? 'way' : exam.enabled && exam.next !== null ? 'waits' : 'none'}>
          {exam.running !== null
            ? t('exams.onUntil', { when: timeOfDay(exam.running.endsAt, i18n.language) })
            : exam.next !== null
              ? t('exams.next', { when: minuteTime(exam.next.startAt, i18n.language) })
              : exam.lessons.length > 0 && !exam.enabled
                ? t('exams.paused')
                : t('exams.never')}
        </StatusMark>
        <RoleGate needs="administrator">
          <span className={`${classes.row} ${classes.push}`}>
            {on ? (
              <>
                <Button size="compact-sm" variant="default" loading={extend.isPending} onClick={() => extend.mutate()}>
                  {t('exams.longer')}
                </Button>
                <Button size="compact-sm" color="red.9" loading={release.isPending} onClick={() => release.mutate()}>
                  {t('exams.release')}
                </Button>
              </>
            ) : (
              <>
                {exam.lessons.length > 0 && (
                  <Button size="compact-sm" variant="default" onClick={onEdit}>
                    {t('exams.edit')}
                  </Button>
                )}
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  loading={remove.isPending}
                  onClick={() => remove.mutate()}
                >
                  {t('exams.delete')}
                </Button>
              </>
            )}
          </span>
        </RoleGate>
      </div>
      <p className={classes.soft}>
        {[
          exam.appName === '' ? exam.appId : exam.appName,
          exam.slots === null ? t('exams.allSlots') : t('exams.someSlots', { slots: slotsText(exam.slots) }),
          ...when,
        ].join(' · ')}
      </p>
      {exam.devices.length > 0 && (
        <details open={on}>
          <summary className={classes.soft}>{t('exams.devices')}</summary>
          <ul className={classes.list}>
            {exam.devices.map((device) => (
              <li key={device.deviceId} className={classes.row}>
                <span style={{ minWidth: 220 }}>
                  {t('carts.slotOf', { slot: device.slot, name: device.name ?? device.serialNumber ?? '' })}
                </span>
                <StatusMark tone={TONE[device.state]}>{t(`exams.states.${device.state}`)}</StatusMark>
                <span className={classes.soft}>
                  {device.error ?? device.findings.map((finding) => findingText(finding, t)).join(' ')}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
