import type { PlistDict } from '../../../shared/plist/index.ts';
import { asFlag, asNumber, asText, dictsAt, unexpectedValue } from '../shape.ts';

/** One payload of a profile on the device. */
export interface ReportedPayload {
  /** `PayloadType`, as "com.apple.wifi.managed" */
  type?: string;
  /** `PayloadIdentifier` */
  identifier?: string;
  /** `PayloadUUID` */
  uuid?: string;
  /** `PayloadVersion` */
  version?: number;
  /** `PayloadDisplayName` */
  displayName?: string;
  /** `PayloadDescription` */
  description?: string;
  /** `PayloadOrganization` */
  organization?: string;
}

/** A configuration profile on the device. */
export interface ReportedProfile {
  /** `PayloadIdentifier`: a profile of the same identifier replaces this one */
  identifier: string;
  /** `PayloadUUID`: tells one version of the profile from another */
  uuid: string;
  /** `PayloadVersion` */
  version?: number;
  /** `PayloadDisplayName` */
  displayName?: string;
  /** `PayloadDescription` */
  description?: string;
  /** `PayloadOrganization` */
  organization?: string;
  /** `PayloadRemovalDisallowed` */
  removalDisallowed?: boolean;
  /** `HasRemovalPasscode` */
  hasRemovalPasscode?: boolean;
  /** `IsEncrypted` */
  isEncrypted?: boolean;
  /** `IsManaged`: this server may remove it */
  isManaged?: boolean;
  /** `Source`, as "Declarative Device Management" */
  source?: string;
  /** `SignerCertificates`, DER, the signer first */
  signerCertificates: readonly Uint8Array[];
  /** `PayloadContent` */
  payloads: readonly ReportedPayload[];
}

/**
 * Reads `ProfileList` from the result of a ProfileList command.
 *
 * @throws CartwrightError `bad-plist` when it is not an array of dictionaries, or a profile lacks its identifier or UUID
 */
export function decodeProfileList(body: PlistDict): readonly ReportedProfile[] {
  return dictsAt(body.ProfileList, 'ProfileList').map((item, i) => {
    const at = `ProfileList[${i}]`;
    return {
      identifier: required(item, at, 'PayloadIdentifier'),
      uuid: required(item, at, 'PayloadUUID'),
      version: asNumber(item.PayloadVersion),
      displayName: asText(item.PayloadDisplayName),
      description: asText(item.PayloadDescription),
      organization: asText(item.PayloadOrganization),
      removalDisallowed: asFlag(item.PayloadRemovalDisallowed),
      hasRemovalPasscode: asFlag(item.HasRemovalPasscode),
      isEncrypted: asFlag(item.IsEncrypted),
      isManaged: asFlag(item.IsManaged),
      source: asText(item.Source),
      signerCertificates: signers(item, at),
      payloads: item.PayloadContent === undefined ? [] : payloads(item, at),
    };
  });
}

function required(item: PlistDict, at: string, key: string): string {
  const value = item[key];
  if (typeof value !== 'string' || value === '') throw unexpectedValue(`${at}.${key}`, 'a string', value);
  return value;
}

function signers(item: PlistDict, at: string): readonly Uint8Array[] {
  const value = item.SignerCertificates;
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw unexpectedValue(`${at}.SignerCertificates`, 'an array', value);
  return value.filter((certificate) => certificate instanceof Uint8Array);
}

function payloads(item: PlistDict, at: string): readonly ReportedPayload[] {
  return dictsAt(item.PayloadContent, `${at}.PayloadContent`).map((payload) => ({
    type: asText(payload.PayloadType),
    identifier: asText(payload.PayloadIdentifier),
    uuid: asText(payload.PayloadUUID),
    version: asNumber(payload.PayloadVersion),
    displayName: asText(payload.PayloadDisplayName),
    description: asText(payload.PayloadDescription),
    organization: asText(payload.PayloadOrganization),
  }));
}
