import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComplianceAction } from '../../shared/contract/index.ts';
import classes from './Compliance.module.css';
import { languageName } from './compliance-words.ts';

type Message = Extract<ComplianceAction, { kind: 'message' }>;
const MAIL = ['nobody', 'person', 'administrators', 'both'] as const;

/** What a message says in each language of the rule, and how it gets to people. */
export function MessageForm({
  action,
  languages,
  onAction,
}: {
  action: Message;
  /** The first is for whom no other fits. */
  languages: readonly string[];
  onAction: (action: Message) => void;
}) {
  const { t, i18n } = useTranslation();
  const textIn = (language: string, index: number) =>
    index === 0
      ? action
      : (action.translations.find((each) => each.language === language) ?? { language, subject: '', text: '' });
  const set = (language: string, index: number, change: { subject?: string; text?: string }): void => {
    if (index === 0) onAction({ ...action, ...change });
    else {
      const { subject, text } = textIn(language, index);
      const others = action.translations.filter((each) => each.language !== language);
      onAction({ ...action, translations: [...others, { language, subject, text, ...change }] });
    }
  };
  const byMail = action.mail !== 'nobody';
  return (
    <>
      {languages.map((language, index) => {
        const { subject, text } = textIn(language, index);
        const named = (label: string): string =>
          languages.length === 1 ? label : `${label} (${languageName(language, i18n.language)})`;
        return (
          <div key={language}>
            {byMail && (
              <TextInput
                mt={8}
                label={named(t('compliance.editor.subject'))}
                placeholder={t('compliance.editor.subjectHint')}
                maxLength={150}
                value={subject}
                onChange={(event) => set(language, index, { subject: event.currentTarget.value })}
              />
            )}
            <Textarea
              mt={8}
              label={named(t('compliance.editor.message'))}
              description={index === 0 ? t('compliance.editor.messageHint') : undefined}
              required
              autosize
              minRows={2}
              maxLength={800}
              value={text}
              onChange={(event) => set(language, index, { text: event.currentTarget.value })}
            />
          </div>
        );
      })}
      <div className={classes.row} style={{ marginTop: 8 }}>
        <Select
          w={280}
          label={t('compliance.editor.mail')}
          allowDeselect={false}
          value={action.mail}
          onChange={(mail) => onAction({ ...action, mail: MAIL.find((each) => each === mail) ?? 'nobody' })}
          data={MAIL.map((value) => ({ value, label: t(`compliance.editor.mails.${value}`) }))}
        />
        <Checkbox
          mb={8}
          label={t('compliance.editor.show')}
          checked={action.show}
          onChange={(event) => onAction({ ...action, show: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}
