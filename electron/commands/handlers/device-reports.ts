import {
  decodeContentCaching,
  decodeExtensions,
  decodeLomResponses,
  decodeLomSetup,
  decodeUserList,
  type PlistDict,
} from '../../protocol/index.ts';
import type { ReportKind } from '../../store/index.ts';
import type { ResultHandler } from './handler.ts';

/** Entries by what tells them apart. */
const entries = (list: ReadonlyMap<string, PlistDict>): PlistDict => Object.fromEntries(list);

/** A handler of an answer that is all there is of one kind. */
const reporting = (requestType: string, kind: ReportKind, decode: (body: PlistDict) => PlistDict): ResultHandler => ({
  requestType,
  read(body) {
    const facts = decode(body);
    return (inventory, work, target) => inventory.knowledge.report(work, target, kind, facts);
  },
});

/** Answers that are lists or facts of their own. */
export const DEVICE_REPORTS: readonly ResultHandler[] = [
  reporting('UserList', 'accounts', (body) => entries(decodeUserList(body))),
  reporting('ContentCachingInformation', 'content-caching', decodeContentCaching),
  reporting('NSExtensionMappings', 'extensions', (body) => entries(decodeExtensions(body))),
  {
    requestType: 'ActiveNSExtensions',
    read(body, asked) {
      const facts = entries(decodeExtensions(body));
      // Only those of some extension points: nothing may be taken as gone.
      const some = Array.isArray(asked.FilterExtensionPoints) && asked.FilterExtensionPoints.length > 0;
      return ({ knowledge }, work, target) =>
        some ? knowledge.learn(work, target, 'extensions', facts) : knowledge.report(work, target, 'extensions', facts);
    },
  },
  reporting('LOMSetupRequest', 'lights-out', decodeLomSetup),
  {
    requestType: 'LOMDeviceRequest',
    read(body) {
      const facts = entries(decodeLomResponses(body));
      return ({ knowledge }, work, target) => knowledge.outcome(work, target, 'LOMDeviceRequest', { Requests: facts });
    },
  },
];
