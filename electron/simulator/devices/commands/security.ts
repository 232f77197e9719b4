import { createRandom, seedOf } from '../../random.ts';
import { envelope } from '../../wire/cms-envelope.ts';
import { isPlistDict } from '../../wire/plist.ts';
import { ALL, type CommandSpec, type Outcome } from '../command-spec.ts';
import { mdmError } from '../errors.ts';
import { majorOf } from '../os-releases.ts';
import { demandsPasscode } from '../restrictions.ts';
import type { DeviceState } from '../state.ts';

const passcodeMeetsProfiles = (state: DeviceState): boolean =>
  !demandsPasscode(state.profiles) || (state.passcode.present && state.passcode.compliant);

function macSecurity(state: DeviceState): Record<string, unknown> {
  return {
    FDE_Enabled: state.fileVault,
    FDE_HasInstitutionalRecoveryKey: false,
    FDE_HasPersonalRecoveryKey: state.fileVault,
    FirewallSettings: { Applications: [], BlockAllIncoming: false, FirewallEnabled: true, StealthMode: false },
    FirmwarePasswordStatus: state.model.appleSilicon
      ? undefined
      : { AllowOroms: false, ChangePending: false, PasswordExists: state.firmwarePassword !== undefined },
    IsRecoveryLockEnabled: state.model.appleSilicon ? state.recoveryLock !== undefined : undefined,
    RemoteDesktopEnabled: state.remoteDesktop,
    SecureBoot: {
      ExternalBootLevel: state.model.appleSilicon ? 'not supported' : 'disallowed',
      SecureBootLevel: 'full',
    },
    AuthenticatedRootVolumeEnabled: true,
    BootstrapTokenAllowedForAuthentication: state.model.appleSilicon ? 'allowed' : 'not supported',
    BootstrapTokenRequiredForKernelExtensionApproval: state.model.appleSilicon,
    BootstrapTokenRequiredForSoftwareUpdate: state.model.appleSilicon,
    SystemIntegrityProtectionEnabled: true,
  };
}

/** SecurityInfo, by platform. */
export const SecurityInfo: CommandSpec = {
  platforms: ALL,
  run(state) {
    const management = {
      EnrolledViaDEP: state.enrolledByDep,
      IsActivationLockManageable: state.supervised,
      IsUserEnrollment: false,
      UserApprovedEnrollment: true,
    };
    const shared = { ManagementStatus: management };
    const mobile = {
      AutoLockTime: 120,
      HardwareEncryptionCaps: 3,
      PasscodeCompliant: state.passcode.compliant || !state.passcode.present ? passcodeMeetsProfiles(state) : false,
      PasscodeCompliantWithProfiles: passcodeMeetsProfiles(state),
      PasscodeLockGracePeriod: state.settings.PasscodeLockGracePeriod ?? 0,
      PasscodeLockGracePeriodEnforced: state.settings.PasscodeLockGracePeriod ?? 0,
      PasscodePresent: state.passcode.present,
    };
    const own = state.model.platform === 'macOS' ? macSecurity(state) : mobile;
    const known = Object.fromEntries(Object.entries({ ...own, ...shared }).filter(([, value]) => value !== undefined));
    return { reply: { SecurityInfo: known as Record<string, never> } };
  },
};

/** CertificateList: profile certificates, the management identity, and what the user has. */
export const CertificateList: CommandSpec = {
  platforms: ALL,
  keys: { ManagedOnly: 'boolean?' },
  whenLocked: true,
  run: (state, command) => ({
    reply: {
      CertificateList: state.certificates
        .filter((certificate) => command.ManagedOnly !== true || certificate.profile !== undefined)
        .map(({ commonName, der, isIdentity }) => ({ CommonName: commonName, Data: der, IsIdentity: isIdentity })),
    },
  }),
};

/** ClearPasscode: the escrowed token must be the device's own. */
export const ClearPasscode: CommandSpec = {
  platforms: ['iOS'],
  keys: { UnlockToken: 'data' },
  whenLocked: true,
  notInLostMode: true,
  run(state, command) {
    const token = Buffer.from(command.UnlockToken as Uint8Array);
    if (!state.unlockToken?.equals(token)) {
      return {
        error: mdmError(12018, 'The unlock token cannot be read.', [
          { domain: 'MCPasscodeErrorDomain', code: 5012, text: 'The passcode could not be cleared.' },
        ]),
      };
    }
    return {
      state: { ...state, passcode: { present: false, compliant: true }, locked: false },
      effects: [{ kind: 'unlocked' }],
    };
  },
};

/** RequestUnlockToken: a new escrow token, replacing the former. */
export const RequestUnlockToken: CommandSpec = {
  platforms: ['iOS'],
  run(state, _command, context) {
    const unlockToken = createRandom(seedOf(state.seed, 'unlock', context.now)).bytes(128);
    return { state: { ...state, unlockToken }, reply: { UnlockToken: unlockToken } };
  },
};

/** ActivationLockBypassCode: a code in Apple's grouping, the same each time. */
export const ActivationLockBypassCode: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  run(state) {
    const random = createRandom(seedOf(state.seed, 'bypass'));
    const draw = (count: number): string =>
      Array.from({ length: count }, () => random.pick([...'0123456789ACDEFGHJKLMNPQRTUVWXYZ'])).join('');
    return { reply: { ActivationLockBypassCode: [5, 5, 4, 4, 4, 4].map(draw).join('-') } };
  },
};

export const ClearActivationLockBypassCode: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  run: (state) => ({ state: { ...state, activationLock: false } }),
};

export const ClearRestrictionsPassword: CommandSpec = { platforms: ['iOS'], run: () => ({}) };

/** SetRecoveryLock and VerifyRecoveryLock, Apple silicon from macOS 11.5. */
export const SetRecoveryLock: CommandSpec = {
  platforms: ['macOS'],
  keys: { NewPassword: 'string', CurrentPassword: 'string?' },
  run(state, command) {
    if (!state.model.appleSilicon || majorOf(state.os.version) < 11)
      return { error: mdmError(12021, 'This Mac has no recovery lock.') };
    if (state.recoveryLock !== undefined && command.CurrentPassword !== state.recoveryLock) {
      return { error: { domain: 'MDMClientError', code: 70, text: 'The current recovery lock password is wrong.' } };
    }
    const wanted = String(command.NewPassword);
    return { state: { ...state, recoveryLock: wanted === '' ? undefined : wanted } };
  },
};

export const VerifyRecoveryLock: CommandSpec = {
  platforms: ['macOS'],
  keys: { Password: 'string' },
  run: (state, command) => ({ reply: { PasswordVerified: state.recoveryLock === command.Password } }),
};

export const SetFirmwarePassword: CommandSpec = {
  platforms: ['macOS'],
  keys: { NewPassword: 'string', CurrentPassword: 'string?', AllowOroms: 'boolean?' },
  run(state, command) {
    if (state.model.appleSilicon) return { error: mdmError(12021, 'This Mac has no firmware password.') };
    const allowed = state.firmwarePassword === undefined || state.firmwarePassword === command.CurrentPassword;
    const wanted = String(command.NewPassword);
    return {
      ...(allowed ? { state: { ...state, firmwarePassword: wanted === '' ? undefined : wanted } } : {}),
      reply: { SetFirmwarePassword: { PasswordChanged: allowed } },
    };
  },
};

export const VerifyFirmwarePassword: CommandSpec = {
  platforms: ['macOS'],
  keys: { Password: 'string' },
  run: (state, command) => ({
    reply: { VerifyFirmwarePassword: { PasswordVerified: state.firmwarePassword === command.Password } },
  }),
};

const RECOVERY_KEY = /^[A-Z0-9]{4}(?:-[A-Z0-9]{4}){5}$/;
const KEY_CHARACTERS = [...'23456789ABCDEFGHJKLMNPQRSTUVWXYZ'];
const noNewKey = (text: string): Outcome => ({ error: { domain: 'MDMClientError', code: 96, text } });

/** RotateFileVaultKey: a new personal key goes out sealed for whom the command names. */
export const RotateFileVaultKey: CommandSpec = {
  platforms: ['macOS'],
  keys: { KeyType: 'string', FileVaultUnlock: 'dict', ReplyEncryptionCertificate: 'data?' },
  run(state, command, { now }) {
    if (!state.fileVault) return noNewKey('FileVault is off on this Mac.');
    const password = isPlistDict(command.FileVaultUnlock) ? command.FileVaultUnlock.Password : undefined;
    // What has the form of a recovery key must be the one in force; anything else may be a user's password.
    const known = state.recoveryKey;
    if (known !== undefined && RECOVERY_KEY.test(String(password)) && password !== known) {
      return noNewKey('The recovery key does not unlock this Mac.');
    }
    const { KeyType, ReplyEncryptionCertificate: certificate } = command;
    if (KeyType !== 'personal') return { reply: { RotateResult: {} } };
    const random = createRandom(seedOf(state.seed, 'recovery-key', now, known ?? ''));
    const group = (): string => Array.from({ length: 4 }, () => random.pick(KEY_CHARACTERS)).join('');
    const recoveryKey = Array.from({ length: 6 }, group).join('-');
    const changed = { ...state, recoveryKey };
    if (!(certificate instanceof Uint8Array)) return { state: changed, reply: { RotateResult: {} } };
    try {
      const sealed = envelope(Buffer.from(recoveryKey), Buffer.from(certificate), 'aes-256-cbc');
      return { state: changed, reply: { RotateResult: { EncryptedNewRecoveryKey: sealed } } };
    } catch {
      return noNewKey('The key cannot be sealed for this certificate.');
    }
  },
};
