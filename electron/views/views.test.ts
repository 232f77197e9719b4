import { describe, expect, it } from 'vitest';
import { note } from '../../shared/contract/notes.ts';
import { deviceView, newView } from '../../shared/contract/views.ts';
import { newId } from '../../shared/ids.ts';
import { addDevice, openRoom } from '../commands/testing/room.ts';
import { openNotes, openSavedViews } from './index.ts';

const ada = { name: 'ada', role: 'administrator' } as const;
const bo = { name: 'bo', role: 'viewer' } as const;
const draft = (about: object = {}) => newView.parse({ name: 'iPads', filter: null, ...about });

describe('saved views', () => {
  it('belong to who made them, save for the shared ones', async () => {
    const { store, events } = openRoom();
    const views = openSavedViews(store);
    const own = await views.create(draft(), bo);
    const shared = await views.create(draft({ name: 'All iPads', shared: true, density: 'compact' }), ada);
    expect(deviceView.parse(own)).toEqual(own);
    expect(views.list(ada).map((view) => view.name)).toEqual(['All iPads']);
    expect(views.list(bo).map((view) => view.name)).toEqual(['All iPads', 'iPads']);
    await expect(views.update(own.id, draft(), ada)).rejects.toMatchObject({ code: 'not-found' });
    await expect(views.update(shared.id, draft(), bo)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(views.create(draft({ shared: true }), bo)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(views.update(own.id, draft({ shared: true }), bo)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(views.remove(shared.id, bo)).rejects.toMatchObject({ code: 'forbidden' });
    expect(events.map((event) => [event.type, event.actor])).toEqual([
      ['view.created', 'bo'],
      ['view.created', 'ada'],
    ]);
  });

  it('keep everything about a list, and come back as they were', async () => {
    const { store, clock } = openRoom();
    const views = openSavedViews(store);
    const filter = { all: [{ field: 'osVersion', operator: 'below' as const, value: '17' }] };
    const made = await views.create(
      draft({ filter, columns: [{ field: 'name', width: 200 }, { field: 'imei' }] }),
      ada,
    );
    clock.time += 1000;
    const changed = await views.update(made.id, draft({ filter, sort: 'lastSeenAt', layout: 'grid' }), ada);
    expect(changed).toMatchObject({ id: made.id, filter, sort: 'lastSeenAt', layout: 'grid', columns: [] });
    expect(changed.changedAt).toBe(made.changedAt + 1000);
    expect(await views.remove(made.id, ada)).toEqual(changed);
    expect(views.list(ada)).toEqual([]);
  });
});

describe('notes', () => {
  it('are written on a device, newest first, and deleted, and both is told', async () => {
    const { store, events, clock } = openRoom();
    const notes = openNotes(store);
    const { deviceId } = await addDevice(store);
    const first = await notes.add(deviceId, 'Screen is cracked.', 'ada');
    clock.time += 1000;
    await notes.add(deviceId, 'Repaired.', 'bo');
    expect(notes.list(deviceId).map((note) => [note.text, note.author])).toEqual([
      ['Repaired.', 'bo'],
      ['Screen is cracked.', 'ada'],
    ]);
    expect(await notes.remove(first.id, 'bo')).toEqual(first);
    expect(notes.list(deviceId)).toHaveLength(1);
    await expect(notes.remove(first.id, 'bo')).rejects.toMatchObject({ code: 'not-found' });
    await expect(notes.add(newId(), 'x', 'ada')).rejects.toMatchObject({ code: 'not-found' });
    expect(events.map(({ type, deviceId: of, actor }) => [type, of, actor])).toEqual([
      ['note.added', deviceId, 'ada'],
      ['note.added', deviceId, 'bo'],
      ['note.deleted', deviceId, 'bo'],
    ]);
    // What was written is not kept in the history once it is deleted.
    expect(JSON.stringify(events)).not.toContain('cracked');
  });

  it('are reworded under their author’s name, and come back for an hour after they were deleted', async () => {
    const { store, clock } = openRoom();
    const notes = openNotes(store);
    const { deviceId } = await addDevice(store);
    const written = await notes.add(deviceId, 'Screen is craked.', 'ada');
    clock.time += 1000;
    const reworded = await notes.update(written.id, 'Screen is cracked.', 'bo');
    expect(reworded).toEqual({ ...written, text: 'Screen is cracked.', changedAt: clock.time, changedBy: 'bo' });
    expect(note.array().parse(notes.list(deviceId))).toEqual([reworded]);
    await expect(notes.restore(written.id, 'bo')).rejects.toMatchObject({ code: 'not-found' });
    await notes.remove(written.id, 'bo');
    await expect(notes.update(written.id, 'x', 'bo')).rejects.toMatchObject({ code: 'not-found' });
    expect(await notes.restore(written.id, 'bo')).toEqual(reworded);
    await notes.remove(written.id, 'bo');
    clock.time += 3_600_001;
    await expect(notes.restore(written.id, 'bo')).rejects.toMatchObject({ code: 'not-found' });
    await notes.add(deviceId, 'Another.', 'ada');
    expect(store.all((db) => db.selectFrom('deviceNote').select('text'))).toEqual([{ text: 'Another.' }]);
  });
});
