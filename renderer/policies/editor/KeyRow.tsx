import { ActionIcon, Popover } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KeyDefinition, PLATFORMS, type Platform, type PlistValue } from '../../../shared/catalogue/index.ts';
import { applePage, type Place, type ProfileFinding, payloadSummary } from '../../../shared/payloads/index.ts';
import type { Words } from '../../../shared/payloads/words/words.ts';
import { Facts } from '../../parts/Facts.tsx';
import classes from './Editor.module.css';
import { useEditorTools } from './EditorTools.tsx';
import { FindingLine } from './FindingLine.tsx';
import { Unset, useValueLabel } from './field-parts.tsx';
import { keyNeeds } from './rows.ts';

export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
  iOS: 'iPhone, iPad',
  macOS: 'Mac',
  tvOS: 'Apple TV',
  visionOS: 'Vision Pro',
  watchOS: 'Apple Watch',
};

/** Below these versions nobody is: what they brought needs no badge. */
const OLD: Readonly<Record<Platform, number>> = { iOS: 15, macOS: 12, tvOS: 15, visionOS: 1, watchOS: 8 };

export interface KeyRowProps {
  readonly definition: KeyDefinition;
  readonly unknown: boolean;
  readonly words: Words;
  readonly value: PlistValue | undefined;
  readonly place: Place;
  readonly payloadType: string;
  /** Of the catalogue; undefined for a payload nobody knows. */
  readonly payloadId: string | undefined;
  readonly platforms: readonly Platform[];
  readonly wordsOf: (path: string) => Words;
  readonly findings: readonly ProfileFinding[];
}

/** One key of a payload: what it is called and does, what it needs, its control, and what is wrong with it. */
export const KeyRow = memo(function KeyRow(props: KeyRowProps) {
  const { Field, set, readOnly } = useEditorTools();
  const { definition, value, place, words, findings, payloadType, unknown } = props;
  const isSet = value !== undefined;
  const needs = useMemo(() => keyNeeds(definition, props.platforms), [definition, props.platforms]);
  return (
    <div className={classes.row} id={rowId(definition.key)} data-set={isSet || undefined} data-key={definition.key}>
      <div className={classes.field}>
        <Field
          definition={definition}
          value={value}
          place={place}
          path={definition.key}
          payloadType={payloadType}
          wordsOf={props.wordsOf}
          label={words.title}
          help={<Help words={words} needs={needs} unknown={unknown} />}
          wrong={findings.some(({ severity }) => severity === 'refuse')}
        />
        {findings.map((finding) => (
          <FindingLine key={`${finding.code} ${finding.path}`} finding={finding} />
        ))}
      </div>
      <div className={classes.rowTools}>
        <About {...props} />
        {unknown && isSet && !readOnly && <Unset name={words.title} onClick={() => set(place, undefined)} />}
      </div>
    </div>
  );
});

/** The element of a key, to go to. */
export const rowId = (key: string): string => `key-${key.replaceAll(/[^\w-]/g, '-')}`;

function Help({ words, needs, unknown }: { words: Words; needs: ReturnType<typeof keyNeeds>; unknown: boolean }) {
  const { t } = useTranslation();
  const recent = new Map(
    needs.since
      .filter(({ platform, version }) => Number.parseFloat(version) >= OLD[platform])
      .map(({ platform, version }) => [platform, version]),
  );
  const told = needs.only ?? [...recent.keys()];
  return (
    <>
      {words.help !== '' && <>{words.help} </>}
      {unknown && <span className={classes.badge}>{t('profileEditor.unknownKey')}</span>}
      {needs.supervised && <span className={classes.badge}>{t('profileEditor.supervised')}</span>}
      {told.length > 0 && (
        <span className={classes.badge}>
          {told
            .map((platform) => [platform, recent.get(platform)].filter((each) => each !== undefined).join(' '))
            .join(', ')}
        </span>
      )}
      {needs.deprecated && <span className={classes.badge}>{t('profileEditor.deprecated')}</span>}
    </>
  );
}

/** What Apple's schema says of a key, on a click. */
function About({ definition, words, payloadId, platforms }: KeyRowProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const label = t('profileEditor.about', { name: words.title });
  const button = (
    <ActionIcon
      size={24}
      variant="subtle"
      color="gray"
      aria-label={label}
      aria-expanded={opened}
      onClick={() => setOpened(!opened)}
    >
      <IconInfoCircle size={15} />
    </ActionIcon>
  );
  // A popover costs as much as the row it is about: there is one where it is open only.
  if (!opened) return button;
  return (
    <Popover opened onChange={setOpened} position="left-start" width={340} shadow="md" trapFocus returnFocus>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown>
        <KeyFacts definition={definition} payloadId={payloadId} platforms={platforms} />
      </Popover.Dropdown>
    </Popover>
  );
}

function KeyFacts({ definition, payloadId, platforms }: Pick<KeyRowProps, 'definition' | 'payloadId' | 'platforms'>) {
  const { t } = useTranslation();
  const valueLabel = useValueLabel(definition.key);
  const summary = payloadId === undefined ? undefined : payloadSummary(payloadId);
  const { range, format, values } = definition;
  const said = (text: string | undefined) => (text === undefined ? [] : [text]);
  return (
    <>
      <Facts
        facts={[
          { label: t('profileEditor.facts.key'), value: <span className="mono">{definition.key}</span> },
          { label: t('profileEditor.facts.type'), value: t(`profileEditor.types.${definition.type}`) },
          ...said(definition.default === undefined ? undefined : String(definition.default)).map((value) => ({
            label: t('profileEditor.facts.default'),
            value,
          })),
          ...said(range === undefined ? undefined : `${range.min ?? '…'} – ${range.max ?? '…'}`).map((value) => ({
            label: t('profileEditor.facts.range'),
            value,
          })),
          ...said(format).map((value) => ({
            label: t('profileEditor.facts.format'),
            value: <span className="mono">{value}</span>,
          })),
          ...said(values?.map((each) => valueLabel(each)).join(', ')).map((value) => ({
            label: t('profileEditor.facts.values'),
            value,
          })),
          ...PLATFORMS.filter((platform) => platforms.includes(platform)).map((platform) => {
            const own = definition.support?.[platform];
            const from = own?.introduced ?? summary?.support[platform].introduced;
            const parts = [
              ...(from === undefined ? [] : [t('profileEditor.facts.since', { from })]),
              ...(own?.supervised === true ? [t('profileEditor.supervised')] : []),
              ...(own?.deprecated === undefined ? [] : [t('profileEditor.facts.until', { version: own.deprecated })]),
              ...(own?.removed === undefined ? [] : [t('profileEditor.facts.gone', { version: own.removed })]),
            ];
            return {
              label: PLATFORM_NAMES[platform],
              value: own?.available === false ? t('profileEditor.facts.notThere') : parts.join(' · '),
            };
          }),
        ]}
      />
      {summary !== undefined && (
        <a href={applePage(summary)} target="_blank" rel="noreferrer">
          {t('profileEditor.applePage')}
        </a>
      )}
    </>
  );
}
