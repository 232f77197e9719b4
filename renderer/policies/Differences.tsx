import { useTranslation } from 'react-i18next';
import type { ContentDifference } from '../../shared/contract/index.ts';
import type { PayloadWords } from '../../shared/payloads/words/words.ts';
import editor from './editor/Editor.module.css';
import { usePayloadWords } from './editor/use-payload-words.ts';
import classes from './Policies.module.css';

const LONGEST = 400;

/** What is different between two contents, key by key. */
export function Differences({ differences }: { differences: readonly ContentDifference[] }) {
  const { t } = useTranslation();
  const words = usePayloadWords();
  if (differences.length === 0) return <p className={classes.soft}>{t('policies.compare.same')}</p>;
  const shown = (value: unknown, secret: boolean): string => {
    if (secret) return t('policies.compare.secret');
    if (value === undefined) return '–';
    if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  };
  return (
    <table className={editor.differences}>
      <thead>
        <tr>
          <th scope="col">{t('policies.compare.key')}</th>
          <th scope="col">{t('policies.compare.before')}</th>
          <th scope="col">{t('policies.compare.after')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ path, at, kind, before, after, secret }) => (
          <tr key={`${kind} ${path}`}>
            <td>
              <Named at={at} words={words} />
              <div className="mono">{path}</div>
            </td>
            <td className="mono">{kind === 'added' ? '–' : <del>{shown(before, secret)}</del>}</td>
            <td className="mono">{kind === 'removed' ? '–' : <ins>{shown(after, secret)}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The payload and its key as the editor calls them. */
function Named({ at, words }: { at: ContentDifference['at']; words: PayloadWords | undefined }) {
  if (at === null || words === undefined) return null;
  const payload = words.payload(at.payload).title;
  return <div>{at.key === '' ? payload : `${payload} – ${words.key(at.payload, at.key).title}`}</div>;
}
