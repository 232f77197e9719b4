import { z } from 'zod';
import { id, procedure, time } from './common.ts';

/** What an administrator wrote about a device. */
export const note = z.object({ id, deviceId: id, text: z.string(), author: z.string(), createdAt: time });
export type Note = z.infer<typeof note>;

export const notes = {
  list: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}/notes', summary: 'Notes, newest first', tags: ['Notes'] })
    .input(z.object({ deviceId: id }))
    .output(z.array(note)),
  add: procedure
    .route({ method: 'POST', path: '/devices/{deviceId}/notes', summary: 'Write a note', tags: ['Notes'] })
    .input(z.object({ deviceId: id, text: z.string().trim().min(1).max(5000) }))
    .output(note),
  remove: procedure
    .route({ method: 'DELETE', path: '/notes/{noteId}', summary: 'Delete a note', tags: ['Notes'] })
    .input(z.object({ noteId: id }))
    .output(note),
};
