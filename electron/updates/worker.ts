import type { InstallAction, UpdateReason, UpdateRuleContent } from '../../shared/contract/updates.ts';
import type { Store, UnitOfWork, UpdateDeviceTable } from '../store/index.ts';
import { decideUpdate, type Offer, type Order, type OrderedUpdate, type UpdateDecision } from './decide.ts';
import type { UpdatePorts } from './ports.ts';
import type { DeviceFactsRow, UpdateRows } from './rows.ts';

/** A rule as the worker uses it. */
export interface LiveRule {
  readonly id: string;
  readonly name: string;
  readonly content: UpdateRuleContent;
  readonly include: ReadonlySet<string>;
  readonly exclude: ReadonlySet<string>;
}

const PER_UNIT = 50;
/** Whoever cannot be told about updates is looked at again after this: it may have become supervised. */
const REFUSED_MS = 6 * 3_600_000;
const OPEN: ReadonlySet<string> = new Set(['queued', 'sent', 'not-now']);
const FAILED: ReadonlySet<string> = new Set(['error', 'format-error']);
/** After these an order that goes wrong is the first one again. */
const GOES_WELL: ReadonlySet<string> = new Set(['up-to-date', 'downloading', 'downloaded', 'installing']);
const ACTOR = 'system';

/**
 * Brings devices on towards what their rule says. Everything it remembers is written in the transaction in which it
 * queues a command, so nothing is ordered twice, whenever it is interrupted.
 */
export class UpdateWorker {
  readonly #store: Store;
  readonly #rows: UpdateRows;
  readonly #ports: UpdatePorts;
  readonly #rules: () => readonly LiveRule[];
  readonly #mayAsk: () => boolean;

  constructor(options: {
    store: Store;
    rows: UpdateRows;
    ports: UpdatePorts;
    /** Active ones, the first goes first. */
    rules: () => readonly LiveRule[];
    mayAsk: () => boolean;
  }) {
    this.#store = options.store;
    this.#rows = options.rows;
    this.#ports = options.ports;
    this.#rules = options.rules;
    this.#mayAsk = options.mayAsk;
  }

  /** Looks at every device that is due, some at a time. Returns how many. */
  async run(): Promise<number> {
    let looked = 0;
    for (;;) {
      const count = await this.#store.write((work) => {
        const due = this.#rows.due.all({ now: work.now, limit: PER_UNIT });
        for (const row of due) this.#look(work, row);
        return due.length;
      });
      looked += count;
      if (count < PER_UNIT) return looked;
    }
  }

  #look(work: UnitOfWork, row: UpdateDeviceTable): void {
    const { deviceId } = row;
    const device = this.#rows.device.get({ deviceId });
    const rule = device === undefined ? undefined : this.#ruleFor(device);
    if (device === undefined || device.enrollmentId === null || rule === undefined) {
      // A command that a rule of before ordered goes with it, where the device has it not yet.
      if (row.commandId !== null) this.#ports.cancel(work, row.commandId);
      this.#rows.drop.run({ deviceId });
      return;
    }
    const now = work.now;
    const known = this.#orderOf(row);
    const decide = (order: Order | undefined): UpdateDecision =>
      decideUpdate({
        now,
        rule: rule.content,
        device: {
          osVersion: device.osVersion,
          supervised: device.supervised === null ? null : device.supervised === 1,
          userEnrollment: device.userEnrollment === 1,
        },
        offers: this.#rows.offers.all({ deviceId }).map(
          (offer): Offer => ({
            productKey: offer.productKey,
            version: offer.version,
            critical: offer.critical === 1,
            configuration: offer.configuration === 1,
            firmware: offer.firmware === 1,
            securityResponse: offer.securityResponse === 1,
            restartRequired: offer.restartRequired === 1,
          }),
        ),
        offersAt: this.#rows.offersAt.get({ deviceId })?.at ?? null,
        progress: this.#rows.progress
          .all({ deviceId })
          .map((each) => ({ ...each, isDownloaded: each.isDownloaded === 1 })),
        order,
        askedAt: row.askedAt,
        mayAsk: this.#mayAsk(),
        failures: row.failures,
      });
    let decision = decide(known);
    // What another rule ordered, or this one before it was changed, is taken back while the device has it not yet.
    if (known?.state === 'open' && (row.ruleId !== rule.id || decide(undefined).version !== known.version)) {
      if (this.#ports.cancel(work, row.commandId ?? '')) decision = decide(undefined);
    }
    const failed = decision.state === 'failed' && row.countedId !== row.commandId;
    const next: UpdateDeviceTable = {
      ...row,
      failures: failed ? row.failures + 1 : GOES_WELL.has(decision.state) ? 0 : row.failures,
      ...(failed ? { countedId: row.commandId } : {}),
      ruleId: rule.id,
      dueAt: decision.lookAgainAt,
    };
    const refused = decision.ask ? this.#ask(work, device.enrollmentId, next) : undefined;
    const outcome =
      refused !== undefined
        ? { state: 'not-applicable' as const, version: decision.version, because: refused }
        : decision.order === undefined
          ? decision
          : this.#give(work, device, rule, decision, next);
    const because = outcome.because === undefined ? null : JSON.stringify(outcome.because);
    const changed = row.state !== outcome.state || row.because !== because || row.ruleId !== rule.id;
    this.#rows.put.run({
      ...next,
      state: outcome.state,
      because,
      version: outcome.version,
      stateAt: changed ? now : row.stateAt,
    });
    this.#tell(work, row, deviceId, rule, outcome);
  }

  /** @returns why the device cannot be asked, where it cannot */
  #ask(work: UnitOfWork, enrollmentId: string, next: UpdateDeviceTable): UpdateReason | undefined {
    const asked = this.#ports.queue(work, enrollmentId, { RequestType: 'AvailableOSUpdates' }, { actor: ACTOR });
    if ('refused' in asked) {
      next.dueAt = work.now + REFUSED_MS;
      return { code: 'refused', reason: asked.refused };
    }
    next.askedAt = work.now;
    return undefined;
  }

  #give(
    work: UnitOfWork,
    device: DeviceFactsRow,
    rule: LiveRule,
    decision: UpdateDecision,
    next: UpdateDeviceTable,
  ): Pick<UpdateDecision, 'state' | 'version' | 'because'> {
    const { updates = [], until } = decision.order ?? {};
    const queued = this.#ports.queue(
      work,
      device.enrollmentId ?? '',
      { RequestType: 'ScheduleOSUpdate', Updates: updates.map((update) => ({ ...update })) },
      { actor: ACTOR, reason: rule.name, ...(until === undefined ? {} : { expiresAt: until }) },
    );
    if ('refused' in queued) {
      next.dueAt = work.now + REFUSED_MS;
      const because: UpdateReason = { code: 'refused', reason: queued.refused };
      return { state: 'not-applicable', version: decision.version, because };
    }
    next.commandId = queued.commandId;
    next.orderedVersion = decision.version;
    next.orderedAt = work.now;
    return decision;
  }

  /** News worth telling: an update was ordered, or will not go on by itself for now. */
  #tell(
    work: UnitOfWork,
    row: UpdateDeviceTable,
    deviceId: string,
    rule: LiveRule,
    {
      state,
      version,
      order,
      because,
    }: Pick<UpdateDecision, 'state' | 'version' | 'because'> & {
      order?: { updates: readonly OrderedUpdate[] } | undefined;
    },
  ): void {
    const data = { ruleId: rule.id, name: rule.name, version };
    if (order !== undefined) {
      const action: InstallAction = rule.content.action;
      work.event({ type: 'update.ordered', deviceId, actor: ACTOR, data: { ...data, action } });
    }
    if (state === 'failed' && row.state !== 'failed')
      work.event({
        type: 'update.failed',
        deviceId,
        actor: ACTOR,
        data: { ...data, status: because?.code === 'status' ? because.status : null },
      });
  }

  #orderOf({ commandId, orderedAt, orderedVersion }: UpdateDeviceTable): Order | undefined {
    if (commandId === null || orderedAt === null) return undefined;
    const command = this.#rows.command.get({ id: commandId });
    const state =
      command === undefined
        ? 'gone'
        : OPEN.has(command.state)
          ? 'open'
          : FAILED.has(command.state)
            ? 'failed'
            : command.state === 'acknowledged'
              ? 'done'
              : 'gone';
    return { state, at: orderedAt, endedAt: command?.stateAt ?? orderedAt, version: orderedVersion };
  }

  #ruleFor({ id, platform }: DeviceFactsRow): LiveRule | undefined {
    const rules = this.#rules().filter(({ content }) => content.platform === platform);
    if (rules.length === 0) return undefined;
    const groups = this.#rows.groups.all({ deviceId: id }).map(({ groupId }) => groupId);
    return rules.find(
      ({ include, exclude }) =>
        groups.some((group) => include.has(group)) && !groups.some((group) => exclude.has(group)),
    );
  }
}
