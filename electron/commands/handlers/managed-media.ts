import { decodeBook, decodeManagedMedia, type PlistDict } from '../../protocol/index.ts';
import type { Pending } from '../ports.ts';
import type { Aftermath, Asked, ResultHandler } from './handler.ts';

const LIST = 'ManagedMediaList';

function aftermathOf(pending: Pending | undefined): Aftermath {
  return pending?.pendingSince === undefined ? {} : { again: { requestType: LIST, since: pending.pendingSince } };
}

/** Books installed by us, and how far they have come. */
export const managedMediaList: ResultHandler = {
  requestType: LIST,
  read(body) {
    const books = decodeManagedMedia(body);
    return (inventory, work, target) => aftermathOf(inventory.apps.applyMedia(work, target, books, { partial: false }));
  },
};

/** The answer names the book as the command did; its title stands in the command only. */
function bookOf(body: PlistDict, asked: Asked) {
  const text = (key: string) => (typeof asked[key] === 'string' ? asked[key] : undefined);
  const answered = decodeBook(body);
  const storeId = answered.storeId ?? (typeof asked.iTunesStoreID === 'number' ? asked.iTunesStoreID : undefined);
  return {
    ...answered,
    storeId,
    persistentId: answered.persistentId ?? text('PersistentID'),
    title: answered.title ?? text('Title'),
    author: answered.author ?? text('Author'),
    kind: answered.kind ?? text('Kind'),
    version: answered.version ?? text('Version'),
  };
}

export const installMedia: ResultHandler = {
  requestType: 'InstallMedia',
  read(body, asked) {
    const book = bookOf(body, asked);
    if (book.state === undefined) return undefined;
    return (inventory, work, target) => aftermathOf(inventory.apps.applyMedia(work, target, [book], { partial: true }));
  },
  readRefusal(body, asked) {
    const book = bookOf(body, asked);
    if (book.rejectionReason === undefined) return undefined;
    return (inventory, work, target) => void inventory.apps.applyMedia(work, target, [book], { partial: true });
  },
};
