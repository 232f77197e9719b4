import { lazy, Suspense } from 'react';
import type { CommandDialogProps } from './CommandDialog.tsx';

const Dialog = lazy(async () => ({ default: (await import('./CommandDialog.tsx')).CommandDialog }));

/** The dialog that queues a command, loaded with Apple's catalogue when it is first opened. */
export function CommandDialog(props: CommandDialogProps) {
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  );
}
