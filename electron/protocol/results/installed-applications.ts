import type { PlistDict } from '../../../shared/plist/index.ts';
import { asFlag, asNumber, asText, dictsAt } from '../shape.ts';

/** An application on the device. */
export interface InstalledApp {
  /** `Identifier`, the bundle id; a few Mac applications have none */
  identifier?: string;
  /** `Name` */
  name?: string;
  /** `Version`, of the bundle */
  version?: string;
  /** `ShortVersion`, the one people see */
  shortVersion?: string;
  /** `BundleSize`, bytes */
  bundleSize?: number;
  /** `DynamicSize`, bytes of documents and data */
  dynamicSize?: number;
  /** `Path`, on a Mac */
  path?: string;
  /** `ExternalVersionIdentifier`, the App Store's id of this version */
  externalVersionIdentifier?: number;
  /** `DistributorIdentifier`, of an alternative marketplace */
  distributorIdentifier?: string;
  /** `Source`, as "Declarative Device Management" */
  source?: string;
  /** `IsValidated`: its provisioning was checked and it can be started */
  isValidated?: boolean;
  /** `Installing` */
  isInstalling?: boolean;
  /** `AppStoreVendable`: it came from the App Store and its updates do */
  isAppStoreVendable?: boolean;
  /** `DeviceBasedVPP`: licensed to the device */
  isDeviceBasedVpp?: boolean;
  /** `BetaApp`, from TestFlight */
  isBeta?: boolean;
  /** `AdHocCodeSigned` */
  isAdHocSigned?: boolean;
  /** `HasUpdateAvailable` */
  hasUpdateAvailable?: boolean;
  /** `IsAppClip` */
  isAppClip?: boolean;
  /** `DownloadFailed` */
  downloadFailed?: boolean;
  /** `DownloadWaiting` */
  downloadWaiting?: boolean;
  /** `DownloadPaused` */
  downloadPaused?: boolean;
  /** `DownloadCancelled` */
  downloadCancelled?: boolean;
}

/**
 * Reads `InstalledApplicationList` from the result of an InstalledApplicationList command. Whether an app is managed is not in
 * this answer (unless only managed apps were asked for): ManagedApplicationList tells.
 *
 * @throws CartwrightError `bad-plist` when it is not an array of dictionaries
 */
export function decodeInstalledApplicationList(body: PlistDict): readonly InstalledApp[] {
  return dictsAt(body.InstalledApplicationList, 'InstalledApplicationList').map((item) => ({
    identifier: asText(item.Identifier),
    name: asText(item.Name),
    version: asText(item.Version),
    shortVersion: asText(item.ShortVersion),
    bundleSize: asNumber(item.BundleSize),
    dynamicSize: asNumber(item.DynamicSize),
    path: asText(item.Path),
    externalVersionIdentifier: asNumber(item.ExternalVersionIdentifier),
    distributorIdentifier: asText(item.DistributorIdentifier),
    source: asText(item.Source),
    isValidated: asFlag(item.IsValidated),
    isInstalling: asFlag(item.Installing),
    isAppStoreVendable: asFlag(item.AppStoreVendable),
    isDeviceBasedVpp: asFlag(item.DeviceBasedVPP),
    isBeta: asFlag(item.BetaApp),
    isAdHocSigned: asFlag(item.AdHocCodeSigned),
    hasUpdateAvailable: asFlag(item.HasUpdateAvailable),
    isAppClip: asFlag(item.IsAppClip),
    downloadFailed: asFlag(item.DownloadFailed),
    downloadWaiting: asFlag(item.DownloadWaiting),
    downloadPaused: asFlag(item.DownloadPaused),
    downloadCancelled: asFlag(item.DownloadCancelled),
  }));
}
