import type { EnrollmentListRow, Event } from '../../shared/contract/index.ts';
import type { Tone } from '../parts/tones.ts';

/** A device that confirms its enrollment does so within seconds; after this long somebody should look. */
const SLOW_MS = 10 * 60_000;

/** How far an enrollment came, and whether somebody has to do something. */
export type Progress = 'under-way' | 'stuck' | 'enrolled' | 'checked-out' | 'replaced' | 'removed' | 'erased' | 'ended';

export const PROGRESS_TONE: Readonly<Record<Progress, Tone>> = {
  'under-way': 'way',
  stuck: 'needs',
  enrolled: 'done',
  'checked-out': 'none',
  replaced: 'none',
  removed: 'none',
  erased: 'none',
  ended: 'none',
};

type Told = Pick<EnrollmentListRow, 'state' | 'endReason' | 'authenticatedAt' | 'enrolledAt' | 'endedAt'>;

/** `now` in milliseconds since the epoch. */
export function progressOf(row: Told, now: number): Progress {
  if (row.state === 'enrolled') return 'enrolled';
  if (row.state === 'ended') return row.endReason ?? 'ended';
  return now - row.authenticatedAt > SLOW_MS ? 'stuck' : 'under-way';
}

export interface Step {
  readonly name: 'asked' | 'confirmed' | 'ended';
  /** Null: not reached. */
  readonly at: number | null;
}

/** The steps of an enrollment in order; the last one shows only once it came. */
export function stepsOf(row: Told): Step[] {
  return [
    { name: 'asked', at: row.authenticatedAt },
    { name: 'confirmed', at: row.enrolledAt },
    ...(row.endedAt === null ? [] : [{ name: 'ended', at: row.endedAt } as const]),
  ];
}

/** A device that asked to enroll and was turned away. */
export interface TurnedAway {
  readonly key: number;
  readonly at: number;
  readonly reason: TurnedAwayReason;
  readonly serialNumber: string | null;
  readonly name: string | null;
  readonly invitationId: string | null;
  /** The automated enrollment profile it asked at. */
  readonly profile: { readonly id: string; readonly name: string } | null;
}

const REASONS = [
  'not-assigned',
  'other-profile',
  'update-required',
  'device-not-supported',
  'not-expected',
  'invitation-revoked',
  'invitation-expired',
  'invitation-used-up',
  'invitation-missing',
  'wrong-topic',
  'no-topic',
  'other-than-proven',
  'not-user-enrollment',
  'not-device-enrollment',
  'unknown-signer',
  'challenge-used',
  'challenge-expired',
  'token-used',
] as const;
/** Where a device asks to enroll: its first message, or a step before it. */
const BEGINNINGS: readonly unknown[] = ['Authenticate', 'over-the-air', 'account', 'automated'];
export type TurnedAwayReason = (typeof REASONS)[number] | 'other';

/** The refusals of devices that wanted to enroll, of all refusals: those of devices that call are told at the device. */
export function turnedAwayOf(events: readonly Event[]): TurnedAway[] {
  return events
    .filter(({ type, data }) => type === 'enrollment.refused' && BEGINNINGS.includes(data.message))
    .map(({ seq, at, data }) => {
      const text = (name: string): string | null => (typeof data[name] === 'string' ? data[name] : null);
      return {
        key: seq,
        at,
        reason: REASONS.find((reason) => reason === data.reason) ?? 'other',
        serialNumber: text('serialNumber'),
        name: text('deviceName') ?? text('modelName') ?? text('account'),
        invitationId: text('invitationId'),
        profile: profileOf(text('enrollmentProfileId'), text('profileName')),
      };
    });
}

function profileOf(id: string | null, name: string | null): TurnedAway['profile'] {
  return id === null ? null : { id, name: name ?? '' };
}
