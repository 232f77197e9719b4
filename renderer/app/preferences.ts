import { useLocalStorage } from '@mantine/hooks';

export type Density = 'comfortable' | 'compact';

/** Heights of table rows in pixels. */
export const ROW_HEIGHT: Readonly<Record<Density, number>> = { comfortable: 36, compact: 28 };

/** How dense tables are; kept per person on this computer. */
export function useDensity(): [Density, (density: Density) => void] {
  const [density, setDensity] = useLocalStorage<Density>({
    key: 'cartwright-density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
  });
  return [density === 'compact' ? 'compact' : 'comfortable', setDensity];
}
