import type { PlistDict, PlistValue } from '../../../shared/plist/index.ts';
import { asDict, asFlag, asNumber, asText, dictAt, dictsAt, unexpectedValue } from '../shape.ts';

/** An app as ManagedApplicationList tells of it. */
export interface ManagedApp {
  /** The key it is listed under: its bundle id */
  identifier: string;
  /** `Status` */
  status: string;
  /** `ManagementFlags`: 1 goes with the management, 4 is left out of backups */
  managementFlags?: number;
  /** `UnusedRedemptionCode`: the user owned the app already. Reported once; a secret. */
  unusedRedemptionCode?: string;
  /** `HasConfiguration` */
  hasConfiguration?: boolean;
  /** `HasFeedback` */
  hasFeedback?: boolean;
  /** `IsValidated` */
  isValidated?: boolean;
  /** `ExternalVersionIdentifier`, the App Store's id of the installed version */
  externalVersionIdentifier?: number;
}

/** Reads `ManagedApplicationList`. @throws CartwrightError `bad-plist` when it, or an app in it, is no dictionary */
export function decodeManagedApplicationList(body: PlistDict): readonly ManagedApp[] {
  const list = dictAt(body.ManagedApplicationList, 'ManagedApplicationList');
  return Object.entries(list).map(([identifier, value]) => {
    const app = dictAt(value, `ManagedApplicationList.${identifier}`);
    return {
      identifier,
      status: asText(app.Status) || 'Unknown',
      managementFlags: asNumber(app.ManagementFlags),
      unusedRedemptionCode: asText(app.UnusedRedemptionCode) || undefined,
      hasConfiguration: asFlag(app.HasConfiguration),
      hasFeedback: asFlag(app.HasFeedback),
      isValidated: asFlag(app.IsValidated),
      externalVersionIdentifier: asNumber(app.ExternalVersionIdentifier),
    };
  });
}

/** What an app's dictionary of one kind holds; undefined when it has none. */
export interface AppPart {
  identifier: string;
  value?: PlistDict;
}

const part = (body: PlistDict, list: string, key: string): readonly AppPart[] =>
  dictsAt(body[list], list).flatMap((item) => {
    const identifier = asText(item.Identifier);
    if (identifier === undefined || identifier === '') return [];
    const value: PlistValue | undefined = item[key];
    if (value !== undefined && asDict(value) === undefined)
      throw unexpectedValue(`${list}.${identifier}.${key}`, 'a dictionary', value);
    return [{ identifier, value: asDict(value) }];
  });

/** Reads ManagedApplicationConfiguration. @throws CartwrightError `bad-plist`, as the following */
export const decodeAppConfigurations = (body: PlistDict) => part(body, 'ApplicationConfigurations', 'Configuration');
export const decodeAppAttributes = (body: PlistDict) => part(body, 'ApplicationAttributes', 'Attributes');
export const decodeAppFeedback = (body: PlistDict) => part(body, 'ManagedApplicationFeedback', 'Feedback');

/** The answer to InstallApplication: accepted with a state, or refused with a reason. */
export interface InstallAnswer {
  /** `Identifier`, the bundle id */
  identifier?: string;
  /** `State` */
  state?: string;
  /** `RejectionReason` */
  rejectionReason?: string;
}

export function decodeInstallAnswer(body: PlistDict): InstallAnswer {
  return {
    identifier: asText(body.Identifier) || undefined,
    state: asText(body.State) || undefined,
    rejectionReason: asText(body.RejectionReason) || undefined,
  };
}
