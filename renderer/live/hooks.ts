import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api, connection } from './client.ts';
import type { ConnectionState } from './connection.ts';

/** How the window stands with the engine, live. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.state);
}

/** How the server is doing, live. */
export function useStatus() {
  return useQuery(api.system.status.queryOptions());
}
