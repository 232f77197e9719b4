import type { TFunction } from 'i18next';
import { api, engine, queryClient } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';
import { notifyWithUndo } from '../parts/undo.tsx';

/** Reads again who has what. */
export async function rereadLoans(): Promise<void> {
  await Promise.all(
    [api.loans, api.people, api.carts, api.devices.list].map((part) =>
      queryClient.invalidateQueries({ queryKey: part.key() }),
    ),
  );
}

/** Takes devices back, and offers to undo that. */
export async function checkIn(deviceIds: string[], t: TFunction): Promise<void> {
  try {
    const ended = await engine.loans.checkIn({ deviceIds });
    await rereadLoans();
    if (ended.length > 0)
      notifyWithUndo(t('people.checkedIn', { count: ended.length }), async () => {
        await engine.loans.takeBack({ loanIds: ended.map(({ id }) => id) });
        await rereadLoans();
      });
  } catch (error) {
    tellFailure(error);
  }
}
