/** The upkeep room's face: backups and restoring them, and what helps to find a fault. */
export { type Backups, openBackups } from './backups.ts';
export { type DiagnosticsOptions, makeDiagnostics } from './diagnostics.ts';
export { restoreBackup } from './restore.ts';
export { type RingLog, ringLog } from './ring-log.ts';
