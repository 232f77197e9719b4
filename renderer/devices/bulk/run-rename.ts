import type { TFunction } from 'i18next';
import type { RenameRow } from '../../../shared/contract/index.ts';
import { type JobResult, jobs } from '../../app/jobs.ts';
import { engine } from '../../live/client.ts';
import { inParts } from './run-bulk.ts';

/** Names to go back to: of the devices that get another one and had one. */
export function formerNames(rows: readonly RenameRow[]): { deviceId: string; name: string }[] {
  return rows.flatMap(({ deviceId, before, outcome }) =>
    outcome === 'rename' && before !== null && before !== '' ? [{ deviceId, name: before }] : [],
  );
}

/** Renames devices as a job, numbered in the order of the ids; how it ends comes with an offer to rename them back. */
export function startRename(ids: readonly string[], pattern: string, start: number, t: TFunction): void {
  void jobs.start({
    title: t('bulk.rename.title', { count: ids.length }),
    async run(job): Promise<JobResult> {
      let renamed = 0;
      let refused = 0;
      let from = 0;
      const former: { deviceId: string; name: string }[] = [];
      const handed = await inParts(ids, job, async (deviceIds) => {
        const part = await engine.devices.rename({ deviceIds, pattern, start: start + from });
        from += deviceIds.length;
        renamed += part.renamed;
        refused += part.refused;
        former.push(...formerNames(part.rows));
      });
      const message: string[] = [t('bulk.rename.done', { count: renamed })];
      if (refused > 0) message.push(t('bulk.refusedMeanwhile', { count: refused }));
      if (handed < ids.length) message.push(t('bulk.stopped', { count: ids.length - handed }));
      return {
        message: message.join(' '),
        complete: refused === 0 && handed === ids.length,
        ...(former.length > 0 ? { undo: () => renameBack(former) } : {}),
      };
    },
  });
}

/** As many as the engine takes at once. */
const PER_CALL = 10_000;

async function renameBack(names: readonly { deviceId: string; name: string }[]): Promise<void> {
  for (let from = 0; from < names.length; from += PER_CALL)
    await engine.devices.rename({ names: names.slice(from, from + PER_CALL) });
}
