import {
  ActionIcon,
  Autocomplete,
  Button,
  Chip,
  NumberInput,
  SegmentedControl,
  Switch,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartDetail, Exam, Lesson } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api, engine } from '../live/client.ts';
import classes from './Carts.module.css';
import { rereadCarts } from './cart-actions.ts';
import { slotsOf, slotsText } from './exam-form.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const APP = /^[A-Za-z0-9][A-Za-z0-9.-]{0,154}$/;

const weekly = (): Extract<Lesson, { kind: 'weekly' }> => ({
  kind: 'weekly',
  days: [1],
  from: '08:00',
  to: '09:30',
  firstDay: null,
  lastDay: null,
});

/** Begins an exam now, plans one, or changes one that is planned. */
export function ExamDialog(props: { cart: CartDetail; exam: Exam | undefined; now: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { cart, exam, now } = props;
  const [name, setName] = useState(exam?.name ?? '');
  const [app, setApp] = useState(exam?.appId ?? '');
  const [slots, setSlots] = useState(exam?.slots == null ? '' : slotsText(exam.slots));
  const [minutes, setMinutes] = useState(45);
  const [lessons, setLessons] = useState<Lesson[]>(exam?.lessons ?? [weekly()]);
  const [enabled, setEnabled] = useState(exam?.enabled ?? true);
  const apps = useQuery(api.exams.apps.queryOptions({ input: { cartId: cart.id } })).data ?? [];
  const labelOf = (identifier: string): string => {
    const known = apps.find((one) => one.identifier === identifier);
    if (known === undefined) return identifier;
    const on = known.devices === 0 ? t('exams.system') : t('exams.onDevices', { count: known.devices });
    return `${known.name} · ${on}`;
  };
  const known = apps.find((one) => one.identifier === app.trim());
  const wantedSlots = slotsOf(slots, cart.slots.length);
  const save = useMutation({
    mutationFn: (): Promise<Exam> => {
      const shared = {
        cartId: cart.id,
        name,
        appId: app.trim(),
        appName: known?.name ?? '',
        slots: wantedSlots ?? null,
      };
      if (now) return engine.exams.start({ ...shared, minutes });
      const planned = { ...shared, lessons, enabled };
      return exam === undefined
        ? engine.exams.create(planned)
        : engine.exams.update({ examId: exam.id, exam: planned });
    },
    onSuccess: async () => {
      await rereadCarts();
      props.onClose();
    },
  });
  const change = (index: number, lesson: Lesson): void =>
    setLessons((before) => before.map((one, at) => (at === index ? lesson : one)));
  const fit = (lesson: Lesson): boolean =>
    lesson.from !== '' &&
    lesson.from < lesson.to &&
    (lesson.kind === 'weekly' ? lesson.days.length > 0 : lesson.day !== '');
  return (
    <FormDialog
      title={now ? t('exams.start') : exam === undefined ? t('exams.plan') : t('exams.edit')}
      submit={now ? t('exams.begin') : t('exams.save')}
      size={600}
      busy={save.isPending}
      error={save.error}
      disabled={
        name.trim() === '' ||
        !APP.test(app.trim()) ||
        wantedSlots === undefined ||
        (!now && (lessons.length === 0 || !lessons.every(fit)))
      }
      onClose={props.onClose}
      onSubmit={() => save.mutate()}
    >
      <TextInput
        label={t('exams.name')}
        required
        data-autofocus
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Autocomplete
        label={t('exams.app')}
        description={known === undefined ? t('exams.appHint') : labelOf(known.identifier)}
        required
        data={apps.map(({ identifier }) => identifier)}
        renderOption={({ option }) => (
          <span>
            {labelOf(option.value)} <span className={`${classes.soft} mono`}>{option.value}</span>
          </span>
        )}
        filter={({ options, search }) =>
          options.filter(
            (option) =>
              'value' in option &&
              `${labelOf(option.value)} ${option.value}`.toLowerCase().includes(search.toLowerCase()),
          )
        }
        limit={50}
        value={app}
        onChange={setApp}
      />
      <TextInput
        label={t('exams.slots')}
        description={t('exams.slotsHint')}
        value={slots}
        error={wantedSlots === undefined && t('exams.badSlots')}
        onChange={(event) => setSlots(event.currentTarget.value)}
      />
      {now ? (
        <NumberInput
          label={t('exams.minutes')}
          min={1}
          max={720}
          clampBehavior="strict"
          allowDecimal={false}
          value={minutes}
          onChange={(value) => setMinutes(typeof value === 'number' ? value : 45)}
        />
      ) : (
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend style={{ padding: 0, fontWeight: 600 }}>{t('exams.lessons')}</legend>
          <p className={classes.soft} style={{ margin: '2px 0 0' }}>
            {t('exams.zone', { zone: cart.timeZone })}
          </p>
          {lessons.map((lesson, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lessons have nothing else that tells them apart
            <div key={index} className={classes.lesson}>
              <SegmentedControl
                size="xs"
                aria-label={t('exams.lessons')}
                value={lesson.kind}
                onChange={(kind) =>
                  change(
                    index,
                    kind === 'weekly'
                      ? { ...weekly(), from: lesson.from, to: lesson.to }
                      : { kind: 'date', day: new Date().toISOString().slice(0, 10), from: lesson.from, to: lesson.to },
                  )
                }
                data={[
                  { value: 'weekly', label: t('exams.weekly') },
                  { value: 'date', label: t('exams.date') },
                ]}
              />
              <TextInput
                type="time"
                size="xs"
                label={t('exams.from')}
                value={lesson.from}
                onChange={(event) => change(index, { ...lesson, from: event.currentTarget.value })}
              />
              <TextInput
                type="time"
                size="xs"
                label={t('exams.to')}
                value={lesson.to}
                onChange={(event) => change(index, { ...lesson, to: event.currentTarget.value })}
              />
              {lesson.kind === 'date' ? (
                <TextInput
                  type="date"
                  size="xs"
                  label={t('exams.day')}
                  value={lesson.day}
                  onChange={(event) => change(index, { ...lesson, day: event.currentTarget.value })}
                />
              ) : (
                <Chip.Group
                  multiple
                  value={lesson.days.map(String)}
                  onChange={(days) => change(index, { ...lesson, days: days.map(Number).sort() })}
                >
                  {/* biome-ignore lint/a11y/useSemanticElements: it stands in a fieldset already */}
                  <span className={classes.row} role="group" aria-label={t('exams.days')}>
                    {WEEKDAYS.map((day) => (
                      <Chip key={day} size="xs" value={String(day)}>
                        {t(`exams.weekdays.d${day}`)}
                      </Chip>
                    ))}
                  </span>
                </Chip.Group>
              )}
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('exams.removeLesson')}
                disabled={lessons.length === 1}
                onClick={() => setLessons((before) => before.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
          ))}
          <Button
            mt={8}
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setLessons((before) => [...before, weekly()])}
          >
            {t('exams.addLesson')}
          </Button>
          <Switch
            mt={12}
            label={t('exams.enabled')}
            checked={enabled}
            onChange={(event) => setEnabled(event.currentTarget.checked)}
          />
        </fieldset>
      )}
    </FormDialog>
  );
}
