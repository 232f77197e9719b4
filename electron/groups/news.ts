import type { UnitOfWork } from '../store/index.ts';

/** Up to so many devices of a group are told of one by one; of more, only how many. */
const MOST_EVENTS = 10;

interface News {
  readonly name: string;
  readonly actor: string;
  readonly devices: { deviceId: string; joined: boolean }[];
  joined: number;
  left: number;
}

/** Who came and went since the last event: gathered while there is more to work out, so that a crowd is one event. */
export class MembershipNews {
  #byGroup = new Map<string, News & { groupId: string }>();

  tell({ id: groupId, name }: { id: string; name: string }, deviceId: string, joined: boolean, actor: string): void {
    const key = `${groupId} ${actor}`;
    let news = this.#byGroup.get(key);
    if (news === undefined) {
      news = { groupId, name, actor, devices: [], joined: 0, left: 0 };
      this.#byGroup.set(key, news);
    }
    if (joined) news.joined++;
    else news.left++;
    if (news.devices.length <= MOST_EVENTS) news.devices.push({ deviceId, joined });
  }

  /** Records what was gathered, in this unit of work. */
  flush(work: UnitOfWork): void {
    if (this.#byGroup.size === 0) return;
    for (const { groupId, name, actor, devices, joined, left } of this.#byGroup.values()) {
      if (devices.length > MOST_EVENTS)
        work.event({ type: 'group.members-changed', actor, data: { groupId, name, joined, left } });
      else
        for (const one of devices)
          work.event({
            type: one.joined ? 'group.member-joined' : 'group.member-left',
            deviceId: one.deviceId,
            actor,
            data: { groupId, name },
          });
    }
    this.#byGroup = new Map();
  }

  /** What was gathered did not come to pass. */
  forget(): void {
    this.#byGroup = new Map();
  }
}
