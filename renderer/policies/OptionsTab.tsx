import { Button, Checkbox, MultiSelect, SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PolicyDetail, PolicyOptions, PolicyWindow } from '../../shared/contract/index.ts';
import { api, engine } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleForm } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Policies.module.css';
import { rereadPolicies } from './policy-words.ts';
import { useLeaveGuard } from './use-leave-guard.tsx';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** A Monday. */
const SOME_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** How a policy goes to devices: when, in which order, what happens when somebody removes it. */
export function OptionsTab({ policy }: { policy: PolicyDetail }) {
  const { t } = useTranslation();
  const [options, setOptions] = useState<PolicyOptions>(policy.options);
  const changed = JSON.stringify(options) !== JSON.stringify(policy.options);
  const guard = useLeaveGuard(changed);
  const put = (part: Partial<PolicyOptions>): void => setOptions((before) => ({ ...before, ...part }));
  const others = (useQuery(api.policies.list.queryOptions({ input: { limit: 500 } })).data?.rows ?? []).filter(
    ({ id }) => id !== policy.id,
  );
  const save = useMutation({
    mutationFn: () => engine.policies.update({ policyId: policy.id, options }),
    async onSuccess() {
      guard.allow();
      tellDone(t('policies.options.saved', { name: options.name }));
      await rereadPolicies();
    },
    onError: (error) => tellFailure(error),
  });
  return (
    <div className={classes.scroll}>
      <RoleForm needs="administrator">
        <div className={classes.columns}>
          <Card title={t('policies.options.about')}>
            <div className={classes.stack}>
              <TextInput
                label={t('policies.name')}
                withAsterisk
                value={options.name}
                onChange={(event) => put({ name: event.currentTarget.value })}
              />
              <Textarea
                label={t('policies.options.description')}
                autosize
                minRows={2}
                value={options.description}
                onChange={(event) => put({ description: event.currentTarget.value })}
              />
            </div>
          </Card>
          <Card title={t('policies.options.drift')}>
            <SegmentedControl
              aria-label={t('policies.options.drift')}
              value={options.onDrift}
              onChange={(value) => put({ onDrift: value === 'report' ? 'report' : 'repair' })}
              data={(['repair', 'report'] as const).map((value) => ({
                value,
                label: t(`policies.options.onDrift.${value}`),
              }))}
            />
            <p className={classes.soft}>{t(`policies.options.driftMeans.${options.onDrift}`)}</p>
          </Card>
          <Card title={t('policies.options.window')}>
            <WindowFields window={options.window} onChange={(window) => put({ window })} />
          </Card>
          <Card title={t('policies.options.order')}>
            <div className={classes.stack}>
              <MultiSelect
                label={t('policies.options.needs')}
                description={t('policies.options.needsMean')}
                searchable
                data={others.map(({ id, name }) => ({ value: id, label: name }))}
                value={options.needs.policyIds}
                onChange={(policyIds) => put({ needs: { ...options.needs, policyIds } })}
              />
              <Checkbox
                label={t('policies.options.passcode')}
                checked={options.needs.passcode}
                onChange={(event) => put({ needs: { ...options.needs, passcode: event.currentTarget.checked } })}
              />
              <TextInput
                label={t('policies.options.slot')}
                description={
                  <>
                    {t('policies.options.slotMeans', { rank: policy.rank })}{' '}
                    <Link to="/policies/order">{t('policies.order.action')}</Link>
                  </>
                }
                value={options.slot ?? ''}
                onChange={(event) => put({ slot: event.currentTarget.value === '' ? null : event.currentTarget.value })}
              />
            </div>
          </Card>
          <Card title={t('policies.options.precedence')}>
            <div className={classes.stack}>
              <Switch
                size="xs"
                label={t('policies.options.fallback')}
                description={t('policies.options.fallbackMeans')}
                checked={options.fallback}
                onChange={(event) => put({ fallback: event.currentTarget.checked })}
              />
              {policy.payloadTypes.includes('ApplicationConfiguration') && (
                <Switch
                  size="xs"
                  label={t('policies.options.overApps')}
                  description={t('policies.options.overAppsMeans')}
                  checked={options.overApps}
                  onChange={(event) => put({ overApps: event.currentTarget.checked })}
                />
              )}
            </div>
          </Card>
          {policy.type === 'profile' && (
            <Card title={t('policies.options.delivery')}>
              <div className={classes.stack}>
                <Switch
                  size="xs"
                  label={t('policies.options.encrypted')}
                  description={t('policies.options.encryptedMeans')}
                  checked={options.encrypted}
                  onChange={(event) => put({ encrypted: event.currentTarget.checked })}
                />
                {(['global-proxy', 'losing-connection'] as const).map((each) => (
                  <Checkbox
                    key={each}
                    label={t(`policies.options.accepted.${each}`)}
                    checked={options.accepted.includes(each)}
                    onChange={(event) =>
                      put({
                        accepted: event.currentTarget.checked
                          ? [...options.accepted, each]
                          : options.accepted.filter((other) => other !== each),
                      })
                    }
                  />
                ))}
              </div>
            </Card>
          )}
        </div>
        <div className={classes.foot}>
          <span>{changed && <StatusMark tone="waits">{t('policies.unsaved')}</StatusMark>}</span>
          <Button variant="default" disabled={!changed} onClick={() => setOptions(policy.options)}>
            {t('common.cancel')}
          </Button>
          <Button
            disabled={!changed || options.name.trim() === '' || options.window?.days.length === 0}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('policies.options.save')}
          </Button>
        </div>
      </RoleForm>
      {guard.question}
    </div>
  );
}

function WindowFields(props: { window: PolicyWindow | null; onChange: (window: PolicyWindow | null) => void }) {
  const { t, i18n } = useTranslation();
  const { window, onChange } = props;
  const dayName = (day: number): string =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(
      SOME_MONDAY + (day - 1) * DAY_MS,
    );
  const begin = (): PolicyWindow => ({
    days: [1, 2, 3, 4, 5],
    from: '20:00',
    to: '06:00',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  return (
    <div className={classes.stack}>
      <Switch
        size="xs"
        label={t('policies.options.inHours')}
        checked={window !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? begin() : null)}
      />
      {window !== null && (
        <>
          <Checkbox.Group
            label={t('policies.options.days')}
            value={window.days.map(String)}
            onChange={(days) => onChange({ ...window, days: days.map(Number).sort() })}
          >
            <div className={classes.row}>
              {DAYS.map((day) => (
                <Checkbox key={day} size="xs" value={String(day)} label={dayName(day)} />
              ))}
            </div>
          </Checkbox.Group>
          <div className={classes.row}>
            <TextInput
              type="time"
              label={t('policies.options.from')}
              value={window.from}
              onChange={(event) => onChange({ ...window, from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t('policies.options.to')}
              value={window.to}
              onChange={(event) => onChange({ ...window, to: event.currentTarget.value })}
            />
            <Select
              label={t('policies.options.timeZone')}
              searchable
              limit={50}
              allowDeselect={false}
              data={Intl.supportedValuesOf('timeZone')}
              value={window.timeZone}
              onChange={(timeZone) => onChange({ ...window, timeZone: timeZone ?? window.timeZone })}
            />
          </div>
          <p className={classes.soft}>{t('policies.options.windowMeans')}</p>
        </>
      )}
    </div>
  );
}
