import { useRef } from 'react';

/** What is true now, for handlers that outlive the render they were made in. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}
