import type { ComplianceDeviceTable } from '../store/index.ts';

/** What a device that violates a rule of compliance may keep of its profiles; null: all of them. */
export interface Keeping {
  readonly withheld: ComplianceDeviceTable['withheld'];
  /** It has a mobile network: without Wi-Fi it reaches us all the same. */
  readonly cellular: number;
}

/** Whether a profile is kept away from a device for as long as it violates a rule. Pure. */
export function isWithheld(payloadTypes: readonly string[], keeping: Keeping | undefined): boolean {
  const withheld = keeping?.withheld ?? null;
  if (withheld === null) return false;
  const keepsWifi = withheld === 'wifi' || (withheld === 'wifiWhereNeeded' && keeping?.cellular === 0);
  return !keepsWifi || !payloadTypes.includes('com.apple.wifi.managed');
}
