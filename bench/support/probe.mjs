/**
 * Loaded into a measured process with `--import`: answers questions about it over Node's IPC channel, so that the
 * product itself carries nothing for the bench. Asked `{ id, ask }`, answers `{ id, ...facts }`.
 */
import { Session } from 'node:inspector';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** @type {Session | undefined} */
let profiler;
/** @type {ReturnType<typeof monitorEventLoopDelay> | undefined} */
let delays;

/** @type {Record<string, () => object | Promise<object>>} */
const answers = {
  /** CPU time of all threads so far, in microseconds. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return { us: user + system };
  },
  memory: () => ({ rss: process.memoryUsage.rss() }),
  /** What is left after a full collection. */
  heap: () => {
    for (let i = 0; i < 3; i++) globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return { heapUsed, external, rss: process.memoryUsage.rss() };
  },
  'watch-loop': () => {
    delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    return {};
  },
  /** Event loop delays since `watch-loop`, in milliseconds. */
  loop: () => {
    delays?.disable();
    return { max: (delays?.max ?? 0) / 1e6, p99: (delays?.percentile(99) ?? 0) / 1e6 };
  },
  'start-profile': () =>
    new Promise((resolve) => {
      profiler = new Session();
      profiler.connect();
      profiler.post('Profiler.enable');
      profiler.post('Profiler.setSamplingInterval', { interval: 200 });
      profiler.post('Profiler.start', () => resolve({}));
    }),
  'stop-profile': () =>
    new Promise((resolve) => {
      profiler?.post('Profiler.stop', (_error, { profile }) => {
        profiler?.disconnect();
        resolve({ profile });
      });
    }),
};

process.on('message', (/** @type {{ id: number, ask: string }} */ { id, ask }) => {
  Promise.resolve(answers[ask]?.()).then((facts) => process.send?.({ id, ...facts }));
});
// Questions alone do not keep the process alive, and once nobody can ask any more it is not needed.
process.channel?.unref();
process.on('disconnect', () => process.exit(0));
