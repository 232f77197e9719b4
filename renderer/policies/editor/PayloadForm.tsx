import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { startTransition, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORMS, type Platform, type PlistValue } from '../../../shared/catalogue/index.ts';
import {
  applePage,
  definitionOf,
  facesOf,
  type Place,
  type ProfileFinding,
  payloadSummary,
} from '../../../shared/payloads/index.ts';
import { AddKey } from './AddKey.tsx';
import type { Profile } from './draft.ts';
import classes from './Editor.module.css';
import { useEditorTools } from './EditorTools.tsx';
import { FindingLine } from './FindingLine.tsx';
import { KeyRow, PLATFORM_NAMES, rowId } from './KeyRow.tsx';
import { EDITED_BY_PICTURE, PayloadPreview } from './PayloadPreview.tsx';
import { keyWords, type Row, type RowGroup, rowGroups } from './rows.ts';
import { CertificatePanel } from './special/CertificatePanel.tsx';
import { canBeSourced, keysOfSource } from './special/sources.ts';
import { idleKeys } from './special/tables.ts';

const NO_FINDINGS: readonly ProfileFinding[] = [];

/** So many keys are drawn before the first paint; the rest follows at once, when nobody waits for it. */
const AT_ONCE = 8;

/** One payload as a form: all its keys under headings, with a search among them. */
export function PayloadForm(props: {
  payload: Profile;
  index: number;
  findings: readonly ProfileFinding[];
  /** A key to go to. */
  target: string | undefined;
  onTargetShown: () => void;
}) {
  const { t } = useTranslation();
  const { words, set, readOnly } = useEditorTools();
  const { payload, index, findings, target, onTargetShown } = props;
  const [search, setSearch] = useState('');
  const [onlySet, setOnlySet] = useState(false);
  const [platform, setPlatform] = useState<Platform | undefined>(undefined);
  const asked = useDeferredValue(search);
  const type = String(payload.PayloadType ?? '');
  const faces = facesOf(payload).join(' ');
  const summary = payloadSummary(faces.split(' ')[0] ?? '');
  const platforms = useMemo(
    () => PLATFORMS.filter((each) => summary === undefined || summary.support[each].available !== false),
    [summary],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a key depend on what the payload is only
  const wordsOf = useMemo(() => (path: string) => keyWords(words, payload, path), [words, faces]);
  const hidden = useMemo(
    () =>
      new Set([
        ...(EDITED_BY_PICTURE[type] ?? []),
        ...idleKeys(payload, definitionOf(payload)?.keys.map(({ key }) => key) ?? []),
      ]),
    [payload, type],
  );
  const groups = useStableGroups(
    useMemo(() => {
      const all = rowGroups(payload, words, { onlySet, search: asked, platform });
      const elsewhere = keysOfSource(payload);
      const whole = asked === '' && !onlySet;
      const shown = ({ definition: { key } }: Row): boolean => !elsewhere.has(key) && !(whole && hidden.has(key));
      return all.map(({ id, rows }) => ({ id, rows: rows.filter(shown) })).filter(({ rows }) => rows.length > 0);
    }, [payload, words, onlySet, asked, platform, hidden]),
  );
  const path = `PayloadContent[${index}]`;
  const own = findings.filter((each) => each.path === path);
  const limit = useGrowing(`${index} ${faces}`);
  const everything = limit === Number.POSITIVE_INFINITY;
  useEffect(() => {
    if (target === undefined || !everything) return;
    const row = document.getElementById(rowId(target));
    if (row === null) {
      // A filter hides it.
      setSearch('');
      setOnlySet(false);
      setPlatform(undefined);
      const unseen = hidden.has(target) || keysOfSource(payload).has(target);
      const known = definitionOf(payload)?.keys.some(({ key }) => key === target) === true || target in payload;
      if (unseen || !known) onTargetShown();
      return;
    }
    row.scrollIntoView({ block: 'center' });
    row.querySelector<HTMLElement>('input, textarea, select, button')?.focus({ preventScroll: true });
    row.setAttribute('data-found', '');
    onTargetShown();
  }, [target, everything, payload, hidden, onTargetShown]);

  let drawn = 0;
  return (
    <>
      <div className={classes.toolbar}>
        <TextInput
          type="search"
          data-own-undo
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('profileEditor.findKey')}
          aria-label={t('profileEditor.findKey')}
          leftSection={<IconSearch size={16} aria-hidden />}
          style={{ flex: 1, minWidth: 120 }}
        />
        {platforms.length > 1 && (
          <NativeSelect
            aria-label={t('profileEditor.platform')}
            value={platform ?? ''}
            onChange={(event) => setPlatform(PLATFORMS.find((each) => each === event.currentTarget.value))}
            data={[
              { value: '', label: t('profileEditor.allPlatforms') },
              ...platforms.map((value) => ({ value, label: PLATFORM_NAMES[value] })),
            ]}
          />
        )}
        <Switch
          size="xs"
          label={t('profileEditor.onlySet')}
          checked={onlySet}
          onChange={(event) => setOnlySet(event.currentTarget.checked)}
        />
      </div>
      {summary !== undefined && (
        <p className={classes.lead}>
          {words.payload(summary.id).help}{' '}
          <a href={applePage(summary)} target="_blank" rel="noreferrer">
            {t('profileEditor.applePage')}
          </a>
        </p>
      )}
      {canBeSourced(type) && search === '' && <CertificatePanel payload={payload} index={index} />}
      {search === '' && !onlySet && <PayloadPreview payload={payload} index={index} />}
      {own.map((finding) => (
        <FindingLine key={`${finding.code} ${finding.message}`} finding={finding} />
      ))}
      {groups.map(({ id, rows }) => {
        const shown = rows.slice(0, Math.max(0, limit - drawn));
        drawn += rows.length;
        if (shown.length === 0) return null;
        return (
          <section key={id} aria-label={t(`profileEditor.groups.${id}`)}>
            {(groups.length > 1 || id !== 'main') && (
              <h3 className={classes.groupTitle}>{t(`profileEditor.groups.${id}`)}</h3>
            )}
            {shown.map((row) => (
              <PlacedRow
                key={row.definition.key}
                row={row}
                index={index}
                value={payload[row.definition.key]}
                payloadType={type}
                payloadId={summary?.id}
                platforms={platforms}
                wordsOf={wordsOf}
                findings={findingsAt(findings, `${path}.${row.definition.key}`)}
              />
            ))}
          </section>
        );
      })}
      {groups.length === 0 && (
        <div className={classes.nothing}>
          <p>{onlySet && search === '' ? t('profileEditor.nothingSet') : t('profileEditor.noKeyFound')}</p>
          <Button
            variant="default"
            onClick={() => {
              setSearch('');
              setOnlySet(false);
              setPlatform(undefined);
            }}
          >
            {t('profileEditor.showAll')}
          </Button>
        </div>
      )}
      {everything && !readOnly && search === '' && !onlySet && (
        <details className={classes.more}>
          <summary>{t('profileEditor.otherKey')}</summary>
          <p className={classes.lead}>{t('profileEditor.otherKeyMeans')}</p>
          <AddKey
            taken={payload}
            shape={undefined}
            payloadType={type}
            onAdd={(key, value) => set(['PayloadContent', index, key], value)}
          />
        </details>
      )}
    </>
  );
}

function PlacedRow(props: {
  row: Row;
  index: number;
  value: PlistValue | undefined;
  payloadType: string;
  payloadId: string | undefined;
  platforms: readonly Platform[];
  wordsOf: (path: string) => Row['words'];
  findings: readonly ProfileFinding[];
}) {
  const { row, index, ...rest } = props;
  const { key } = row.definition;
  const place: Place = useMemo(() => ['PayloadContent', index, key], [index, key]);
  return <KeyRow {...rest} definition={row.definition} unknown={row.unknown} words={row.words} place={place} />;
}

/** What is wrong with a key or with what is in it; the same empty list for all that are well. */
function findingsAt(findings: readonly ProfileFinding[], path: string): readonly ProfileFinding[] {
  const found = findings.filter(
    ({ path: at, severity }) =>
      severity !== 'info' && (at === path || at.startsWith(`${path}.`) || at.startsWith(`${path}[`)),
  );
  return found.length === 0 ? NO_FINDINGS : found;
}

/** The groups with rows that are the same objects for as long as nothing about them changed, so that only what changed is drawn. */
function useStableGroups(groups: RowGroup[]): RowGroup[] {
  const [known] = useState(() => new Map<string, Row>());
  return groups.map((group) => ({
    ...group,
    rows: group.rows.map((row) => {
      const name = `${row.unknown} ${row.definition.key}`;
      const before = known.get(name);
      const same =
        before !== undefined && before.definition === row.definition && before.words.title === row.words.title;
      if (same) return before;
      known.set(name, row);
      return row;
    }),
  }));
}

/** How many rows to draw: few at first, everything right after the first paint. */
function useGrowing(what: string): number {
  const [grown, setGrown] = useState<string>();
  useEffect(() => {
    let second = 0;
    const first = requestAnimationFrame(() => {
      // What somebody does meanwhile goes first.
      second = window.setTimeout(() => startTransition(() => setGrown(what)));
    });
    return () => {
      cancelAnimationFrame(first);
      clearTimeout(second);
    };
  }, [what]);
  return grown === what ? Number.POSITIVE_INFINITY : AT_ONCE;
}
