import type { PlistDict } from '../../../shared/plist/index.ts';
import { asText, asTime, dictsAt, unexpectedValue } from '../shape.ts';

/** A provisioning profile on the device. */
export interface ReportedProvisioningProfile {
  /** `UUID` */
  uuid: string;
  /** `Name` */
  name?: string;
  /** `ExpiryDate`, ms since the epoch */
  expiresAt?: number;
}

/** Reads `ProvisioningProfileList`. @throws CartwrightError `bad-plist` when it is no array of dictionaries with UUIDs */
export function decodeProvisioningProfileList(body: PlistDict): readonly ReportedProvisioningProfile[] {
  return dictsAt(body.ProvisioningProfileList, 'ProvisioningProfileList').map((item, index) => {
    const uuid = asText(item.UUID);
    if (uuid === undefined || uuid === '')
      throw unexpectedValue(`ProvisioningProfileList[${index}].UUID`, 'a string', item.UUID);
    return { uuid, name: asText(item.Name), expiresAt: asTime(item.ExpiryDate) };
  });
}
