import fc from 'fast-check';
import { expect, it } from 'vitest';
import { salvageConnect } from '../protocol/index.ts';
import type { ConnectedEnrollment, ConnectMessage } from './index.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom } from './testing/room.ts';

/** What a device, well or badly behaved, may do next. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'idle' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'queue' as const }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      status: fc.constantFrom('Acknowledged', 'Error', 'CommandFormatError', 'NotNow'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'unknown' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'foreign' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('garbled' as const), named: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const FINAL: Record<string, string> = {
  Acknowledged: 'acknowledged',
  Error: 'error',
  CommandFormatError: 'format-error',
};

/** A device that remembers what it was given and what it said, and checks what it gets. */
class Device {
  readonly room: TestRoom;
  readonly enrollment: ConnectedEnrollment;
  /** Final answers, as first given. */
  readonly said = new Map<string, string>();
  readonly answers: ConnectMessage[] = [];
  readonly queued: string[] = [];
  current: string | undefined;
  refusedNow = new Set<string>();
  offers = new Map<string, number>();

  constructor(room: TestRoom, enrollment: ConnectedEnrollment) {
    this.room = room;
    this.enrollment = enrollment;
  }

  async queue(): Promise<void> {
    const { queued } = await this.room.commands.queueCommands({
      deviceIds: [this.enrollment.deviceId],
      // Each another: what waits already is not queued twice.
      command: { RequestType: 'RequestMirroring', DestinationName: `Room ${this.queued.length}` },
      actor: 'ada',
    });
    this.queued.push(queued[0]?.commandId ?? '');
  }

  async connect(message: ConnectMessage): Promise<string | undefined> {
    const given = commandIn(await this.room.commands.exchange(this.enrollment, message))?.id;
    if (given !== undefined) {
      expect(this.queued, 'only commands of this enrollment are delivered').toContain(given);
      expect(this.said.has(given), 'a finished command is not delivered').toBe(false);
      expect(this.refusedNow.has(given), 'what was put aside is not offered in the same session').toBe(false);
      this.offers.set(given, (this.offers.get(given) ?? 0) + 1);
      expect(this.offers.get(given), 'a session does not go round in circles').toBeLessThan(8);
    }
    this.current = given;
    return given;
  }

  async idle(): Promise<void> {
    this.refusedNow = new Set();
    this.offers = new Map();
    await this.connect(idle());
  }

  async answer(status: 'Acknowledged' | 'Error' | 'CommandFormatError' | 'NotNow'): Promise<void> {
    const id = this.current;
    if (id === undefined) return this.idle();
    const message = connectMessage({ Status: status, CommandUUID: id });
    const final = FINAL[status];
    if (final === undefined) this.refusedNow.add(id);
    else {
      this.said.set(id, final);
      this.answers.push(message);
    }
    await this.connect(message);
  }

  async garbled(named: boolean): Promise<void> {
    const id = this.current;
    if (id === undefined) return this.idle();
    const name = named ? `<key>CommandUUID</key><string>${id}</string>` : '';
    const raw = Buffer.from(`<plist><dict>${name}<key>Status</key><string>Acknowledged</string>\u0001`);
    const message: ConnectMessage = { undecodable: true, raw, salvage: salvageConnect(raw) };
    this.said.set(id, 'error');
    if (named) this.answers.push(message);
    await this.connect(message);
  }

  async take(next: Step, other: Device): Promise<void> {
    switch (next.do) {
      case 'idle':
        return this.idle();
      case 'queue':
        return this.queue();
      case 'answer':
        return this.answer(next.status as 'NotNow');
      case 'garbled':
        return this.garbled(next.named);
      case 'repeat': {
        const again = this.answers[next.which % Math.max(this.answers.length, 1)];
        if (again !== undefined) await this.connect(again);
        return;
      }
      case 'unknown':
        await this.connect(connectMessage({ Status: 'Acknowledged', CommandUUID: 'unknown' }));
        return;
      case 'foreign': {
        const id = other.queued.at(-1);
        if (id !== undefined) await this.connect(connectMessage({ Status: 'Acknowledged', CommandUUID: id }));
      }
    }
  }

  /** Does as it is told until nothing is left. */
  async finish(): Promise<void> {
    for (let session = 0; session <= this.queued.length * 8; session++) {
      await this.idle();
      if (this.current === undefined) return;
      while (this.current !== undefined) await this.answer('Acknowledged');
    }
    throw new Error('the queue never became empty');
  }
}

it('neither loses nor repeats a command, whatever devices do in whatever order', async () => {
  const steps = fc.array(fc.tuple(fc.boolean(), step), { minLength: 10, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const room = openRoom();
      const devices = [
        new Device(room, await addDevice(room.store)),
        new Device(room, await addDevice(room.store)),
      ] as const;
      for (const device of devices) for (let i = 0; i < 3; i++) await device.queue();
      for (const [first, next] of script) {
        const [device, other] = first ? devices : [devices[1], devices[0]];
        room.clock.time += 1000;
        await device.take(next, other);
      }
      for (const device of devices) {
        await device.finish();
        for (const id of device.queued) {
          const row = room.store.get((db) => db.selectFrom('command').selectAll().where('id', '=', id));
          expect(row?.open).toBe(0);
          expect(row?.state, 'the first final answer is the state').toBe(device.said.get(id));
          const ends = room.events.filter((e) => e.commandId === id && e.type === `command.${row?.state}`);
          expect(ends, 'a command ends once').toHaveLength(1);
        }
      }
      room.store.close();
    }),
    { numRuns: 60 },
  );
}, 120_000);
