import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import type { CallContext } from './connection.ts';
import { askingForReasons, createReasonAsker, NoReasonError } from './reasons.ts';

const missing = () => new ORPCError('BAD_REQUEST', { data: { code: 'reason-missing' } });

/** An engine that asks for reasons of changes, and keeps what it did. */
function setting() {
  const done: Array<[string, string]> = [];
  const time = { at: 1_000_000 };
  const asker = createReasonAsker(() => time.at);
  const link = askingForReasons(
    {
      async call(path, _input, { context }: { context: CallContext }) {
        const what = path.join('.');
        if (what === 'devices.list') return 'listed';
        if (what === 'groups.broken') throw new ORPCError('CONFLICT');
        if (context.reason === undefined) throw missing();
        done.push([what, context.reason]);
        return 'done';
      },
    },
    asker.ask,
  );
  const call = (what: string) => link.call(what.split('.'), undefined, { context: {} });
  /** The refused calls have come to the question. */
  const asked = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { done, asker, call, asked, time };
}

it('L-15 a change that was turned down for want of a reason is made once somebody gives one', async () => {
  const { done, asker, call, asked, time } = setting();
  expect(await call('devices.list')).toBe('listed');
  await expect(call('groups.broken')).rejects.toThrow(ORPCError);
  expect(asker.isOpen()).toBe(false);

  // What is done at one go is asked about once, whether its calls go out together or one after the other.
  const both = Promise.all([call('groups.update'), call('policies.publish')]);
  await asked();
  expect(asker.isOpen()).toBe(true);
  expect(done).toEqual([]);
  asker.answer({ reason: 'Ticket 4711', keepMs: 0 });
  expect(await both).toEqual(['done', 'done']);
  await call('policies.setAssignments');
  expect(done.map(([, reason]) => reason)).toEqual(['Ticket 4711', 'Ticket 4711', 'Ticket 4711']);

  time.at += 60_000;
  const later = call('groups.remove');
  await asked();
  expect([asker.isOpen(), asker.last()]).toEqual([true, 'Ticket 4711']);
  asker.answer({ reason: 'Room 12 is closed', keepMs: 15 * 60_000 });
  await later;
  time.at += 14 * 60_000;
  await call('groups.update');
  expect(done.at(-1)).toEqual(['groups.update', 'Room 12 is closed']);
});

it('L-15 a change that nobody gives a reason for is not made', async () => {
  const { done, asker, call, asked } = setting();
  const change = call('groups.update');
  await asked();
  asker.decline();
  await expect(change).rejects.toThrow(NoReasonError);
  expect([done, asker.isOpen()]).toEqual([[], false]);
});
