import { isTrouble, updateStatusLasts } from '../../shared/app-states.ts';
import { compareVersions } from '../../shared/catalogue/versions.ts';
import type { Supplement, UpdateReason, UpdateRuleContent, UpdateState } from '../../shared/contract/updates.ts';
import { hoursAt } from '../../shared/hours.ts';

/*
 * What has to be done so that a device comes to the system a rule asks for, and how far it is. Pure.
 */

/** An update the device said it could install. */
export interface Offer {
  readonly productKey: string;
  readonly version: string | null;
  readonly critical: boolean;
  readonly configuration: boolean;
  readonly firmware: boolean;
  readonly securityResponse: boolean;
  readonly restartRequired: boolean;
}

/** How far one that was ordered has come, as the device said last. */
export interface Progress {
  readonly productKey: string;
  readonly status: string;
  readonly isDownloaded: boolean;
  /** When it first said so, ms. */
  readonly at: number;
}

/** What became of the last order of ours. */
export interface Order {
  /** `open`: it waits or was sent; `done`: acknowledged; `failed`: an error; `gone`: expired, taken back or replaced. */
  readonly state: 'open' | 'done' | 'failed' | 'gone';
  /** When it was queued, and when it ended, ms. */
  readonly at: number;
  readonly endedAt: number;
  /** The version it was for; null for supplements only. */
  readonly version: string | null;
}

export interface UpdateInput {
  readonly now: number;
  readonly rule: UpdateRuleContent;
  readonly device: {
    readonly osVersion: string | null;
    readonly supervised: boolean | null;
    readonly userEnrollment: boolean;
  };
  readonly offers: readonly Offer[];
  /** When the device last said what is offered, ms; null: never. */
  readonly offersAt: number | null;
  readonly progress: readonly Progress[];
  readonly order: Order | undefined;
  /** When it was last asked what is offered, ms; null: never, or it may not be asked. */
  readonly askedAt: number | null;
  readonly mayAsk: boolean;
  /** Orders in a row that went wrong. */
  readonly failures: number;
}

/** An element of `Updates` of ScheduleOSUpdate. */
export interface OrderedUpdate {
  readonly ProductKey: string;
  readonly ProductVersion?: string;
  readonly InstallAction: UpdateRuleContent['action'];
  readonly MaxUserDeferrals?: number;
  readonly Priority?: 'Low' | 'High';
}

export interface UpdateDecision {
  readonly state: UpdateState;
  readonly because?: UpdateReason;
  readonly version: string | null;
  /** To be queued now; it means nothing any more after `until`, where there is an end. */
  readonly order?: { readonly updates: readonly OrderedUpdate[]; readonly until: number | undefined };
  /** Ask which updates are offered. */
  readonly ask?: boolean;
  readonly lookAgainAt: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What a device offers is asked for anew after a day. */
const FRESH = DAY;
/** A device that took an order and does nothing gets it again, in the next hours of the rule. */
const PATIENCE = 12 * HOUR;
const RETRY = [HOUR, 4 * HOUR, DAY] as const;

/** Decides for one device; safe to repeat: while an order of ours is open nothing is ordered again. */
export function decideUpdate(input: UpdateInput): UpdateDecision {
  const { now, rule, device, order } = input;
  const rest = { version: null, lookAgainAt: now + 6 * HOUR };
  if (device.userEnrollment) return { ...rest, state: 'not-applicable', because: { code: 'user-enrollment' } };
  if (device.supervised !== true) return { ...rest, state: 'not-applicable', because: { code: 'needs-supervision' } };

  const system = systemFor(rule, device.osVersion, input.offers);
  const version = system?.version ?? null;
  const wanted = [...(system === undefined ? [] : [system]), ...supplementsFor(rule, input.offers)];
  if (order?.state === 'open')
    return { state: 'pending', version: order.version, lookAgainAt: now + gap(now - order.at) };

  const way = input.progress.find(
    ({ productKey, status }) =>
      wanted.some((one) => one.productKey === productKey) && updateStatusLasts(status) === 'way',
  );
  if (way !== undefined) {
    const state = way.status === 'Downloading' ? 'downloading' : 'installing';
    return { state, version, lookAgainAt: now + gap(now - way.at) };
  }

  // Whoever has the version that is asked for needs no offers; Macs have others besides.
  if (rule.goal.kind === 'version' && rule.platform !== 'macOS' && nothingTo(rule, device.osVersion) === 'up-to-date')
    return { ...rest, state: 'up-to-date' };

  const fresh = input.offersAt !== null && now - input.offersAt < FRESH;
  if (wanted.length === 0 || !fresh) {
    const asking = input.mayAsk && !fresh;
    const waits =
      asking && input.askedAt !== null && input.askedAt > (input.offersAt ?? 0) && now - input.askedAt < DAY;
    const state =
      wanted.length > 0 || (asking && input.offersAt === null) ? 'asking' : nothingTo(rule, device.osVersion);
    // What was offered long ago may be gone: it is asked for before anything is ordered.
    if (asking || wanted.length === 0)
      return {
        state,
        version,
        lookAgainAt: now + (waits ? 5 * MINUTE : asking ? MINUTE : HOUR),
        ...(asking && !waits ? { ask: true } : {}),
      };
  }

  const trouble = input.progress.find(
    ({ productKey, status, at }) =>
      wanted.some((one) => one.productKey === productKey) && isTrouble(status) && at >= (order?.at ?? 0),
  );
  const failed = order?.state === 'failed' || (order?.state === 'done' && trouble !== undefined);
  if (failed && order !== undefined) {
    const retryAt =
      Math.max(order.endedAt, trouble?.at ?? 0) + (RETRY[Math.min(input.failures, RETRY.length) - 1] ?? HOUR);
    if (retryAt > now) {
      const because: UpdateReason =
        trouble === undefined ? { code: 'error', retryAt } : { code: 'status', status: trouble.status };
      return { state: 'failed', because, version, lookAgainAt: retryAt };
    }
  }
  const ordered = order?.state === 'done' && order.version === version && !failed;
  if (ordered && now - order.endedAt < PATIENCE) {
    const there = input.progress.some(
      ({ productKey, isDownloaded }) => isDownloaded && wanted.some((one) => one.productKey === productKey),
    );
    return { state: there ? 'downloaded' : 'ordered', version, lookAgainAt: now + gap(now - order.endedAt) };
  }
  if (ordered && (rule.action === 'DownloadOnly' || rule.action === 'NotifyOnly'))
    return { state: 'downloaded', version, lookAgainAt: now + 6 * HOUR };

  const hours = hoursOf(rule, now);
  if (!hours.open)
    return {
      state: 'waiting',
      because: { code: 'hours', next: hours.next ?? null },
      version,
      lookAgainAt: Math.min(hours.next ?? now + DAY, now + DAY),
    };
  return {
    state: 'pending',
    version,
    order: { updates: wanted.map((one) => orderOf(rule, one)), until: hours.until },
    lookAgainAt: now + MINUTE,
  };
}

/** A version has no newer offer where the device has it, or none is there at all. */
function nothingTo(rule: UpdateRuleContent, osVersion: string | null): UpdateState {
  if (rule.goal.kind !== 'version') return 'up-to-date';
  const difference = osVersion === null ? undefined : compareVersions(osVersion, rule.goal.version);
  return difference !== undefined && difference >= 0 ? 'up-to-date' : 'not-offered';
}

/** The update of the system itself that the rule asks for; undefined when none of those offered is it. */
function systemFor(rule: UpdateRuleContent, osVersion: string | null, offers: readonly Offer[]): Offer | undefined {
  const { goal } = rule;
  const newer = offers.filter(({ version, configuration, firmware }) => {
    if (version === null || configuration || firmware) return false;
    const difference = osVersion === null ? undefined : compareVersions(version, osVersion);
    return difference === undefined || difference > 0;
  });
  const fits = newer.filter((offer) => {
    if (goal.kind === 'version')
      return !offer.securityResponse && compareVersions(offer.version ?? '', goal.version) === 0;
    return goal.kind === 'newest' || osVersion === null || major(offer.version) === major(osVersion);
  });
  const responses = offers.filter(({ securityResponse }) => securityResponse && goal.kind !== 'version');
  return fits.sort((a, b) => compareVersions(b.version ?? '', a.version ?? '') ?? 0)[0] ?? responses[0];
}

function supplementsFor(rule: UpdateRuleContent, offers: readonly Offer[]): Offer[] {
  if (rule.platform !== 'macOS') return [];
  const takes = (wish: Supplement, { restartRequired }: Offer): boolean =>
    wish === 'all' || (wish === 'without-restart' && !restartRequired);
  return offers.filter((offer) => {
    if (offer.configuration) return takes(rule.supplements.configuration, offer);
    if (offer.firmware) return takes(rule.supplements.firmware, offer);
    return offer.critical && offer.version === null && takes(rule.supplements.critical, offer);
  });
}

function orderOf(rule: UpdateRuleContent, { productKey, version, configuration, firmware }: Offer): OrderedUpdate {
  const later = rule.platform === 'macOS' && rule.action === 'InstallLater';
  const system = version !== null && !configuration && !firmware;
  return {
    ProductKey: productKey,
    ...(system && version !== null ? { ProductVersion: version } : {}),
    InstallAction: rule.action,
    ...(later && rule.maxDeferrals !== null ? { MaxUserDeferrals: rule.maxDeferrals } : {}),
    ...(later ? { Priority: rule.priority } : {}),
  };
}

function hoursOf(rule: UpdateRuleContent, now: number): { open: boolean; until?: number; next?: number | undefined } {
  if (rule.hours === null) return { open: true };
  const { timeZone, days } = rule.hours;
  return hoursAt(
    days.map(({ day, from, to }) => ({ days: [day], from, to, timeZone })),
    now,
  );
}

const major = (version: string | null): string => version?.split('.')[0] ?? '';

/** The longer it took, the less often it is looked at. */
function gap(age: number): number {
  return Math.min(15 * MINUTE, Math.max(MINUTE / 2, Math.round(age / 2)));
}
