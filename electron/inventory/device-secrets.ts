import type { DeviceSecret } from '../../shared/contract/device-knowledge.ts';
import type { RevealedSecret } from '../../shared/contract/secrets.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { DeviceSecretKind, DeviceSecretTable, SecretKind, Statement, Store, UnitOfWork } from '../store/index.ts';
import type { ReportTarget } from './service.ts';

/** Former ones of a kind that are kept: a Mac may still go by an older one than it said. */
const MOST_FORMER = 5;

const VAULT_KIND: Readonly<Record<DeviceSecretKind, SecretKind>> = {
  'activation-lock-bypass': 'passcode',
  'recovery-lock': 'passcode',
  'firmware-password': 'passcode',
  'filevault-key': 'recovery-key',
  'filevault-key-sealed': 'recovery-key',
};

/** Codes and passwords by which people get at a device: in the vault, shown one at a time, and every time recorded. */
export interface DeviceSecrets {
  /** Makes a value the current one of its kind; what was current becomes former. The same once more changes nothing. */
  keep(work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind, value: string): void;
  /** The device has none of this kind any more: the current one becomes former. */
  clear(work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind): void;
  /** The device said whether a value is right: a right one is the current one, whatever we took it for. */
  check(work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind, value: string, right: boolean): void;
  /** What there is, without the values; the current ones first. */
  list(deviceId: string): DeviceSecret[];
  /** The current value of a kind, for the engine itself; undefined when there is none. */
  current(deviceId: string, kind: DeviceSecretKind): string | undefined;
  /** One value, for the engine itself. @throws CartwrightError `not-found` */
  valueOf(deviceId: string, secretId: string): { kind: DeviceSecretKind; value: string };
  /** One value, for somebody who is told so by name in the history. @throws CartwrightError `not-found` */
  reveal(deviceId: string, secretId: string, actor: string): Promise<RevealedSecret>;
}

export function openDeviceSecrets(store: Store): DeviceSecrets {
  const { vault } = store;
  const ofDevice: Statement<{ deviceId: string }, DeviceSecretTable> = store.statement((db, p) =>
    db.selectFrom('deviceSecret').selectAll().where('deviceId', '=', p.deviceId).orderBy('id', 'desc'),
  );
  const insert: Statement<DeviceSecretTable, unknown> = store.statement((db, p) =>
    db.insertInto('deviceSecret').values({
      id: p.id,
      deviceId: p.deviceId,
      kind: p.kind,
      secretId: p.secretId,
      commandId: p.commandId,
      current: p.current,
      keptAt: p.keptAt,
      keptBy: p.keptBy,
      verified: p.verified,
      verifiedAt: p.verifiedAt,
    }),
  );
  const retire: Statement<{ id: string }, unknown> = store.statement((db, p) =>
    db.updateTable('deviceSecret').set({ current: 0 }).where('id', '=', p.id),
  );
  const mark: Statement<{ id: string; verified: 0 | 1; verifiedAt: number }, unknown> = store.statement((db, p) =>
    db.updateTable('deviceSecret').set({ verified: p.verified, verifiedAt: p.verifiedAt }).where('id', '=', p.id),
  );
  const forget: Statement<{ id: string }, unknown> = store.statement((db, p) =>
    db.deleteFrom('deviceSecret').where('id', '=', p.id),
  );
  const askedBy: Statement<{ id: string }, { queuedBy: string }> = store.statement((db, p) =>
    db.selectFrom('command').select('queuedBy').where('id', '=', p.id),
  );

  const open = ({ secretId, kind }: Pick<DeviceSecretTable, 'secretId' | 'kind'>): string =>
    vault.get(secretId, VAULT_KIND[kind]).toString('utf8');
  const ofKind = (deviceId: string, kind: DeviceSecretKind): DeviceSecretTable[] =>
    ofDevice.all({ deviceId }).filter((row) => row.kind === kind);

  const find = (deviceId: string, secretId: string): DeviceSecretTable => {
    const row = ofDevice.all({ deviceId }).find(({ id }) => id === secretId);
    if (row === undefined) throw new CartwrightError('not-found', 'The vault holds no such secret of this device.');
    return row;
  };

  const keep = (work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind, value: string): DeviceSecretTable => {
    const { deviceId, commandId } = target;
    const rows = ofKind(deviceId, kind);
    const current = rows.find((row) => row.current === 1);
    if (current !== undefined && open(current) === value) return current;
    if (current !== undefined) retire.run({ id: current.id });
    for (const old of rows.slice(MOST_FORMER - 1)) {
      forget.run({ id: old.id });
      vault.remove(old.secretId);
    }
    const row: DeviceSecretTable = {
      id: newId(work.now),
      deviceId,
      kind,
      secretId: vault.put(VAULT_KIND[kind], value),
      commandId,
      current: 1,
      keptAt: work.now,
      keptBy: askedBy.get({ id: commandId })?.queuedBy ?? 'system',
      verified: null,
      verifiedAt: null,
    };
    insert.run(row);
    work.event({
      type: 'device.secret-kept',
      deviceId,
      commandId,
      actor: 'device',
      data: { secret: kind, replaces: current !== undefined },
    });
    return row;
  };

  return {
    keep: (work, target, kind, value) => void keep(work, target, kind, value),

    clear(work, { deviceId, commandId }, kind) {
      const current = ofKind(deviceId, kind).find((row) => row.current === 1);
      if (current === undefined) return;
      retire.run({ id: current.id });
      work.event({ type: 'device.secret-cleared', deviceId, commandId, actor: 'device', data: { secret: kind } });
    },

    check(work, target, kind, value, right) {
      const { deviceId, commandId } = target;
      const current = ofKind(deviceId, kind).find((row) => row.current === 1);
      const checked = right ? keep(work, target, kind, value) : current;
      // A wrong guess says nothing of what we keep.
      if (checked === undefined || (!right && open(checked) !== value)) return;
      mark.run({ id: checked.id, verified: right ? 1 : 0, verifiedAt: work.now });
      work.event({
        type: right ? 'device.secret-right' : 'device.secret-wrong',
        deviceId,
        commandId,
        actor: 'device',
        data: { secret: kind },
      });
    },

    list: (deviceId) =>
      ofDevice
        .all({ deviceId })
        .sort((a, b) => b.current - a.current)
        .map(({ id, kind, current, keptAt, keptBy, verified, verifiedAt }) => ({
          id,
          kind,
          current: current === 1,
          keptAt,
          keptBy,
          verified: verified === null ? null : verified === 1,
          verifiedAt,
        })),

    current(deviceId, kind) {
      const row = ofKind(deviceId, kind).find(({ current }) => current === 1);
      return row === undefined ? undefined : open(row);
    },

    valueOf(deviceId, secretId) {
      const row = find(deviceId, secretId);
      return { kind: row.kind, value: open(row) };
    },

    reveal(deviceId, secretId, actor) {
      return store.write((work) => {
        const row = find(deviceId, secretId);
        work.event({ type: 'device.secret-revealed', deviceId, actor, data: { secret: row.kind, secretId } });
        return { kind: row.kind, value: open(row) };
      });
    },
  };
}
