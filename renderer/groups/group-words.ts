import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BUILT_IN_GROUPS } from '../../shared/contract/group-look.ts';
import type { DeviceGroup } from '../../shared/contract/index.ts';
import type { NamedGroup } from '../../shared/filter-text/index.ts';
import { api } from '../live/client.ts';

/** What a group is called: those every installation has in the console's language. */
export function groupName(group: Pick<DeviceGroup, 'name' | 'builtIn'>, t: TFunction): string {
  return group.builtIn === null
    ? group.name
    : t(`groups.builtIn.${group.builtIn}.name` as 'groups.builtIn.all.name', { defaultValue: group.name });
}

/** What a group is for, in a sentence; empty when nobody said. */
export function groupDescription(group: Pick<DeviceGroup, 'description' | 'builtIn'>, t: TFunction): string {
  return group.builtIn === null
    ? group.description
    : t(`groups.builtIn.${group.builtIn}.about` as 'groups.builtIn.all.about', { defaultValue: '' });
}

const NONE: readonly NamedGroup[] = [];

/** The groups as filters name them, for texts to be read and written; English names of built-in ones are read, too. */
export function useGroupNames(): readonly NamedGroup[] {
  const { t } = useTranslation();
  const groups = useQuery(api.groups.list.queryOptions()).data;
  return useMemo(
    () =>
      groups === undefined
        ? NONE
        : [
            ...groups.map((group) => ({ id: group.id, name: groupName(group, t) })),
            ...BUILT_IN_GROUPS.map(({ id, name }) => ({ id, name })),
          ],
    [groups, t],
  );
}
