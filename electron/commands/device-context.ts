import { type DeviceContext, PLATFORMS, type Platform } from '../../shared/catalogue/index.ts';
import type { EnrollmentChannel } from '../store/index.ts';

/** The columns a command's fitness is judged by. */
export interface ContextRow {
  platform: string | null;
  osVersion: string | null;
  supervised: 0 | 1 | null;
  lostMode: 0 | 1 | null;
  accessRights: number;
  channel: EnrollmentChannel;
  userEnrollment: 0 | 1;
  unlockTokenSecretId: string | null;
  topic: string;
  /** Where its enrollment profile has it connect; null where that was not noted. */
  serverUrl: string | null;
  sharedIpad: 0 | 1 | null;
  /** Only Macs tell. */
  automatedEnrollment: 0 | 1 | null;
  awaitingConfiguration: 0 | 1;
  /** Whether the vault knows the FileVault recovery key; looked up for commands that need it only. */
  recoveryKey?: boolean;
}

/** What the catalogue is told of an enrollment. Facts that are not known stay absent, and refuse nothing. */
export function deviceContext(row: ContextRow, mdmProfileIdentifier: string | undefined): DeviceContext {
  return {
    platform: PLATFORMS.find((platform): platform is Platform => platform === row.platform),
    osVersion: row.osVersion ?? undefined,
    supervised: row.supervised === null ? null : row.supervised === 1,
    lostMode: row.lostMode === 1,
    accessRights: row.accessRights,
    channel: row.channel,
    userEnrollment: row.userEnrollment === 1,
    // Off the Mac, only a Shared iPad has users with channels of their own.
    sharedIPad: isShared(row),
    dep: isAutomated(row),
    hasUnlockToken: row.unlockTokenSecretId !== null,
    hasRecoveryKey: row.recoveryKey,
    mdmProfileIdentifier,
  };
}

/** Equal for enrollments that no rule can tell apart. */
export function contextKey(row: ContextRow): string {
  const {
    platform,
    osVersion,
    supervised,
    lostMode,
    accessRights,
    channel,
    userEnrollment,
    sharedIpad,
    topic,
    serverUrl,
    recoveryKey,
  } = row;
  const token = row.unlockTokenSecretId === null ? 0 : 1;
  const facts = [platform, osVersion, supervised, lostMode, accessRights, channel, userEnrollment, sharedIpad, token];
  return [...facts, isAutomated(row), topic, serverUrl, recoveryKey].join('|');
}

/** A device that waits in Setup Assistant came through Automated Device Enrollment, whoever says so. */
function isAutomated({ automatedEnrollment, awaitingConfiguration }: ContextRow): boolean | undefined {
  if (awaitingConfiguration === 1) return true;
  return automatedEnrollment === null ? undefined : automatedEnrollment === 1;
}

function isShared({ platform, channel, sharedIpad }: ContextRow): boolean | undefined {
  if (channel === 'user' && platform === 'iOS') return true;
  return sharedIpad === null ? undefined : sharedIpad === 1;
}
