import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PayloadWords, payloadWords } from '../../../shared/payloads/words/words.ts';

/** The words of all payloads in the viewer's language; undefined while they are fetched. */
export function usePayloadWords(): PayloadWords | undefined {
  const { i18n } = useTranslation();
  const language = i18n.language === 'de' ? 'de' : 'en';
  const [words, setWords] = useState<{ readonly language: string; readonly words: PayloadWords }>();
  useEffect(() => {
    let gone = false;
    void payloadWords(language).then((read) => {
      if (!gone) setWords({ language, words: read });
    });
    return () => {
      gone = true;
    };
  }, [language]);
  return words?.words;
}
