import { randomBytes } from 'node:crypto';
import { cpSync } from 'node:fs';
import { keyFileSealer, openStore, type Store } from '../../electron/store/index.ts';
import { systemClock } from '../../shared/clock.ts';
import { newId } from '../../shared/ids.ts';
import { silentLogger } from '../../shared/logger.ts';
import { bodyOf } from '../support/device-line.ts';
import { benchIpad } from '../support/enroll.ts';
import { type Figure, figure } from '../support/figures.ts';
import { costOf } from '../support/measure.ts';
import { ResultBook } from '../support/result-book.ts';
import type { School, ServingEngine } from '../support/school.ts';
import { idleRequest, messageRequest, openLine } from '../support/session.ts';

const LINES = 64;
const PER_UNIT = 2000;
const DAY = 86_400_000;

/**
 * What a long past costs a device that connects: two engines on the same devices, one of them with a million finished
 * commands and their answers in its store, take turns. A connect here is Idle, a result, or the end of the session.
 */
export async function longHistory(school: School): Promise<Figure[]> {
  const { quick, say } = school.options;
  const count = quick ? 100_000 : 1_000_000;
  const full = `${school.dataDir}-full`;
  cpSync(school.dataDir, full, { recursive: true });
  await fill(full, school.seeded, count, say);
  const fresh = await school.startEngine();
  await using _fresh = fresh.process;
  const old = await school.startEngine(full);
  await using _old = old.process;

  const [without, among] = [await sessions(school, fresh), await sessions(school, old)];
  const [runs, rounds] = quick ? [4, 6] : [8, 20];
  const more: number[] = [];
  const costs: number[] = [];
  const single: number[] = [];
  for (let run = -1; run < runs; run++) {
    const [before, after] = [await without(rounds), await among(rounds)];
    if (run < 0) continue;
    single.push(before);
    costs.push(after);
    more.push((after / before - 1) * 100);
  }
  const name = `a connect among ${count.toLocaleString('en')} finished commands`;
  return [
    figure(name, 'µs', costs),
    figure('  the same: with none', 'µs', single),
    figure('  the same: how much more than with none', '%', more, { atMost: 10 }),
  ];
}

/** Gives what one connect costs, over `rounds` sessions of each device: Idle, command, result, end. */
async function sessions(
  school: School,
  { process, rest, target }: ServingEngine,
): Promise<(rounds: number) => Promise<number>> {
  const devices = school.seeded.slice(0, LINES);
  const deviceIds = devices.map(({ deviceId }) => deviceId);
  const book = new ResultBook(benchIpad(0));
  const lines = await Promise.all(
    devices.map(async (device) => ({ device, line: await openLine({ target, device }) })),
  );
  return async (rounds) => {
    let cpuUs = 0;
    let connects = 0;
    for (let round = 0; round < rounds; round++) {
      await rest.queue(deviceIds, { RequestType: 'SecurityInfo' });
      const cost = await costOf(process, async () => {
        await Promise.all(
          lines.map(async ({ device, line }) => {
            let command = bodyOf(await line.exchange(idleRequest({ target, device })));
            for (connects++; command.length > 0; connects++)
              command = bodyOf(
                await line.exchange(messageRequest({ target, device }, book.answer(command, device.udid))),
              );
          }),
        );
      });
      cpuUs += cost.cpuUs;
    }
    return cpuUs / connects;
  };
}

/** Finished commands of the last year with an answer and an event each, spread over all devices. */
async function fill(
  directory: string,
  devices: School['seeded'],
  count: number,
  say: (text: string) => void,
): Promise<void> {
  const store = openStore({
    directory,
    sealer: keyFileSealer(`${directory}/vault.key`),
    clock: systemClock,
    logger: silentLogger,
  });
  const enrollments = new Map(
    store
      .all((db) => db.selectFrom('enrollment').select(['id', 'deviceId']).where('state', '=', 'enrolled'))
      .map(({ id, deviceId }) => [deviceId, id]),
  );
  const write = finishedCommand(store);
  const start = systemClock.now() - 365 * DAY;
  for (let from = 0; from < count; from += PER_UNIT) {
    await store.write(() => {
      for (let index = from; index < Math.min(from + PER_UNIT, count); index++) {
        const deviceId = devices[(index * 7) % devices.length]?.deviceId ?? '';
        const at = start + Math.floor((index / count) * 364 * DAY);
        write({ id: newId(at), deviceId, enrollmentId: enrollments.get(deviceId) ?? '', at });
      }
    });
    if ((from + PER_UNIT) % (count / 5) === 0)
      say(`  ${from + PER_UNIT} of ${count} finished commands are in the store`);
  }
  store.close();
}

function finishedCommand(store: Store) {
  const sealed = randomBytes(300);
  const nonce = randomBytes(12);
  type Row = { id: string; deviceId: string; enrollmentId: string; at: number };
  const command = store.statement<Row, never>((db, p) =>
    db.insertInto('command').values({
      id: p.id,
      enrollmentId: p.enrollmentId,
      deviceId: p.deviceId,
      requestType: 'SecurityInfo',
      request: '{"RequestType":"SecurityInfo"}',
      state: 'acknowledged',
      open: 0,
      turn: 0,
      priority: 7,
      queuedAt: p.at,
      queuedBy: 'system',
      stateAt: p.at,
      firstSentAt: p.at,
      lastSentAt: p.at,
      sendCount: 1,
      notNowCount: 0,
      answeredAt: p.at,
    }),
  );
  const result = store.statement<{ id: string; at: number; sealed: Uint8Array; nonce: Uint8Array }, never>((db, p) =>
    db.insertInto('commandResult').values({
      commandId: p.id,
      status: 'Acknowledged',
      decoded: 1,
      errorChain: null,
      nonce: p.nonce,
      sealed: p.sealed,
      size: 280,
      receivedAt: p.at,
    }),
  );
  const event = store.statement<Row, never>((db, p) =>
    db.insertInto('event').values({
      at: p.at,
      type: 'command.acknowledged',
      deviceId: p.deviceId,
      enrollmentId: p.enrollmentId,
      commandId: p.id,
      actor: 'device',
      data: '{"requestType":"SecurityInfo"}',
    }),
  );
  return (row: Row): void => {
    command.run(row);
    result.run({ id: row.id, at: row.at, sealed, nonce });
    event.run(row);
  };
}
