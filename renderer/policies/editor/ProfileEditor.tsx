import { ActionIcon, Badge, Button, Menu, Skeleton, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconLayoutSidebarRight,
  IconPlus,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import {
  applyFix,
  certificateKindOf,
  facesOf,
  type Place,
  type ProfileFinding,
  pathText,
  payloadSummary,
  payloadsOf,
  referenceKind,
} from '../../../shared/payloads/index.ts';
import type { PayloadWords } from '../../../shared/payloads/words/words.ts';
import { AddPayload } from './AddPayload.tsx';
import type { Profile } from './draft.ts';
import classes from './Editor.module.css';
import { type EditorTools, EditorToolsProvider, type ReferencePayload, ReferencesProvider } from './EditorTools.tsx';
import { contentOf, moved, payloadAt, withCopyOfPayload, withoutPayload, withPayload, withValue } from './edits.ts';
import { GeneralForm } from './GeneralForm.tsx';
import { KeyField } from './KeyField.tsx';
import { findingsOf } from './kept.ts';
import { PayloadForm } from './PayloadForm.tsx';
import { payloadTitle } from './rows.ts';
import { SidePane, type SideView } from './SidePane.tsx';
import { type Section, sectionsOf } from './sections.ts';
import { type DraftApi, newUuid, useUndoKeys } from './use-draft.ts';
import { usePayloadWords } from './use-payload-words.ts';

/** Checking follows typing at this distance. */
const CHECK_MS = 120;

/** A configuration profile as forms: its parts, the keys of one of them, and beside it what is wrong or the XML. */
export function ProfileEditor(props: { api: DraftApi; readOnly: boolean; fit: ReactNode }) {
  const words = usePayloadWords();
  if (words === undefined)
    return (
      <div className={classes.editor}>
        <div className={classes.parts}>
          <Skeleton height={28} mb={8} />
          <Skeleton height={28} mb={8} />
        </div>
        <div className={classes.form}>
          <Skeleton height={32} mb={16} />
          <Skeleton height={300} />
        </div>
      </div>
    );
  return <Loaded {...props} words={words} />;
}

function Loaded(props: { api: DraftApi; readOnly: boolean; fit: ReactNode; words: PayloadWords }) {
  const { t } = useTranslation();
  const { api, readOnly, words } = props;
  const { edit } = api;
  const { profile } = api.draft;
  useUndoKeys(api, !readOnly);
  const [params, setParams] = useSearchParams();
  const part = Number.parseInt(params.get('part') ?? '', 10);
  const index = Number.isInteger(part) && payloadAt(profile, part) !== undefined ? part : undefined;
  const target = params.get('key') ?? undefined;
  const view: SideView = params.get('side') === 'xml' ? 'xml' : 'checks';
  const [side, setSide] = useState(true);
  const [adding, setAdding] = useState<{ readonly place?: Place }>();
  const [checked] = useDebouncedValue(profile, CHECK_MS);
  const findings = useMemo(() => findingsOf(checked), [checked]);
  const sections = useMemo(() => sectionsOf(profile, words, findings), [profile, words, findings]);

  const go = useCallback(
    (change: Readonly<Record<string, string | undefined>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(change)) {
            if (value === undefined) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const open = useCallback((at: number, key?: string) => go({ part: at < 0 ? undefined : String(at), key }), [go]);
  const onTargetShown = useCallback(() => go({ key: undefined }), [go]);

  const tools = useMemo<EditorTools>(
    () => ({
      words,
      readOnly,
      Field: KeyField,
      set: (place, value) => edit((before) => withValue(before, place, value), pathText(place)),
      change: (how) => edit(how),
      fix: ({ fix }: ProfileFinding) => {
        if (fix !== undefined) edit((before) => applyFix(before, fix, newUuid));
      },
      open,
      addCertificate: (place) => setAdding({ place }),
    }),
    [words, readOnly, edit, open],
  );
  const references = useMemo(
    () =>
      payloadsOf(profile).flatMap(({ payload }): ReferencePayload[] => {
        const kind = certificateKindOf(String(payload.PayloadType));
        if (kind === undefined || typeof payload.PayloadUUID !== 'string') return [];
        const name = String(payload.PayloadDisplayName ?? payload.PayloadIdentifier ?? '');
        return [{ uuid: payload.PayloadUUID, title: name, kind }];
      }),
    [profile],
  );
  const has = useMemo(() => new Set(payloadsOf(profile).flatMap(({ payload }) => facesOf(payload))), [profile]);

  const add = (payloadId: string, key: string | undefined, given: Profile = {}): void => {
    const place = adding?.place;
    setAdding(undefined);
    const title = payloadSummary(payloadId) === undefined ? payloadId : words.payload(payloadId).title;
    const added = withPayload(profile, payloadId, title, newUuid, given);
    edit(() => (place === undefined ? added.profile : referring(added.profile, added.index, place)));
    open(added.index, key);
  };
  const payload = index === undefined ? undefined : payloadAt(profile, index);
  const onlyId =
    adding?.place === undefined
      ? undefined
      : referenceKind(String(adding.place.findLast((each) => typeof each === 'string')));

  return (
    <EditorToolsProvider value={tools}>
      <ReferencesProvider value={references}>
        <div className={classes.editor} data-side={side || undefined}>
          <nav className={classes.parts} aria-label={t('profileEditor.parts')}>
            <button
              type="button"
              className={classes.part}
              aria-current={index === undefined ? 'true' : undefined}
              onClick={() => open(-1)}
            >
              <IconSettings size={16} aria-hidden />
              <span className={classes.partText}>{t('profileEditor.general')}</span>
              <Problems refusals={count(findings, 'refuse', false)} warnings={count(findings, 'warn', false)} />
            </button>
            {sections.map((section) => (
              <PartEntry
                key={section.index}
                section={section}
                current={section.index === index}
                last={section.index === sections.length - 1}
                readOnly={readOnly}
                onOpen={() => open(section.index)}
                onMove={(to) => {
                  edit((before) => ({ ...before, PayloadContent: moved(contentOf(before), section.index, to) }));
                  open(to);
                }}
                onCopy={() => {
                  edit((before) => withCopyOfPayload(before, section.index, newUuid).profile);
                  open(section.index + 1);
                }}
                onRemove={() => {
                  edit((before) => withoutPayload(before, section.index));
                  open(-1);
                }}
              />
            ))}
            {!readOnly && (
              <Button
                variant="default"
                fullWidth
                mt={8}
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => setAdding({})}
              >
                {t('profileEditor.add.action')}
              </Button>
            )}
          </nav>
          <section
            className={classes.form}
            aria-label={payload === undefined ? t('profileEditor.general') : payloadTitle(words, payload)}
          >
            <div className={classes.formHead}>
              <h2>{payload === undefined ? t('profileEditor.general') : payloadTitle(words, payload)}</h2>
              <Tooltip label={t(side ? 'profileEditor.hideSide' : 'profileEditor.showSide')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t(side ? 'profileEditor.hideSide' : 'profileEditor.showSide')}
                  aria-expanded={side}
                  onClick={() => setSide(!side)}
                >
                  <IconLayoutSidebarRight size={18} />
                </ActionIcon>
              </Tooltip>
            </div>
            <fieldset className={classes.plain} disabled={readOnly}>
              {payload === undefined || index === undefined ? (
                <GeneralForm profile={profile} findings={findings} target={target} onTargetShown={onTargetShown} />
              ) : (
                <PayloadForm
                  key={index}
                  payload={payload}
                  index={index}
                  findings={findings}
                  target={target}
                  onTargetShown={onTargetShown}
                />
              )}
            </fieldset>
          </section>
          {side && (
            <aside className={classes.side} aria-label={t('profileEditor.side')}>
              <SidePane
                profile={profile}
                index={index}
                findings={findings}
                view={view}
                onView={(next) => go({ side: next === 'xml' ? 'xml' : undefined })}
                fit={props.fit}
              />
            </aside>
          )}
        </div>
        {adding !== undefined && (
          <AddPayload
            words={words}
            has={has}
            only={onlyId}
            onAdd={add}
            onGo={(payloadId, key) => {
              setAdding(undefined);
              const there = payloadsOf(profile).find((each) => facesOf(each.payload).includes(payloadId));
              if (there !== undefined) open(there.index, key);
            }}
            onClose={() => setAdding(undefined)}
          />
        )}
      </ReferencesProvider>
    </EditorToolsProvider>
  );
}

/** The profile in which a place refers to a payload. */
function referring(profile: Profile, index: number, place: Place): Profile {
  const uuid = payloadAt(profile, index)?.PayloadUUID;
  if (typeof uuid !== 'string') return profile;
  const key = String(place.findLast((each) => typeof each === 'string'));
  // Lists of references end in s: AnchorUUID is one all the same.
  const list = /UUIDs$|AnchorUUID$/.test(key);
  const before = list ? placeList(profile, place) : [];
  return withValue(profile, place, list ? [...before, uuid] : uuid);
}

function placeList(profile: Profile, place: Place): readonly string[] {
  let at: unknown = profile;
  for (const each of place) at = (at as Record<string | number, unknown> | undefined)?.[each];
  return Array.isArray(at) ? at.map(String) : [];
}

function count(findings: readonly ProfileFinding[], severity: ProfileFinding['severity'], inside: boolean): number {
  return findings.filter((each) => each.severity === severity && each.path.startsWith('PayloadContent[') === inside)
    .length;
}

function Problems({ refusals, warnings }: { refusals: number; warnings: number }) {
  const { t } = useTranslation();
  if (refusals > 0)
    return (
      <Badge size="sm" color="red" variant="light" title={t('profileEditor.refusals', { count: refusals })}>
        {refusals}
        <span className="visually-hidden"> {t('profileEditor.refusals', { count: refusals })}</span>
      </Badge>
    );
  if (warnings > 0)
    return (
      <Badge size="sm" color="yellow" variant="light" title={t('profileEditor.warnings', { count: warnings })}>
        {warnings}
        <span className="visually-hidden"> {t('profileEditor.warnings', { count: warnings })}</span>
      </Badge>
    );
  return null;
}

function PartEntry(props: {
  section: Section;
  current: boolean;
  last: boolean;
  readOnly: boolean;
  onOpen: () => void;
  onMove: (to: number) => void;
  onCopy: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const { section, current, last, readOnly } = props;
  const { index, title, detail } = section;
  return (
    <div className={classes.partRow} data-current={current || undefined}>
      <button type="button" className={classes.part} aria-current={current ? 'true' : undefined} onClick={props.onOpen}>
        <span className={classes.partText}>
          {title}
          {detail !== '' && <span className={classes.partDetail}>{detail}</span>}
        </span>
        <Problems refusals={section.refusals} warnings={section.warnings} />
      </button>
      {!readOnly && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              className={classes.partMenu}
              aria-label={t('profileEditor.partMenu', { name: title })}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={props.onCopy}>
              {t('profileEditor.copyPart')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowUp size={16} aria-hidden />}
              disabled={index === 0}
              onClick={() => props.onMove(index - 1)}
            >
              {t('profileEditor.partUp')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={16} aria-hidden />}
              disabled={last}
              onClick={() => props.onMove(index + 1)}
            >
              {t('profileEditor.partDown')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={props.onRemove}>
              {t('profileEditor.removePart')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
