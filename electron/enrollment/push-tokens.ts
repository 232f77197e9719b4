import type { Updateable } from 'kysely';
import type { TokenUpdateMessage } from '../protocol/index.ts';
import type { EnrollmentTable, UnitOfWork, Vault } from '../store/index.ts';
import type { EnrollmentRow } from './records.ts';

/** Stores the tokens of a message; an absent UnlockToken leaves the stored one (CHK-6). */
export function keepTokens(
  vault: Vault,
  row: EnrollmentRow,
  message: TokenUpdateMessage,
): { columns: Updateable<EnrollmentTable>; pushChanged: boolean } {
  const columns: Updateable<EnrollmentTable> = {};
  const same =
    row.pushTokenSecretId !== null &&
    row.pushMagicSecretId !== null &&
    vault.get(row.pushTokenSecretId, 'push-token').equals(message.Token) &&
    vault.get(row.pushMagicSecretId, 'push-magic').toString() === message.PushMagic;
  if (!same) {
    columns.pushTokenSecretId = vault.replace(row.pushTokenSecretId, 'push-token', message.Token);
    columns.pushMagicSecretId = vault.replace(row.pushMagicSecretId, 'push-magic', message.PushMagic);
  }
  if (message.UnlockToken !== undefined && message.UnlockToken.length > 0) {
    columns.unlockTokenSecretId = vault.replace(row.unlockTokenSecretId, 'unlock-token', message.UnlockToken);
  }
  return { columns, pushChanged: !same };
}

/** The columns every TokenUpdate sets. */
export function tokenFacts(work: UnitOfWork, message: TokenUpdateMessage): Updateable<EnrollmentTable> {
  return {
    tokenUpdatedAt: work.now,
    pushState: 'ready',
    awaitingConfiguration: message.AwaitingConfiguration === true ? 1 : 0,
  };
}
