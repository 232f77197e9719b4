import { useEffect, useState } from 'react';

/** What somebody else saved while a policy is edited here. */
export interface Newer {
  /** The version what is saved here would follow. */
  readonly basedOn: number;
  /** One that came meanwhile while something here is not saved. */
  readonly version: number | undefined;
  /** Keeps what was changed here, to be saved after that version. */
  goOn(): void;
}

/**
 * Notices that a policy has a newer version than the one that is edited. Where nothing was changed it is shown at once;
 * else what was typed stays, and somebody has to say what becomes of it.
 *
 * @param begunWith number of the version that is edited, 0 for a policy that is new
 * @param newest number of the newest version, 0 for a policy that is new
 * @param take shows the newest version in place of what is edited
 */
export function useNewer(begunWith: number, newest: number, changed: boolean, take: () => void): Newer {
  const [basedOn, setBasedOn] = useState(begunWith);
  const isNewer = newest > basedOn;
  useEffect(() => {
    if (isNewer && !changed) take();
  }, [isNewer, changed, take]);
  return { basedOn, version: isNewer && changed ? newest : undefined, goOn: () => setBasedOn(newest) };
}
