import type { PlistDict } from '../../wire/plist.ts';
import { ALL, type CommandContext, type CommandSpec, type Outcome, Right } from '../command-spec.ts';
import { type DeviceError, mdmError } from '../errors.ts';
import { certificatesIn, describeCertificate, ProfileRefused, readProfile, textAt } from '../profile-file.ts';
import { combineRestrictions } from '../restrictions.ts';
import type { DeviceState, InstalledProfile } from '../state.ts';

const installFailed = (code: number, text: string, cause?: DeviceError): DeviceError => ({
  domain: 'MCInstallationErrorDomain',
  code,
  text,
  ...(cause ? { causes: [cause] } : {}),
});

const payloadEntry = (payload: PlistDict): Record<string, string | number | undefined> => ({
  PayloadDescription: textAt(payload, 'PayloadDescription'),
  PayloadDisplayName: textAt(payload, 'PayloadDisplayName'),
  PayloadIdentifier: textAt(payload, 'PayloadIdentifier') ?? '',
  PayloadOrganization: textAt(payload, 'PayloadOrganization'),
  PayloadType: textAt(payload, 'PayloadType') ?? '',
  PayloadUUID: textAt(payload, 'PayloadUUID'),
  PayloadVersion: typeof payload.PayloadVersion === 'number' ? payload.PayloadVersion : 1,
});

/** ProfileList: every configuration profile, whoever installed it. */
export const ProfileList: CommandSpec = {
  platforms: ALL,
  keys: { ManagedOnly: 'boolean?' },
  whenLocked: true,
  run: (state, command) => ({
    reply: {
      ProfileList: state.profiles
        .filter((profile) => profile.managed || command.ManagedOnly !== true)
        .map((profile) => ({
          HasRemovalPasscode: profile.hasRemovalPasscode,
          IsEncrypted: profile.encrypted,
          IsManaged: profile.managed,
          PayloadContent: profile.payloads.map(payloadEntry),
          PayloadDescription: profile.description,
          PayloadDisplayName: profile.displayName,
          PayloadIdentifier: profile.identifier,
          PayloadOrganization: profile.organization,
          PayloadRemovalDisallowed: profile.removalDisallowed,
          PayloadUUID: profile.uuid,
          PayloadVersion: profile.version,
          SignerCertificates: profile.signers,
        })),
    },
  }),
};

/**
 * The state with this profile installed: certificates, identities and restrictions included. A profile of the same
 * identifier is replaced; one the user installed may not be taken over.
 */
export function installProfile(
  state: DeviceState,
  file: Uint8Array,
  { identities = new Map(), identityKey }: Pick<CommandContext, 'identities' | 'identityKey'> = {},
): Outcome {
  try {
    const read = readProfile(file, identityKey);
    const former = state.profiles.find((profile) => profile.identifier === read.identifier);
    if (former && !former.managed) {
      return { error: installFailed(4022, 'A profile of the same name was not installed by this server.') };
    }
    const obtained = [...identities].map(([, der]) => describeCertificate(der, true, read.identifier));
    const without = removeProfile(state, read.identifier);
    return {
      state: {
        ...without,
        profiles: [...without.profiles, read.profile],
        certificates: [...without.certificates, ...certificatesIn(read), ...obtained],
      },
    };
  } catch (error) {
    if (!(error instanceof ProfileRefused)) throw error;
    return { error: installFailed(4001, 'The profile could not be installed.', error.reason) };
  }
}

/** The state without this profile and the certificates it brought. */
export const removeProfile = (state: DeviceState, identifier: string): DeviceState => ({
  ...state,
  profiles: state.profiles.filter((profile) => profile.identifier !== identifier),
  certificates: state.certificates.filter((certificate) => certificate.profile !== identifier),
});

/** The state with the management identity's certificate replaced, after a renewal. */
export function installedIdentity(state: DeviceState, certificate: Buffer): DeviceState {
  const profile = state.management?.profileIdentifier;
  const others = state.certificates.filter((item) => !(item.isIdentity && item.profile === profile));
  return { ...state, certificates: [...others, describeCertificate(certificate, true, profile)] };
}

/** The state after management ended: managed profiles, their certificates, and apps marked for removal are gone. */
export function endManagement(state: DeviceState): DeviceState {
  const managed = new Set(state.profiles.filter((profile) => profile.managed).map((profile) => profile.identifier));
  const doomed = new Set(
    Object.values(state.managedApps)
      .filter((app) => (app.managementFlags & 1) !== 0)
      .map((app) => app.identifier),
  );
  return {
    ...state,
    management: undefined,
    managedApps: {},
    lostMode: undefined,
    profiles: state.profiles.filter((profile) => !profile.managed),
    certificates: state.certificates.filter((item) => item.profile === undefined || !managed.has(item.profile)),
    provisioning: state.provisioning.filter((item) => !item.managed),
    apps: state.apps.filter(({ app }) => !doomed.has(app.identifier)),
  };
}

export const InstallProfile: CommandSpec = {
  platforms: ALL,
  needsKeychain: true,
  keys: { Payload: 'data' },
  run(state, command, context) {
    return installProfile(state, command.Payload as Uint8Array, context);
  },
};

/** RemoveProfile: what this server installed. The MDM profile itself is always allowed, and ends management. */
export const RemoveProfile: CommandSpec = {
  platforms: ALL,
  asksForRights: true,
  needsKeychain: true,
  keys: { Identifier: 'string' },
  run(state, command) {
    const identifier = String(command.Identifier);
    const management = state.management;
    if (identifier === management?.profileIdentifier) {
      return {
        state: endManagement(state),
        effects: [{ kind: 'unenroll', management }],
      };
    }
    if (((management?.accessRights ?? 0) & Right.changeProfiles) === 0) {
      return { error: mdmError(12007, 'The server has no right to change profiles.') };
    }
    const found = state.profiles.find((profile) => profile.identifier === identifier);
    if (!found) return { error: mdmError(12075, `The profile “${identifier}” is not installed.`) };
    if (!found.managed) return { error: mdmError(12013, `The profile “${identifier}” is not managed by this server.`) };
    return { state: removeProfile(state, identifier) };
  },
};

export const ProvisioningProfileList: CommandSpec = {
  platforms: ALL,
  keys: { ManagedOnly: 'boolean?' },
  whenLocked: true,
  run: (state, command) => ({
    reply: {
      ProvisioningProfileList: state.provisioning
        .filter((profile) => profile.managed || command.ManagedOnly !== true)
        .map(({ name, uuid, expiresAt }) => ({ ExpiryDate: new Date(expiresAt), Name: name, UUID: uuid })),
    },
  }),
};

/** InstallProvisioningProfile: safe to repeat; the name and UUID are read where the file shows them. */
export const InstallProvisioningProfile: CommandSpec = {
  platforms: ALL,
  keys: { ProvisioningProfile: 'data' },
  run(state, command, context) {
    const text = Buffer.from(command.ProvisioningProfile as Uint8Array).toString('latin1');
    const uuid = /<key>UUID<\/key>\s*<string>([^<]+)</.exec(text)?.[1];
    if (!uuid) {
      return {
        error: {
          domain: 'MCProvisioningProfileErrorDomain',
          code: 25000,
          text: 'The provisioning profile is malformed.',
        },
      };
    }
    const name = /<key>Name<\/key>\s*<string>([^<]+)</.exec(text)?.[1] ?? uuid;
    const others = state.provisioning.filter((profile) => profile.uuid !== uuid);
    const expiresAt = context.now + 330 * 86_400_000;
    return { state: { ...state, provisioning: [...others, { name, uuid, expiresAt, managed: true }] } };
  },
};

export const RemoveProvisioningProfile: CommandSpec = {
  platforms: ALL,
  keys: { UUID: 'string' },
  run(state, command) {
    const found = state.provisioning.find((profile) => profile.uuid === command.UUID);
    if (!found?.managed) return { error: mdmError(12014, 'The provisioning profile is not managed by this server.') };
    return { state: { ...state, provisioning: state.provisioning.filter((profile) => profile !== found) } };
  },
};

/** Restrictions in force, and for each profile where asked. A Mac answers with nothing in it. */
export const Restrictions: CommandSpec = {
  platforms: ALL,
  keys: { ProfileRestrictions: 'boolean?' },
  whenLocked: true,
  run(state, command) {
    const profiles = state.model.platform === 'macOS' ? [] : state.profiles;
    const shown = (list: readonly InstalledProfile[]) => ({ ...combineRestrictions(list) });
    const each =
      command.ProfileRestrictions === true && ((state.management?.accessRights ?? 0) & Right.inspectProfiles) !== 0;
    return {
      reply: {
        GlobalRestrictions: shown(profiles),
        ProfileRestrictions: each
          ? Object.fromEntries(profiles.map((profile) => [profile.identifier, shown([profile])]))
          : undefined,
      },
    };
  },
};
