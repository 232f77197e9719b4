import { isPlistDict, type PlistDict } from '../../wire/plist.ts';
import type { CommandSpec } from '../command-spec.ts';
import { mdmError } from '../errors.ts';

/** Room for each user of a Shared iPad, in bytes. */
const SHARED_QUOTA = 8_000_000_000;

/** UserList: a Mac's accounts, or those of a Shared iPad. An iPad that is not shared has none to list. */
export const UserList: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  run(state) {
    if (state.model.platform === 'iOS' && !state.sharedIpad) {
      return { error: mdmError(12021, 'This device is not shared between users.') };
    }
    return {
      reply: {
        Users: state.users.map((user) => ({
          DataQuota: SHARED_QUOTA,
          DataUsed: user.dataUsed,
          FullName: user.fullName,
          HasDataToSync: user.hasDataToSync,
          IsLoggedIn: user.loggedIn,
          UserName: user.name,
          ...(state.model.platform === 'macOS'
            ? { HasSecureToken: !user.network, MobileAccount: user.network, UID: user.uid, UserGUID: user.guid }
            : {}),
        })),
      },
    };
  },
};

export const LogOutUser: CommandSpec = {
  platforms: ['iOS'],
  run(state) {
    if (!state.sharedIpad) return { error: mdmError(12021, 'No user is logged in: this device is not shared.') };
    return { state: { ...state, users: state.users.map((user) => ({ ...user, loggedIn: false })) } };
  },
};

export const DeleteUser: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  keys: { UserName: 'string?', ForceDeletion: 'boolean?', DeleteAllUsers: 'boolean?' },
  run(state, command) {
    const user = state.users.find((candidate) => candidate.name === command.UserName);
    if (!user) return { error: mdmError(12071, 'The user does not exist.') };
    if (user.loggedIn) return { error: mdmError(12072, 'The user is logged in.') };
    if (user.hasDataToSync && command.ForceDeletion !== true) {
      return { error: mdmError(12073, 'The user has data to sync.') };
    }
    return { state: { ...state, users: state.users.filter((other) => other !== user) } };
  },
};

export const UnlockUserAccount: CommandSpec = {
  platforms: ['macOS'],
  keys: { UserName: 'string' },
  run: (state, command) =>
    state.users.some((user) => user.name === command.UserName)
      ? {}
      : { error: mdmError(12071, 'The user does not exist.') },
};

const BOOK_MS = 30_000;
const bookKey = (book: PlistDict): unknown => book.PersistentID ?? book.iTunesStoreID;

/** InstallMedia: books, by store number or address. */
export const InstallMedia: CommandSpec = {
  platforms: ['iOS', 'macOS'],
  keys: {
    MediaType: 'string',
    iTunesStoreID: 'number?',
    MediaURL: 'string?',
    PersistentID: 'string?',
    Title: 'string?',
  },
  notInLostMode: true,
  run(state, command, context) {
    if (command.MediaType !== 'Book') {
      return { reply: { RejectionReason: 'WrongMediaType' }, error: mdmError(12023, 'Only books are supported.') };
    }
    const { RequestType: _type, MediaType: _media, MediaURL: _url, ...book } = command;
    const others = state.media.filter((other) => bookKey(other.book) !== bookKey(book));
    return {
      state: { ...state, media: [...others, { book, readyAt: context.now + context.duration(BOOK_MS) }] },
      reply: {
        iTunesStoreID: book.iTunesStoreID,
        MediaType: 'Book',
        PersistentID: book.PersistentID,
        State: 'Queued',
      },
    };
  },
};

export const ManagedMediaList: CommandSpec = {
  platforms: ['iOS'],
  run: (state, _command, context) => ({
    reply: {
      Books: state.media.map(({ book, readyAt }) => ({
        ...book,
        State: context.now < readyAt ? 'Installing' : 'Installed',
      })),
    },
  }),
};

export const RemoveMedia: CommandSpec = {
  platforms: ['iOS'],
  keys: { MediaType: 'string', PersistentID: 'string?' },
  run(state, command) {
    const media = state.media.filter(({ book }) => String(bookKey(book)) !== String(bookKey(command)));
    return media.length === state.media.length
      ? { error: mdmError(12029, 'The book is not managed by this server.') }
      : { state: { ...state, media } };
  },
};

const EXTENSIONS = [
  { DisplayName: 'AirDrop', ExtensionPoint: 'com.apple.share-services', Identifier: 'com.apple.share.AirDrop.send' },
  { DisplayName: 'Markup', ExtensionPoint: 'com.apple.ui-services', Identifier: 'com.apple.MarkupUI.Markup' },
];

export const NSExtensionMappings: CommandSpec = {
  platforms: ['macOS'],
  run: () => ({ reply: { Extensions: EXTENSIONS } }),
};

export const ActiveNSExtensions: CommandSpec = {
  platforms: ['macOS'],
  keys: { FilterExtensionPoints: 'array?' },
  run: () => ({
    reply: {
      Extensions: EXTENSIONS.map((extension) => ({
        ...extension,
        Path: '/System/Library',
        UserElection: 'Default',
        Version: '1.0',
      })),
    },
  }),
};

export const ContentCachingInformation: CommandSpec = {
  platforms: ['macOS'],
  run: () => ({ reply: { StatusResponse: { Activated: false, Active: false, CacheStatus: 'OK', CacheUsed: 0 } } }),
};

export const LOMSetupRequest: CommandSpec = {
  platforms: ['macOS'],
  run(state) {
    if (state.model.modelName !== 'Mac mini')
      return { error: mdmError(12021, 'This Mac has no lights-out management.') };
    return { reply: { LOMProtocolVersion: 1, PrimaryIPv6AddressList: ['fe80::1'], SecondaryIPv6AddressList: [] } };
  },
};

export const LOMDeviceRequest: CommandSpec = {
  platforms: ['macOS'],
  keys: { RequestList: 'array' },
  run: (_state, command) => ({
    reply: {
      ResponseList: (command.RequestList as readonly unknown[]).filter(isPlistDict).map((request) => ({
        DeviceRequestSuccess: true,
        DeviceRequestUUID: String(request.DeviceRequestUUID ?? ''),
      })),
    },
  }),
};
