import type { BackupOverview } from '../../shared/contract/index.ts';
import type { SealerKind } from './backup-files.ts';

const KEY: Record<SealerKind, string> = {
  keychain:
    "The key to the secrets is sealed by this computer's keychain, under the account Cartwright runs as. A backup opens on this computer and account only; to be able to move, run Cartwright with a vault passphrase.",
  passphrase:
    'The key to the secrets is sealed by the vault passphrase, which is not in the backup. Give the same passphrase when restoring and starting.',
  keyfile:
    'The key to the secrets is sealed by the key file (vault.key in the data directory unless told otherwise), which is not in the backup. Keep a copy of it apart, and put it in place before restoring.',
};

/** How to restore, for people. */
export function restoreSteps(sealedBy: SealerKind, dataDir: string): BackupOverview['restore'] {
  const command = `npm run headless -- --data-dir ${JSON.stringify(dataDir)} --restore FILE`;
  return {
    sealedBy,
    command,
    steps: [
      KEY[sealedBy],
      'Stop Cartwright.',
      `Run: ${command}. Where a store lies already it is refused; add --overwrite to set that one aside in a folder of its own.`,
      'Start Cartwright. Everybody signs in again; devices go on by themselves as long as the address is the same.',
      'Look at what happened since the backup: what was revoked, deleted or erased since then is not known to it.',
    ],
  };
}
