import type { PolicyLeftTable } from '../store/index.ts';
import type { KnownProfile, ReportedProfiles } from './plan-types.ts';

/*
 * What a device kept from an enrollment before this one. Devices lose the profiles of an enrollment that ends; one that
 * enrolls again over the old enrollment, or comes back from a backup, may have them still. Pure.
 */

/** The part of the user in keys of what was left behind. */
export const leftTo = ({ channel, user }: { channel: 'device' | 'user'; user: string | null }): string =>
  channel === 'device' ? '' : (user ?? '?');

/** Those of the profiles left behind that a list of the new enrollment shows, as if they had been installed in it. */
export function recall(left: readonly PolicyLeftTable[], { at, profiles }: ReportedProfiles): KnownProfile[] {
  const byIdentifier = Map.groupBy(left, ({ identifier }) => identifier);
  return [...byIdentifier].flatMap(([identifier, rows]): KnownProfile[] => {
    const there = profiles.find((each) => each.identifier === identifier);
    const row = rows.find(({ uuid }) => uuid === there?.uuid);
    if (there === undefined || row === undefined) return [];
    const { payloadTypes, limitsWifi, mayStrand } = JSON.parse(row.profile) as KnownProfile;
    return [
      {
        ...{ identifier, uuid: there.uuid, payloadTypes, limitsWifi, mayStrand },
        ours: rows.map(({ uuid }) => uuid),
        ...{ outcome: 'acknowledged', at, verifiedAt: at, failures: 0 },
      },
    ];
  });
}

/** What is known now, with what it took in enrollments before; `older` where nothing is known yet. */
export function withOlder(known: KnownProfile | undefined, older: KnownProfile): KnownProfile {
  return known === undefined ? older : { ...known, ours: [...new Set([...known.ours, ...older.ours])] };
}

/** What a profile was called here; its identifier when that is not known. */
export const nameOfLeft = (left: readonly PolicyLeftTable[], identifier: string): string =>
  left.find((each) => each.identifier === identifier && each.name !== identifier)?.name ?? identifier;
