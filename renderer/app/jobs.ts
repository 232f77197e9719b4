import { useSyncExternalStore } from 'react';
import { newId } from '../../shared/ids.ts';
import { errorText } from '../parts/error-text.ts';

/** What a job leaves behind when it ends well. */
export interface JobResult {
  /** What came out of it, in one sentence: “27 devices renamed”. */
  readonly message: string;
  /** False when something was left out, so that somebody looks. */
  readonly complete?: boolean;
  /** Where more of it can be seen; an address of the console such as `/devices`. */
  readonly link?: { readonly to: string; readonly label: string };
  /** Takes it back; offered beside the message for a while. */
  readonly undo?: () => unknown;
}

/** What a job's work is given. */
export interface JobHandle {
  /** Aborted when somebody cancels; hand it to the engine's calls, or look at it between steps. */
  readonly signal: AbortSignal;
  /** How far it is, in steps. Without a total only the count is shown. */
  progress(done: number, total?: number): void;
}

export interface JobOptions {
  /** What is being done, as shown: “Rename 40 devices”. */
  readonly title: string;
  /** False when stopping half way would leave a mess; a job can be cancelled otherwise. */
  readonly cancellable?: boolean;
  /** The work. What it throws ends the job as failed, with the error's words. */
  run(job: JobHandle): Promise<JobResult>;
}

/** One long-running thing this window does or did. */
export interface Job {
  readonly id: string;
  readonly title: string;
  readonly state: 'running' | 'done' | 'partly' | 'failed' | 'cancelled';
  readonly done: number;
  /** Null while nobody knows how much there is. */
  readonly total: number | null;
  /** The result or the reason; null while it runs. */
  readonly message: string | null;
  readonly link: NonNullable<JobResult['link']> | null;
  readonly undo: (() => unknown) | null;
  readonly canCancel: boolean;
}

/** So many ended jobs are remembered. */
const ENDED_KEPT = 10;

/** The jobs of one window, newest first. They live outside the screens, so they go on while one walks about. */
export function keepJobs() {
  let jobs: readonly Job[] = [];
  const stops = new Map<string, AbortController>();
  const listeners = new Set<() => void>();

  const become = (next: readonly Job[]): void => {
    jobs = next;
    for (const listener of [...listeners]) listener();
  };
  const change = (id: string, part: Partial<Job>): void =>
    become(jobs.map((job) => (job.id === id ? { ...job, ...part } : job)));
  const end = (id: string, part: Partial<Job>): void => {
    stops.delete(id);
    let room = ENDED_KEPT;
    change(id, { ...part, canCancel: false });
    const kept = jobs.filter((job) => job.state === 'running' || room-- > 0);
    if (kept.length < jobs.length) become(kept);
  };

  return {
    jobs: () => jobs,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /**
     * Starts a job and shows it in the status bar until it is dismissed there.
     *
     * @returns the job as it ended; never rejects
     */
    async start(options: JobOptions): Promise<Job> {
      const id = newId();
      const stop = new AbortController();
      stops.set(id, stop);
      const begun: Job = {
        id,
        title: options.title,
        state: 'running',
        done: 0,
        total: null,
        message: null,
        link: null,
        undo: null,
        canCancel: options.cancellable !== false,
      };
      become([begun, ...jobs]);
      try {
        const result = await options.run({
          signal: stop.signal,
          progress: (done, total) => change(id, { done, ...(total === undefined ? {} : { total }) }),
        });
        const state = result.complete === false ? 'partly' : 'done';
        end(id, { state, message: result.message, link: result.link ?? null, undo: result.undo ?? null });
      } catch (error) {
        if (stop.signal.aborted) end(id, { state: 'cancelled' });
        else end(id, { state: 'failed', message: errorText(error) });
      }
      return jobs.find((job) => job.id === id) ?? begun;
    },
    /** Asks a running job to stop. */
    cancel(id: string): void {
      change(id, { canCancel: false });
      stops.get(id)?.abort();
    },
    /** Takes an ended job off the list; without an id, all of them. */
    dismiss(id?: string): void {
      become(jobs.filter((job) => job.state === 'running' || (id !== undefined && job.id !== id)));
    },
  };
}

/** The jobs of this window. */
export const jobs = keepJobs();

/** This window's jobs, newest first, live. */
export function useJobs(): readonly Job[] {
  return useSyncExternalStore(jobs.subscribe, jobs.jobs);
}
