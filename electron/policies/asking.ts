import type { DeviceContext } from '../../shared/catalogue/index.ts';
import type { DeviceSelection } from '../../shared/contract/device-lists.ts';
import type { PolicyContent, PolicyState, PolicyType } from '../../shared/contract/policy.ts';
import type { DryRun, PolicyChange, PolicyConflict, PolicyFit, WhyNot } from '../../shared/contract/policy-answers.ts';
import { fits } from '../../shared/payloads/index.ts';
import type { Store } from '../store/index.ts';
import type { Target } from './assignment.ts';
import type { CatalogueReader, LoadedVersion, Supposed } from './catalogue.ts';
import { conflictsBetween } from './conflicts.ts';
import type { StateRow } from './device-plan.ts';
import { type Dictionary, putBack, type Secrets } from './kept-secrets.ts';
import { namedTarget, type Planner } from './planner.ts';
import type { DeviceDirectory } from './ports.ts';
import type { Reading } from './reading.ts';
import { judgeSetting, splitSetting } from './setting-fit.ts';

/** Questions about what would be, or why something is not. Nothing is written. */
export interface Asking {
  fits(input: {
    type: PolicyType;
    content: PolicyContent;
    policyId?: string | undefined;
    devices?: DeviceSelection | undefined;
    groupIds: readonly string[];
  }): Promise<PolicyFit>;
  whyNot(policyId: string, deviceId: string): WhyNot;
  dryRun(change: PolicyChange): Promise<DryRun>;
  conflicts(of: { policyId?: string | undefined; deviceId?: string | undefined }): Promise<PolicyConflict[]>;
}

const MOST_COMMANDS = 1000;
const MOST_DEVICE_IDS = 100;
/** Looking at many devices leaves the event loop to others after this long. */
const SLICE_MS = 15;

/** Devices one after the other, leaving the event loop to others now and then. */
async function eachInTurn(deviceIds: Iterable<string>, look: (deviceId: string) => void): Promise<void> {
  let began = performance.now();
  for (const deviceId of deviceIds) {
    if (performance.now() - began > SLICE_MS) {
      await new Promise<void>((resolve) => void setImmediate(resolve));
      began = performance.now();
    }
    look(deviceId);
  }
}

export function openAsking(options: {
  store: Store;
  reading: Reading;
  catalogue: CatalogueReader;
  planner: Planner;
  devices: DeviceDirectory;
  secretsOf: (policyId: string) => Secrets;
}): Asking {
  const { store, reading, catalogue, planner, devices, secretsOf } = options;

  const contentOf = (content: PolicyContent, policyId: string | undefined): Dictionary =>
    putBack(content, policyId === undefined ? new Map() : secretsOf(policyId));

  const deviceName = (deviceId: string): string | null => reading.nameOf('device', deviceId);

  /** Devices of these policies as they are, and as they would be. */
  const concerned = (policyId: string, more: readonly { target: { kind: string; id: string } }[]): string[] => {
    const ids = new Set<string>();
    const add = (rows: readonly { deviceId: string }[]) => {
      for (const { deviceId } of rows) ids.add(deviceId);
    };
    add(store.all((db) => db.selectFrom('policyState').select('deviceId').where('policyId', '=', policyId)));
    add(store.all((db) => db.selectFrom('policyGrant').select('deviceId').where('policyId', '=', policyId)));
    const targets = [
      ...store
        .all((db) => db.selectFrom('policyAssignment').select(['kind', 'targetId']).where('policyId', '=', policyId))
        .map(({ kind, targetId }) => ({ kind: kind as string, id: targetId })),
      ...more.map(({ target }) => target),
    ];
    for (const { kind, id } of targets) {
      if (kind === 'device') ids.add(id);
      else add(store.all((db) => db.selectFrom('groupMember').select('deviceId').where('groupId', '=', id)));
    }
    return [...ids].sort();
  };

  const supposedOf = (change: PolicyChange): Supposed => {
    const { policyId } = change;
    const policy = reading.row(policyId);
    switch (change.kind) {
      case 'remove':
        return { policyId, gone: true };
      case 'active':
        return { policyId, active: change.active };
      case 'assignments':
        return { policyId, assignments: change.assignments };
      case 'version':
        reading.versionRow(policyId, change.version);
        return { policyId, version: change.version };
      case 'content': {
        const content = catalogue.make(policy, {
          number: policy.newestVersion + 1,
          uuid: '00000000-0000-4000-8000-000000000000',
          content: contentOf(change.content, policyId),
        });
        return { policyId, content };
      }
    }
  };

  return {
    async fits({ type, content, policyId, devices: selection, groupIds }) {
      const profile = contentOf(content, policyId);
      const ids = new Set(selection === undefined ? [] : devices.selected(selection));
      for (const groupId of groupIds)
        for (const { deviceId } of store.all((db) =>
          db.selectFrom('groupMember').select('deviceId').where('groupId', '=', groupId),
        ))
          ids.add(deviceId);
      const contexts: DeviceContext[] = [];
      await eachInTurn(ids, (deviceId) => {
        const channel = planner.rows.channels.all({ deviceId }).find((each) => each.channel === 'device');
        if (channel !== undefined) contexts.push(planner.contextOf(channel));
      });
      if (type === 'profile') {
        const fit = fits(profile, contexts);
        return {
          devices: contexts.length,
          ...fit,
          reasons: fit.reasons.map((reason) => ({ ...reason, paths: [...reason.paths] })),
        };
      }
      const reasons = new Map<string, number>();
      let refused = 0;
      for (const context of contexts) {
        const unfit = judgeSetting(profile, context);
        if (unfit === undefined || splitSetting(profile, context) !== undefined) continue;
        refused++;
        for (const code of unfit.findings) reasons.set(code, (reasons.get(code) ?? 0) + 1);
      }
      return {
        devices: contexts.length,
        full: contexts.length - refused,
        partly: 0,
        refused,
        reasons: [...reasons].map(([code, count]) => ({
          code,
          severity: 'refuse' as const,
          devices: count,
          paths: [''],
        })),
      };
    },

    whyNot(policyId, deviceId) {
      const policy = reading.row(policyId);
      const status = reading.status(policyId, deviceId);
      const current = catalogue.read();
      const named = (target: Target) => {
        const { kind, id } = namedTarget(target);
        return { kind, id, name: reading.nameOf(kind, id) };
      };
      const not = (because: WhyNot['because']): WhyNot => ({ lands: false, because, status });
      if (!planner.rows.channels.all({ deviceId }).some(({ channel }) => channel === 'device'))
        return not({ code: 'not-managed' });
      const landing = planner.landings(deviceId, current).get(policyId);
      const loaded = current.byId(policyId);
      const version = loaded === undefined ? null : planner.versionOn(deviceId, loaded, current);
      if (landing === undefined || (policy.version === null && version === null)) return not({ code: 'not-published' });
      if (landing.lands) {
        if (version === null) return not({ code: 'roll-out' });
        return { lands: true, because: { code: 'assigned', by: named(landing.by) }, status };
      }
      const { because } = landing;
      switch (because.code) {
        case 'inactive':
          return not({ code: 'inactive' });
        case 'excluded':
          return not({ code: 'excluded', by: named(because.by) });
        case 'goes-behind':
          return not({
            code: 'goes-behind',
            policyId: because.profileId,
            name: reading.row(because.profileId).name,
            slot: because.slot,
          });
        case 'not-assigned':
          return not({
            code: 'not-assigned',
            groups: reading
              .get(policyId)
              .groups.filter(({ mode }) => mode === 'include')
              .map(({ id, name: groupName }) => ({ id, name: groupName })),
          });
      }
    },

    async dryRun(change) {
      const supposed = supposedOf(change);
      const after = catalogue.read(supposed);
      const now = store.clock.now();
      const outcome: DryRun = { devices: 0, stranded: 0, totals: [], commands: [], before: {}, after: {} };
      const totals = new Map<string, number>();
      const current = catalogue.read();
      await eachInTurn(concerned(change.policyId, supposed.assignments ?? []), (deviceId) => {
        const was = planner.plan(deviceId, now, current);
        const plan = planner.plan(deviceId, now, after);
        const tally = (counts: DryRun['before'], from: typeof plan) => {
          for (const channel of from.channels)
            for (const row of channel.rows)
              if (row.policyId === change.policyId)
                counts[row.state as PolicyState] = (counts[row.state as PolicyState] ?? 0) + 1;
        };
        tally(outcome.before, was);
        tally(outcome.after, plan);
        if (plan.channels.some(({ rows }) => rows.some((row) => isStranded(row, change.policyId)))) outcome.stranded++;
        let any = false;
        for (const channel of plan.channels)
          for (const step of channel.steps) {
            any = true;
            const requestType = REQUEST_TYPES[step.kind];
            totals.set(requestType, (totals.get(requestType) ?? 0) + 1);
            if (outcome.commands.length >= MOST_COMMANDS) continue;
            const row = channel.rows.find(({ key }) => key === step.key);
            outcome.commands.push({
              deviceId,
              deviceName: deviceName(deviceId),
              requestType,
              policyId: row?.policyId ?? null,
              name: row?.name ?? null,
              identifier: step.kind === 'install' || step.kind === 'remove' ? step.key : null,
            });
          }
        if (any) outcome.devices++;
      });
      outcome.totals = [...totals].map(([requestType, count]) => ({ requestType, count }));
      return outcome;
    },

    async conflicts({ policyId, deviceId }) {
      const current = catalogue.read();
      if (policyId !== undefined) reading.row(policyId);
      const ids =
        deviceId !== undefined
          ? [deviceId]
          : policyId !== undefined
            ? concerned(policyId, [])
            : store
                .all((db) =>
                  db
                    .selectFrom('device')
                    .select('id')
                    .where('state', '=', 'enrolled' as never),
                )
                .map(({ id }) => id);
      // Devices with the same policies have the same conflicts.
      const sets = new Map<string, { versions: LoadedVersion[]; platform: string | null; deviceIds: string[] }>();
      await eachInTurn(ids, (id) => {
        const channel = planner.rows.channels.all({ deviceId: id }).find((each) => each.channel === 'device');
        if (channel === undefined) return;
        const landings = planner.landings(id, current);
        const versions = current.policies.flatMap((policy) => {
          const landing = landings.get(policy.id);
          // What goes behind is in conflict with what goes first.
          if (landing === undefined || (!landing.lands && landing.because.code !== 'goes-behind')) return [];
          const number = planner.versionOn(id, policy, current);
          const version = number === null ? undefined : current.version(policy.id, number);
          if (version === undefined) return [];
          const context = planner.contextOf(channel);
          return version.unfit(context) === undefined || version.split(context) !== undefined ? [version] : [];
        });
        const key = `${channel.platform}|${versions.map((each) => `${each.policyId}:${each.number}`).join(',')}`;
        const set = sets.get(key) ?? { versions, platform: channel.platform, deviceIds: [] };
        set.deviceIds.push(id);
        sets.set(key, set);
      });
      const merged = new Map<string, PolicyConflict>();
      for (const { versions, platform, deviceIds } of sets.values())
        for (const conflict of conflictsBetween(versions, platform, (id) => current.byId(id))) {
          if (policyId !== undefined && !conflict.policies.some(({ id }) => id === policyId)) continue;
          const key = JSON.stringify(conflict);
          const known = merged.get(key) ?? { ...conflict, devices: 0, deviceIds: [] };
          known.devices += deviceIds.length;
          known.deviceIds.push(...deviceIds.slice(0, MOST_DEVICE_IDS - known.deviceIds.length));
          merged.set(key, known);
        }
      return [...merged.values()].sort((a, b) => b.devices - a.devices);
    },
  };
}

const isStranded = ({ policyId, because }: StateRow, of: string): boolean =>
  policyId === of && because?.code === 'carries-the-connection';

const REQUEST_TYPES = {
  install: 'InstallProfile',
  remove: 'RemoveProfile',
  set: 'Settings',
  list: 'ProfileList',
  security: 'SecurityInfo',
} as const;
