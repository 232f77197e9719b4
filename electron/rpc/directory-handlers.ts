import type {
  Directory,
  DirectoryCounts,
  DirectoryPreview,
  DirectoryTrial,
  NewDirectory,
} from '../../shared/contract/index.ts';
import type { Api } from './api.ts';

/** What is asked about directories that people are read from; see the contract for what each does. */
export interface DirectoryServices {
  directories: {
    list(): Directory[];
    create(input: NewDirectory, actor: string): Promise<Directory>;
    update(directoryId: string, input: NewDirectory, actor: string): Promise<Directory>;
    remove(directoryId: string, actor: string): Promise<Directory>;
    try(input: NewDirectory, directoryId: string | null): Promise<DirectoryTrial>;
    preview(directoryId: string): Promise<DirectoryPreview>;
    read(directoryId: string, evenIfMany: boolean, actor: string): Promise<DirectoryCounts>;
  };
}

/** Handlers about directories: each calls one service. */
export function directoryHandlers(api: Api, { directories }: DirectoryServices) {
  return {
    list: api.directories.list.handler(() => directories.list()),
    create: api.directories.create.handler(({ input, context }) => directories.create(input, context.actor.name)),
    update: api.directories.update.handler(({ input, context }) =>
      directories.update(input.directoryId, input.directory, context.actor.name),
    ),
    remove: api.directories.remove.handler(({ input, context }) =>
      directories.remove(input.directoryId, context.actor.name),
    ),
    try: api.directories.try.handler(({ input }) => directories.try(input.directory, input.directoryId)),
    preview: api.directories.preview.handler(({ input }) => directories.preview(input.directoryId)),
    read: api.directories.read.handler(({ input, context }) =>
      directories.read(input.directoryId, input.evenIfMany, context.actor.name),
    ),
  };
}
