import type { Logger } from '../../shared/logger.ts';
import { type Connect, type SalvagedConnect, summariseErrorChain } from '../protocol/index.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { openAnswers } from './answers.ts';
import type { CommandRows, DeliverableRow, KnownRow } from './command-row-types.ts';
import { TURN } from './command-rows.ts';
import { type Delivery, FILLED_SECRET } from './delivery.ts';
import { lifetimeOf, madePointlessBy } from './discipline.ts';
import type { Ending } from './ending.ts';
import type { FollowUps } from './follow-ups.ts';
import { type AnswerPart, type Apply, handlerOf } from './handlers/index.ts';
import { isBarredWhenLost } from './lost-mode.ts';
import type { ConnectedEnrollment, InventorySink } from './ports.ts';
import { secretTexts, withoutRepeated } from './repeated-secrets.ts';
import { putBackSecrets, type TakenOut } from './secrets.ts';
import { takesAnswer, transition } from './state.ts';
import { whyExpired } from './taking-back.ts';

/** One connect: decoded, or what could be saved of a body that cannot be. `raw` is the body as it came. */
export type ConnectMessage =
  | { connect: Connect; raw: Uint8Array }
  | { undecodable: true; raw: Uint8Array; salvage: SalvagedConnect };

export interface Exchange {
  /**
   * Takes one connect of an enrollment that identity has vouched for, and gives the body of the next command, or null
   * to end the session with 200 and zero bytes (LOOP-1). Everything is durable when the promise resolves.
   *
   * @throws CartwrightError `store-failure` when it could not be stored: answer 5xx, the device comes again
   */
  exchange(enrollment: ConnectedEnrollment, message: ConnectMessage): Promise<Buffer | null>;
}

/** Sent this often without an answer, a command stops going first: it may be what the device stumbles over. */
const TOO_OFTEN = 5;
/** Sent this often without an answer, for at least that long, a command is given up. */
const MOST_OFTEN = 10;
const GIVE_UP_MS = 86_400_000;
/** Given an erasure, a device is not heard of again (LOOP-7): after this time that is taken for what it most likely is. */
const ERASED_MS = 30 * 86_400_000;
const UNREADABLE = "The device's answer could not be read.";

/** What an answer means: how it is stored, what became of its parts, or that nobody can tell. */
interface Read {
  apply?: Apply | undefined;
  parts?: AnswerPart[] | undefined;
  unreadable?: true;
}

/** An answer that decoded but could not be stored as inventory. */
class ApplyFailure extends Error {}

export function openExchange(options: {
  store: Store;
  logger: Logger;
  rows: CommandRows;
  ending: Ending;
  delivery: Delivery;
  inventory: InventorySink;
  onErased: (work: UnitOfWork, enrollment: ConnectedEnrollment) => void;
  onRemoved: (work: UnitOfWork, enrollment: ConnectedEnrollment) => void;
  mdmProfileIdentifier: string | undefined;
  askAfterChange: (work: UnitOfWork, enrollmentId: string, requestType: string) => void;
  followUp: FollowUps['after'];
  isLost: (row: DeliverableRow) => boolean;
}): Exchange {
  const { store, logger, rows, ending, delivery, inventory, onErased, askAfterChange, followUp, isLost } = options;
  const { onRemoved, mdmProfileIdentifier } = options;
  const answers = openAnswers({ vault: store.vault, rows });

  /** Marks and builds the next command, passing over those that expired or no longer fit. */
  const deliver = (work: UnitOfWork, enrollment: ConnectedEnrollment): Buffer | null => {
    for (;;) {
      const row = rows.next.get({ enrollmentId: enrollment.id });
      if (row === undefined) return null;
      const known = { ...row, enrollmentId: enrollment.id };
      if (isOver(row, work.now)) {
        ending.end(work, known, 'expire', { reason: whyExpired(row) });
        continue;
      }
      if (isGivenUp(row, work.now)) {
        ending.end(work, known, 'give-up', { reason: whyExpired(row) });
        continue;
      }
      const prepared = delivery.prepare(
        isBarredWhenLost(row.requestType) && isLost(row) ? { ...row, lostMode: 1 } : row,
      );
      if ('unfit' in prepared) {
        ending.end(work, known, 'unfit', { reason: prepared.unfit });
        continue;
      }
      const again = row.state === 'sent';
      const settleAt = row.requestType === 'EraseDevice' ? work.now + ERASED_MS : null;
      rows.markSent.run({ id: row.id, now: work.now, stateAt: again ? null : work.now, settleAt });
      if (!again) {
        clearPointless(work, row, enrollment.id);
        work.event({
          type: 'command.sent',
          deviceId: row.deviceId,
          enrollmentId: enrollment.id,
          commandId: row.id,
          data: { requestType: row.requestType },
        });
      }
      return prepared.body;
    }
  };

  /** Ends what waits and makes no sense after this command. */
  const clearPointless = (work: UnitOfWork, row: DeliverableRow, enrollmentId: string): void => {
    const pointless = madePointlessBy(row.requestType);
    if (pointless === undefined) return;
    const { types, reason } = pointless;
    for (const known of rows.waiting.all({ enrollmentId })) {
      if (known.id === row.id || types?.has(known.requestType) === false) continue;
      ending.end(work, known, 'cancel', { reason });
    }
  };

  /** The session ends or goes on; when it ends, push hears whether there is still something to wake the device for. */
  const next = (work: UnitOfWork, enrollment: ConnectedEnrollment): Buffer | null => {
    const body = deliver(work, enrollment);
    if (body === null) ending.settle(work, enrollment.id);
    return body;
  };

  /**
   * After an answer that is not to what the device was given last. The command in flight may be lost or may be what
   * was answered under a wrong name: it waits for the next session rather than go back and forth.
   */
  const putInFlightAside = (enrollmentId: string, sentAtLeast: number): void => {
    const inFlight = rows.inFlight.get({ enrollmentId });
    if (inFlight !== undefined && inFlight.sentInVain >= sentAtLeast)
      rows.putAside.run({ id: inFlight.id, turn: TURN.aside });
  };

  /** The command of this enrollment that a CommandUUID names, in whatever case the device writes it. */
  const find = (enrollment: ConnectedEnrollment, commandId: string | undefined): KnownRow | undefined => {
    if (commandId === undefined) return undefined;
    const known = rows.find.get({ id: commandId }) ?? rows.find.get({ id: commandId.toLowerCase() });
    return known?.enrollmentId === enrollment.id ? known : undefined;
  };

  /** The device has removed the profile that ties it to us. */
  const endsManagement = ({ requestType, request }: KnownRow): boolean =>
    requestType === 'RemoveProfile' &&
    mdmProfileIdentifier !== undefined &&
    (JSON.parse(request) as { Identifier?: unknown }).Identifier === mdmProfileIdentifier;

  const idle = (work: UnitOfWork, enrollment: ConnectedEnrollment): Buffer | null => {
    rows.takeBack.run({ enrollmentId: enrollment.id });
    rows.putLast.run({ enrollmentId: enrollment.id, tooOften: TOO_OFTEN });
    return next(work, enrollment);
  };

  /** Makes inventory of an answer, and asks what it leads to. */
  const learn = (work: UnitOfWork, enrollment: ConnectedEnrollment, known: KnownRow, apply?: Apply): void => {
    if (apply === undefined) return;
    try {
      const aftermath = apply(inventory, work, { deviceId: enrollment.deviceId, commandId: known.id });
      if (aftermath !== undefined) followUp(work, enrollment, known.requestType, aftermath);
    } catch (cause) {
      throw new ApplyFailure('An answer could not be stored as inventory.', { cause });
    }
  };

  const result = (
    work: UnitOfWork,
    enrollment: ConnectedEnrollment,
    connect: Connect,
    raw: Uint8Array,
    read: Read,
  ): Buffer | null => {
    const known = find(enrollment, connect.CommandUUID);
    if (known === undefined) {
      answers.tellUnknown(work, enrollment, connect.CommandUUID, connect.status);
      putInFlightAside(enrollment.id, 1);
      return next(work, enrollment);
    }
    const duplicate = !takesAnswer(known.state) || (connect.status === 'NotNow' && OVER_FOR_NOW.has(known.state));
    if (duplicate) {
      putInFlightAside(enrollment.id, TOO_OFTEN);
      return next(work, enrollment);
    }
    if (connect.status === 'NotNow') {
      if (transition(known.state, 'not-now') === 'not-now') rows.markNotNow.run({ id: known.id, now: work.now });
      work.event({
        type: 'command.not-now',
        deviceId: enrollment.deviceId,
        enrollmentId: enrollment.id,
        commandId: known.id,
        actor: 'device',
        data: { requestType: known.requestType },
      });
      return next(work, enrollment);
    }
    const { errorChain } = connect;
    const top = errorChain[0];
    const facts = { answered: true, errorDomain: top?.domain, errorCode: top?.code };
    const { apply, parts = [], unreadable = false } = read;
    if (connect.status === 'Acknowledged') {
      ending.end(work, known, 'acknowledged', { answered: true, reason: failedParts(parts) });
      answers.keep(work, known, { raw, status: connect.status, decoded: !unreadable, errorChain, parts });
      if (unreadable) answers.tellUnreadable(work, enrollment, known, raw.length);
      learn(work, enrollment, known, apply);
      if (known.requestType === 'EraseDevice') {
        onErased(work, enrollment);
        return null;
      }
      if (endsManagement(known)) {
        onRemoved(work, enrollment);
        return null;
      }
      askAfterChange(work, enrollment.id, known.requestType);
    } else if (connect.status === 'Error') {
      ending.end(work, known, 'error', { ...facts, reason: summariseErrorChain(errorChain) || rejectionIn(connect) });
      answers.keep(work, known, { raw, status: connect.status, decoded: true, errorChain, parts });
      learn(work, enrollment, known, apply);
    } else {
      const said = summariseErrorChain(errorChain);
      const reason = `The device could not make sense of the command.${said === '' ? '' : ` It said: ${said}`}`;
      ending.end(work, known, 'format-error', { ...facts, reason });
      answers.keep(work, known, { raw, status: connect.status, decoded: true, errorChain });
      logger.error(
        { commandId: known.id, requestType: known.requestType, deviceId: enrollment.deviceId },
        'a device calls a command malformed',
      );
    }
    return next(work, enrollment);
  };

  const undecodable = (
    work: UnitOfWork,
    enrollment: ConnectedEnrollment,
    raw: Uint8Array,
    salvage: SalvagedConnect,
  ): Buffer | null => {
    const named = find(enrollment, salvage.CommandUUID);
    const known = salvage.CommandUUID === undefined ? rows.inFlight.get({ enrollmentId: enrollment.id }) : named;
    if (known === undefined) {
      answers.tellUnknown(work, enrollment, salvage.CommandUUID, salvage.status);
      putInFlightAside(enrollment.id, 1);
    } else if (!takesAnswer(known.state)) {
      putInFlightAside(enrollment.id, TOO_OFTEN);
    } else {
      ending.end(work, known, 'unreadable', { answered: true, reason: UNREADABLE });
      answers.keep(work, known, { raw, status: salvage.status ?? 'unreadable', decoded: false });
      answers.tellUnreadable(work, enrollment, known, raw.length);
    }
    return next(work, enrollment);
  };

  const secretsUnder = (secretId: string): TakenOut[] =>
    JSON.parse(store.vault.get(secretId, 'command-secret').toString('utf8')) as TakenOut[];

  /** What a device must not say of the secrets it was sent, given with the command or filled in by us. */
  const textsFor = (known: KnownRow | undefined): string[] => {
    // With the end of a command its secrets went, also of one whose late answer is still taken.
    if (known === undefined || !takesAnswer(known.state) || known.state === 'unanswered') return [];
    const given = known.secretId === null ? [] : secretsUnder(known.secretId);
    const kind = FILLED_SECRET[known.requestType];
    const filled = kind === undefined ? undefined : inventory.knowledge.currentSecret(known.deviceId, kind);
    return secretTexts(filled === undefined ? given : [...given, { path: ['Password'], value: filled }]);
  };

  /** Reads the answer outside the transaction; an answer of a wrong shape must not block the queue. */
  const read = (enrollment: ConnectedEnrollment, connect: Connect): Read => {
    const refused = connect.status === 'Error';
    if (connect.status !== 'Acknowledged' && !refused) return {};
    const known = find(enrollment, connect.CommandUUID);
    if (known === undefined || !takesAnswer(known.state)) return {};
    const handler = handlerOf(known.requestType);
    if (handler === undefined) return {};
    try {
      const asked = JSON.parse(known.request) as Record<string, unknown>;
      if (handler.withSecrets === true && known.secretId !== null) putBackSecrets(asked, secretsUnder(known.secretId));
      const stores = refused ? handler.readRefusal?.(connect.body, asked) : handler.read?.(connect.body, asked);
      const apply = stores as Apply | undefined;
      const parts = refused ? undefined : handler.parts?.(connect.body, asked);
      if (apply === undefined || rows.channel.get({ id: enrollment.id })?.channel !== 'user') return { apply, parts };
      return { apply: (_, work, target) => apply(inventory.forUser(enrollment.id), work, target), parts };
    } catch (error) {
      logger.warn(
        { err: error, commandId: known.id, requestType: known.requestType },
        'an answer does not have the shape it should',
      );
      return { unreadable: true };
    }
  };

  return {
    async exchange(enrollment, message) {
      inventory.seen(enrollment.deviceId, enrollment.id);
      if ('undecodable' in message) {
        const { raw, salvage } = message;
        logger.warn({ enrollmentId: enrollment.id, size: raw.length }, 'a connect could not be decoded');
        if (salvage.status !== 'Idle') return store.write((work) => undecodable(work, enrollment, raw, salvage));
      }
      if ('undecodable' in message || message.connect.status === 'Idle') {
        if (rows.hasOpen.get({ enrollmentId: enrollment.id }) === undefined) return null;
        return store.write((work) => idle(work, enrollment));
      }
      const { connect, raw } = withoutRepeated(message, textsFor(find(enrollment, message.connect.CommandUUID)));
      const found = read(enrollment, connect);
      try {
        return await store.write((work) => result(work, enrollment, connect, raw, found));
      } catch (error) {
        if (!(error instanceof ApplyFailure)) throw error;
        logger.error({ err: error.cause, commandId: connect.CommandUUID }, 'an answer could not be stored');
        return store.write((work) => result(work, enrollment, connect, raw, { unreadable: true }));
      }
    },
  };
}

/** Which parts of a command that was acknowledged as a whole did not work, in one line. */
function failedParts(parts: readonly AnswerPart[]): string | undefined {
  const failed = parts.filter((part) => part.failed);
  if (failed.length === 0) return undefined;
  const each = failed.map(({ name, status, errorChain }) => `${name}: ${summariseErrorChain(errorChain) || status}`);
  return `${failed.length} of ${parts.length} did not work. ${each.join(' ')}`.slice(0, 500);
}

function rejectionIn({ body }: Connect): string {
  const reason = body.RejectionReason;
  return typeof reason === 'string' && reason !== '' ? `Refused: ${reason}` : 'The device gave no reason.';
}

/** States in which a NotNow says nothing new. */
const OVER_FOR_NOW: ReadonlySet<string> = new Set(['not-now', 'unanswered']);

/** Its time is over; what is never too late, and was sent, the device that is here has not carried out. */
function isOver({ expiresAt, state, requestType }: DeliverableRow, now: number): boolean {
  if (expiresAt === null || expiresAt > now) return false;
  return state !== 'sent' || lifetimeOf(requestType) !== null;
}

function isGivenUp({ state, sentInVain, firstSentAt }: DeliverableRow, now: number): boolean {
  return state === 'sent' && sentInVain >= MOST_OFTEN && (firstSentAt ?? now) <= now - GIVE_UP_MS;
}
