import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProfileFinding } from '../../../shared/payloads/index.ts';
import { findingText } from '../../commands/finding-text.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import type { Tone } from '../../parts/tones.ts';
import classes from './Editor.module.css';
import { useEditorTools } from './EditorTools.tsx';

export const FINDING_TONE: Readonly<Record<ProfileFinding['severity'], Tone>> = {
  refuse: 'needs',
  warn: 'waits',
  info: 'none',
};

/** What is wrong, and the change that puts it right where there is one. */
export function FindingLine({ finding, onShow }: { finding: ProfileFinding; onShow?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { fix, readOnly } = useEditorTools();
  const text = findingText(finding, t);
  return (
    <div className={classes.finding}>
      <StatusMark tone={FINDING_TONE[finding.severity]}>
        {onShow === undefined ? (
          text
        ) : (
          <button type="button" className={classes.findingText} onClick={onShow}>
            {text}
          </button>
        )}
      </StatusMark>
      {finding.fix !== undefined && !readOnly && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('profileEditor.fixThis', {
            action: t(`profileEditor.fixes.${finding.fix.kind}`),
            problem: text,
          })}
          onClick={() => fix(finding)}
        >
          {t(`profileEditor.fixes.${finding.fix.kind}`)}
        </Button>
      )}
    </div>
  );
}
