import {
  coerceCommand,
  commandDefinition,
  commandToJson,
  isDictionary,
  type PlistValue,
  plistToJson,
} from '../../shared/catalogue/index.ts';
import { jsonToPlist } from '../../shared/catalogue/tagged-json.ts';
import type { PolicyContent } from '../../shared/contract/index.ts';
import type { Profile } from './editor/draft.ts';

/** The content of a policy as the editor has it. @throws Error when it is no content the engine would give */
export function profileOf(content: PolicyContent): Profile {
  const value = jsonToPlist(content);
  if (!isDictionary(value)) throw new Error('This content cannot be shown.');
  return value as Profile;
}

/** The content as it travels to the engine. */
export function contentOf(profile: Profile): PolicyContent {
  return plistToJson(profile) as PolicyContent;
}

/** Settings as a form of the Settings command fills them in: data in base64, dates in ISO 8601. */
export function settingsDraft(content: Profile): {
  readonly RequestType: 'Settings';
  readonly Settings: readonly unknown[];
} {
  const { Settings } = commandToJson({ RequestType: 'Settings', ...content }, commandDefinition('Settings'));
  return { RequestType: 'Settings', Settings: Array.isArray(Settings) ? Settings : [] };
}

/** What such a form holds, as plist values. */
export function settingsOf(draft: Readonly<Record<string, unknown>>): Profile {
  const { command } = coerceCommand({ ...draft, RequestType: 'Settings' }, commandDefinition('Settings'));
  return { Settings: (command.Settings ?? []) as PlistValue };
}
