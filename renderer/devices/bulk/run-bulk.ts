import type { TFunction } from 'i18next';
import type { BulkAction } from '../../../shared/contract/index.ts';
import { type JobHandle, type JobResult, jobs } from '../../app/jobs.ts';
import { engine } from '../../live/client.ts';

/** The engine takes at most 10,000 at once; smaller parts show how far it is and stop sooner. */
const PER_PART = 1_000;
/** Management is ended device by device; so many at a time. */
const AT_ONCE = 20;

/**
 * Does something to many devices part by part, in order. When somebody cancels, the part under way is finished and the
 * rest is left.
 *
 * @returns how many devices were handed over
 */
export async function inParts(
  ids: readonly string[],
  { signal, progress }: JobHandle,
  each: (part: string[]) => Promise<void>,
  perPart = PER_PART,
): Promise<number> {
  progress(0, ids.length);
  let done = 0;
  while (done < ids.length && !signal.aborted) {
    const part = ids.slice(done, done + perPart);
    await each(part);
    done += part.length;
    progress(done);
  }
  return done;
}

/** Starts an action on many devices as a job, which goes on wherever one walks. */
export function startBulk(options: {
  action: BulkAction;
  ids: readonly string[];
  title: string;
  expiresAt?: number | undefined;
  t: TFunction;
}): void {
  const { action, ids, title, t } = options;
  void jobs.start({
    title,
    async run(job): Promise<JobResult> {
      const counts = { reached: 0, refused: 0 };
      const perPart = action.kind === 'end-management' ? AT_ONCE : PER_PART;
      const handed = await inParts(ids, job, (part) => act(options, part, counts), perPart);
      const parts: string[] = [t(`bulk.${action.kind}.done`, { count: counts.reached })];
      if (counts.refused > 0) parts.push(t('bulk.refusedMeanwhile', { count: counts.refused }));
      if (handed < ids.length) parts.push(t('bulk.stopped', { count: ids.length - handed }));
      return { message: parts.join(' '), complete: counts.refused === 0 && handed === ids.length };
    },
  });
}

async function act(
  { action, expiresAt }: { action: BulkAction; expiresAt?: number | undefined },
  deviceIds: string[],
  counts: { reached: number; refused: number },
): Promise<void> {
  switch (action.kind) {
    case 'refresh': {
      // Several commands are queued for each device; people count devices.
      await engine.devices.refresh({ deviceIds });
      counts.reached += deviceIds.length;
      return;
    }
    case 'wake': {
      const { woken, unreachable } = await engine.devices.wake({ deviceIds });
      counts.reached += woken;
      counts.refused += unreachable.length;
      return;
    }
    case 'command': {
      const { queued, refused } = await engine.commands.queue({
        deviceIds,
        command: action.command,
        // Whoever sends a command from here waits for it.
        wakeNow: true,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      });
      counts.reached += queued.length;
      counts.refused += refused.length;
      return;
    }
    case 'end-management': {
      const ended = await Promise.allSettled(
        deviceIds.map((deviceId) => engine.devices.endManagement({ deviceId, way: action.way })),
      );
      const failed = ended.filter((one) => one.status === 'rejected');
      // When nothing works any more, say why rather than counting.
      if (failed.length === ended.length && failed[0]?.status === 'rejected') throw failed[0].reason;
      counts.reached += ended.length - failed.length;
      counts.refused += failed.length;
    }
  }
}
