import { hash } from 'node:crypto';
import { type DeviceContext, plistToJson } from '../../shared/catalogue/index.ts';
import { fillContent } from '../../shared/variables/index.ts';
import type { PolicyLeftTable, PolicyStateTable, Store } from '../store/index.ts';
import { openAdapting } from './adapting.ts';
import { type Assignable, type Assignment, decideAssignments, type Landing, type Target } from './assignment.ts';
import type { Catalogue, LoadedPolicy, LoadedVersion } from './catalogue.ts';
import { contextOf } from './channel-context.ts';
import { channelParts } from './channel-parts.ts';
import { settingsOf } from './content-facts.ts';
import { type ChannelPlan, type DevicePlan, type DeviceStep, type Sent, versionFor } from './device-plan.ts';
import { openDeviceReports } from './device-reports.ts';
import { drawOf } from './draw.ts';
import { afterReport, judgeSetting } from './judge-setting.ts';
import { afterList } from './known-profiles.ts';
import { learnFrom } from './learning.ts';
import { leftTo, nameOfLeft, recall, withOlder } from './left-behind.ts';
import { planProfiles } from './plan.ts';
import type { DesiredProfile, KnownProfile, OpenCommand } from './plan-types.ts';
import { type ChannelRow, type PlannerRows, preparePlannerRows } from './planner-rows.ts';
import type { ProfileDelivery } from './ports.ts';
import { openSettingFacts } from './setting-facts.ts';
import { type Prepared, rowOf, type Wanted } from './state-row.ts';
import { isWithheld } from './withheld.ts';

/** Plans one device: reads what is desired, known, reported and queued, and says what is to be done. Writes nothing. */
export interface Planner {
  readonly rows: PlannerRows;
  plan(deviceId: string, now: number, catalogue: Catalogue): DevicePlan;
  /** Why each policy is for a device or not; those that have no version for it land as they would with one. */
  landings(deviceId: string, catalogue: Catalogue): ReadonlyMap<string, Landing>;
  /** The version of a policy the device is to have where it lands; null for none. */
  versionOn(deviceId: string, policy: LoadedPolicy, catalogue: Catalogue): number | null;
  contextOf(channel: ChannelRow): DeviceContext;
}

export function openPlanner(store: Store, delivery: ProfileDelivery): Planner {
  const rows = preparePlannerRows(store);
  const settingFacts = openSettingFacts(rows);
  const { answeredBy, reportOf, reportedProfiles, factsOf } = openDeviceReports(rows);
  const adapting = openAdapting(() => delivery.serverUrl());

  const assignables = (
    channels: readonly ChannelRow[],
    deviceId: string,
    catalogue: Catalogue,
    pins: ReadonlyMap<string, number>,
  ): { list: Assignable[]; versions: Map<string, LoadedVersion> } => {
    const versions = new Map<string, LoadedVersion>();
    const device = channels.find(({ channel }) => channel === 'device');
    const context = device === undefined ? undefined : contextOf(device);
    const list = catalogue.policies.map((policy): Assignable => {
      const number = numberOf(deviceId, policy, pins);
      const version = number === null ? undefined : catalogue.version(policy.id, number);
      const { id, active, fallback } = policy;
      if (version === undefined) return { id, active, fallback, slots: [], kinds: [] };
      versions.set(policy.id, version);
      // What the device cannot take takes no place from what it can.
      const isOfUsers = policy.type === 'setting' && channelParts(policy, version, channels).users !== undefined;
      const fits = context === undefined || isOfUsers || version.unfit(context) === undefined;
      const slots = fits ? [...version.slots(context?.platform), ...(policy.slot === null ? [] : [policy.slot])] : [];
      return { id, active, fallback, slots, kinds: fits ? version.kinds : [] };
    });
    return { list, versions };
  };

  /** Only policies that something says about this device; the others cost nothing. */
  const aimedAt = (deviceId: string, catalogue: Catalogue) => {
    const groupIds = new Set(rows.groups.all({ deviceId }).map(({ groupId }) => groupId));
    const grants = rows.grants.all({ deviceId });
    const aimed = [
      ...[deviceId, ...groupIds].flatMap((id) => catalogue.assignments.get(id) ?? []),
      ...grants.map(
        ({ policyId, blueprintId, version }): Assignment => ({
          profileId: policyId,
          target: { deviceId, blueprintId },
          mode: 'include',
          version,
        }),
      ),
    ];
    const pins = new Map<string, number>();
    for (const { profileId, version } of aimed) if (typeof version === 'number') pins.set(profileId, version);
    return { groupIds, aimed, pins, named: new Set(aimed.map(({ profileId }) => profileId)) };
  };

  const numberOf = (deviceId: string, policy: LoadedPolicy, pins: ReadonlyMap<string, number>): number | null =>
    versionFor(policy, () => drawOf(policy.id, policy.rollOut?.version ?? 0, deviceId), pins.get(policy.id));

  const wantedOn = (deviceId: string, channels: readonly ChannelRow[], catalogue: Catalogue): Wanted[] => {
    const { groupIds, aimed, named, pins } = aimedAt(deviceId, catalogue);
    if (aimed.length === 0) return [];
    const few = { ...catalogue, policies: catalogue.policies.filter(({ id }) => named.has(id)) };
    const { list, versions } = assignables(channels, deviceId, few, pins);
    const landings = decideAssignments(
      { id: deviceId, groupIds },
      list.filter(({ id }) => versions.has(id)),
      aimed,
    );
    const kept = rows.withheld.get({ deviceId });
    const wanted = few.policies.flatMap((policy): Wanted[] => {
      const landing = landings.get(policy.id);
      const version = versions.get(policy.id);
      if (landing?.lands !== true || version === undefined) return [];
      if (policy.type === 'profile' && isWithheld(version.payloadTypes, kept)) return [];
      return [{ policy, version, by: namedTarget(landing.by) }];
    });
    const adapted = adapting.adapt(wanted.map(({ version }) => version));
    return wanted.map((each, at) => ({ ...each, version: adapted[at] ?? each.version }));
  };

  const planChannel = (
    deviceId: string,
    now: number,
    channel: ChannelRow,
    wanted: readonly Wanted[],
    states: readonly PolicyStateTable[],
    left: readonly PolicyLeftTable[],
    catalogue: Catalogue,
  ): ChannelPlan & { lookAgainAt: number | undefined } => {
    const { enrollmentId } = channel;
    const before = new Map(states.map((row) => [row.key, row]));
    const commands = states.length === 0 && wanted.length === 0 ? [] : rows.commands.all({ enrollmentId });
    const known = new Map<string, KnownProfile>();
    for (const row of states) if (row.known !== null) known.set(row.key, JSON.parse(row.known) as KnownProfile);

    const { learned, open, openSettings } = learnFrom(commands, known);
    // The clock was set back: what is said to have been later than now would outlast every list that comes.
    for (const [key, each] of known) if (each.at > now) known.set(key, { ...each, at: now });

    const context = contextOf(channel);
    let values: Readonly<Record<string, string>> | undefined;
    const device = () => {
      values ??= delivery.valuesOf(deviceId, enrollmentId);
      return { id: deviceId, values };
    };
    const prepare = (each: Wanted): Prepared => {
      const { version, policy } = each;
      const unfit = version.unfit(context);
      if (policy.type === 'setting') {
        const { content, missing } = fillContent(
          version.parts.content,
          version.variables.length === 0 ? {} : device().values,
        );
        const items = settingsOf(content).map((item) => plistToJson(item));
        const value = hash('sha256', JSON.stringify(items), 'hex');
        return { uuid: value, missing, unfit, variables: version.variables, items };
      }
      const assessment = delivery.assess(version.parts, version.isSameForAll ? { id: deviceId, values: {} } : device());
      if (assessment.kind === 'ready') return { uuid: assessment.uuid, missing: [], unfit, variables: assessment.used };
      if (assessment.kind === 'waiting')
        return { uuid: null, missing: assessment.missing, unfit, variables: assessment.missing };
      return {
        uuid: null,
        missing: [],
        unfit: unfit ?? { reason: assessment.because, findings: [] },
        variables: version.variables,
      };
    };
    const prepared = new Map(wanted.map((each) => [each.policy.key, { each, ready: prepare(each) }]));

    // Profiles.
    const wantedProfiles = wanted.filter(({ policy }) => policy.type === 'profile');
    const ofProfiles = ({ identifier }: KnownProfile): boolean => !identifier.startsWith('setting:');
    const concerned = wantedProfiles.length + open.length + left.length > 0 || known.values().some(ofProfiles);
    const reported = concerned ? reportedProfiles(deviceId, channel, now) : undefined;
    for (const older of reported === undefined ? [] : recall(left, reported))
      known.set(older.identifier, withOlder(known.get(older.identifier), older));
    const profiles = [...known.values()].filter(ofProfiles).map((each) => {
      const after = reported === undefined ? each : afterList(each, reported);
      known.set(each.identifier, after);
      return after;
    });
    const desired = wantedProfiles.map(({ policy, version }): DesiredProfile => {
      const { uuid, missing, unfit } = prepared.get(policy.key)?.ready ?? { uuid: null, missing: [], unfit: undefined };
      const opens = policy.opensAt(now);
      return {
        identifier: policy.key,
        uuid: uuid ?? '',
        payloadTypes: version.payloadTypes,
        missing,
        unfit: unfit?.reason,
        hazards: version.hazards(policy.accepted),
        needs: policy.needs.policyIds.flatMap((id) => catalogue.byId(id)?.key ?? []),
        needsPasscode: policy.needs.passcode,
        onDrift: policy.onDrift,
        notBefore: opens > now ? opens : undefined,
      };
    });
    const asked = concerned ? rows.asked.all({ enrollmentId }) : [];
    const questions = asked
      .filter(({ requestType, request }) => requestType === 'SecurityInfo' || !request.includes('"ManagedOnly":true'))
      .map(
        ({ id, requestType, state }): OpenCommand => ({
          kind: requestType === 'ProfileList' ? 'list' : 'security',
          commandId: id,
          inFlight: state === 'sent',
        }),
      );
    const input = {
      now,
      desired,
      known: profiles,
      reported,
      open: [...open, ...questions],
      facts: factsOf(deviceId, channel, desired, now),
    };
    const first = planProfiles(input);
    // Read only where something is asked, which few plans do.
    const asks = first.queue.some(({ kind }) => kind === 'list' || kind === 'security');
    const plan = asks ? planProfiles({ ...input, answered: answeredBy(deviceId, enrollmentId, now) }) : first;
    const steps: DeviceStep[] = [];
    for (const step of plan.queue) {
      if (step.kind === 'install') {
        const found = prepared.get(step.identifier);
        if (found === undefined) continue;
        const { version, policy } = found.each;
        const { payloadTypes, limitsWifi, number } = version;
        const mayStrand = policy.accepted.includes('losing-connection');
        const { identifier, uuid } = step;
        const sent: Sent = { kind: 'install', identifier, uuid, payloadTypes, limitsWifi, mayStrand, version: number };
        steps.push({ kind: 'install', enrollmentId, key: identifier, version, uuid, sent });
      } else if (step.kind === 'remove') {
        const { identifier } = step;
        steps.push({ kind: 'remove', enrollmentId, key: identifier, identifier, sent: { kind: 'remove', identifier } });
      } else steps.push({ kind: step.kind, enrollmentId, key: '' });
    }
    const isAsked = [...questions, ...plan.queue].some(({ kind }) => kind === 'list');
    // A device that gives none is asked with all others, in their round.
    const asksForLeft = left.length > 0 && reported === undefined && !isAsked;
    if (asksForLeft && (answeredBy(deviceId, enrollmentId, now).list ?? 0) <= (channel.enrolledAt ?? 0))
      steps.push({ kind: 'list', enrollmentId, key: '' });
    const cancel = new Set(plan.cancel);
    let lookAgainAt = plan.lookAgainAt;
    const stateRows = plan.statuses.map((status) => {
      const found = prepared.get(status.identifier);
      const was = before.get(status.identifier);
      const row = rowOf(status.identifier, status, found, was, known.get(status.identifier), reported);
      const name = found === undefined && was === undefined ? nameOfLeft(left, status.identifier) : row.name;
      return { ...row, name };
    });

    // Settings.
    const settings = wanted.filter(({ policy }) => policy.type === 'setting');
    const facts = settings.length === 0 ? undefined : reportOf(deviceId, channel, 'device-information', now);
    for (const each of settings) {
      const { policy, version } = each;
      const { key } = policy;
      const ready = prepared.get(key)?.ready;
      if (ready === undefined) continue;
      const value = ready.uuid ?? '';
      const was = known.get(key);
      const { tells, appsMissing, appsWithOwn } = settingFacts(
        deviceId,
        ready.items ?? [],
        facts,
        was,
        policy.overApps,
      );
      const now_ = was?.uuid === value ? afterReport(was, tells) : was;
      if (now_ !== undefined) known.set(key, now_);
      const waiting = openSettings.get(key);
      openSettings.delete(key);
      const opens = policy.opensAt(now);
      const verdict = judgeSetting(
        {
          key,
          value,
          missing: ready.missing,
          unfit: ready.unfit?.reason,
          appsMissing,
          appsWithOwn,
          onDrift: policy.onDrift,
          notBefore: opens > now ? opens : undefined,
        },
        { now, known: now_, open: waiting, reported: tells },
      );
      if (waiting !== undefined && !waiting.inFlight && waiting.value !== value) cancel.add(waiting.commandId);
      if (verdict.send === true)
        steps.push({
          kind: 'set',
          enrollmentId,
          key,
          items: ready.items ?? [],
          sent: { kind: 'set', value, version: version.number },
        });
      if (verdict.lookAgainAt !== undefined)
        lookAgainAt = Math.min(lookAgainAt ?? verdict.lookAgainAt, verdict.lookAgainAt);
      stateRows.push(rowOf(key, verdict, prepared.get(key), before.get(key), now_, undefined));
    }
    for (const { commandId, inFlight } of openSettings.values()) if (!inFlight) cancel.add(commandId);

    return {
      enrollmentId,
      user: channel.user,
      steps,
      cancel: [...cancel],
      learned: [...learned, ...[...cancel].filter((id) => commands.some(({ commandId }) => commandId === id))],
      rows: stateRows,
      before,
      recalled: left.length > 0 && reported !== undefined ? leftTo(channel) : undefined,
      lookAgainAt,
    };
  };

  return {
    rows,
    contextOf,

    plan(deviceId, now, catalogue) {
      const channels = rows.channels.all({ deviceId });
      const device = channels.find(({ channel }) => channel === 'device');
      const states = rows.states.all({ deviceId });
      if (device === undefined) return { deviceId, channels: [], lookAgainAt: undefined };
      const wanted = wantedOn(deviceId, channels, catalogue);
      const left = rows.left.all({ deviceId });
      if (wanted.length + states.length + left.length === 0) return { deviceId, channels: [], lookAgainAt: undefined };
      const parts = wanted.map((each) => ({ each, ...channelParts(each.policy, each.version, channels) }));
      const plans = channels.map((channel) =>
        planChannel(
          deviceId,
          now,
          channel,
          parts.flatMap(({ each, device: own, users }) => {
            const version = channel.channel === 'user' ? users : own;
            return version === undefined ? [] : [{ ...each, version }];
          }),
          states.filter(({ enrollmentId }) => enrollmentId === channel.enrollmentId),
          left.filter(({ user }) => user === leftTo(channel)),
          catalogue,
        ),
      );
      const times = plans.flatMap(({ lookAgainAt }) => lookAgainAt ?? []);
      return { deviceId, channels: plans, lookAgainAt: times.length === 0 ? undefined : Math.min(...times) };
    },

    landings(deviceId, catalogue) {
      const channels = rows.channels.all({ deviceId });
      const { groupIds, aimed, pins } = aimedAt(deviceId, catalogue);
      return decideAssignments(
        { id: deviceId, groupIds },
        assignables(channels, deviceId, catalogue, pins).list,
        aimed,
      );
    },

    versionOn: (deviceId, policy, catalogue) => numberOf(deviceId, policy, aimedAt(deviceId, catalogue).pins),
  };
}

/** A target as states and answers name it. */
export function namedTarget(by: Target): { kind: 'group' | 'device' | 'blueprint'; id: string } {
  if ('groupId' in by) return { kind: 'group', id: by.groupId };
  return by.blueprintId === undefined ? { kind: 'device', id: by.deviceId } : { kind: 'blueprint', id: by.blueprintId };
}
