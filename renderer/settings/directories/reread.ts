import { api, queryClient } from '../../live/client.ts';

/** Reads again which directories there are, and who comes from them. */
export async function rereadDirectories(): Promise<void> {
  await Promise.all(
    [api.directories, api.people].map((part) => queryClient.invalidateQueries({ queryKey: part.key() })),
  );
}
