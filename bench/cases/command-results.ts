import { bodyOf } from '../support/device-line.ts';
import { benchIpad } from '../support/enroll.ts';
import { type Figure, figure } from '../support/figures.ts';
import { costOf } from '../support/measure.ts';
import { ResultBook } from '../support/result-book.ts';
import type { School, ServingEngine } from '../support/school.ts';
import { idleRequest, messageRequest, openLine } from '../support/session.ts';

const LINES = 64;
const QUERIES = ['DeviceName', 'OSVersion', 'BuildVersion', 'BatteryLevel', 'AvailableDeviceCapacity', 'WiFiMAC'];

/** Commands in turn: facts, security facts, installed profiles; what the console's refresh asks for. */
const COMMANDS = [
  { RequestType: 'DeviceInformation', Queries: QUERIES },
  { RequestType: 'SecurityInfo' },
  { RequestType: 'ProfileList' },
];

/** Each of 64 devices reports a result and takes the next command, until its queue is empty. Every answer is durable. */
export async function commandResults(school: School, engine: ServingEngine): Promise<Figure[]> {
  const { process, rest, target } = engine;
  const { quick } = school.options;
  const rounds = quick ? 8 : 30;
  const runs = quick ? 3 : 5;
  const devices = school.seeded.slice(0, LINES);
  const deviceIds = devices.map(({ deviceId }) => deviceId);
  const book = new ResultBook(benchIpad(0));
  const sessions = await Promise.all(
    devices.map(async (device) => ({ device, line: await openLine({ target, device }) })),
  );

  const cpu: number[] = [];
  const rate: number[] = [];
  for (let run = -1; run < runs; run++) {
    const total = rounds * COMMANDS.length * LINES;
    let cost = { cpuUs: 0, wallUs: 0 };
    // What waits already is not queued twice: one round after the other.
    for (let round = 0; round < rounds; round++) {
      for (const command of COMMANDS) await rest.queue(deviceIds, command);
      // The first command of each queue is fetched beforehand: every counted connect reports a result.
      const first = await Promise.all(
        sessions.map(async ({ device, line }) => bodyOf(await line.exchange(idleRequest({ target, device })))),
      );
      const answerAll = async (): Promise<void> => {
        await Promise.all(
          sessions.map(async ({ device, line }, at) => {
            let command = first[at] ?? Buffer.alloc(0);
            while (command.length > 0) {
              const answer = messageRequest({ target, device }, book.answer(command, device.udid));
              command = bodyOf(await line.exchange(answer));
            }
          }),
        );
      };
      const part = await process.profiled(`command-results-${run}-${round}`, () => costOf(process, answerAll));
      cost = { cpuUs: cost.cpuUs + part.cpuUs, wallUs: cost.wallUs + part.wallUs };
    }
    if (run < 0) continue;
    cpu.push(cost.cpuUs / total);
    rate.push((total * 1e6) / cost.wallUs);
  }
  for (const { line } of sessions) line.close();
  return [
    figure('result and next command, durable, 64 in flight', 'µs', cpu, { atMost: 400 }),
    figure('  the same: connects per second', '/s', rate),
  ];
}
