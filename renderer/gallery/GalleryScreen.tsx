import { SegmentedControl, Title, useMantineColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Density, useDensity } from '../app/preferences.ts';
import { LANGUAGES, setLanguage } from '../locales/language.ts';
import { BASICS } from './basics.tsx';
import { DIALOGS } from './dialogs.tsx';
import { FORMS } from './forms.tsx';
import classes from './Gallery.module.css';
import { LISTS } from './lists.tsx';
import { PICTURES } from './pictures.tsx';
import { STATES } from './states.tsx';

/** Every exhibit by the name of its component, in the order of the page. */
const EXHIBITS = { ...BASICS, ...PICTURES, ...STATES, ...LISTS, ...FORMS, ...DIALOGS };

/**
 * Every shared component in every state, to be looked at while it is changed: light and dark, both densities, both
 * languages. Not part of a release. The names are those in the code, so they are in no language.
 */
export default function GalleryScreen() {
  const { i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  const [language, speak] = useState(i18n.language);
  useEffect(() => {
    document.title = 'Gallery · Cartwright';
  }, []);
  return (
    <main className={classes.gallery} data-gallery>
      <header className={classes.bar}>
        <Title order={1}>Gallery</Title>
        <SegmentedControl
          aria-label="Theme"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as 'light' | 'dark')}
          data={['light', 'dark', 'auto']}
        />
        <SegmentedControl
          aria-label="Density"
          value={density}
          onChange={(value) => setDensity(value as Density)}
          data={['comfortable', 'compact']}
        />
        <SegmentedControl
          aria-label="Language"
          value={language}
          onChange={(value) => {
            setLanguage(value);
            speak(value);
          }}
          data={LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name }))}
        />
      </header>
      {Object.entries(EXHIBITS).map(([name, Exhibit]) => (
        <section key={name} className={classes.exhibit} data-exhibit={name} aria-label={`Exhibit: ${name}`}>
          <p className={classes.name}>{name}</p>
          <Exhibit />
        </section>
      ))}
    </main>
  );
}
