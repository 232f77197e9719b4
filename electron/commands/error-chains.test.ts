import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/ensure-installed.mjs';
import { ERROR_DOMAINS } from '../../shared/catalogue/errors/index.ts';
import type { PlistDict } from '../protocol/index.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom } from './testing/room.ts';

let room: TestRoom;
beforeEach(() => {
  room = openRoom();
});

/** A command that is answered with Error and this chain; what became of it, of the device and of its queue. */
async function failWith(chain: readonly PlistDict[], RequestType = 'RestartDevice') {
  const pad = await addDevice(room.store);
  const before = room.events.length;
  for (const each of [RequestType, 'ShutDownDevice'])
    await room.commands.queueCommands({
      deviceIds: [pad.deviceId],
      command: { RequestType: each },
      actor: 'ada',
    });
  const id = commandIn(await room.commands.exchange(pad, idle()))?.id ?? '';
  const answer = connectMessage({ Status: 'Error', CommandUUID: id, ErrorChain: chain });
  const next = commandIn(await room.commands.exchange(pad, answer));
  return {
    command: room.commands.getCommand(id),
    next: next?.command.RequestType,
    told: room.events.slice(before).map(({ type }) => type),
    enrollment: room.store.get((db) => db.selectFrom('enrollment').select('state').where('id', '=', pad.id))?.state,
  };
}

const item = (ErrorDomain: string, ErrorCode: number, more: PlistDict = {}): PlistDict => ({
  ErrorDomain,
  ErrorCode,
  LocalizedDescription: 'Das ging nicht.',
  ...more,
});

describe('an error chain', () => {
  it('ERR-1 is kept whole and in order, the outermost error being what a list shows', async () => {
    const chain = [
      item('MCInstallationErrorDomain', 4001, { USEnglishDescription: 'Installation failed' }),
      item('MCWiFiErrorDomain', 13000, { USEnglishDescription: 'No network' }),
      item('MCKeychainErrorDomain', 6000, { USEnglishDescription: 'Keychain' }),
    ];
    const { command } = await failWith(chain);
    expect(command).toMatchObject({
      state: 'error',
      errorSummary: 'Installation failed',
    });
    expect(command.result?.errorChain).toEqual([
      { domain: 'MCInstallationErrorDomain', code: 4001, description: 'Installation failed' },
      { domain: 'MCWiFiErrorDomain', code: 13000, description: 'No network' },
      { domain: 'MCKeychainErrorDomain', code: 6000, description: 'Keychain' },
    ]);
    expect(command.result?.raw).toContain('MCKeychainErrorDomain');
  });

  it('ERR-2 steers nothing: whatever its domains and codes are, the same becomes of command, queue and device', async () => {
    const known = ERROR_DOMAINS.flatMap(({ domain, codes }) =>
      Object.keys(codes).map((code) => [domain, Number(code)]),
    );
    const pair = fc.oneof(
      fc.constantFrom(...(known as [string, number][])),
      fc.tuple(fc.stringMatching(/^[A-Za-z.]{1,40}$/), fc.integer({ min: -20_000, max: 60_000 })),
    );
    const usual = await failWith([item('Anything', 1)]);
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 3 }), async (pairs) => {
        const { command, ...rest } = await failWith(pairs.map(([domain, code]) => item(domain, code)));
        expect({ state: command.state, ...rest }).toEqual({
          state: 'error',
          next: usual.next,
          told: usual.told,
          enrollment: usual.enrollment,
        });
      }),
      { numRuns: 150 },
    );
  });

  it('ERR-2 is named by no code of ours outside the words for it and the devices that are played', () => {
    const rooms = globSync('{electron,renderer,shared}/**/*.{ts,tsx}', { cwd: projectRoot })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => !/\.test\.tsx?$|\/testing\/|^electron\/simulator\/|^shared\/catalogue\/errors\//.test(file))
      .filter((file) => !/^renderer\/locales\/\w+\/engine\/errors-[\w-]+\.ts$/.test(file));
    expect(rooms.length).toBeGreaterThan(300);
    expect(rooms.filter((file) => /'MC\w+ErrorDomain'/.test(readFileSync(join(projectRoot, file), 'utf8')))).toEqual(
      [],
    );
  });

  it('ERR-3 that nobody has heard of is shown all the same: in English, else as the device says it, with the raw pair', async () => {
    const english = await failWith([item('XYErrorDomain', 77, { USEnglishDescription: 'Out of tea.' })]);
    expect(english.command).toMatchObject({ errorSummary: 'Out of tea.' });
    const german = await failWith([item('XYErrorDomain', 77)]);
    expect(german.command).toMatchObject({ errorSummary: 'Das ging nicht.' });
    expect(german.command.result?.errorChain).toEqual([
      { domain: 'XYErrorDomain', code: 77, description: 'Das ging nicht.' },
    ]);
    const bare = await failWith([{ ErrorDomain: 'XYErrorDomain', ErrorCode: 77 }]);
    expect(bare.command).toMatchObject({ errorSummary: 'XYErrorDomain 77' });
  });
});
