import type { Because, KnownProfile, ProfileState } from './plan-types.ts';
import { tryAgain } from './retry.ts';
import type { SettingReport } from './setting-reports.ts';

/*
 * Settings: what a Settings command gives once, and a user may change back.
 */

/** A setting as one device should have it; `value` stands for what its items say. */
export interface DesiredSetting {
  readonly key: string;
  readonly value: string;
  readonly missing: readonly string[];
  readonly unfit?: string | undefined;
  /** Apps it configures that are not on the device yet, and those that have a configuration that goes first. */
  readonly appsMissing: readonly string[];
  readonly appsWithOwn: readonly string[];
  readonly onDrift: 'repair' | 'report';
  readonly notBefore?: number | undefined;
}

export interface SettingSituation {
  readonly now: number;
  /** Of the last Settings command for it that was answered. */
  readonly known: KnownProfile | undefined;
  /** The command under way. */
  readonly open: { readonly value: string; readonly inFlight: boolean } | undefined;
  /** What the device tells of it, and when it wrote that, ms. */
  readonly reported: SettingReport & { readonly at: number };
}

export interface SettingVerdict {
  readonly state: ProfileState;
  readonly because?: Because | undefined;
  readonly send?: true;
  readonly lookAgainAt?: number | undefined;
}

/** How a setting stands on a device, and whether it is to be sent. Pure: once it is sent, the next look says nothing. */
export function judgeSetting(
  { value, missing, unfit, appsMissing, appsWithOwn, onDrift, notBefore }: DesiredSetting,
  { now, known, open, reported }: SettingSituation,
): SettingVerdict {
  if (open !== undefined && open.value === value) return { state: open.inFlight ? 'sent' : 'pending' };
  if (missing.length > 0) return { state: 'waiting', because: { code: 'missing-values', names: missing } };
  if (unfit !== undefined) return { state: 'not-applicable', because: { code: 'unfit', reason: unfit } };
  if (appsWithOwn.length > 0) return { state: 'held', because: { code: 'app-has-own', items: appsWithOwn } };
  // What is in flight decides what is there.
  if (open?.inFlight !== true && reported.same === true && reported.at >= (known?.at ?? 0))
    return { state: 'installed' };
  const given = known?.uuid === value && known.outcome === 'acknowledged' && open?.inFlight !== true;
  if (given && reported.same === undefined)
    return { state: 'installed', because: { code: 'not-told', items: reported.untold } };
  if (given && reported.at < known.at) return { state: 'verifying' };
  if (given && known.verifiedAt !== null && onDrift === 'report')
    return { state: 'drifted', because: { code: 'differs', differences: reported.differs } };
  const [bundleId] = appsMissing;
  if (bundleId !== undefined) return { state: 'held', because: { code: 'app-missing', bundleId } };
  if (notBefore !== undefined && notBefore > now)
    return { state: 'held', because: { code: 'outside-window', at: notBefore }, lookAgainAt: notBefore };
  if (known?.uuid === value && known.failures > 0) {
    const { step, ...verdict } = tryAgain(known, now, { kind: 'install', identifier: '', uuid: value }, 'pending');
    return step === undefined ? verdict : { ...verdict, send: true };
  }
  return { state: 'pending', send: true };
}

/** What is known after a report that tells of it; the same object when it tells nothing new. Pure. */
export function afterReport(known: KnownProfile, reported: SettingSituation['reported']): KnownProfile {
  if (known.outcome !== 'acknowledged' || reported.same === undefined || reported.at < known.at) return known;
  if (known.verifiedAt !== null) return known;
  return reported.same
    ? { ...known, verifiedAt: reported.at, failures: 0 }
    : { ...known, outcome: 'not-there', at: reported.at, failures: known.failures + 1 };
}
