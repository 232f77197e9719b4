import { expect, it } from 'vitest';
import { openRuleTransfer } from './index.ts';
import { openComplianceRoom } from './testing/room.ts';

const transferOf = (room: Awaited<ReturnType<typeof openComplianceRoom>>) =>
  openRuleTransfer(room.store, room.compliance.rules, () => room.queries.list.attributes());
const NOW = { replace: false, dryRun: false, coming: new Set<string>() };

async function withRule() {
  const room = await openComplianceRoom();
  const [library, away, quarantine] = [
    await room.fixed('Library'),
    await room.fixed('Away'),
    await room.fixed('Quarantine'),
  ];
  const condition = { all: [{ field: 'group', operator: 'includes' as const, value: library.id }] };
  await room.compliance.rules.create(
    room.rule({
      name: 'Passcode in the library',
      checks: [
        { kind: 'condition', filter: condition },
        { kind: 'passcode', missing: true, weak: false },
      ],
      include: [library.id],
      exclude: [away.id],
      graceHours: 12,
      tiers: [{ id: 'a', afterHours: 2, actions: [{ kind: 'quarantine', groupId: quarantine.id }] }],
    }),
    'ada',
  );
  return room;
}

it('takes rules to another installation, groups by their names', async () => {
  const file = JSON.parse(JSON.stringify(transferOf(await withRule()).exportAll())) as unknown[];
  expect(file).toMatchObject([
    {
      include: ['Library'],
      exclude: ['Away'],
      checks: [{ filter: expect.stringContaining('"Library"') }, { kind: 'passcode' }],
    },
  ]);
  const other = await openComplianceRoom();
  const [library, away, quarantine] = [
    await other.fixed('library'),
    await other.fixed('Away'),
    await other.fixed('Quarantine'),
  ];
  const transfer = transferOf(other);
  expect(await transfer.importAll(file, { ...NOW, dryRun: true }, 'bob')).toEqual([
    { kind: 'rule', name: 'Passcode in the library', outcome: 'created', reasons: [] },
  ]);
  expect(other.compliance.rules.list()).toEqual([]);
  expect(await transfer.importAll(file, NOW, 'bob')).toMatchObject([{ outcome: 'created' }]);
  expect(other.compliance.rules.list()).toMatchObject([
    {
      ...{ name: 'Passcode in the library', graceHours: 12, include: [library.id], exclude: [away.id] },
      checks: [{ kind: 'condition' }, { kind: 'passcode', missing: true, weak: false }],
      tiers: [{ id: 'a', afterHours: 2, actions: [{ kind: 'quarantine', groupId: quarantine.id }] }],
    },
  ]);
  expect(JSON.stringify(other.compliance.rules.list()[0]?.checks)).toContain(library.id);
  expect(await transfer.importAll(file, NOW, 'bob')).toMatchObject([{ outcome: 'kept' }]);
  expect(await transfer.importAll(file, { ...NOW, replace: true }, 'bob')).toMatchObject([{ outcome: 'replaced' }]);
  expect(transfer.exportAll()).toMatchObject([{ include: ['library'], graceHours: 12 }]);
});

it('makes no rule that would be about others: a group that is missing is named, one that comes with the file is awaited', async () => {
  const file = transferOf(await withRule()).exportAll();
  const room = await openComplianceRoom();
  const transfer = transferOf(room);
  expect(await transfer.importAll(file, NOW, 'bob')).toMatchObject([
    { outcome: 'refused', reasons: ['The group “Library” is not here.'] },
  ]);
  const coming = new Set(['library', 'away', 'quarantine']);
  expect(await transfer.importAll(file, { ...NOW, dryRun: true, coming }, 'bob')).toMatchObject([
    { outcome: 'created' },
  ]);
  expect(await transfer.importAll([{ name: 'Odd' }, 7], NOW, 'bob')).toMatchObject([
    { outcome: 'refused', reasons: ['It cannot be read.'] },
    { name: '?', outcome: 'refused' },
  ]);
  expect(room.compliance.rules.list()).toEqual([]);
});
