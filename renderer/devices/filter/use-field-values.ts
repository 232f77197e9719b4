import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceField } from '../../../shared/contract/device-fields.ts';
import type { DeviceSearch, FieldValues } from '../../../shared/contract/index.ts';
import { groupName } from '../../groups/group-words.ts';
import { api } from '../../live/client.ts';

/** One value devices have in a field: what it is called where that is known, and on how many. */
export interface KnownValue {
  readonly value: string;
  readonly label: string | null;
  readonly count: number;
}

const LISTED: ReadonlySet<DeviceField['type']> = new Set(['text', 'enum', 'version', 'boolean', 'set']);
/** Counts in a list to choose from may be this old. */
const FRESH_MS = 30_000;
const NONE: readonly KnownValue[] = [];

/** Which devices are counted: those the list would show. */
export const CountedDevices = createContext<DeviceSearch>({});

/** Whether people are filtered, instead of devices. */
export const OfPeople = createContext(false);

/** What devices, or people, have in a field, most frequent first; empty while it is read, and for fields without a list. */
export function useFieldValues(field: DeviceField | undefined): readonly KnownValue[] {
  const counted = useContext(CountedDevices);
  const groups = useKnownGroups(field?.id === 'group');
  // A filter that asks for the state itself hides no devices.
  const search = field?.id === 'state' ? {} : counted;
  const ofPeople = useContext(OfPeople);
  const listed = field !== undefined && field.id !== 'group' && LISTED.has(field.type);
  const select = ({ values }: FieldValues) => values.map((one): KnownValue => ({ ...one, value: String(one.value) }));
  const people = useQuery({
    ...api.people.values.queryOptions({ input: { field: field?.id ?? '' } }),
    enabled: listed && ofPeople,
    staleTime: FRESH_MS,
    select,
  });
  const found = useQuery({
    ...api.devices.values.queryOptions({ input: { field: field?.id ?? '', ...search } }),
    enabled: listed && !ofPeople,
    staleTime: FRESH_MS,
    select,
  });
  return groups ?? (ofPeople ? people : found).data ?? NONE;
}

/** All groups, those without devices, too: a group of groups is made before anybody is in them. */
function useKnownGroups(wanted: boolean): readonly KnownValue[] | undefined {
  const { t } = useTranslation();
  const groups = useQuery({ ...api.groups.list.queryOptions(), enabled: wanted }).data;
  return useMemo(
    () =>
      wanted
        ? (groups ?? []).map((group) => ({ value: group.id, label: groupName(group, t), count: group.members }))
        : undefined,
    [wanted, groups, t],
  );
}
