import { useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Preferences, PreferencesChange } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { optimistic } from '../live/optimistic.ts';
import { setLanguage } from '../locales/language.ts';
import { type Density, useDensity } from './preferences.ts';

type Theme = NonNullable<Preferences['theme']>;
type Wish = Pick<PreferencesChange, 'theme' | 'density' | 'language'>;

const preferencesKey = api.session.preferences.queryKey();
const wished = (before: Preferences, { layouts: _, ...wish }: PreferencesChange): Preferences => ({
  ...before,
  ...wish,
});

/**
 * How the one signed in likes the console. Shown at once, kept with their account, and put back when that fails; what
 * this browser remembers bridges the time until the account's wish is known.
 */
export function useAppearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  const language = useQuery(api.session.preferences.queryOptions()).data?.language ?? null;
  const { mutate } = useMutation(api.session.setPreferences.mutationOptions(optimistic(preferencesKey, wished)));
  const show = (wish: Wish): void => {
    if (wish.theme !== undefined && wish.theme !== null) setColorScheme(wish.theme);
    if (wish.density !== undefined && wish.density !== null) setDensity(wish.density);
    if (wish.language !== undefined) setLanguage(wish.language);
  };
  const change = (wish: Wish): void => {
    const before: Wish = {
      ...(wish.theme === undefined ? {} : { theme: colorScheme }),
      ...(wish.density === undefined ? {} : { density }),
      ...(wish.language === undefined ? {} : { language }),
    };
    show(wish);
    mutate(wish, { onError: () => show(before) });
  };
  return { theme: colorScheme as Theme, density: density as Density, language, change };
}

/** Takes over what the account says, once it is known and whenever another window changes it. */
export function useKeptAppearance(): void {
  const { setColorScheme } = useMantineColorScheme();
  const [, setDensity] = useDensity();
  const kept = useQuery(api.session.preferences.queryOptions()).data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setters are new each time and do the same
  useEffect(() => {
    if (kept === undefined) return;
    if (kept.theme !== null) setColorScheme(kept.theme);
    if (kept.density !== null) setDensity(kept.density);
    if (kept.language !== null) setLanguage(kept.language);
  }, [kept]);
}
