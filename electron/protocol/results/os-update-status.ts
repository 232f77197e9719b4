import type { PlistDict } from '../../../shared/plist/index.ts';
import { decodeErrorChain, type ErrorChain } from '../error-chain.ts';
import { asFlag, asNumber, asText, asTime, dictsAt } from '../shape.ts';

/** How far an update that was asked for has come. */
export interface OsUpdateStatus {
  /** `ProductKey` */
  productKey: string;
  /** `Status`, as "Downloading" */
  status: string;
  /** `DownloadPercentComplete`, from 0 to 1 */
  downloaded?: number;
  /** `IsDownloaded` */
  isDownloaded?: boolean;
  /** `MaxDeferrals` */
  maxDeferrals?: number;
  /** `DeferralsRemaining` */
  deferralsLeft?: number;
  /** `NextScheduledInstall`, ms since the epoch */
  nextInstallAt?: number;
}

/** Reads `OSUpdateStatus`. @throws CartwrightError `bad-plist` when it is there and no array of dictionaries */
export function decodeOsUpdateStatus(body: PlistDict): readonly OsUpdateStatus[] {
  if (body.OSUpdateStatus === undefined) return [];
  return dictsAt(body.OSUpdateStatus, 'OSUpdateStatus').flatMap((item) => {
    const productKey = asText(item.ProductKey);
    if (productKey === undefined || productKey === '') return [];
    return [
      {
        productKey,
        status: asText(item.Status) || 'Unknown',
        downloaded: share(asNumber(item.DownloadPercentComplete)),
        isDownloaded: asFlag(item.IsDownloaded),
        maxDeferrals: asNumber(item.MaxDeferrals),
        deferralsLeft: asNumber(item.DeferralsRemaining),
        nextInstallAt: asTime(item.NextScheduledInstall),
      },
    ];
  });
}

/** Some systems count to 1, some to 100. */
function share(value: number | undefined): number | undefined {
  if (value === undefined || value < 0) return undefined;
  return Math.min(1, value > 1 ? value / 100 : value);
}

/** What a device made of one update it was asked for. */
export interface OsUpdateResult {
  /** `ProductKey` */
  productKey?: string;
  /** `InstallAction`: what it will do; "Error" when it will not */
  action?: string;
  /** `Status` */
  status?: string;
  errorChain: ErrorChain;
}

/** Reads `UpdateResults` of ScheduleOSUpdate, in the order asked. @throws CartwrightError `bad-plist` */
export function decodeUpdateResults(body: PlistDict): readonly OsUpdateResult[] {
  if (body.UpdateResults === undefined) return [];
  return dictsAt(body.UpdateResults, 'UpdateResults').map((item) => ({
    productKey: asText(item.ProductKey) || undefined,
    action: asText(item.InstallAction),
    status: asText(item.Status),
    errorChain: decodeErrorChain(item.ErrorChain),
  }));
}
