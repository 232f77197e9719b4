import { useRouteError } from 'react-router';
import { ErrorState } from '../../parts/ErrorState.tsx';

/** A screen that could not be loaded or drawn; the frame stays. */
export function RouteError() {
  const error = useRouteError();
  return <ErrorState error={error} onRetry={() => window.location.reload()} />;
}
