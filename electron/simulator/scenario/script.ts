import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../../shared/clock.ts';
import { isPlistDict, type PlistDict } from '../wire/plist.ts';
import type { Rule, ScriptedAnswer } from './format.ts';

/** Time as devices live it; its pace may change. */
export interface World {
  readonly clock: Clock;
  readonly pace: number;
}

/** What one device has been told to answer: the rules that are about it, and how often each came to pass. */
export class DeviceScript {
  readonly #rules: { rule: Rule; fitted: number; used: number }[];
  readonly #world: World;
  #startedAt: number | undefined;

  constructor(rules: readonly Rule[], world: World) {
    this.#rules = rules.map((rule) => ({ rule, fitted: 0, used: 0 }));
    this.#world = world;
  }

  /** The device enrolled: from now on time counts. */
  begin(): void {
    this.#startedAt ??= this.#world.clock.now();
  }

  /** The answer to a command, by the first rule that fits; undefined when the device answers by itself. */
  answer(request: PlistDict, channel: 'device' | 'user'): ScriptedAnswer | undefined {
    const command = isPlistDict(request.Command) ? request.Command : {};
    for (const entry of this.#rules) {
      const { when, answer } = entry.rule;
      if (!this.#fits(when, command, channel)) continue;
      entry.fitted++;
      const turn = when.nth === undefined || [when.nth].flat().includes(entry.fitted);
      if (!turn || (when.times !== undefined && entry.used >= when.times)) continue;
      entry.used++;
      return answer;
    }
    return undefined;
  }

  #fits(when: Rule['when'], command: PlistDict, channel: 'device' | 'user'): boolean {
    const names = when.command === undefined ? undefined : [when.command].flat();
    if (names !== undefined && !names.includes(String(command.RequestType))) return false;
    if (when.channel !== undefined && when.channel !== channel) return false;
    const keys = Object.entries(when.with ?? {});
    if (!keys.every(([key, value]) => isDeepStrictEqual(command[key], value))) return false;
    const now = this.#world.clock.now();
    if (when.after !== undefined && this.#elapsed(now) < when.after) return false;
    return when.between === undefined || isBetween(minutesOf(now), when.between);
  }

  /** Simulated milliseconds since the device enrolled. Where nothing is waited for, everything is long ago. */
  #elapsed(now: number): number {
    return this.#world.pace === 0 ? Number.POSITIVE_INFINITY : (now - (this.#startedAt ?? now)) / this.#world.pace;
  }
}

/** Minutes since midnight, where the simulator runs. */
export function minutesOf(at: number): number {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
}

const isBetween = (minutes: number, [from, until]: readonly [number, number]): boolean =>
  from <= until ? minutes >= from && minutes < until : minutes >= from || minutes < until;
