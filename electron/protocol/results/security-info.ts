import type { PlistDict } from '../../../shared/plist/index.ts';
import { dictAt } from '../shape.ts';
import { data, type FactsOf, facts, factsList, flag, number, readFacts, text, unreadEntries } from './fields.ts';

const FIREWALL = {
  /** `FirewallEnabled` */ enabled: flag('FirewallEnabled'),
  /** `BlockAllIncoming` */ blockAllIncoming: flag('BlockAllIncoming'),
  /** `StealthMode` */ stealthMode: flag('StealthMode'),
  /** `LoggingEnabled` */ loggingEnabled: flag('LoggingEnabled'),
  /** `LoggingOption`: throttled, brief or detail */ loggingOption: text('LoggingOption'),
  /** `Applications` */
  applications: factsList('Applications', {
    /** `Allowed`, incoming connections */ allowed: flag('Allowed'),
    /** `BundleID` */ bundleId: text('BundleID'),
    /** `Name` */ name: text('Name'),
  } as const),
} as const;

const FIRMWARE_PASSWORD = {
  /** `PasswordExists` */ exists: flag('PasswordExists'),
  /** `ChangePending`, until the next start */ changePending: flag('ChangePending'),
  /** `AllowOroms` */ allowOroms: flag('AllowOroms'),
} as const;

const MANAGEMENT = {
  /** `EnrolledViaDEP` */ enrolledViaDep: flag('EnrolledViaDEP'),
  /** `UserApprovedEnrollment` */ userApproved: flag('UserApprovedEnrollment'),
  /** `IsUserEnrollment` */ isUserEnrollment: flag('IsUserEnrollment'),
  /** `IsActivationLockManageable` */ isActivationLockManageable: flag('IsActivationLockManageable'),
} as const;

const SECURE_BOOT = {
  /** `SecureBootLevel`: off, medium, full or "not supported" */ level: text('SecureBootLevel'),
  /** `ExternalBootLevel`: allowed, disallowed or "not supported" */ externalBoot: text('ExternalBootLevel'),
  /** `ReducedSecurity` */
  reducedSecurity: facts('ReducedSecurity', {
    /** `AllowsAnyAppleSignedOS` */ allowsAnyAppleSignedOs: flag('AllowsAnyAppleSignedOS'),
    /** `AllowsUserKextApproval` */ allowsUserKextApproval: flag('AllowsUserKextApproval'),
    /** `AllowsMDM` */ allowsMdm: flag('AllowsMDM'),
  } as const),
} as const;

const SECURITY = {
  /** `HardwareEncryptionCaps`: 1 block level, 2 file level, 3 both */ hardwareEncryption:
    number('HardwareEncryptionCaps'),
  /** `PasscodePresent` */ passcodePresent: flag('PasscodePresent'),
  /** `PasscodeCompliant`, with everything on the device */ passcodeCompliant: flag('PasscodeCompliant'),
  /** `PasscodeCompliantWithProfiles` */ passcodeCompliantWithProfiles: flag('PasscodeCompliantWithProfiles'),
  /** `PasscodeLockGracePeriod`, seconds the person chose */
  passcodeLockGraceSeconds: number('PasscodeLockGracePeriod'),
  /** `PasscodeLockGracePeriodEnforced`, seconds in force; -1 for none */
  passcodeLockGraceEnforcedSeconds: number('PasscodeLockGracePeriodEnforced'),
  /** `AutoLockTime`, seconds */ autoLockSeconds: number('AutoLockTime'),
  /** `FDE_Enabled`, FileVault */ fileVaultEnabled: flag('FDE_Enabled'),
  /** `FDE_HasPersonalRecoveryKey` */ hasPersonalRecoveryKey: flag('FDE_HasPersonalRecoveryKey'),
  /** `FDE_HasInstitutionalRecoveryKey` */ hasInstitutionalRecoveryKey: flag('FDE_HasInstitutionalRecoveryKey'),
  /** `FDE_PersonalRecoveryKeyCMS`, the recovery key enveloped for the escrow certificate: for the vault */
  personalRecoveryKeyCms: data('FDE_PersonalRecoveryKeyCMS'),
  /** `FDE_PersonalRecoveryKeyDeviceKey`, what the person at the locked Mac reads out */
  personalRecoveryKeyDeviceKey: text('FDE_PersonalRecoveryKeyDeviceKey'),
  /** `SystemIntegrityProtectionEnabled` */ systemIntegrityProtection: flag('SystemIntegrityProtectionEnabled'),
  /** `AuthenticatedRootVolumeEnabled` */ authenticatedRootVolume: flag('AuthenticatedRootVolumeEnabled'),
  /** `RemoteDesktopEnabled` */ remoteDesktopEnabled: flag('RemoteDesktopEnabled'),
  /** `IsRecoveryLockEnabled` */ recoveryLockEnabled: flag('IsRecoveryLockEnabled'),
  /** `BootstrapTokenAllowedForAuthentication`: allowed, disallowed or "not supported" */
  bootstrapTokenForAuthentication: text('BootstrapTokenAllowedForAuthentication'),
  /** `BootstrapTokenRequiredForSoftwareUpdate` */
  bootstrapTokenRequiredForUpdates: flag('BootstrapTokenRequiredForSoftwareUpdate'),
  /** `BootstrapTokenRequiredForKernelExtensionApproval` */
  bootstrapTokenRequiredForKernelExtensions: flag('BootstrapTokenRequiredForKernelExtensionApproval'),
  /** `FirewallSettings` */ firewall: facts('FirewallSettings', FIREWALL),
  /** `FirmwarePasswordStatus` */ firmwarePassword: facts('FirmwarePasswordStatus', FIRMWARE_PASSWORD),
  /** `ManagementStatus` */ management: facts('ManagementStatus', MANAGEMENT),
  /** `SecureBoot` */ secureBoot: facts('SecureBoot', SECURE_BOOT),
} as const;

/** What a device answered to SecurityInfo; every fact is optional. `extra` as in DeviceInformation. */
export type SecurityFacts = FactsOf<typeof SECURITY> & { extra: PlistDict };

/**
 * Reads `SecurityInfo` from the result of a SecurityInfo command.
 *
 * @throws CartwrightError `bad-plist` when there is no such dictionary
 */
export function decodeSecurityInfo(body: PlistDict): SecurityFacts {
  const info = dictAt(body.SecurityInfo, 'SecurityInfo');
  return { ...readFacts(info, SECURITY), extra: unreadEntries(info, SECURITY) };
}
