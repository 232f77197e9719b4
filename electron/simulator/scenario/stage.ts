import type { SimulatedDevice } from '../devices/device.ts';
import type { DeviceState } from '../devices/state.ts';
import type { Scenario } from './format.ts';
import { arrange } from './happenings.ts';
import { DeviceScript, type World } from './script.ts';
import { selectDevices } from './select.ts';

/** A scenario with its parts given to the devices of one fleet. */
export class Stage {
  readonly #scenario: Scenario;
  readonly #world: World;
  readonly #ruled: readonly ReadonlySet<number>[];
  readonly #befallen: readonly ReadonlySet<number>[];

  constructor(scenario: Scenario, factories: readonly (() => DeviceState)[], seed: number, world: World) {
    const states = factories.map((make) => make());
    const chosen = (part: 'rules' | 'events') =>
      scenario[part].map((each, at) => selectDevices(states, each.devices, seed, `${part}${at}`));
    this.#scenario = scenario;
    this.#world = world;
    this.#ruled = chosen('rules');
    this.#befallen = chosen('events');
  }

  /** What this device is to answer; undefined when the scenario has nothing for it. */
  scriptOf(index: number): DeviceScript | undefined {
    const rules = this.#scenario.rules.filter((_, at) => this.#ruled[at]?.has(index));
    return rules.length === 0 ? undefined : new DeviceScript(rules, this.#world);
  }

  /** The device enrolled for the first time: what shall happen to it is arranged. */
  begin(index: number, device: SimulatedDevice): void {
    const happenings = this.#scenario.events.filter((_, at) => this.#befallen[at]?.has(index));
    arrange(device, happenings, this.#world);
  }
}
