import type { TFunction } from 'i18next';
import type { DeviceGroup, DeviceSelection, NewGroup } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { notifyWithUndo } from '../parts/undo.tsx';
import { groupName } from './group-words.ts';

/** Reads again what groups are and who is in them. */
export async function rereadGroups(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: api.groups.key() }),
    queryClient.invalidateQueries({ queryKey: api.devices.list.key() }),
  ]);
}

/** What makes a group anew as it is. */
export function draftOf({ kind, name, description, colour, icon, filter, ended }: DeviceGroup): NewGroup {
  const look = { name, description, colour, icon };
  return kind === 'static' || filter === null ? { kind: 'static', ...look } : { kind: 'smart', ...look, filter, ended };
}

/** Deletes a group, and offers to make it again. @returns whether it is gone; why not is told */
export async function removeGroup(group: DeviceGroup, t: TFunction): Promise<boolean> {
  try {
    const { group: was, deviceIds } = await engine.groups.remove({ groupId: group.id });
    await rereadGroups();
    notifyWithUndo(t('groups.deleted', { name: group.name }), async () => {
      const { id: groupId } = await engine.groups.create(draftOf(was));
      if (deviceIds.length > 0) await engine.groups.addMembers({ groupId, devices: { deviceIds } });
      await rereadGroups();
    });
    return true;
  } catch (error) {
    tellFailure(error, t('groups.notDeleted', { name: group.name }));
    return false;
  }
}

/** Puts devices into a static group, and offers to take that back. @returns whether it was done; why not is told */
export async function putInto(group: DeviceGroup, devices: DeviceSelection, t: TFunction): Promise<boolean> {
  return move(group, devices, 'addMembers', t);
}

/** Takes devices out of a static group, and offers to take that back. @returns whether it was done; why not is told */
export async function takeOut(group: DeviceGroup, devices: DeviceSelection, t: TFunction): Promise<boolean> {
  return move(group, devices, 'removeMembers', t);
}

async function move(
  group: DeviceGroup,
  devices: DeviceSelection,
  how: 'addMembers' | 'removeMembers',
  t: TFunction,
): Promise<boolean> {
  const back = how === 'addMembers' ? 'removeMembers' : 'addMembers';
  const name = groupName(group, t);
  try {
    const { changed } = await engine.groups[how]({ groupId: group.id, devices });
    await rereadGroups();
    const many = 'deviceIds' in devices ? devices.deviceIds.length : undefined;
    const said =
      how === 'addMembers' ? t('groups.added', { count: changed, name }) : t('groups.taken', { count: changed, name });
    // Who was there before stays when it is taken back; only when all of them came is that known.
    if (changed > 0 && changed === many)
      notifyWithUndo(said, async () => {
        await engine.groups[back]({ groupId: group.id, devices });
        await rereadGroups();
      });
    else tellDone(said);
    return true;
  } catch (error) {
    tellFailure(error, t('groups.notChanged', { name }));
    return false;
  }
}
