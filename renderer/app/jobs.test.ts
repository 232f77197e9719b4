import { describe, expect, it } from 'vitest';
import { type JobHandle, keepJobs } from './jobs.ts';

/** Work the test ends by hand. */
function heldWork() {
  const { promise, resolve, reject } = Promise.withResolvers<{ message: string; complete?: boolean }>();
  let handle: JobHandle | undefined;
  const run = (job: JobHandle) => {
    handle = job;
    job.signal.addEventListener('abort', () => reject(job.signal.reason));
    return promise;
  };
  return { run, resolve, reject, handle: () => handle };
}

describe('a job', () => {
  it('is shown with its progress while it runs, and with its result afterwards', async () => {
    const kept = keepJobs();
    let told = 0;
    kept.subscribe(() => (told += 1));
    const work = heldWork();
    const ended = kept.start({ title: 'Rename 40 devices', run: work.run });
    expect(kept.jobs()).toMatchObject([{ title: 'Rename 40 devices', state: 'running', done: 0, total: null }]);
    work.handle()?.progress(10, 40);
    work.handle()?.progress(11);
    expect(kept.jobs()).toMatchObject([{ done: 11, total: 40 }]);
    work.resolve({ message: '38 renamed, 2 left', complete: false });
    expect(await ended).toMatchObject({ state: 'partly', message: '38 renamed, 2 left', canCancel: false });
    expect(told).toBeGreaterThan(3);
  });

  it('ends as failed with the reason, without taking anything else along', async () => {
    const kept = keepJobs();
    const ended = await kept.start({ title: 'a', run: () => Promise.reject(new Error('The disk is full.')) });
    expect(ended).toMatchObject({ state: 'failed', message: 'The disk is full.' });
  });

  it('can be cancelled while it runs, once', async () => {
    const kept = keepJobs();
    const work = heldWork();
    const ended = kept.start({ title: 'a', run: work.run });
    kept.cancel(kept.jobs()[0]?.id ?? '');
    expect(work.handle()?.signal.aborted).toBe(true);
    expect(kept.jobs()[0]?.canCancel).toBe(false);
    expect(await ended).toMatchObject({ state: 'cancelled', message: null });
  });

  it('leaves the list when it is dismissed; one that runs stays', async () => {
    const kept = keepJobs();
    const work = heldWork();
    void kept.start({ title: 'runs', run: work.run });
    const over = await kept.start({ title: 'over', run: async () => ({ message: 'ok' }) });
    await kept.start({ title: 'over too', run: async () => ({ message: 'ok' }) });
    kept.dismiss(over.id);
    expect(kept.jobs().map(({ title }) => title)).toEqual(['over too', 'runs']);
    kept.dismiss();
    expect(kept.jobs().map(({ title }) => title)).toEqual(['runs']);
  });

  it('makes room: only the last ten that ended are remembered', async () => {
    const kept = keepJobs();
    const work = heldWork();
    void kept.start({ title: 'runs', run: work.run });
    for (let n = 0; n < 12; n++) await kept.start({ title: String(n), run: async () => ({ message: 'ok' }) });
    expect(kept.jobs()).toHaveLength(11);
    expect(kept.jobs().at(-1)?.title).toBe('runs');
    expect(kept.jobs().at(-2)?.title).toBe('2');
  });
});
