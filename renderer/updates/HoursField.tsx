import { ActionIcon, Button, Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { UpdateHours } from '../../shared/contract/index.ts';
import { usualHours } from './rule-model.ts';
import { dayName } from './update-words.ts';

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZONES = Intl.supportedValuesOf('timeZone');

/** When something may be done: at any time, or on some days between two times. */
export function HoursField({
  hours,
  onChange,
}: {
  hours: UpdateHours | null;
  onChange: (hours: UpdateHours | null) => void;
}) {
  const { t, i18n } = useTranslation();
  const days = Array.from({ length: 7 }, (_, index) => ({
    value: String(index + 1),
    label: dayName(index + 1, i18n.language, 'long'),
  }));
  const set = (index: number, part: Partial<UpdateHours['days'][number]>): void => {
    if (hours !== null)
      onChange({ ...hours, days: hours.days.map((day, at) => (at === index ? { ...day, ...part } : day)) });
  };
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t('updates.hours')}
        value={hours === null ? 'any' : 'certain'}
        onChange={(value) => onChange(value === 'any' ? null : usualHours(HERE))}
      >
        <Group mt={6}>
          <Radio value="any" label={t('updates.anyTime')} />
          <Radio
            value="certain"
            label={t('updates.certainHours')}
            description={hours === null ? undefined : t('updates.hoursHelp')}
          />
        </Group>
      </Radio.Group>
      {hours !== null && (
        <>
          {hours.days.map((day, index) => (
            // Hours have no name of their own: their place is what tells them apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only appended and removed
            <Group key={index} gap="xs" wrap="nowrap" align="flex-end">
              <Select
                label={index === 0 ? t('updates.day') : undefined}
                aria-label={t('updates.day')}
                allowDeselect={false}
                data={days}
                value={String(day.day)}
                onChange={(value) => set(index, { day: Number(value) })}
              />
              <TextInput
                type="time"
                label={index === 0 ? t('updates.from') : undefined}
                aria-label={t('updates.from')}
                value={day.from}
                onChange={(event) => set(index, { from: event.currentTarget.value })}
              />
              <TextInput
                type="time"
                label={index === 0 ? t('updates.to') : undefined}
                aria-label={t('updates.to')}
                value={day.to}
                onChange={(event) => set(index, { to: event.currentTarget.value })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('updates.removeHours')}
                onClick={() => onChange({ ...hours, days: hours.days.filter((_, at) => at !== index) })}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <Group justify="space-between" align="flex-end">
            <Button
              variant="default"
              disabled={hours.days.length >= 21}
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => onChange({ ...hours, days: [...hours.days, { day: 6, from: '22:00', to: '05:00' }] })}
            >
              {t('updates.addHours')}
            </Button>
            <Select
              label={t('updates.timeZone')}
              searchable
              allowDeselect={false}
              data={ZONES.includes(hours.timeZone) ? ZONES : [hours.timeZone, ...ZONES]}
              limit={50}
              value={hours.timeZone}
              onChange={(timeZone) => timeZone !== null && onChange({ ...hours, timeZone })}
            />
          </Group>
        </>
      )}
    </Stack>
  );
}
