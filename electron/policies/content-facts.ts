import { type DeviceContext, isDictionary, type Platform } from '../../shared/catalogue/index.ts';
import { SOURCE_KEY } from '../../shared/certificates/source.ts';
import type { PolicyType } from '../../shared/contract/policy.ts';
import { type ProfileFinding, payloadsOf, payloadsOfType, validateProfile } from '../../shared/payloads/index.ts';
import type { Dictionary } from './kept-secrets.ts';
import type { Hazard } from './plan-types.ts';

/*
 * What a content means for planning. Pure.
 */

/** PayloadTypes of a profile or items of a setting, each once. */
export function kindsOf(type: PolicyType, content: Dictionary): string[] {
  const kinds =
    type === 'profile'
      ? payloadsOf(content).map(({ payload }) => payload.PayloadType)
      : settingsOf(content).map(({ Item }) => Item);
  return [...new Set(kinds.filter((kind) => typeof kind === 'string'))];
}

/** The items of a setting. */
export function settingsOf(content: Dictionary): Dictionary[] {
  return Array.isArray(content.Settings) ? (content.Settings.filter(isDictionary) as Dictionary[]) : [];
}

/** What is put into a payload only when it goes to a device is not missed before. */
const COMES_LATER: ReadonlySet<string> = new Set(['missing-key', 'unknown-key', 'wrong-type']);

/** What is wrong with a profile, in itself or for a device, as it will be when it goes out. */
export function profileFindings(content: Dictionary, device?: DeviceContext): ProfileFinding[] {
  const sourced = payloadsOf(content)
    .filter(({ payload }) => SOURCE_KEY in payload)
    .map(({ index }) => `PayloadContent[${index}]`);
  return validateProfile(content, device).filter(
    ({ code, path }) => !COMES_LATER.has(code) || !sourced.some((place) => path.startsWith(place)),
  );
}

/** Whether certificates in it are made for each device. */
export function isSourced(content: Dictionary): boolean {
  return payloadsOf(content).some(({ payload }) => SOURCE_KEY in payload);
}

/** Whose a profile is: of the user on whose channel it goes, where there is one, or of the device. */
export function scopeOf(content: Dictionary): 'System' | 'User' {
  return content.PayloadScope === 'User' ? 'User' : 'System';
}

/** What of a profile can cut a device off or strand it. */
export function hazardsOf(content: Dictionary, accepted: readonly string[]): Hazard[] {
  return payloadsOf(content).flatMap(({ payload }): Hazard[] => {
    switch (payload.PayloadType) {
      case 'com.apple.applicationaccess':
        return payload.forceWiFiToAllowedNetworksOnly === true || payload.forceWiFiWhitelisting === true
          ? [{ kind: 'wifi-allow-list' }]
          : [];
      case 'com.apple.app.lock': {
        const bundleId = isDictionary(payload.App) ? payload.App.Identifier : undefined;
        return typeof bundleId === 'string' ? [{ kind: 'single-app', bundleId }] : [];
      }
      case 'com.apple.proxy.http.global':
        return [{ kind: 'global-proxy', accepted: accepted.includes('global-proxy') }];
      default:
        return [];
    }
  });
}

/** Each profile may have these once, and a device several such profiles. */
const OF_EACH_PROFILE: ReadonlySet<string> = new Set([
  'com.apple.profileRemovalPassword',
  'com.apple.configurationprofile.identification',
]);

/** What a device of this platform has one of, and this content would fill. */
export function slotsOf(type: PolicyType, content: Dictionary, platform: Platform | undefined): string[] {
  if (type === 'setting') return [...new Set(settingsOf(content).map(settingSlot))];
  return kindsOf(type, content).filter((kind) => {
    const faces = payloadsOfType(kind);
    const [face] = faces;
    // Faces of one type may each be there.
    if (face === undefined || faces.length > 1 || platform === undefined || OF_EACH_PROFILE.has(kind)) return false;
    return face.support[platform].multiple === false;
  });
}

/** What tells settings apart: the item, and the app or the place it is for. */
export function settingSlot({ Item, Identifier, Where }: Dictionary): string {
  const which = [Item, Identifier, Where].filter((part) => typeof part === 'string' || typeof part === 'number');
  return `setting:${which.join(':')}`;
}
