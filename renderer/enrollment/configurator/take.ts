import type { Configurator } from '../../../shared/contract/index.ts';
import { api, queryClient } from '../../live/client.ts';

/** The answer to a change is what there is now. */
export function takeConfigurator(fresh: Configurator): void {
  queryClient.setQueryData(api.enrollment.configurator.queryKey(), fresh);
}
