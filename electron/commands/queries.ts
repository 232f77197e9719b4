import { sql } from 'kysely';
import { mayActAs, type Role } from '../../shared/contract/access.ts';
import type { CommandDetail, CommandQuery, CommandRow } from '../../shared/contract/commands.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { ErrorChainItem } from '../protocol/index.ts';
import type { CommandState, Store } from '../store/index.ts';
import type { AnswerPart } from './handlers/index.ts';
import { shownAnswer } from './masking.ts';
import { openAnswer } from './sealed-answer.ts';
import type { TakenOut } from './secrets.ts';

/** What the console asks about commands, in the contract's shapes. */
export interface CommandQueries {
  /** Newest first; `before` is the last id of the page before. */
  listCommands(query: CommandQuery): { rows: CommandRow[] };
  /** @throws CartwrightError `not-found` */
  getCommandRow(commandId: string): CommandRow;
  /** @throws CartwrightError `not-found`, or `vault-locked` when the answer cannot be opened */
  getCommand(commandId: string): CommandDetail;
  /**
   * The PIN of a DeviceLock or EraseDevice, for whoever stands before the locked Mac: once, then to owners only. Each
   * time it is recorded who asked.
   *
   * @throws CartwrightError `not-found` when the command has none, `forbidden` when it was shown already
   */
  revealPin(commandId: string, actor: { name: string; role: Role }): Promise<string>;
}

/** What a line of a list of commands shows, of `command` as c and `device` as d. */
export const COMMAND_COLUMNS = [
  'c.id',
  'c.deviceId',
  'd.name as deviceName',
  'c.enrollmentId',
  'c.requestType',
  'c.state',
  'c.queuedAt',
  'c.queuedBy',
  'c.stateAt',
  'c.firstSentAt',
  'c.lastSentAt',
  'c.sendCount',
  'c.notNowCount',
  'c.lastNotNowAt',
  'c.answeredAt',
  'c.expiresAt',
  'c.errorSummary',
] as const;

/** States most commands pass or end in; all others have an index of their own. */
const ORDINARY: readonly CommandState[] = ['queued', 'sent', 'not-now', 'acknowledged'];
const OPEN: readonly CommandState[] = ['queued', 'sent', 'not-now'];

export function openCommandQueries({ store }: { store: Store }): CommandQueries {
  return {
    listCommands({ deviceId, enrollmentId, state, open, before, limit }) {
      const rows = store.all((db) => {
        let query = db.selectFrom('command as c').leftJoin('device as d', 'd.id', 'c.deviceId').select(COMMAND_COLUMNS);
        if (deviceId !== undefined) query = query.where('c.deviceId', '=', deviceId);
        if (enrollmentId !== undefined) query = query.where('c.enrollmentId', '=', enrollmentId);
        if (before !== undefined) query = query.where('c.id', '<', before);
        if (state !== undefined) {
          query = query.where('c.state', '=', state);
          // Word for word what the indexes say, so that they are used.
          if (!ORDINARY.includes(state)) {
            query = query.where(sql<boolean>`c."state" not in ('queued', 'sent', 'not-now', 'acknowledged')`);
          }
        }
        const isOpen = state === undefined ? open : OPEN.includes(state) || open;
        if (isOpen !== undefined) query = query.where('c.open', '=', sql.lit(isOpen ? 1 : 0));
        return query.orderBy('c.id', 'desc').limit(limit);
      });
      return { rows };
    },

    getCommandRow(commandId) {
      const row = store.get((db) =>
        db
          .selectFrom('command as c')
          .leftJoin('device as d', 'd.id', 'c.deviceId')
          .select(COMMAND_COLUMNS)
          .where('c.id', '=', commandId),
      );
      if (row === undefined) throw new CartwrightError('not-found', 'There is no such command.');
      return row;
    },

    getCommand(commandId) {
      const row = store.get((db) =>
        db
          .selectFrom('command as c')
          .leftJoin('device as d', 'd.id', 'c.deviceId')
          .select([...COMMAND_COLUMNS, 'c.request', 'c.secretId'])
          .where('c.id', '=', commandId),
      );
      if (row === undefined) throw new CartwrightError('not-found', 'There is no such command.');
      const { request, secretId, ...command } = row;
      const answer = store.get((db) => db.selectFrom('commandResult').selectAll().where('commandId', '=', commandId));
      return {
        ...command,
        request: JSON.parse(request) as CommandDetail['request'],
        hasSecrets: secretId !== null,
        result:
          answer === undefined
            ? null
            : {
                status: answer.status,
                receivedAt: answer.receivedAt,
                size: answer.size,
                decoded: answer.decoded === 1,
                errorChain: shownChain(answer.errorChain),
                parts: shownParts(answer.parts),
                compactedAt: answer.compactedAt,
                raw:
                  answer.compactedAt === null
                    ? shownAnswer(openAnswer(store.vault, commandId, answer), command.requestType)
                    : '',
              },
      };
    },

    revealPin(commandId, actor) {
      return store.write((work) => {
        const row = store.get((db) =>
          db.selectFrom('command').select(['deviceId', 'enrollmentId', 'secretId']).where('id', '=', commandId),
        );
        const secrets =
          row?.secretId == null
            ? []
            : (JSON.parse(store.vault.get(row.secretId, 'command-secret').toString('utf8')) as TakenOut[]);
        const pin = secrets.find(({ path }) => path.length === 1 && path[0] === 'PIN')?.value;
        if (row === undefined || typeof pin !== 'string') {
          throw new CartwrightError('not-found', 'This command has no PIN.');
        }
        const { deviceId, enrollmentId } = row;
        const before = store.get((db) =>
          db
            .selectFrom('event')
            .select('actor')
            .where('deviceId', '=', deviceId)
            .where('commandId', '=', commandId)
            .where('type', '=', 'device.secret-revealed')
            .orderBy('seq')
            .limit(1),
        );
        if (before !== undefined && !mayActAs(actor.role, 'owner')) {
          throw new CartwrightError(
            'forbidden',
            `This PIN was shown already, to ${before.actor}. Ask them, or have an owner show it again.`,
            { data: { needed: 'owner', role: actor.role } },
          );
        }
        work.event({
          type: 'device.secret-revealed',
          deviceId,
          enrollmentId,
          commandId,
          actor: actor.name,
          data: { secret: 'pin' },
        });
        return pin;
      });
    },
  };
}

type Result = NonNullable<CommandDetail['result']>;

function shownParts(json: string | null): Result['parts'] {
  const parts = json === null ? [] : (JSON.parse(json) as AnswerPart[]);
  return parts.map(({ name, identifier, status, failed, errorChain }) => ({
    name,
    identifier: identifier ?? null,
    status,
    failed,
    errorChain: shownErrors(errorChain),
  }));
}

function shownChain(json: string | null): Result['errorChain'] {
  return shownErrors(json === null ? [] : (JSON.parse(json) as ErrorChainItem[]));
}

function shownErrors(chain: readonly ErrorChainItem[]): Result['errorChain'] {
  return chain.map(({ domain, code, usEnglishDescription, localizedDescription }) => ({
    domain: domain ?? '',
    code: code ?? 0,
    description: usEnglishDescription ?? localizedDescription ?? null,
  }));
}
