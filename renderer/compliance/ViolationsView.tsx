import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { VIOLATION_SORTS } from '../../shared/contract/compliance.ts';
import type { ComplianceViolation, ViolationQuery } from '../../shared/contract/index.ts';
import { api, engine } from '../live/client.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Compliance.module.css';
import { actionName, STATE_TONE } from './compliance-words.ts';
import { ExemptDialog } from './ExemptDialog.tsx';
import { NoRules } from './NoRules.tsx';
import { StepList } from './StepList.tsx';
import { everyViolation, violationsCsv } from './violations-csv.ts';

const STATES = ['violating', 'grace', 'exempt', 'over'] as const;
const PAGE = 200;

/** Which devices violate which rules, what was done and what comes next. What is looked for is in the address. */
export function ViolationsView() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const [exempting, setExempting] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  useHotkeys([['/', () => field.current?.focus()]]);
  const rules = useQuery(api.compliance.rules.queryOptions());
  const sort = VIOLATION_SORTS.find((each) => each === params.get('sort')) ?? 'beganAt';
  const direction = params.get('direction') === 'asc' ? 'asc' : 'desc';
  const state = STATES.find((each) => each === params.get('state'));
  const ruleId = params.get('rule') ?? undefined;
  const [search] = useDebouncedValue(params.get('search') ?? '', 200);
  const filter: Partial<ViolationQuery> = {
    ...{ search, sort, direction },
    ...(state === undefined ? {} : { state }),
    ...(ruleId === undefined ? {} : { ruleId }),
  };
  const query = useQuery({
    ...api.compliance.violations.queryOptions({ input: { ...filter, limit } }),
    placeholderData: keepPreviousData,
  });
  const set = (changes: Record<string, string | null>): void => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes))
      if (value === null || value === '') next.delete(name);
      else next.set(name, value);
    setChosen(new Set());
    setParams(next, { replace: true });
  };
  const save = useMutation({
    mutationFn: () => everyViolation(filter),
    onSuccess: (all) =>
      download(
        `compliance-${new Date().toISOString().slice(0, 10)}.csv`,
        violationsCsv(all, t),
        'text/csv;charset=utf-8',
      ),
    onError: (error) => tellFailure(error),
  });
  const rows = query.data?.rows ?? [];
  const picked = rows.filter(({ id }) => chosen.has(id));
  const deviceIds = [...new Set(picked.map(({ deviceId }) => deviceId))];
  const check = useMutation({
    mutationFn: () => engine.compliance.checkNow({ devices: { deviceIds } }),
    onSuccess: ({ devices }) => tellDone(t('compliance.check.done', { count: devices })),
    onError: (error) => tellFailure(error),
  });
  if (rules.data?.length === 0) return <NoRules />;
  const filtered = search !== '' || state !== undefined || ruleId !== undefined;

  const content = (): React.ReactNode => {
    if (query.data === undefined)
      return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
    if (rows.length === 0)
      return (
        <EmptyState
          drawing={<NothingFoundDrawing />}
          title={t('compliance.violations.none.title')}
          text={t(filtered ? 'compliance.violations.none.search' : 'compliance.violations.none.text')}
          action={
            filtered && (
              <Button variant="default" onClick={() => set({ search: null, state: null, rule: null })}>
                {t('compliance.violations.none.action')}
              </Button>
            )
          }
        />
      );
    return (
      <div className={classes.list} aria-busy={query.isPlaceholderData}>
        <PlainTable<ComplianceViolation>
          label={t('compliance.violations.label')}
          rows={rows}
          rowKey={({ id }) => id}
          onOpen={({ deviceId }) => void navigate(`/devices/${deviceId}/compliance`)}
          sort={{ column: sort, direction }}
          onSort={(column) => set({ sort: column, direction: sort === column && direction === 'asc' ? 'desc' : 'asc' })}
          selection={{ chosen, onChange: setChosen, nameOf: ({ device, rule }) => `${device}, ${rule}` }}
          columns={[
            {
              id: 'device',
              header: t('compliance.violations.device'),
              sortable: true,
              width: '26%',
              cell: ({ device, modelName, serialNumber }) => (
                <>
                  {device}
                  <span className={classes.about}>
                    {[modelName, serialNumber].filter((part) => part !== null).join(' · ')}
                  </span>
                </>
              ),
            },
            { id: 'rule', header: t('compliance.violations.rule'), sortable: true, cell: ({ rule }) => rule },
            { id: 'state', header: t('compliance.violations.state'), cell: (one) => <StateCell violation={one} /> },
            {
              id: 'beganAt',
              header: t('compliance.violations.since'),
              sortable: true,
              cell: ({ beganAt }) => <RelativeTime at={beganAt} />,
            },
            {
              id: 'done',
              header: t('compliance.violations.done'),
              cell: ({ steps }) =>
                steps.length === 0 ? (
                  <span className={classes.soft}>{t('compliance.violations.nothingDone')}</span>
                ) : (
                  <StepList steps={steps.slice(-2)} brief />
                ),
            },
            {
              id: 'nextAt',
              header: t('compliance.violations.next'),
              sortable: true,
              cell: ({ next }) =>
                next === null ? (
                  <span className={classes.soft}>{t('compliance.violations.nothingNext')}</span>
                ) : (
                  <>
                    {next.kinds.map((kind) => actionName(kind, t)).join(', ')}
                    <span className={classes.about}>
                      <RelativeTime at={next.at} />
                    </span>
                  </>
                ),
            },
          ]}
        />
        {query.data.total > rows.length && (
          <Button variant="default" mt="md" onClick={() => setLimit(Math.min(1000, limit + PAGE))}>
            {t('compliance.violations.more')}
          </Button>
        )}
      </div>
    );
  };

  return (
    <>
      {chosen.size === 0 ? (
        <div className={classes.bar}>
          <TextInput
            ref={field}
            type="search"
            w={240}
            value={params.get('search') ?? ''}
            onChange={(event) => set({ search: event.currentTarget.value })}
            placeholder={t('compliance.violations.find')}
            aria-label={t('compliance.violations.find')}
            leftSection={<IconSearch size={16} aria-hidden />}
          />
          <Select
            w={170}
            aria-label={t('compliance.violations.state')}
            value={state ?? ''}
            onChange={(next) => set({ state: next })}
            allowDeselect={false}
            data={[
              { value: '', label: t('compliance.violations.anyState') },
              ...STATES.map((value) => ({ value, label: t(`compliance.states.${value}`) })),
            ]}
          />
          <Select
            w={220}
            searchable
            aria-label={t('compliance.violations.rule')}
            value={ruleId ?? ''}
            onChange={(next) => set({ rule: next })}
            allowDeselect={false}
            data={[
              { value: '', label: t('compliance.violations.anyRule') },
              ...(rules.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <div className={classes.end}>
            {query.data !== undefined && (
              <span className={classes.soft} role="status">
                {t('compliance.violations.count', { count: query.data.total })}
              </span>
            )}
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              {t('compliance.violations.export')}
            </Button>
          </div>
        </div>
      ) : (
        <div className={classes.bar} data-chosen>
          <strong>{t('compliance.violations.chosen', { count: chosen.size })}</strong>
          <RoleGate needs="administrator">
            <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
              {t('compliance.violations.check')}
            </Button>
            <Button variant="default" onClick={() => setExempting(true)}>
              {t('compliance.violations.exempt')}
            </Button>
          </RoleGate>
          <Button variant="subtle" color="gray" onClick={() => setChosen(new Set())}>
            {t('common.cancel')}
          </Button>
        </div>
      )}
      {content()}
      {exempting && (
        <ExemptDialog
          devices={deviceIds}
          ruleId={new Set(picked.map((one) => one.ruleId)).size === 1 ? (picked[0]?.ruleId ?? null) : null}
          onClose={() => setExempting(false)}
          onDone={() => setChosen(new Set())}
        />
      )}
    </>
  );
}

/** How a violation stands; until when where it is in grace or exempt. */
export function StateCell({ violation }: { violation: ComplianceViolation }) {
  const { t } = useTranslation();
  const { state, graceUntilAt, exemption, endReason, endedAt } = violation;
  return (
    <>
      <StatusMark tone={STATE_TONE[state]} title={t(`compliance.stateMeans.${state}`)}>
        {state === 'over' && endReason !== null
          ? t(`compliance.violations.ended.${endReason}`)
          : t(`compliance.states.${state}`)}
      </StatusMark>
      <span className={classes.about}>
        {state === 'grace' && <RelativeTime at={graceUntilAt} />}
        {state === 'exempt' && exemption !== null && (
          <RelativeTime at={exemption.untilAt} never={t('compliance.exemptions.forever')} />
        )}
        {state === 'over' && <RelativeTime at={endedAt} />}
      </span>
    </>
  );
}

/** Leads to a rule, where there still is one. */
export function RuleLink({ id, name }: { id: string; name: string }) {
  const known = useQuery(api.compliance.rules.queryOptions()).data?.some((rule) => rule.id === id) ?? false;
  return known ? <Link to={`/compliance/rules/${id}`}>{name}</Link> : name;
}
