import type { PlistDict } from '../../../shared/plist/index.ts';
import { asNumber, asText, dictsAt } from '../shape.ts';

/** A book as ManagedMediaList and the answer to InstallMedia tell of it. */
export interface ManagedBook {
  /** `iTunesStoreID` */
  storeId?: number;
  /** `PersistentID` */
  persistentId?: string;
  /** `State` */
  state?: string;
  /** `Kind`: pdf, epub or ibooks */
  kind?: string;
  /** `Version` */
  version?: string;
  /** `Author` */
  author?: string;
  /** `Title` */
  title?: string;
  /** `RejectionReason`, in an answer to InstallMedia */
  rejectionReason?: string;
}

/** Reads `Books` of ManagedMediaList. @throws CartwrightError `bad-plist` when it is no array of dictionaries */
export function decodeManagedMedia(body: PlistDict): readonly ManagedBook[] {
  return dictsAt(body.Books, 'Books').map(decodeBook);
}

/** One book: an entry of the list, or the answer to InstallMedia. */
export function decodeBook(item: PlistDict): ManagedBook {
  // A book without a number in the store says so with 0.
  const storeId = asNumber(item.iTunesStoreID) || undefined;
  return {
    storeId,
    persistentId: asText(item.PersistentID) || undefined,
    state: asText(item.State) || undefined,
    kind: asText(item.Kind),
    version: asText(item.Version),
    author: asText(item.Author),
    title: asText(item.Title),
    rejectionReason: asText(item.RejectionReason) || undefined,
  };
}
