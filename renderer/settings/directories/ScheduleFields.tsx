import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NewDirectory } from '../../../shared/contract/index.ts';
import classes from './Directories.module.css';

const EVERY = ['off', 'hour', 'day'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

type Schedule = NewDirectory['schedule'];

/** When a directory is read without being asked to. */
export function ScheduleFields(props: { schedule: Schedule; onSchedule: (schedule: Schedule) => void }) {
  const { t } = useTranslation();
  const { schedule, onSchedule } = props;
  return (
    <fieldset className={classes.section}>
      <legend>{t('directories.schedule')}</legend>
      <div className={classes.pair}>
        <Select
          label={t('directories.every')}
          allowDeselect={false}
          data={EVERY.map((value) => ({ value, label: t(`directories.everies.${value}`) }))}
          value={schedule.every}
          onChange={(value) => onSchedule({ ...schedule, every: EVERY.find((each) => each === value) ?? 'off' })}
        />
        {schedule.every === 'day' && (
          <Select
            label={t('directories.hour')}
            description={schedule.timeZone}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            allowDeselect={false}
            data={HOURS}
            value={String(schedule.hour)}
            onChange={(value) => onSchedule({ ...schedule, hour: Number(value ?? 3) })}
          />
        )}
      </div>
    </fieldset>
  );
}
