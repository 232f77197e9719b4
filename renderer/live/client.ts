import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import type { Contract } from '../../shared/contract/index.ts';
import { ConnectionLostError, keepConnection } from './connection.ts';
import { lineOpener } from './lines.ts';
import { askingForReasons, createReasonAsker } from './reasons.ts';

/** This window's line to the engine. */
export const connection = keepConnection(lineOpener());

/** Asks whoever is at this window why, when the engine wants to know. */
export const reasonAsker = createReasonAsker();

/** The engine's contract as plain async functions. */
export const engine: ContractRouterClient<Contract> = createORPCClient(
  askingForReasons(connection.link, reasonAsker.ask),
);

/** The contract as query and mutation options. */
export const api = createTanstackQueryUtils(engine);

/** What the window has read; kept true by `live/subscription.ts`, so nothing is stale by age. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // A broken line heals by itself; an answer the engine gave on purpose will not change by asking again.
      retry: (failures, error) => error instanceof ConnectionLostError && failures < 3,
      retryDelay: 500,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Whether an error is the engine saying that something does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'NOT_FOUND';
}
