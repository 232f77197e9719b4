import { randomUUID } from 'node:crypto';
import {
  coerceCommand,
  commandDefinition,
  isDictionary,
  serverFilledKeys,
  validateCommand,
} from '../../shared/catalogue/index.ts';
import type { Logger } from '../../shared/logger.ts';
import { encodeCommand, type PlistInput } from '../protocol/index.ts';
import type { DeviceSecretKind, Vault } from '../store/index.ts';
import type { DeliverableRow } from './command-row-types.ts';
import { contextKey, deviceContext } from './device-context.ts';
import { checkMdmProfile, type EnrollmentProfileFacts } from './mdm-profile.ts';
import { putBackSecrets, type TakenOut } from './secrets.ts';
import type { VariableFilling } from './variables.ts';

/** The body that gives a device the command, or why the device can no longer take it (one sentence). */
export type Prepared = { body: Buffer } | { unfit: string };

/** Builds the wire form of commands just before they leave, looking once more whether the device can take them. */
export interface Delivery {
  prepare(row: DeliverableRow): Prepared;
}

/** Commands that take the password in force beside the new one, and which it is. */
const CHANGES_PASSWORD: Readonly<Record<string, DeviceSecretKind>> = {
  SetFirmwarePassword: 'firmware-password',
  SetRecoveryLock: 'recovery-lock',
};

/** What the vault knows of a device and fills in, by command. */
export const FILLED_SECRET: Readonly<Record<string, DeviceSecretKind>> = {
  ...CHANGES_PASSWORD,
  RotateFileVaultKey: 'filevault-key',
};

type Plan = { head: string; tail: string } | { unfit: string };

const MOST_PLANS = 500;
const LONGEST_REQUEST = 8192;

/**
 * The check and the encoding depend on the request and on a few facts of the device, not on the device itself: the
 * outcome is kept for commands without secrets, and a fleet that is asked the same costs one look-up per device.
 */
export function openDelivery(options: {
  vault: Vault;
  logger: Logger;
  enrollmentProfile: EnrollmentProfileFacts;
  variables: VariableFilling;
  /** Macs seal new recovery keys for it. */
  escrowCertificate: Uint8Array | undefined;
  /** A password of the device that is known; undefined when none is. */
  secretOf: (deviceId: string, kind: DeviceSecretKind) => string | undefined;
}): Delivery {
  const { vault, logger, enrollmentProfile, variables, escrowCertificate, secretOf } = options;
  const plans = new Map<string, Plan>();

  const build = (row: DeliverableRow, commandId: string): Prepared => {
    const request = JSON.parse(row.request) as Record<string, unknown>;
    if (row.secretId !== null) {
      putBackSecrets(request, JSON.parse(vault.get(row.secretId, 'command-secret').toString('utf8')) as TakenOut[]);
    }
    const filled = variables.fill(request, row);
    if ('unfit' in filled) return filled;
    const { command, findings } = coerceCommand(filled.command, commandDefinition(row.requestType));
    if (row.unlockTokenSecretId !== null && command.UnlockToken === undefined && wantsUnlockToken(row.requestType)) {
      command.UnlockToken = vault.get(row.unlockTokenSecretId, 'unlock-token');
    }
    const password = CHANGES_PASSWORD[row.requestType];
    // Whoever changes a password we know need not type it.
    if (password !== undefined && command.CurrentPassword === undefined) {
      const current = secretOf(row.deviceId, password);
      if (current !== undefined) command.CurrentPassword = current;
    }
    if (row.requestType === 'RotateFileVaultKey' && command.KeyType === 'personal' && escrowCertificate !== undefined)
      command.ReplyEncryptionCertificate ??= escrowCertificate;
    const unlock = membersOf(command.FileVaultUnlock);
    if (row.requestType === 'RotateFileVaultKey' && Object.keys(unlock).length === 0) {
      const known = secretOf(row.deviceId, 'filevault-key');
      if (known !== undefined) command.FileVaultUnlock = { Password: known };
    }
    if (leavesUnmanaged(row, command)) command.Options = { ...membersOf(command.Options), NotManaged: true };
    const context = deviceContext(row, enrollmentProfile.identifier);
    const refused = [
      ...findings,
      ...validateCommand(command, context, { phase: 'send' }),
      ...(row.requestType === 'InstallProfile' ? checkMdmProfile(request.Payload, row, enrollmentProfile) : []),
    ].find((finding) => finding.severity === 'refuse');
    if (refused !== undefined) return { unfit: refused.message };
    return { body: encodeCommand(commandId, command as { RequestType: string; [key: string]: PlistInput }) };
  };

  const guarded = (row: DeliverableRow, commandId: string): Prepared => {
    try {
      return build(row, commandId);
    } catch (error) {
      // One command that cannot be built must not keep the device from the others.
      logger.error({ err: error, commandId: row.id, requestType: row.requestType }, 'a command could not be built');
      return { unfit: 'The command could not be built: its stored form is damaged, or the vault lacks its secrets.' };
    }
  };

  const plan = (row: DeliverableRow): Plan => {
    const placeholder = randomUUID();
    const prepared = guarded(row, placeholder);
    if ('unfit' in prepared) return prepared;
    const [head, tail] = prepared.body.toString('utf8').split(placeholder);
    return { head: head ?? '', tail: tail ?? '' };
  };

  return {
    prepare(row) {
      if (row.secretId !== null || holdsOwnSecret(row.requestType) || row.request.length > LONGEST_REQUEST) {
        return guarded(row, row.id);
      }
      const key = `${contextKey(row)}\n${row.request}`;
      let known = plans.get(key);
      if (known === undefined) {
        if (plans.size >= MOST_PLANS)
          for (const oldest of plans.keys()) if (plans.size >= MOST_PLANS / 2) plans.delete(oldest);
        known = plan(row);
        plans.set(key, known);
      }
      return 'unfit' in known ? known : { body: Buffer.from(known.head + row.id + known.tail) };
    },
  };
}

/** A Mac takes an app as its user's unless it was asked to manage it, and wants to be told so (APP-3). */
function leavesUnmanaged({ platform, requestType }: DeliverableRow, command: Record<string, unknown>): boolean {
  const managed = command.InstallAsManaged === true || command.ChangeManagementState === 'Managed';
  return requestType === 'InstallApplication' && platform === 'macOS' && !managed;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isDictionary(value) ? value : {};
}

/** What is filled in is each device's own, and in no plan for many. */
function holdsOwnSecret(requestType: string): boolean {
  return serverFilledKeys(requestType).length > 0;
}

function wantsUnlockToken(requestType: string): boolean {
  return serverFilledKeys(requestType).some((filled) => filled.from === 'vault');
}
