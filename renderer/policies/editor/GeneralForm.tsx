import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORMS } from '../../../shared/catalogue/index.ts';
import { type ProfileFinding, TOP_LEVEL_KEYS } from '../../../shared/payloads/index.ts';
import type { profileEditorTexts } from '../../locales/en/profile-editor.ts';
import type { Profile } from './draft.ts';
import classes from './Editor.module.css';
import { useEditorTools } from './EditorTools.tsx';
import { KeyRow, rowId } from './KeyRow.tsx';
import { typeOf } from './rows.ts';

/** What the form settles, or what is edited elsewhere. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'PayloadContent',
  'EncryptedPayloadContent',
  'PayloadType',
  'PayloadVersion',
]);

/** In the order one thinks of them. */
const ORDER = ['PayloadDisplayName', 'PayloadIdentifier', 'PayloadDescription', 'PayloadOrganization', 'PayloadScope'];

const NONE: readonly ProfileFinding[] = [];

/** What is said of the profile as a whole: its name, who may remove it and when it goes by itself. */
export function GeneralForm(props: {
  profile: Profile;
  findings: readonly ProfileFinding[];
  target: string | undefined;
  onTargetShown: () => void;
}) {
  const { t } = useTranslation();
  const { words } = useEditorTools();
  const { profile, findings, target, onTargetShown } = props;
  const wordsOf = useMemo(
    () => (path: string) => {
      const key = path as keyof typeof profileEditorTexts.topKeys;
      const title: string = t(`profileEditor.topKeys.${key}.title`, { defaultValue: '' });
      return title === ''
        ? words.key('TopLevel', path)
        : { title, help: t(`profileEditor.topKeys.${key}.help`), synonyms: '' };
    },
    [words, t],
  );
  const known = new Set(TOP_LEVEL_KEYS.map(({ key }) => key));
  const rank = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  const rows = [
    ...TOP_LEVEL_KEYS.filter(({ key }) => !ELSEWHERE.has(key))
      .map((definition) => ({ definition, unknown: false }))
      .sort((a, b) => rank(a.definition.key) - rank(b.definition.key)),
    ...Object.keys(profile)
      .filter((key) => !known.has(key))
      .map((key) => ({ definition: { key, type: typeOf(profile[key]) }, unknown: true })),
  ];
  useEffect(() => {
    if (target === undefined) return;
    const row = document.getElementById(rowId(target));
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector<HTMLElement>('input, textarea, select, button')?.focus({ preventScroll: true });
    onTargetShown();
  }, [target, onTargetShown]);
  return (
    <>
      <p className={classes.lead}>{t('profileEditor.generalMeans')}</p>
      {rows.map(({ definition, unknown }) => (
        <KeyRow
          key={definition.key}
          definition={definition}
          unknown={unknown}
          words={unknown ? { title: definition.key, help: '', synonyms: '' } : wordsOf(definition.key)}
          value={profile[definition.key]}
          place={placeOfKey(definition.key)}
          payloadType="Configuration"
          payloadId="TopLevel"
          platforms={PLATFORMS}
          wordsOf={wordsOf}
          findings={at(findings, definition.key)}
        />
      ))}
    </>
  );
}

const places = new Map<string, readonly [string]>();

/** The same place for the same key, so that a row is drawn again only when it changed. */
function placeOfKey(key: string): readonly [string] {
  const place = places.get(key) ?? [key];
  places.set(key, place);
  return place;
}

function at(findings: readonly ProfileFinding[], key: string): readonly ProfileFinding[] {
  const found = findings.filter(({ path, severity }) => path === key && severity !== 'info');
  return found.length === 0 ? NONE : found;
}
