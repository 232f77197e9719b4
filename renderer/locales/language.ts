import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { firstTexts } from './en/first.ts';
import type { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** The languages the console speaks, by their own names; the first is complete by definition. */
export const LANGUAGES = [
  { tag: 'en', name: 'English' },
  { tag: 'de', name: 'Deutsch' },
] as const;
type Tag = (typeof LANGUAGES)[number]['tag'];

/** What was spoken last in this browser, so that the first paint need not wait for the account's wish. */
const KEPT = 'cartwright-language';

/** Texts of the languages that are not always at hand; each is a file of its own. */
const load: Partial<Record<Tag, () => Promise<object>>> = {
  de: async () => {
    const [{ de }, { engineTexts }] = await Promise.all([import('./de.ts'), import('./de/engine.ts')]);
    return { ...de, ...engineTexts };
  },
};

/** The language to speak: the one wished for, else the browser's, else the first. Takes tags such as `de-AT`. */
function speakable(wish: string | null): Tag {
  for (const tag of [wish, ...navigator.languages]) {
    const main = tag?.split('-', 1)[0]?.toLowerCase();
    const found = LANGUAGES.find((each) => each.tag === main);
    if (found !== undefined) return found.tag;
  }
  return LANGUAGES[0].tag;
}

/** Speaks another language from now on, in every part of the window; null is the browser's. */
export function setLanguage(wish: string | null): void {
  if (wish === null) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, wish);
  void speak(speakable(wish));
}

/** Gets the texts of a language ready without speaking it: for what is printed or sent in another. */
export async function loadLanguage(tag: Tag): Promise<Tag> {
  if (!i18next.hasResourceBundle(tag, 'translation')) {
    const texts = await load[tag]?.();
    if (texts !== undefined) i18next.addResourceBundle(tag, 'translation', texts);
  }
  return tag;
}

async function speak(tag: Tag): Promise<void> {
  await loadLanguage(tag);
  await i18next.changeLanguage(tag);
  document.documentElement.lang = tag;
}

/** Gets the texts of the shell ready before the first paint; they come from our own files only. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: firstTexts } },
    // What is drawn already says it in words as soon as they are there.
    react: { bindI18nStore: 'added' },
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  // When they cannot be read now, the first screen that needs them tries again.
  void screenTexts().catch(() => undefined);
  await speak(speakable(localStorage.getItem(KEPT)));
}

let reading: Promise<void> | undefined;

/** Gets the texts of the screens ready, in the language everything falls back to. Rejects when they cannot be read. */
export function screenTexts(): Promise<void> {
  reading ??= import('./en/screens.ts').then(
    ({ screensTexts }) => void i18next.addResourceBundle('en', 'translation', screensTexts, true),
    (error: unknown) => {
      reading = undefined;
      throw error;
    },
  );
  return reading;
}
