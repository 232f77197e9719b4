import { GROUP_COLOURS, GROUP_ICONS } from '../../shared/contract/group-look.ts';
import type { DeviceMembership } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Store } from '../store/index.ts';
import { ruleKey } from './rules.ts';

/** Who came and went is told for so long. */
const KEPT_MS = 365 * 86_400_000;
const PER_UNIT = 1000;
const MOST_CHANGES = 100;

/** Reads who is in which group. */
export interface Membership {
  /** The devices of a group, by their ids. */
  members(groupId: string): string[];
  /** Of these ids, those of devices there are. */
  existing(ids: readonly string[]): string[];
  /** @throws CartwrightError `not-found` */
  ofDevice(deviceId: string): DeviceMembership;
  /** Forgets who came and went long ago. */
  tidy(): Promise<void>;
}

export function openMembership(store: Store): Membership {
  return {
    members: (groupId) =>
      store
        .all((db) => db.selectFrom('groupMember').select('deviceId').where('groupId', '=', groupId).orderBy('deviceId'))
        .map(({ deviceId }) => deviceId),

    existing(ids) {
      if (ids.length === 0) return [];
      return store.all((db) => db.selectFrom('device').select('id').where('id', 'in', ids)).map(({ id }) => id);
    },

    ofDevice(deviceId) {
      if (store.get((db) => db.selectFrom('device').select('id').where('id', '=', deviceId)) === undefined)
        throw new CartwrightError('not-found', 'There is no such device.');
      const groups = store.all((db) =>
        db
          .selectFrom('groupMember as m')
          .innerJoin('deviceGroup as g', 'g.id', 'm.groupId')
          .select(['g.id', 'g.name', 'g.kind', 'g.builtIn', 'g.colour', 'g.icon', 'm.since'])
          .where('m.deviceId', '=', deviceId)
          .where((e) => e.or([e('g.builtIn', 'is', null), e('g.builtIn', 'not like', ruleKey('%'))]))
          .orderBy((e) => e('g.builtIn', 'is not', null))
          .orderBy('g.nameKey'),
      );
      const changes = store.all((db) =>
        db
          .selectFrom('groupChange')
          .select(['groupId', 'groupName as name', 'at', 'joined', 'actor'])
          .where('deviceId', '=', deviceId)
          .orderBy('at', 'desc')
          .limit(MOST_CHANGES),
      );
      return {
        groups: groups.map((group) => ({
          ...group,
          colour: GROUP_COLOURS.find((one) => one === group.colour) ?? 'gray',
          icon: GROUP_ICONS.find((one) => one === group.icon) ?? 'tag',
        })),
        changes: changes.map((change) => ({ ...change, joined: change.joined === 1 })),
      };
    },

    async tidy() {
      const before = store.clock.now() - KEPT_MS;
      for (;;) {
        const gone = await store.write(() =>
          store.run((db) =>
            db
              .deleteFrom('groupChange')
              .where((e) =>
                e(
                  e.refTuple('deviceId', 'at'),
                  'in',
                  e
                    .selectFrom('groupChange as c')
                    .select(['c.deviceId', 'c.at'])
                    .where('c.at', '<', before)
                    .limit(PER_UNIT)
                    .$asTuple('deviceId', 'at'),
                ),
              ),
          ),
        );
        if (gone < PER_UNIT) return;
      }
    },
  };
}
