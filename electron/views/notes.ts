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
  /** Returns what it said. @throws CartwrightError `not-found` */
  remove(noteId: string, actor: string): Promise<Note>;
}

export function openNotes(store: Store): Notes {
  return {
    list: (deviceId) =>
      store.all((db) => db.selectFrom('deviceNote').selectAll().where('deviceId', '=', deviceId).orderBy('id', 'desc')),

    add: (deviceId, text, author) =>
      store.write((work) => {
        const device = store.get((db) => db.selectFrom('device').select('id').where('id', '=', deviceId));
        if (device === undefined) throw new CartwrightError('not-found', 'There is no such device.');
        const note: Note = { id: newId(work.now), deviceId, text, author, createdAt: work.now };
        store.run((db) => db.insertInto('deviceNote').values(note));
        work.event({ type: 'note.added', deviceId, actor: author, data: { noteId: note.id } });
        return note;
      }),

    remove: (noteId, actor) =>
      store.write((work) => {
        const note = store.get((db) => db.selectFrom('deviceNote').selectAll().where('id', '=', noteId));
        if (note === undefined) throw new CartwrightError('not-found', 'There is no such note.');
        store.run((db) => db.deleteFrom('deviceNote').where('id', '=', noteId));
        const data = { noteId, author: note.author, writtenAt: note.createdAt };
        work.event({ type: 'note.deleted', deviceId: note.deviceId, actor, data });
        return note;
      }),
  };
}
