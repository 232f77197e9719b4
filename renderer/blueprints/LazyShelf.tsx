import { type ComponentProps, lazy, Suspense } from 'react';
import type { ChooseBlueprintDialog as Choose, BlueprintShelf as Shelf } from './BlueprintShelf.tsx';

const LazyShelf = lazy(async () => ({ default: (await import('./BlueprintShelf.tsx')).BlueprintShelf }));
const LazyChoose = lazy(async () => ({ default: (await import('./BlueprintShelf.tsx')).ChooseBlueprintDialog }));

/** The shelf of blueprints, loaded when devices are dragged for the first time. */
export function BlueprintShelf(props: ComponentProps<typeof Shelf>) {
  return (
    <Suspense fallback={null}>
      <LazyShelf {...props} />
    </Suspense>
  );
}

/** The choice of a blueprint for chosen devices, loaded when it is first opened. */
export function ChooseBlueprintDialog(props: ComponentProps<typeof Choose>) {
  return (
    <Suspense fallback={null}>
      <LazyChoose {...props} />
    </Suspense>
  );
}
