import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlistValue } from '../../shared/catalogue/index.ts';
import type { PolicyType } from '../../shared/contract/index.ts';
import { groupName } from '../groups/group-words.ts';
import { api } from '../live/client.ts';
import type { profileEditorTexts } from '../locales/en/profile-editor.ts';
import { Card } from '../parts/Card.tsx';
import { errorText } from '../parts/error-text.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import type { Tone } from '../parts/tones.ts';
import { contentOf } from './content-json.ts';
import type { Profile } from './editor/draft.ts';
import classes from './Policies.module.css';

const PAUSE_MS = 500;

/** Files say no more about whom a content fits than their first bytes, and would be sent with every question. */
const LARGE = 2000;

/** How many of the devices of some groups take what is being edited; asked anew when it changed. */
export function useFit(props: {
  type: PolicyType;
  profile: Profile;
  policyId: string | undefined;
  /** The groups it is assigned to. */
  groupIds: readonly string[];
}) {
  const { type, policyId } = props;
  const [profile] = useDebouncedValue(props.profile, PAUSE_MS);
  const [chosen, setChosen] = useState<readonly string[]>();
  const groups = useQuery(api.groups.list.queryOptions()).data ?? [];
  const everybody = groups.find(({ builtIn }) => builtIn === 'all')?.id;
  const groupIds = chosen ?? (props.groupIds.length > 0 ? props.groupIds : everybody === undefined ? [] : [everybody]);
  // What says nothing fits nobody and everybody.
  const isEmpty = type === 'setting' && Array.isArray(profile.Settings) && profile.Settings.length === 0;
  const query = useQuery({
    ...api.policies.fits.queryOptions({
      input: {
        type,
        content: contentOf(withoutFiles(profile) as Profile),
        groupIds: [...groupIds],
        ...(policyId === undefined ? {} : { policyId }),
      },
    }),
    enabled: groupIds.length > 0 && !isEmpty,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  return { query, groups, groupIds, choose: setChosen, isEmpty };
}
type Fitting = ReturnType<typeof useFit>;

/** In one line: how many take it, and what most of the others lack. */
export function FitLine({ fitting: { query, isEmpty } }: { fitting: Fitting }) {
  const { t } = useTranslation();
  const fit = query.data;
  if (fit === undefined || isEmpty || fit.devices === 0) return null;
  const [first] = fit.reasons;
  return (
    <span className={classes.fitLine}>
      <StatusMark tone={toneOf(fit)}>
        {t('profileEditor.fit.fits', { full: fit.full, count: fit.devices })}
        {first !== undefined &&
          ` · ${t('profileEditor.fit.short', { count: first.devices, why: whyText(first.code, t) })}`}
      </StatusMark>
    </span>
  );
}

const toneOf = (fit: { refused: number; partly: number }): Tone =>
  fit.refused > 0 ? 'needs' : fit.partly > 0 ? 'waits' : 'done';

const whyText = (code: string, t: TFunction): string =>
  t(`profileEditor.fit.reasons.${code as keyof typeof profileEditorTexts.fit.reasons}`, { defaultValue: code });

/** How many of the devices of some groups take what is being edited, and why not the others. */
export function FitCard({ fitting }: { fitting: Fitting }) {
  const { t } = useTranslation();
  const { query, groups, groupIds, choose, isEmpty } = fitting;
  const fit = query.data;
  return (
    <Card title={t('profileEditor.fit.title')}>
      <MultiSelect
        aria-label={t('profileEditor.fit.groups')}
        placeholder={groupIds.length === 0 ? t('profileEditor.fit.groups') : undefined}
        searchable
        clearable
        data={groups.map((group) => ({ value: group.id, label: groupName(group, t) }))}
        value={[...groupIds]}
        onChange={choose}
        mb="xs"
        styles={{ inputField: { minWidth: 30 } }}
      />
      {query.isError && <StatusMark tone="needs">{errorText(query.error)}</StatusMark>}
      {isEmpty ? (
        <span className={classes.soft}>{t('profileEditor.fit.begin')}</span>
      ) : fit === undefined ? (
        !query.isError && groupIds.length > 0 && <SkeletonLines count={2} />
      ) : (
        <div role="status" className={classes.stack} data-testid="fit">
          {fit.devices === 0 ? (
            <span className={classes.soft}>{t('profileEditor.fit.none')}</span>
          ) : (
            <>
              <StatusMark tone={toneOf(fit)}>
                {t('profileEditor.fit.fits', { full: fit.full, count: fit.devices })}
              </StatusMark>
              {fit.reasons.map(({ code, severity, devices }) => (
                <div key={`${severity} ${code}`} className={classes.soft}>
                  {t('profileEditor.fit.reason', {
                    devices: t(severity === 'refuse' ? 'profileEditor.fit.refused' : 'profileEditor.fit.partly', {
                      count: devices,
                    }),
                    why: whyText(code, t),
                  })}
                </div>
              ))}
            </>
          )}
        </div>
      )}
    </Card>
  );
}

function withoutFiles(value: PlistValue): PlistValue {
  if (value instanceof Uint8Array) return value.length > LARGE ? value.slice(0, 64) : value;
  if (Array.isArray(value)) return value.map((each: PlistValue) => withoutFiles(each));
  if (typeof value !== 'object' || value instanceof Date || !('constructor' in value) || value.constructor !== Object)
    return value;
  return Object.fromEntries(Object.entries(value as Profile).map(([key, member]) => [key, withoutFiles(member)]));
}
