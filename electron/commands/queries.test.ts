import { describe, expect, it } from 'vitest';
import { commandDetail, commandQuery, commandRow } from '../../shared/contract/commands.ts';
import { shownAnswer } from './masking.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom } from './testing/room.ts';

async function history() {
  const room = openRoom();
  const pad = await addDevice(room.store, { device: { name: 'Cart 3' } });
  const other = await addDevice(room.store);
  const asked = ['SecurityInfo', 'SecurityInfo', 'ProfileList', 'CertificateList'];
  for (const [index, device] of [pad, other, pad, pad].entries()) {
    room.clock.time += 1000;
    await room.commands.queueCommands({
      deviceIds: [device.deviceId],
      command: { RequestType: asked[index] ?? '' },
      actor: 'ada',
    });
  }
  const first = commandIn(await room.commands.exchange(pad, idle()))?.id ?? '';
  await room.commands.exchange(
    pad,
    connectMessage({
      Status: 'Acknowledged',
      CommandUUID: first,
      SecurityInfo: { PasscodePresent: true, FDE_PersonalRecoveryKeyCMS: Buffer.from('recovery') },
    }),
  );
  const list = (query: object) => room.commands.listCommands(commandQuery.parse(query)).rows;
  return { room, pad, other, first, list };
}

describe('the history of commands', () => {
  it('lists newest first, by device, by state and in pages', async () => {
    const { pad, other, first, list } = await history();
    const all = list({});
    for (const row of all) expect(commandRow.parse(row)).toEqual(row);
    expect(all.map((row) => row.deviceId)).toEqual([pad, pad, other, pad].map((device) => device.deviceId));
    expect(all[0]?.deviceName).toBe('Cart 3');
    expect(list({ deviceId: pad.deviceId })).toHaveLength(3);
    expect(list({ state: 'acknowledged' }).map((row) => row.id)).toEqual([first]);
    expect(list({ open: true })).toHaveLength(3);
    expect(list({ open: false }).map((row) => row.id)).toEqual([first]);
    expect(list({ state: 'error' })).toEqual([]);
    expect(list({ limit: 3, before: all[1]?.id }).map((row) => row.id)).toEqual(all.slice(2).map((row) => row.id));
  });

  it('shows a command with its answer, secrets masked', async () => {
    const { room, first } = await history();
    const detail = room.commands.getCommand(first);
    expect(commandDetail.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({
      request: { RequestType: 'SecurityInfo' },
      hasSecrets: false,
      result: { status: 'Acknowledged', decoded: true, errorChain: [] },
    });
    expect(detail.result?.raw).toContain('<key>PasscodePresent</key>');
    expect(detail.result?.raw).not.toContain(Buffer.from('recovery').toString('base64'));
    expect(() => room.commands.getCommand('nothing')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('masks secrets in answers that are text but no property list', () => {
    const text = '<plist><dict><key>UnlockToken</key><data>c2VjcmV0</data><key>Name</key><string>x</string>';
    expect(shownAnswer(Buffer.from(text), 'DeviceLock')).toBe(text.replace('c2VjcmV0', '•••'));
  });
});
