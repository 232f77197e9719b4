import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Preferences, PreferencesChange } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { setLanguage } from '../locales/language.ts';
import { tellFailure } from '../parts/notify.ts';
import { type Density, useDensity } from './preferences.ts';

type Theme = NonNullable<Preferences['theme']>;

/**
 * How the one signed in likes the console. Shown at once and kept with their account; what this browser remembers
 * bridges the time until the account's wish is known.
 */
export function useAppearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  const language = useQuery(api.session.preferences.queryOptions()).data?.language ?? null;
  const change = (wish: Pick<PreferencesChange, 'theme' | 'density' | 'language'>): void => {
    if (wish.theme !== undefined && wish.theme !== null) setColorScheme(wish.theme);
    if (wish.density !== undefined && wish.density !== null) setDensity(wish.density);
    if (wish.language !== undefined) setLanguage(wish.language);
    engine.session
      .setPreferences(wish)
      .then((fresh) => queryClient.setQueryData(api.session.preferences.queryKey(), fresh))
      .catch((error: unknown) => tellFailure(error));
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
