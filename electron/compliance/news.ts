import type { UnitOfWork } from '../store/index.ts';

/** Up to so many devices of a rule are told of one by one; of more, only how many. */
const MOST_EVENTS = 10;

export type NewsKind = 'grace' | 'violated' | 'complied' | 'exempted';

interface News {
  readonly ruleId: string;
  readonly name: string;
  readonly devices: { deviceId: string; kind: NewsKind }[];
  readonly counts: Record<NewsKind, number>;
}

const TYPE: Readonly<Record<NewsKind, string>> = {
  grace: 'compliance.grace-began',
  violated: 'compliance.violated',
  complied: 'compliance.complied',
  exempted: 'compliance.exempted',
};

/** Who began or ceased to violate a rule: gathered while there is more to judge, so that a crowd is one event. */
export class ComplianceNews {
  #byRule = new Map<string, News>();

  tell(ruleId: string, name: string, deviceId: string, kind: NewsKind): void {
    let news = this.#byRule.get(ruleId);
    if (news === undefined) {
      news = { ruleId, name, devices: [], counts: { grace: 0, violated: 0, complied: 0, exempted: 0 } };
      this.#byRule.set(ruleId, news);
    }
    news.counts[kind]++;
    if (news.devices.length <= MOST_EVENTS) news.devices.push({ deviceId, kind });
  }

  /** Records what was gathered, in this unit of work. */
  flush(work: UnitOfWork): void {
    if (this.#byRule.size === 0) return;
    for (const { ruleId, name, devices, counts } of this.#byRule.values()) {
      if (devices.length > MOST_EVENTS)
        work.event({ type: 'compliance.devices-changed', data: { ruleId, name, ...counts } });
      else for (const { deviceId, kind } of devices) work.event({ type: TYPE[kind], deviceId, data: { ruleId, name } });
    }
    this.#byRule = new Map();
  }

  /** What was gathered did not come to pass. */
  forget(): void {
    this.#byRule = new Map();
  }
}
