import { hash } from 'node:crypto';
import type { BlueprintContent } from '../../shared/contract/blueprint-content.ts';
import { encodePlistBytes, type PlistInput } from '../protocol/index.ts';

/** A profile as a device is given it, and how it shows up in the device's list. */
export interface OwnProfile {
  readonly identifier: string;
  readonly uuid: string;
  readonly bytes: Buffer;
}

const PREFIX = 'org.cartwright.blueprint.';

/** Whether a profile is that of a blueprint. */
export const isOfBlueprint = (identifier: string): boolean => identifier.startsWith(PREFIX);

/** The identifier of the profile of a blueprint: the same for all its versions, so that each replaces the one before. */
export const profileIdentifier = (blueprintId: string): string => `${PREFIX}${blueprintId}`;

/**
 * What of a blueprint goes to devices as a configuration profile: lock screen, single app, home screen, restrictions and
 * the panes the Setup Assistant leaves out. Its uuid follows from what it says, so that a list of profiles tells whether a
 * device has this very one.
 *
 * @returns undefined when the blueprint asks for none of it
 */
export function ownProfile(
  blueprint: { readonly id: string; readonly name: string },
  content: BlueprintContent,
): OwnProfile | undefined {
  const key = `${blueprint.id} ${blueprint.name}`;
  const known = made.get(content) ?? new Map<string, OwnProfile | undefined>();
  made.set(content, known);
  if (!known.has(key)) known.set(key, make(blueprint, content));
  return known.get(key);
}

/** Made once for a content: every device is asked for it at every step. */
const made = new WeakMap<BlueprintContent, Map<string, OwnProfile | undefined>>();

function make(
  blueprint: { readonly id: string; readonly name: string },
  content: BlueprintContent,
): OwnProfile | undefined {
  const bodies = payloadsOf(content);
  if (bodies.length === 0) return undefined;
  const identifier = profileIdentifier(blueprint.id);
  const uuid = (what: unknown): string => uuidOf(`${identifier} ${JSON.stringify(what)}`);
  const own = uuid(bodies);
  const bytes = encodePlistBytes({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: own,
    PayloadDisplayName: blueprint.name,
    PayloadContent: bodies.map(({ type, body }) => ({
      PayloadType: type,
      PayloadVersion: 1,
      PayloadIdentifier: `${identifier}.${type}`,
      PayloadUUID: uuid([type, body]),
      ...body,
    })),
  });
  return { identifier, uuid: own, bytes };
}

interface Payload {
  readonly type: string;
  readonly body: { readonly [key: string]: PlistInput };
}

function payloadsOf({ lockScreen, singleApp, homeScreen, restrictions, skipSetup }: BlueprintContent): Payload[] {
  const payloads: Payload[] = [];
  const { footnote, ifLost, assetTag } = lockScreen;
  if (footnote !== '' || ifLost !== '' || assetTag !== '')
    payloads.push({
      type: 'com.apple.shareddeviceconfiguration',
      body: {
        ...(footnote === '' ? {} : { LockScreenFootnote: footnote }),
        ...(ifLost === '' ? {} : { IfLostReturnToMessage: ifLost }),
        ...(assetTag === '' ? {} : { AssetTagInformation: assetTag }),
      },
    });
  if (Object.keys(restrictions).length > 0)
    payloads.push({
      type: 'com.apple.applicationaccess',
      body: Object.fromEntries(Object.entries(restrictions).sort(([a], [b]) => (a < b ? -1 : 1))),
    });
  if (skipSetup.length > 0)
    payloads.push({
      type: 'com.apple.SetupAssistant.managed',
      body: { SkipSetupItems: [...new Set(skipSetup)].sort() },
    });
  if (homeScreen !== null) {
    const icon = (bundleId: string) => ({ Type: 'Application', BundleID: bundleId });
    const { dock, pages } = homeScreen;
    payloads.push({
      type: 'com.apple.homescreenlayout',
      body: {
        ...(dock.length === 0 ? {} : { Dock: dock.map(icon) }),
        Pages: pages.map((page) => page.map(icon)),
      },
    });
  }
  if (singleApp !== null) payloads.push({ type: 'com.apple.app.lock', body: { App: { Identifier: singleApp } } });
  return payloads;
}

/** A uuid that follows from a text (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const bytes = hash('sha256', text, 'buffer').subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    .toUpperCase();
}
