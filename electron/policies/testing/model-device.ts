import { afterAnswer, afterList } from '../known-profiles.ts';
import { planProfiles } from '../plan.ts';
import type {
  Answered,
  DesiredProfile,
  DeviceFacts,
  KnownProfile,
  OpenCommand,
  PlanInput,
  ProfilePlan,
  ReportedProfiles,
} from '../plan-types.ts';

export const MINUTE = 60_000;

export interface Wanted extends DesiredProfile {
  /** The device answers every InstallProfile of it with an error. */
  readonly broken?: boolean;
  /** It is taken, and is not there afterwards. */
  readonly vanishes?: boolean;
}

/** A device, its queue and what is remembered of it, all in memory: what the reconciler is tried against. */
export class ModelDevice {
  now = 1_000_000;
  wanted: readonly Wanted[] = [];
  facts: DeviceFacts = { apps: new Set(), hasOwnNetwork: true, passcode: undefined };
  /** How its passcode stands, as it would say when asked. */
  passcodeCompliant = true;
  /** What is on the device, by identifier: the uuid. */
  readonly profiles = new Map<string, string>();
  readonly open: OpenCommand[] = [];
  /** It answers questions with an error. */
  silent = false;
  lastAnswered: Answered = {};
  /** Every command it answered, as words. */
  readonly answered: string[] = [];
  #known = new Map<string, KnownProfile>();
  #reported: ReportedProfiles | undefined;
  #sent = 0;
  #contents = new Map<string, Wanted>();

  want(...wanted: readonly Wanted[]): void {
    this.wanted = wanted;
    for (const each of wanted) this.#contents.set(each.uuid, each);
  }

  input(): PlanInput {
    return {
      now: this.now,
      desired: this.wanted,
      known: [...this.#known.values()],
      reported: this.#reported,
      open: this.open,
      facts: this.facts,
      answered: this.lastAnswered,
    };
  }

  /** Plans, and queues what the plan says. */
  reconcile(): ProfilePlan {
    const plan = planProfiles(this.input());
    for (const id of plan.cancel) {
      const at = this.open.findIndex(({ commandId, inFlight }) => commandId === id && !inFlight);
      if (at === -1) throw new Error('the plan cancels what cannot be cancelled');
      this.open.splice(at, 1);
    }
    for (const step of plan.queue) {
      const commandId = `c${++this.#sent}`;
      if (step.kind !== 'install') {
        this.open.push({ ...step, commandId, inFlight: false });
        continue;
      }
      const content = this.#contents.get(step.uuid);
      if (content === undefined) throw new Error('the plan installs what was never wanted');
      const limitsWifi = content.hazards.some(({ kind }) => kind === 'wifi-allow-list');
      this.open.push({ ...step, commandId, inFlight: false, payloadTypes: content.payloadTypes, limitsWifi });
    }
    return plan;
  }

  /** The device connects, and takes the oldest command. */
  take(): boolean {
    const [first] = this.open;
    if (first === undefined) return false;
    this.open[0] = { ...first, inFlight: true };
    return true;
  }

  /** It answers what it took. */
  answer(): void {
    const command = this.open[0];
    if (command?.inFlight !== true) return;
    this.open.shift();
    this.now += MINUTE;
    this.answered.push([command.kind, ...('identifier' in command ? [command.identifier] : [])].join(' '));
    if (command.kind === 'list' || command.kind === 'security') {
      this.lastAnswered = { ...this.lastAnswered, [command.kind]: this.now };
      if (this.silent) return;
    }
    if (command.kind === 'security') {
      this.facts = { ...this.facts, passcode: { compliant: this.passcodeCompliant, at: this.now } };
      return;
    }
    if (command.kind !== 'install' && command.kind !== 'remove') {
      this.#reported = {
        at: this.now,
        profiles: [...this.profiles].map(([identifier, uuid]) => ({ identifier, uuid })),
      };
      for (const [identifier, known] of this.#known) this.#known.set(identifier, afterList(known, this.#reported));
      return;
    }
    const { identifier } = command;
    const content = command.kind === 'install' ? this.#contents.get(command.uuid) : undefined;
    const fails = content?.broken === true || (command.kind === 'remove' && !this.profiles.has(identifier));
    if (!fails && command.kind === 'remove') this.profiles.delete(identifier);
    if (!fails && command.kind === 'install' && content?.vanishes !== true) this.profiles.set(identifier, command.uuid);
    const after = afterAnswer(this.#known.get(identifier), command, fails ? 'failed' : 'acknowledged', this.now);
    if (after !== undefined) this.#known.set(identifier, after);
  }

  /** Everything that waits is taken and answered, with a plan after each answer, until nothing waits. */
  settle(): ProfilePlan {
    for (let rounds = 0; rounds < 200; rounds++) {
      const plan = this.reconcile();
      if (!this.take()) return plan;
      this.answer();
    }
    throw new Error(`does not come to rest: ${this.answered.slice(-12).join(', ')}`);
  }

  /** Somebody with the device in hand. */
  removeByHand(identifier: string): void {
    this.profiles.delete(identifier);
  }

  /** It is asked for its list, as every so often. */
  askForList(): void {
    if (!this.open.some(({ kind }) => kind === 'list')) {
      this.open.push({ kind: 'list', commandId: `c${++this.#sent}`, inFlight: false });
    }
  }
}

/** A profile as it should be, with all that is not said left ordinary. */
export function wanted(identifier: string, version: number, more: Partial<Wanted> = {}): Wanted {
  return {
    identifier,
    uuid: `${identifier}:${version}`,
    payloadTypes: ['com.apple.webClip.managed'],
    missing: [],
    hazards: [],
    needs: [],
    needsPasscode: false,
    onDrift: 'repair',
    ...more,
  };
}
