import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** The languages the console speaks; the first is complete by definition. */
const languages = { en: { translation: en } };

/** Gets the texts ready before the first paint; nothing is loaded over the network. */
export function startLanguage(): void {
  void i18next.use(initReactI18next).init({
    resources: languages,
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
