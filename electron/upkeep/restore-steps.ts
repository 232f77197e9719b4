import type { BackupOverview } from '../../shared/contract/index.ts';
import type { SealerKind } from './backup-files.ts';

/** What restoring a backup takes: what its key is sealed by, and the command. The console says it step by step. */
export function restoreNeeds(sealedBy: SealerKind, dataDir: string): BackupOverview['restore'] {
  return { sealedBy, command: `npm run headless -- --data-dir ${JSON.stringify(dataDir)} --restore FILE` };
}
