import { useQuery } from '@tanstack/react-query';
import { api } from '../live/client.ts';

/** So many are shown at once; the oldest are let in or turned down first, and then the others show. */
const SHOWN = 200;

const queue = api.enrollment.requests.queryOptions({ input: { state: 'waiting', limit: SHOWN } });

/** Who waits to be let in, live. */
export function useWaiting() {
  return useQuery(queue);
}

/** Under this key the queue is kept. */
export const WAITING_KEY = queue.queryKey;
