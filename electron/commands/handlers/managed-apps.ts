import {
  decodeAppAttributes,
  decodeAppConfigurations,
  decodeAppFeedback,
  decodeInstallAnswer,
  decodeManagedApplicationList,
  type PlistDict,
} from '../../protocol/index.ts';
import type { CommandJson } from '../draft.ts';
import type { AppNews, AppPartKind } from '../ports.ts';
import type { Aftermath, Asked, ResultHandler } from './handler.ts';

const LIST = 'ManagedApplicationList';
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The list again while something is under way, and the dictionaries nobody has read. */
function aftermathOf(news: AppNews | undefined): Aftermath {
  if (news === undefined) return {};
  const { configuration, feedback } = news.unread;
  const ask: CommandJson[] = [
    ...(configuration.length === 0
      ? []
      : [{ RequestType: 'ManagedApplicationConfiguration', Identifiers: configuration }]),
    ...(feedback.length === 0 ? [] : [{ RequestType: 'ManagedApplicationFeedback', Identifiers: feedback }]),
  ];
  const again = news.pendingSince === undefined ? undefined : { requestType: LIST, since: news.pendingSince };
  return { ask, ...(again && { again }) };
}

/** How far managed apps have come (APP-5), codes that are missing or not needed (APP-4). */
export const managedApplicationList: ResultHandler = {
  requestType: LIST,
  read(body, asked) {
    const apps = decodeManagedApplicationList(body);
    const scope = { partial: texts(asked.Identifiers).length > 0 };
    const needCodes = apps.filter(({ status }) => status === 'NeedsRedemption').map(({ identifier }) => identifier);
    const unusedCodes = apps.flatMap(({ identifier, unusedRedemptionCode: code }) =>
      code === undefined ? [] : [{ identifier, code }],
    );
    return (inventory, work, target) => ({
      ...aftermathOf(inventory.apps.applyManagedApps(work, target, apps, scope)),
      needCodes,
      unusedCodes,
    });
  },
};

/** The device names the app it was told to install, or we know it from the command. */
function installAnswer(body: PlistDict, asked: Asked) {
  const answer = decodeInstallAnswer(body);
  return { ...answer, identifier: answer.identifier ?? texts([asked.Identifier])[0] };
}

/** Whether the app will be managed, and how far it has come; a Mac installs without managing unless told otherwise. */
export const installApplication: ResultHandler = {
  requestType: 'InstallApplication',
  read(body, asked) {
    const answer = installAnswer(body, asked);
    const { identifier, state } = answer;
    const needCodes = identifier !== undefined && state === 'NeedsRedemption' ? [identifier] : [];
    const configured = [
      // Configuration lies in the vault, and may have been part of the command: what is known of it may be old.
      'configuration' as const,
      ...(asked.Attributes === undefined ? [] : (['attributes'] as const)),
    ];
    return (inventory, work, target) => {
      const news = inventory.apps.applyInstallAnswer(work, target, answer);
      if (identifier !== undefined)
        for (const kind of configured) inventory.apps.applyAppPartChanged(work, target, kind, identifier);
      const { ask = [], ...rest } = aftermathOf(news);
      const attributes = news !== undefined && asked.Attributes !== undefined && identifier !== undefined;
      const more = attributes ? [{ RequestType: 'ManagedApplicationAttributes', Identifiers: [identifier] }] : [];
      return { ...rest, ask: [...ask, ...more], needCodes };
    };
  },
  readRefusal(body, asked) {
    const answer = installAnswer(body, asked);
    return (inventory, work, target) => void inventory.apps.applyInstallAnswer(work, target, answer);
  },
};

export const removeApplication: ResultHandler = {
  requestType: 'RemoveApplication',
  read(_body, asked) {
    const { Identifier } = asked;
    if (typeof Identifier !== 'string') return undefined;
    return (inventory, work, target) => inventory.apps.applyAppRemoved(work, target, Identifier);
  },
};

const appPart = (requestType: string, kind: AppPartKind, decode: typeof decodeAppConfigurations): ResultHandler => ({
  requestType,
  read(body, asked) {
    const parts = decode(body);
    const identifiers = texts(asked.Identifiers);
    return (inventory, work, target) => inventory.apps.applyAppParts(work, target, kind, parts, identifiers);
  },
});

export const appConfigurations = appPart('ManagedApplicationConfiguration', 'configuration', decodeAppConfigurations);
export const appAttributes = appPart('ManagedApplicationAttributes', 'attributes', decodeAppAttributes);
export const appFeedback = appPart('ManagedApplicationFeedback', 'feedback', decodeAppFeedback);
