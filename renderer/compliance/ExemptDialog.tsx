import { Radio, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewComplianceExemption } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { groupName } from '../groups/group-words.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { tellDone } from '../parts/notify.ts';
import classes from './Compliance.module.css';

const DAY = 86_400_000;

/** A day as a field of dates has it. */
function dayText(at: number): string {
  const day = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The end of a day where the person is, ms. */
function endOf(text: string): number {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, day + 1).getTime() - 1;
}

/**
 * Exempts devices, or a group, from a rule or from all: until a day or for good, with the reason.
 *
 * @param props.devices the devices; left out, a group is chosen
 */
export function ExemptDialog(props: {
  devices?: readonly string[];
  /** What one device is called. */
  name?: string;
  /** To begin with; null for every rule. */
  ruleId: string | null;
  onClose: () => void;
  onDone?: () => void;
}) {
  const { t } = useTranslation();
  const { devices, name } = props;
  const [now] = useState(() => Date.now());
  const [ruleId, setRuleId] = useState(props.ruleId);
  const [groupId, setGroupId] = useState<string | null>(null);
  const [lasting, setLasting] = useState<'day' | 'forever'>('day');
  const [day, setDay] = useState(dayText(now + 14 * DAY));
  const [reason, setReason] = useState('');
  const rules = useQuery(api.compliance.rules.queryOptions()).data ?? [];
  const groups = useQuery({ ...api.groups.list.queryOptions(), enabled: devices === undefined }).data ?? [];
  const exempt = useMutation({
    mutationFn: (wanted: NewComplianceExemption) => engine.compliance.exempt(wanted),
    async onSuccess({ made }) {
      tellDone(devices === undefined ? t('compliance.exempt.doneGroup') : t('compliance.exempt.done', { count: made }));
      await queryClient.invalidateQueries({ queryKey: api.compliance.key() });
      props.onDone?.();
      props.onClose();
    },
  });
  const to: NewComplianceExemption['to'] | undefined =
    devices !== undefined ? { devices: { deviceIds: [...devices] } } : groupId === null ? undefined : { groupId };
  const untilAt = lasting === 'forever' ? null : endOf(day);
  const ready = to !== undefined && reason.trim() !== '' && (untilAt === null || untilAt > now);
  const title =
    devices === undefined
      ? t('compliance.exempt.titleGroup')
      : name === undefined
        ? t('compliance.exempt.title', { count: devices.length })
        : t('compliance.exempt.titleDevice', { name });
  return (
    <FormDialog
      title={title}
      submit={t('compliance.exempt.submit')}
      busy={exempt.isPending}
      error={exempt.error}
      disabled={!ready}
      onClose={props.onClose}
      onSubmit={() => to !== undefined && exempt.mutate({ ruleId, to, untilAt, reason: reason.trim() })}
    >
      <p className={classes.soft}>{t('compliance.exempt.text')}</p>
      {devices === undefined && (
        <Select
          label={t('compliance.exempt.group')}
          searchable
          required
          value={groupId}
          onChange={setGroupId}
          data={groups.map((group) => ({ value: group.id, label: groupName(group, t) }))}
        />
      )}
      <Select
        label={t('compliance.exempt.from')}
        searchable
        allowDeselect={false}
        value={ruleId ?? ''}
        onChange={(next) => setRuleId(next === null || next === '' ? null : next)}
        data={[
          { value: '', label: t('compliance.exempt.everyRule') },
          ...rules.map((rule) => ({ value: rule.id, label: rule.name })),
        ]}
      />
      <Radio.Group
        label={t('compliance.exempt.until')}
        value={lasting}
        onChange={(next) => setLasting(next === 'forever' ? 'forever' : 'day')}
      >
        <div className={classes.row} style={{ alignItems: 'center', marginTop: 4 }}>
          <Radio value="day" label={t('compliance.exempt.untilDay')} />
          <Radio value="forever" label={t('compliance.exempt.forever')} />
        </div>
      </Radio.Group>
      {lasting === 'day' && (
        <TextInput
          type="date"
          w={180}
          label={t('compliance.exempt.day')}
          min={dayText(now)}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('compliance.exempt.reason')}
        placeholder={t('compliance.exempt.reasonHint')}
        required
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
