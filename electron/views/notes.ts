import type { Note } from '../../shared/contract/notes.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Store } from '../store/index.ts';

/** What administrators wrote about devices. */
export interface Notes {
  /** Newest first. */
  list(deviceId: string): Note[];
  /** @throws CartwrightError `not-found` when there is no such device */
  add(deviceId: string, text: string, author: string): Promise<Note>;
  /** Rewords it; the author stays. @throws CartwrightError `not-found` */
  update(noteId: string, text: string, actor: string): Promise<Note>;
  /** Returns what it said. @throws CartwrightError `not-found` */
  remove(noteId: string, actor: string): Promise<Note>;
  /** Takes a deletion back, for an hour after it. @throws CartwrightError `not-found` */
  restore(noteId: string, actor: string): Promise<Note>;
}

/** So long a deleted note can be restored. */
const KEPT_MS = 3_600_000;

const COLUMNS = ['id', 'deviceId', 'text', 'author', 'createdAt', 'changedAt', 'changedBy'] as const;

export function openNotes(store: Store): Notes {
  /** @param deleted whether it is one that waits to be forgotten */
  const find = (noteId: string, deleted: boolean): Note => {
    const note = store.get((db) =>
      db
        .selectFrom('deviceNote')
        .select(COLUMNS)
        .where('id', '=', noteId)
        .where('deletedAt', deleted ? 'is not' : 'is', null),
    );
    if (note === undefined) throw new CartwrightError('not-found', 'There is no such note.');
    return note;
  };
  const forgetDeleted = (now: number): void => {
    store.run((db) => db.deleteFrom('deviceNote').where('deletedAt', '<', now - KEPT_MS));
  };
  const about = (note: Note) => ({ noteId: note.id, author: note.author, writtenAt: note.createdAt });

  return {
    list: (deviceId) =>
      store.all((db) =>
        db
          .selectFrom('deviceNote')
          .select(COLUMNS)
          .where('deviceId', '=', deviceId)
          .where('deletedAt', 'is', null)
          .orderBy('id', 'desc'),
      ),

    add: (deviceId, text, author) =>
      store.write((work) => {
        const device = store.get((db) => db.selectFrom('device').select('id').where('id', '=', deviceId));
        if (device === undefined) throw new CartwrightError('not-found', 'There is no such device.');
        forgetDeleted(work.now);
        const note: Note = {
          id: newId(work.now),
          deviceId,
          text,
          author,
          createdAt: work.now,
          changedAt: null,
          changedBy: null,
        };
        store.run((db) => db.insertInto('deviceNote').values({ ...note, deletedAt: null }));
        work.event({ type: 'note.added', deviceId, actor: author, data: { noteId: note.id } });
        return note;
      }),

    update: (noteId, text, actor) =>
      store.write((work) => {
        const note = find(noteId, false);
        if (note.text === text) return note;
        const change = { text, changedAt: work.now, changedBy: actor };
        store.run((db) => db.updateTable('deviceNote').set(change).where('id', '=', noteId));
        work.event({ type: 'note.changed', deviceId: note.deviceId, actor, data: about(note) });
        return { ...note, ...change };
      }),

    remove: (noteId, actor) =>
      store.write((work) => {
        const note = find(noteId, false);
        forgetDeleted(work.now);
        store.run((db) => db.updateTable('deviceNote').set({ deletedAt: work.now }).where('id', '=', noteId));
        work.event({ type: 'note.deleted', deviceId: note.deviceId, actor, data: about(note) });
        return note;
      }),

    restore: (noteId, actor) =>
      store.write((work) => {
        forgetDeleted(work.now);
        const note = find(noteId, true);
        store.run((db) => db.updateTable('deviceNote').set({ deletedAt: null }).where('id', '=', noteId));
        work.event({ type: 'note.restored', deviceId: note.deviceId, actor, data: about(note) });
        return note;
      }),
  };
}
