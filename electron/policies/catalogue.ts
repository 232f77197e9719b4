import type { DeviceContext, Platform } from '../../shared/catalogue/index.ts';
import type { PolicyAssignment, PolicyOptions, PolicyType, PolicyWindow } from '../../shared/contract/policy.ts';
import { hoursAt } from '../../shared/hours.ts';
import { namesIn } from '../../shared/variables/index.ts';
import type { ProfileVersion } from '../profiles/index.ts';
import type { PolicyAssignmentTable, PolicyTable, PolicyVersionTable, Store } from '../store/index.ts';
import { type AppLists, appListsOf, filtersWeb } from './adapting.ts';
import type { Assignment } from './assignment.ts';
import {
  hazardsOf,
  isSourced,
  kindsOf,
  profileFindings,
  scopeOf,
  settingSlot,
  settingsOf,
  slotsOf,
} from './content-facts.ts';
import { type Dictionary, openSecrets, putBack, type Secrets } from './kept-secrets.ts';
import type { Hazard } from './plan-types.ts';
import type { PreparedCommand } from './ports.ts';
import { judgeSetting, splitSetting } from './setting-fit.ts';

/** Why a device cannot take a content: a sentence, and the codes of what was found. */
export interface Unfit {
  readonly reason: string;
  readonly findings: readonly string[];
}

/** A version as planning needs it, with its secrets. */
export interface LoadedVersion {
  readonly policyId: string;
  readonly number: number;
  readonly parts: ProfileVersion;
  readonly payloadTypes: readonly string[];
  readonly limitsWifi: boolean;
  /** What a policy that holds otherwise yields to: payload types, or what tells settings apart. */
  readonly kinds: readonly string[];
  readonly appLists: AppLists | undefined;
  readonly filtersWeb: boolean;
  readonly variables: readonly string[];
  readonly isSameForAll: boolean;
  /** Judged once for each context: devices that are alike share theirs. */
  unfit(context: DeviceContext): Unfit | undefined;
  /** A setting in two, of the device and of those who use it; undefined where it goes to the device as a whole. */
  split(context: DeviceContext): { readonly device?: LoadedVersion; readonly users?: LoadedVersion } | undefined;
  slots(platform: Platform | undefined): readonly string[];
  hazards(accepted: readonly string[]): readonly Hazard[];
  /** The command that installs it, when that is the same for all devices and was made. */
  command?: PreparedCommand | { readonly refused: string };
}

/** A policy as planning needs it. */
export interface LoadedPolicy {
  readonly id: string;
  readonly type: PolicyType;
  readonly name: string;
  /** What its rows of states go by. */
  readonly key: string;
  readonly active: boolean;
  readonly version: number | null;
  readonly onDrift: 'repair' | 'report';
  readonly accepted: readonly string[];
  readonly needs: PolicyOptions['needs'];
  readonly slot: string | null;
  readonly fallback: boolean;
  readonly overApps: boolean;
  /** The roll-out that is not over: who is drawn has `version`, the others `before`. */
  readonly rollOut: { readonly version: number; readonly before: number | null; readonly threshold: number } | null;
  readonly newestVersion: number;
  /** When it may go out; now while it has no hours. */
  opensAt(now: number): number;
}

/** What there is to plan with: policies in the order in which they go first, and to whom they are assigned. */
export interface Catalogue {
  readonly policies: readonly LoadedPolicy[];
  /** By id of a group or device. */
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>;
  readonly identifiers: ReadonlyMap<string, LoadedPolicy>;
  byId(policyId: string): LoadedPolicy | undefined;
  version(policyId: string, number: number): LoadedVersion | undefined;
}

/** How the key of a setting's states begins. */
export const SETTING = 'setting:';

/** What is different from the stored policies, to see what would follow. */
export interface Supposed {
  readonly policyId: string;
  readonly gone?: boolean;
  readonly active?: boolean;
  readonly version?: number;
  readonly content?: LoadedVersion;
  readonly assignments?: readonly PolicyAssignment[];
}

/** Reads policies, and keeps versions that were read. */
export interface CatalogueReader {
  read(supposed?: Supposed): Catalogue;
  /** Policies changed: they are read again. Versions never change. */
  invalidate(): void;
  /** A version out of its content, which is stored or may be one day. */
  make(policy: Pick<PolicyTable, 'id' | 'type' | 'identifier' | 'encrypted'>, content: Content): LoadedVersion;
  secretsOf(row: Pick<PolicyVersionTable, 'secretId'>): Secrets;
  contentOf(row: Pick<PolicyVersionTable, 'content' | 'secretId'>): Dictionary;
}

interface Content {
  readonly number: number;
  readonly uuid: string;
  readonly content: Dictionary;
  readonly original?: Uint8Array | undefined;
}

export function openCatalogue(store: Store): CatalogueReader {
  const versions = new Map<string, LoadedVersion>();
  let current: Catalogue | undefined;

  const secretsOf: CatalogueReader['secretsOf'] = ({ secretId }) =>
    secretId === null ? new Map() : openSecrets(store.vault.get(secretId, 'policy-secret').toString('utf8'));

  const contentOf: CatalogueReader['contentOf'] = (row) =>
    putBack(JSON.parse(row.content) as Record<string, unknown>, secretsOf(row));

  const make: CatalogueReader['make'] = (policy, { number, uuid, content, original }) => {
    const { id: policyId, type } = policy;
    const parts: ProfileVersion = {
      identifier: policy.identifier ?? `${SETTING}${policyId}`,
      uuid,
      content,
      ...(original === undefined ? {} : { original }),
      encrypted: policy.encrypted === 1,
      scope: scopeOf(content),
    };
    const variables = original === undefined ? namesIn(content) : [];
    const judged = new Map<DeviceContext, Unfit | undefined>();
    const slots = new Map<Platform | undefined, readonly string[]>();
    const halves = new Map<DeviceContext, ReturnType<LoadedVersion['split']>>();
    const halvesFor = (context: DeviceContext): ReturnType<LoadedVersion['split']> => {
      const found = type === 'setting' ? splitSetting(content, context) : undefined;
      if (found === undefined) return undefined;
      const half = (part: Dictionary) => make(policy, { number, uuid, content: part });
      return {
        ...(found.device === undefined ? {} : { device: half(found.device) }),
        ...(found.users === undefined ? {} : { users: half(found.users) }),
      };
    };
    return {
      policyId,
      number,
      parts,
      payloadTypes: kindsOf(type, content),
      kinds: type === 'profile' ? kindsOf(type, content) : settingsOf(content).map(settingSlot),
      appLists: type === 'profile' ? appListsOf(content) : undefined,
      filtersWeb: type === 'profile' && filtersWeb(content),
      limitsWifi: type === 'profile' && hazardsOf(content, []).some(({ kind }) => kind === 'wifi-allow-list'),
      variables,
      isSameForAll: original !== undefined || (!parts.encrypted && variables.length === 0 && !isSourced(content)),
      unfit(context) {
        if (!judged.has(context)) judged.set(context, unfitOf(type, content, context));
        return judged.get(context);
      },
      split(context) {
        if (!halves.has(context)) halves.set(context, halvesFor(context));
        return halves.get(context);
      },
      slots(platform) {
        const known = slots.get(platform) ?? slotsOf(type, content, platform);
        slots.set(platform, known);
        return known;
      },
      hazards: (accepted) => (type === 'profile' ? hazardsOf(content, accepted) : []),
    };
  };

  const load = (policy: PolicyTable, number: number): LoadedVersion | undefined => {
    const key = `${policy.id}:${number}:${policy.encrypted}`;
    const known = versions.get(key);
    if (known !== undefined) return known;
    const row = store.get((db) =>
      db.selectFrom('policyVersion').selectAll().where('policyId', '=', policy.id).where('number', '=', number),
    );
    if (row === undefined) return undefined;
    const { originalSecretId } = row;
    const original = originalSecretId === null ? undefined : store.vault.get(originalSecretId, 'policy-original');
    const made = make(policy, { number, uuid: row.uuid, content: contentOf(row), original });
    if (versions.size >= MOST_VERSIONS) versions.clear();
    versions.set(key, made);
    return made;
  };

  const read = (supposed?: Supposed): Catalogue => {
    const rows = store.all((db) => db.selectFrom('policy').selectAll().orderBy('rank').orderBy('id'));
    const rolling = new Map(
      store
        .all((db) => db.selectFrom('policyRollOut').selectAll().where('state', 'in', ['running', 'paused', 'stopped']))
        .map((row) => [row.policyId, row]),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const policies = rows
      .filter(({ id }) => id !== supposed?.policyId || supposed.gone !== true)
      .map((row): LoadedPolicy => {
        const loaded = policyOf(row, rolling.get(row.id));
        if (row.id !== supposed?.policyId) return loaded;
        const version = supposed.content?.number ?? supposed.version;
        return {
          ...loaded,
          active: supposed.active ?? loaded.active,
          ...(version === undefined ? {} : { version, rollOut: null }),
        };
      });
    const assignments = new Map<string, Assignment[]>();
    const stored = store.all((db) => db.selectFrom('policyAssignment').selectAll());
    for (const row of supposed?.assignments === undefined ? stored : withAssignments(stored, supposed)) {
      const others = assignments.get(row.targetId);
      const assignment: Assignment = {
        profileId: row.policyId,
        target: row.kind === 'group' ? { groupId: row.targetId } : { deviceId: row.targetId },
        mode: row.mode,
        version: row.version,
      };
      if (others === undefined) assignments.set(row.targetId, [assignment]);
      else others.push(assignment);
    }
    const loaded = new Map(policies.map((policy) => [policy.id, policy]));
    return {
      policies,
      assignments,
      identifiers: new Map(policies.map((policy) => [policy.key, policy])),
      byId: (policyId) => loaded.get(policyId),
      version(policyId, number) {
        if (supposed?.content !== undefined && policyId === supposed.policyId && number === supposed.content.number)
          return supposed.content;
        const policy = byId.get(policyId);
        return policy === undefined ? undefined : load(policy, number);
      },
    };
  };

  return {
    make,
    secretsOf,
    contentOf,
    read(supposed) {
      if (supposed !== undefined) return read(supposed);
      current ??= read();
      return current;
    },
    invalidate() {
      current = undefined;
    },
  };
}

/** Contents in memory; fonts make them large. */
const MOST_VERSIONS = 2000;

function policyOf(
  row: PolicyTable,
  rollOut: { version: number; before: number | null; threshold: number } | undefined,
): LoadedPolicy {
  const window = row.window === null ? null : (JSON.parse(row.window) as PolicyWindow);
  let known: { minute: number; at: number } | undefined;
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    key: row.identifier ?? `${SETTING}${row.id}`,
    active: row.active === 1,
    version: row.version,
    newestVersion: row.newestVersion,
    onDrift: row.onDrift,
    accepted: JSON.parse(row.accepted) as string[],
    needs: JSON.parse(row.needs) as PolicyOptions['needs'],
    slot: row.slot,
    fallback: row.fallback === 1,
    overApps: row.overApps === 1,
    rollOut:
      rollOut === undefined ? null : { version: rollOut.version, before: rollOut.before, threshold: rollOut.threshold },
    opensAt(now) {
      if (window === null) return now;
      const minute = Math.floor(now / 60_000);
      if (known?.minute !== minute) {
        const hours = hoursAt([window], now);
        known = { minute, at: hours.open ? now : (hours.next ?? Number.MAX_SAFE_INTEGER) };
      }
      return known.at;
    },
  };
}

function withAssignments(
  stored: readonly PolicyAssignmentTable[],
  { policyId, assignments = [] }: Supposed,
): PolicyAssignmentTable[] {
  return [
    ...stored.filter((row) => row.policyId !== policyId),
    ...assignments.map(
      ({ target, mode }): PolicyAssignmentTable => ({
        policyId,
        kind: target.kind,
        targetId: target.id,
        mode,
        version: null,
      }),
    ),
  ];
}

function unfitOf(type: PolicyType, content: Dictionary, context: DeviceContext): Unfit | undefined {
  if (type === 'setting') return judgeSetting(content, context);
  const refused = profileFindings(content, context).filter(({ severity }) => severity === 'refuse');
  const [first] = refused;
  if (first === undefined) return undefined;
  return { reason: first.message, findings: [...new Set(refused.map(({ code }) => code))] };
}
