import { isDictionary } from '../../shared/catalogue/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { overlayOf, withoutOverlay } from '../../shared/wallpaper/overlay.ts';
import type { PolicyStateTable, UnitOfWork } from '../store/index.ts';
import type { LoadedVersion } from './catalogue.ts';
import { type ChannelPlan, type DevicePlan, type DeviceStep, POLICIES, type StateRow } from './device-plan.ts';
import type { PlannerRows } from './planner-rows.ts';
import type { PreparedCommand, ProfileDelivery, Queue } from './ports.ts';

/** What has to be made before it can be queued. */
export type Need = { readonly deviceId: string; readonly isSameForAll: boolean } & (
  | { readonly kind: 'profile'; readonly enrollmentId: string; readonly version: LoadedVersion; readonly uuid: string }
  /** A setting with a picture that is drawn. */
  | { readonly kind: 'picture'; readonly value: string; readonly items: readonly unknown[] }
);

/** Carries out what a plan says: queues, takes back, and writes how everything stands. All in one unit of work. */
export interface Applying {
  /** What has to be made first; then nothing is to be carried out yet. */
  needs(plan: DevicePlan): Need[];
  /** Makes what is needed. Returns whether it worked. */
  make(need: Need): Promise<boolean>;
  carryOut(work: UnitOfWork, plan: DevicePlan): void;
}

/** Profiles made for single devices that wait to be queued. */
const MOST_MADE = 2000;
/** Settings with drawn pictures that wait to be queued; each holds the picture. */
const MOST_DRAWN = 30;

export function openApplying(options: {
  logger: Logger;
  rows: PlannerRows;
  queue: Queue;
  delivery: ProfileDelivery;
  /** Hears of a policy that failed on a device. */
  onFailed: (policyId: string) => void;
}): Applying {
  const { logger, rows, queue, delivery, onFailed } = options;
  /** Made for one device, or why it could not be made. */
  const made = new Map<string, PreparedCommand | { refused: string }>();
  const questions = new Map<string, PreparedCommand>();
  const settings = new Map<string, PreparedCommand>();
  /** By what the setting says, the text on the picture included. */
  const drawn = new Map<string, PreparedCommand | { refused: string }>();
  const madeKey = ({ enrollmentId, uuid }: { enrollmentId: string; uuid: string }) => `${enrollmentId}:${uuid}`;

  const question = (requestType: string): PreparedCommand => {
    const known = questions.get(requestType) ?? queue.prepare({ RequestType: requestType });
    questions.set(requestType, known);
    return known;
  };

  const setting = (items: readonly unknown[]): PreparedCommand => {
    const key = JSON.stringify(items);
    let known = settings.get(key);
    if (known === undefined) {
      if (settings.size > 200) settings.clear();
      known = queue.prepare({ RequestType: 'Settings', Settings: items.map((item) => commandJson(bare(item))) });
      settings.set(key, known);
    }
    return known;
  };

  /** @returns whether there is an outcome, be it that it cannot be drawn */
  const draw = async ({ deviceId, value, items }: Need & { kind: 'picture' }): Promise<boolean> => {
    if (drawn.has(value)) return true;
    const keep = (command: PreparedCommand | { refused: string }): boolean => {
      const [oldest] = drawn.keys();
      if (drawn.size >= MOST_DRAWN && oldest !== undefined) drawn.delete(oldest);
      drawn.set(value, command);
      return true;
    };
    try {
      const Settings = await Promise.all(items.map((item) => delivery.drawnItem(commandJson(item))));
      return keep(queue.prepare({ RequestType: 'Settings', Settings }));
    } catch (err) {
      if (err instanceof CartwrightError && err.code === 'bad-request') return keep({ refused: err.message });
      logger.warn({ err, deviceId }, 'a picture could not be drawn for a device');
      return false;
    }
  };

  const commandOf = (step: DeviceStep): PreparedCommand | { refused: string } | undefined => {
    switch (step.kind) {
      case 'list':
        return question('ProfileList');
      case 'security':
        return question('SecurityInfo');
      case 'remove':
        return queue.prepare({ RequestType: 'RemoveProfile', Identifier: step.identifier });
      case 'set':
        return isDrawn(step.items) ? drawn.get(step.sent.kind === 'set' ? step.sent.value : '') : setting(step.items);
      case 'install':
        return step.version.isSameForAll ? step.version.command : made.get(madeKey(step));
    }
  };

  const queueStep = (work: UnitOfWork, plan: DevicePlan, channel: ChannelPlan, step: DeviceStep): Queued => {
    const command = commandOf(step);
    if (command === undefined) return { refused: 'It could not be made.' };
    if (step.kind === 'install') made.delete(madeKey(step));
    if ('refused' in command) return command;
    const name = channel.rows.find(({ key }) => key === step.key)?.name;
    const outcome = command.queue(work, step.enrollmentId, {
      actor: POLICIES,
      ...(name === undefined ? {} : { reason: name }),
    });
    if ('refused' in outcome) {
      logger.warn({ deviceId: plan.deviceId, step: step.kind }, 'a command of a policy was refused');
      return { refused: outcome.refused.map(({ message }) => message).join(' ') };
    }
    if (!('sent' in step)) return {};
    const { commandId } = outcome;
    rows.putCommand.run({
      commandId,
      enrollmentId: step.enrollmentId,
      key: step.key,
      sent: JSON.stringify(step.sent),
    });
    return { commandId };
  };

  const writeRows = (work: UnitOfWork, plan: DevicePlan, channel: ChannelPlan, queued: Map<string, Queued>): void => {
    const seen = new Set<string>();
    for (const row of channel.rows) {
      const before = channel.before.get(row.key);
      const outcome = queued.get(row.key);
      // Gone for good, and nobody wants it any more.
      if (row.state === 'removed' && row.policyId === null) continue;
      seen.add(row.key);
      const refused = outcome?.refused;
      const standing: StateRow =
        refused === undefined ? row : { ...row, state: 'failed', because: { code: 'refused', reason: refused } };
      const next = tableRow(plan, channel, standing, before, outcome?.commandId, work.now);
      if (before !== undefined && sameRow(before, next)) continue;
      rows.putState.run(next);
      tell(work, plan, channel, standing, before);
    }
    for (const key of channel.before.keys())
      if (!seen.has(key)) rows.dropState.run({ enrollmentId: channel.enrollmentId, key });
  };

  return {
    needs(plan) {
      const needs: Need[] = [];
      for (const channel of plan.channels)
        for (const step of channel.steps) {
          if ((step.kind !== 'install' && step.kind !== 'set') || commandOf(step) !== undefined) continue;
          const { deviceId } = plan;
          if (step.kind === 'install') {
            const { enrollmentId, version, uuid } = step;
            needs.push({ kind: 'profile', deviceId, isSameForAll: version.isSameForAll, enrollmentId, version, uuid });
          } else if (step.sent.kind === 'set')
            needs.push({
              kind: 'picture',
              deviceId,
              isSameForAll: false,
              value: step.sent.value,
              items: step.items,
            });
        }
      return needs;
    },

    async make(need) {
      const { deviceId } = need;
      if (need.kind === 'picture') return draw(need);
      const { enrollmentId, version, uuid } = need;
      if (version.isSameForAll && version.command !== undefined) return true;
      const keep = (command: PreparedCommand | { refused: string }): void => {
        if (made.size >= MOST_MADE) made.clear();
        if (version.isSameForAll) version.command = command;
        else made.set(madeKey({ enrollmentId, uuid }), command);
      };
      try {
        const values = version.isSameForAll ? {} : delivery.valuesOf(deviceId, enrollmentId);
        const outcome = await delivery.deliver(version.parts, { id: deviceId, values });
        if (outcome.kind === 'waiting') return true;
        const command =
          outcome.kind === 'impossible'
            ? { refused: outcome.because }
            : queue.prepare({
                RequestType: 'InstallProfile',
                Payload: Buffer.from(outcome.bytes).toString('base64'),
              });
        keep(command);
        return true;
      } catch (err) {
        // What is the same for all is made of nothing from outside: it would fail again.
        if (version.isSameForAll) keep({ refused: 'The profile could not be built.' });
        logger.warn({ err, deviceId, policyId: version.policyId }, 'a profile could not be made for a device');
        return version.isSameForAll;
      }
    },

    carryOut(work, plan) {
      for (const channel of plan.channels) {
        for (const commandId of channel.learned) rows.dropCommand.run({ commandId });
        if (channel.recalled !== undefined) rows.dropLeft.run({ deviceId: plan.deviceId, user: channel.recalled });
        const queued = new Map<string, Queued>();
        for (const step of channel.steps) {
          const outcome = queueStep(work, plan, channel, step);
          if (step.key !== '') queued.set(step.key, outcome);
        }
        // After what takes their place, which ends most of them already: the device is never at rest in between.
        for (const commandId of channel.cancel) queue.cancelInUnit(work, commandId, POLICIES, NOT_WANTED);
        writeRows(work, plan, channel, queued);
      }
    },
  };

  function tell(
    work: UnitOfWork,
    plan: DevicePlan,
    channel: ChannelPlan,
    row: StateRow,
    before: PolicyStateTable | undefined,
  ): void {
    if (before?.state === row.state) return;
    if (row.state === 'failed' && row.policyId !== null) onFailed(row.policyId);
    const type = eventOf(row, before);
    if (type === undefined) return;
    work.event({
      type,
      deviceId: plan.deviceId,
      enrollmentId: channel.enrollmentId,
      data: {
        policyId: row.policyId,
        name: row.name,
        version: row.wantedVersion,
        ...(type === 'policy.drifted' ? { repaired: row.state !== 'drifted' } : {}),
        ...(row.state === 'failed' && row.because !== undefined ? { because: row.because.code } : {}),
      },
    });
  }
}

interface Queued {
  readonly commandId?: string;
  readonly refused?: string;
}

const NOT_WANTED = 'Policies do not want it any more.';

/** What of a change is worth telling. */
function eventOf(row: StateRow, before: PolicyStateTable | undefined): string | undefined {
  if (row.state === 'drifted') return 'policy.drifted';
  if (row.state === 'pending' && before?.state === 'installed' && before.uuid === row.uuid && row.uuid !== null)
    return 'policy.drifted';
  if (row.state === 'installed') return 'policy.installed';
  if (row.state === 'failed') return 'policy.failed';
  return row.state === 'removed' && before !== undefined ? 'policy.removed' : undefined;
}

function tableRow(
  plan: DevicePlan,
  channel: ChannelPlan,
  row: StateRow,
  before: PolicyStateTable | undefined,
  commandId: string | undefined,
  now: number,
): PolicyStateTable {
  const because = row.because === undefined ? null : JSON.stringify(row.because);
  const known = row.known === undefined ? null : JSON.stringify(row.known);
  return {
    enrollmentId: channel.enrollmentId,
    key: row.key,
    deviceId: plan.deviceId,
    policyId: row.policyId,
    name: row.name,
    state: row.state,
    because,
    since: before?.state === row.state ? before.since : now,
    wantedVersion: row.wantedVersion,
    thereVersion: row.thereVersion,
    byKind: row.by?.kind ?? null,
    byId: row.by?.id ?? null,
    variables: row.variables.length === 0 ? null : JSON.stringify(row.variables),
    uuid: row.uuid,
    known,
    lastCommandId: commandId ?? before?.lastCommandId ?? null,
    verifiedAt: row.verifiedAt,
  };
}

function sameRow(a: PolicyStateTable, b: PolicyStateTable): boolean {
  return COMPARED.every((column) => a[column] === b[column]);
}

const COMPARED = [
  'policyId',
  'name',
  'state',
  'because',
  'wantedVersion',
  'thereVersion',
  'byKind',
  'byId',
  'variables',
  'uuid',
  'known',
  'lastCommandId',
  'verifiedAt',
] as const;

const bare = (item: unknown): unknown => (isDictionary(item) ? withoutOverlay(item) : item);

/** Whether a picture is drawn in one of the items of a setting. */
function isDrawn(items: readonly unknown[]): boolean {
  return items.some((item) => isDictionary(item) && overlayOf(item) !== undefined);
}

/** Items as tagged JSON, as a command takes them: data in base64. */
function commandJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(commandJson);
  if (typeof value !== 'object' || value === null) return value;
  const tagged = value as Record<string, unknown>;
  if (typeof tagged.$data === 'string' && Object.keys(tagged).length === 1) return tagged.$data;
  return Object.fromEntries(Object.entries(tagged).map(([key, member]) => [key, commandJson(member)]));
}
