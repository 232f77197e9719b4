import { z } from 'zod';
import { id, procedure, time } from './common.ts';

/** What an administrator wrote about a device. */
export const note = z.object({
  id,
  deviceId: id,
  text: z.string(),
  author: z.string(),
  createdAt: time,
  /** When and by whom it was last reworded; null: never. */
  changedAt: time.nullable(),
  changedBy: z.string().nullable(),
});
export type Note = z.infer<typeof note>;

const text = z.string().trim().min(1).max(5000);
const byNote = z.object({ noteId: id });

export const notes = {
  list: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}/notes', summary: 'Notes, newest first', tags: ['Notes'] })
    .input(z.object({ deviceId: id }))
    .output(z.array(note)),
  add: procedure
    .route({ method: 'POST', path: '/devices/{deviceId}/notes', summary: 'Write a note', tags: ['Notes'] })
    .input(z.object({ deviceId: id, text }))
    .output(note),
  update: procedure
    .route({ method: 'PUT', path: '/notes/{noteId}', summary: 'Reword a note', tags: ['Notes'] })
    .input(byNote.extend({ text }))
    .output(note),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/notes/{noteId}',
      summary: 'Delete a note',
      description: 'For an hour it can be restored; then it is gone.',
      tags: ['Notes'],
    })
    .input(byNote)
    .output(note),
  restore: procedure
    .route({
      method: 'POST',
      path: '/notes/{noteId}/restore',
      summary: 'Take the deletion of a note back',
      tags: ['Notes'],
    })
    .input(byNote)
    .output(note),
};
