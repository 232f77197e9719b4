import type { Tone } from '../../shared/catalogue/event-tones.ts';
import type { CommandRow, DeviceRow, Invitation, PushStatus } from '../../shared/contract/index.ts';

export type { Tone };

export const MANAGEMENT_TONE: Readonly<Record<DeviceRow['state'], Tone>> = {
  enrolled: 'done',
  pending: 'waits',
  ended: 'none',
};

export const PUSH_TONE: Readonly<Record<DeviceRow['pushState'], Tone>> = {
  ready: 'done',
  none: 'waits',
  unregistered: 'needs',
  refused: 'needs',
};

export const COMMAND_TONE: Readonly<Record<CommandRow['state'], Tone>> = {
  queued: 'waits',
  sent: 'way',
  'not-now': 'waits',
  acknowledged: 'done',
  error: 'needs',
  'format-error': 'needs',
  expired: 'none',
  cancelled: 'none',
  superseded: 'none',
  unanswered: 'needs',
};

export const INVITATION_TONE: Readonly<Record<Invitation['status'], Tone>> = {
  open: 'done',
  'used-up': 'none',
  expired: 'none',
  revoked: 'none',
};

export const PUSH_CERTIFICATE_TONE: Readonly<Record<PushStatus['certificate']['state'], Tone>> = {
  none: 'needs',
  requested: 'waits',
  ready: 'done',
  expiring: 'waits',
  expired: 'needs',
  refused: 'needs',
};

export const PUSH_CONNECTION_TONE: Readonly<Record<PushStatus['connection'], Tone>> = {
  idle: 'none',
  connecting: 'way',
  connected: 'done',
  'backing-off': 'waits',
  refused: 'needs',
};

/** The one state of push that matters at a glance: the certificate's trouble first, then the connection's. */
export function pushTone(push: PushStatus): Tone {
  const certificate = PUSH_CERTIFICATE_TONE[push.certificate.state];
  return certificate === 'done' ? PUSH_CONNECTION_TONE[push.connection] : certificate;
}

/** Whether devices can be enrolled: an enrollment profile needs the push certificate's topic. */
export function canEnroll(push: PushStatus): boolean {
  const { state, topic } = push.certificate;
  return topic !== null && (state === 'ready' || state === 'expiring' || state === 'requested');
}
