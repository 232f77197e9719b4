import type { PlistDict } from '../../../shared/plist/index.ts';
import { asFlag, asNumber, asText, asTexts, asTime, dictsAt } from '../shape.ts';

/** A system update the device could install. */
export interface AvailableOSUpdate {
  /** `ProductKey`, what ScheduleOSUpdate wants */
  productKey?: string;
  /** `HumanReadableName` */
  name?: string;
  /** `HumanReadableNameLocale`, of `name` */
  nameLocale?: string;
  /** `ProductName`, as "iOS" */
  productName?: string;
  /** `Version` */
  version?: string;
  /** `Build` */
  build?: string;
  /** `SupplementalBuildVersion` */
  supplementalBuildVersion?: string;
  /** `SupplementalOSVersionExtra`, as "(a)" */
  supplementalOsVersionExtra?: string;
  /** `MetadataURL` */
  metadataUrl?: string;
  /** `DownloadSize`, bytes */
  downloadSize?: number;
  /** `InstallSize`, bytes */
  installSize?: number;
  /** `AppIdentifiersToClose` */
  appIdentifiersToClose: readonly string[];
  /** `IsCritical` */
  isCritical?: boolean;
  /** `IsConfigDataUpdate` */
  isConfigDataUpdate?: boolean;
  /** `IsFirmwareUpdate` */
  isFirmwareUpdate?: boolean;
  /** `IsMajorOSUpdate` */
  isMajorOsUpdate?: boolean;
  /** `IsSecurityResponse`, a rapid security response */
  isSecurityResponse?: boolean;
  /** `RestartRequired` */
  restartRequired?: boolean;
  /** `AllowsInstallLater` */
  allowsInstallLater?: boolean;
  /** `RequiresBootstrapToken` */
  requiresBootstrapToken?: boolean;
  /** `DeferredUntil`, ms since the epoch */
  deferredUntilAt?: number;
}

/**
 * Reads `AvailableOSUpdates` from the result of an AvailableOSUpdates command. Devices without an update may leave the list
 * out, which is an empty list.
 *
 * @throws CartwrightError `bad-plist` when it is there and not an array of dictionaries
 */
export function decodeAvailableOSUpdates(body: PlistDict): readonly AvailableOSUpdate[] {
  if (body.AvailableOSUpdates === undefined) return [];
  return dictsAt(body.AvailableOSUpdates, 'AvailableOSUpdates').map((item) => ({
    productKey: asText(item.ProductKey),
    name: asText(item.HumanReadableName),
    nameLocale: asText(item.HumanReadableNameLocale),
    productName: asText(item.ProductName),
    version: asText(item.Version),
    build: asText(item.Build),
    supplementalBuildVersion: asText(item.SupplementalBuildVersion),
    supplementalOsVersionExtra: asText(item.SupplementalOSVersionExtra),
    metadataUrl: asText(item.MetadataURL),
    downloadSize: asNumber(item.DownloadSize),
    installSize: asNumber(item.InstallSize),
    appIdentifiersToClose: asTexts(item.AppIdentifiersToClose) ?? [],
    isCritical: asFlag(item.IsCritical),
    isConfigDataUpdate: asFlag(item.IsConfigDataUpdate),
    isFirmwareUpdate: asFlag(item.IsFirmwareUpdate),
    isMajorOsUpdate: asFlag(item.IsMajorOSUpdate),
    isSecurityResponse: asFlag(item.IsSecurityResponse),
    restartRequired: asFlag(item.RestartRequired),
    allowsInstallLater: asFlag(item.AllowsInstallLater),
    requiresBootstrapToken: asFlag(item.RequiresBootstrapToken),
    deferredUntilAt: asTime(item.DeferredUntil),
  }));
}
