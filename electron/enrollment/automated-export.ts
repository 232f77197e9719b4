import type { AutomatedProfileInput } from '../../shared/contract/automated.ts';

/** What a profile is exported with beside its own settings. */
export interface ExportFacts {
  readonly url: string;
  readonly webUrl: string | null;
  /** The organisation of this installation, where the profile names none. */
  readonly organization: string;
  /** The same for all profiles of one installation. */
  readonly magic: string;
  /** Roots this server is known by, in DER. */
  readonly trust: readonly Uint8Array[];
  /** The certificate of the supervision identity in DER, where there is one. */
  readonly supervisor: Uint8Array | undefined;
  readonly serialNumbers: readonly string[];
}

/**
 * A profile with the keys by which Apple's service defines one (Protocol Reference §9.8 with the keys that came later:
 * `await_device_configured`, `is_multi_user`, `auto_advance_setup`, `language`, `region`, `configuration_web_url`,
 * `support_email_address`, `org_magic`). Empty texts are left out; those the service insists on are always there.
 */
export function exportedProfile(profile: AutomatedProfileInput, facts: ExportFacts): Record<string, unknown> {
  const organization = profile.organization === '' ? facts.organization : profile.organization;
  const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64');
  const anchors = [...(profile.ownTrust ? facts.trust.map(base64) : []), ...profile.anchors];
  const given = {
    ...(facts.webUrl === null ? {} : { configuration_web_url: facts.webUrl }),
    ...(profile.supportEmail === '' ? {} : { support_email_address: profile.supportEmail }),
    ...(profile.language === '' ? {} : { language: profile.language }),
    ...(profile.region === '' ? {} : { region: profile.region }),
    ...(anchors.length === 0 ? {} : { anchor_certs: [...new Set(anchors)] }),
    // Counts only where devices answer no other Mac.
    ...(profile.allowPairing || facts.supervisor === undefined
      ? {}
      : { supervising_host_certs: [base64(facts.supervisor)] }),
  };
  return {
    profile_name: profile.name,
    url: facts.url,
    allow_pairing: profile.allowPairing,
    is_supervised: profile.supervised,
    is_mandatory: profile.mandatory,
    is_mdm_removable: profile.removable,
    await_device_configured: profile.awaitConfigured,
    is_multi_user: profile.multiUser,
    auto_advance_setup: profile.autoAdvance,
    support_phone_number: profile.supportPhone,
    department: profile.department === '' ? organization : profile.department,
    org_magic: facts.magic,
    ...given,
    skip_setup_items: [...new Set(profile.skipSetup)].sort(),
    devices: facts.serialNumbers,
  };
}
