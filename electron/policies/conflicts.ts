import { isDictionary, PLATFORMS, type Platform, type PlistValue, plistToJson } from '../../shared/catalogue/index.ts';
import type { PolicyConflict } from '../../shared/contract/policy-answers.ts';
import { isSecretKey, payloadsOf } from '../../shared/payloads/index.ts';
import { addedUp } from './adapting.ts';
import type { LoadedPolicy, LoadedVersion } from './catalogue.ts';
import { settingSlot, settingsOf } from './content-facts.ts';

/*
 * What policies say differently on one device, and which of them holds by Apple's rules. Pure.
 */

type Found = Omit<PolicyConflict, 'devices' | 'deviceIds'>;

const RESTRICTIONS = 'com.apple.applicationaccess';
const PASSCODE = 'com.apple.mobiledevice.passwordpolicy';

/** Payloads of which every one holds for itself: networks, accounts, certificates, web clips. */
const SIDE_BY_SIDE =
  /^com\.apple\.(wifi|vpn|mail|eas|ews|caldav|carddav|ldap|subscribedcalendar|google-oauth|security|webClip|font|airprint|relay|extensiblesso|ManagedClient|notification|TCC|servicemanagement|system-extension|syspolicy|webcontent-filter|dnsSettings|ADCertificate|\w*ethernet|cellularprivatenetwork|jabber|osxserver|profileRemovalPassword|configurationprofile)/;

/** Where a smaller number is stricter. */
const SMALLER_IS_STRICTER =
  /^(max(?!imumAppsRating|Rating)|rating|allowedExternal|autoLock|.*(Timeout|GracePeriod|Inactivity|Delay)$)/i;

/**
 * Which of the values of one restriction or passcode rule is the strictest: what forbids beats what allows, what forces
 * beats what does not, longer passcodes and shorter waits win, of lists only what all allow or anyone forbids.
 *
 * @returns the index of the winner; undefined when no value wins as it stands
 */
export function strictest(key: string, values: readonly unknown[]): number | undefined {
  if (values.every((value) => typeof value === 'boolean')) {
    // `allow…` is strict when false; `force…`, `require…` and the like when true.
    const strict = !/^allow/.test(key) || /^allow(ListedAppBundleIDs)$/.test(key);
    return values.indexOf(strict);
  }
  if (values.every((value) => typeof value === 'number')) {
    const numbers = values as number[];
    // Zero minutes or tries mean that there is no limit.
    const smaller = SMALLER_IS_STRICTER.test(key);
    const usable = smaller ? numbers.filter((value) => value > 0 || /^rating/.test(key)) : numbers;
    if (usable.length === 0) return 0;
    return numbers.indexOf(smaller ? Math.min(...usable) : Math.max(...usable));
  }
  return undefined;
}

/**
 * Conflicts between versions that come together on a device.
 *
 * @param versions those that go first come first
 */
export function conflictsBetween(
  versions: readonly LoadedVersion[],
  platform: string | null,
  policyOf: (policyId: string) => LoadedPolicy | undefined,
): Found[] {
  const found: Found[] = [];
  const known = PLATFORMS.find((each): each is Platform => each === platform);
  const nameOf = (id: string) => policyOf(id)?.name ?? '';
  const isSetting = ({ policyId }: LoadedVersion) => policyOf(policyId)?.type === 'setting';

  // Of some things a device takes one.
  const slots = new Map<string, LoadedVersion[]>();
  for (const version of versions) {
    const own = policyOf(version.policyId)?.slot ?? null;
    for (const slot of [...version.slots(known), ...(own === null ? [] : [own])])
      slots.set(slot, [...(slots.get(slot) ?? []), version]);
  }
  for (const [slot, rivals] of slots) {
    if (rivals.length < 2) continue;
    const setting = slot.startsWith('setting:');
    found.push({
      kind: setting ? 'same-setting' : 'only-once',
      payloadType: setting ? slot.slice('setting:'.length) : slot,
      key: null,
      policies: rivals.map(({ policyId }, at) => ({
        id: policyId,
        name: nameOf(policyId),
        value: setting ? settingValue(rivals[at], slot) : null,
        wins: at === 0,
      })),
    });
  }

  // Lists of apps become one.
  const listing = versions.filter(({ appLists, parts }) => appLists !== undefined && parts.original === undefined);
  if (listing.length > 1 && addedUp(listing.flatMap(({ appLists }) => appLists ?? [])) !== undefined)
    found.push({
      kind: 'added-up',
      payloadType: RESTRICTIONS,
      key: 'allowListedAppBundleIDs',
      policies: listing.map(({ policyId, appLists }) => ({
        id: policyId,
        name: nameOf(policyId),
        value: [...(appLists?.allowed ?? []), ...(appLists?.blocked ?? []).map((each) => `− ${each}`)].join(', '),
        wins: true,
      })),
    });

  // The same key with different values.
  const said = new Map<string, { type: string; key: string; by: { version: LoadedVersion; value: unknown }[] }>();
  for (const version of versions) {
    if (isSetting(version)) continue;
    for (const { payload } of payloadsOf(version.parts.content)) {
      const type = String(payload.PayloadType);
      if (SIDE_BY_SIDE.test(type) || slots.get(type)?.includes(version) === true) continue;
      for (const [key, value] of Object.entries(payload)) {
        if (key.startsWith('Payload') || isSecretKey(type, key)) continue;
        const name = `${type}\n${key}`;
        const entry = said.get(name) ?? { type, key, by: [] };
        entry.by.push({ version, value: plistToJson(value as PlistValue) });
        said.set(name, entry);
      }
    }
  }
  for (const { type, key, by } of said.values()) {
    const values = by.map(({ value }) => value);
    if (by.length < 2 || new Set(values.map((value) => JSON.stringify(value))).size < 2) continue;
    const merges = type === RESTRICTIONS || type === PASSCODE || type === 'com.apple.applicationaccess.new';
    const winner = merges ? strictest(key, values) : undefined;
    // Lists of restrictions are merged by the device: nobody loses as a whole.
    if (merges && winner === undefined && values.some(Array.isArray)) continue;
    found.push({
      kind: merges ? 'strictest' : 'undefined',
      payloadType: type,
      key,
      policies: by.map(({ version, value }) => ({
        id: version.policyId,
        name: nameOf(version.policyId),
        value,
        wins: winner !== undefined && JSON.stringify(values[winner]) === JSON.stringify(value),
      })),
    });
  }
  return found;
}

function settingValue(version: LoadedVersion | undefined, slot: string): unknown {
  const item =
    version === undefined ? undefined : settingsOf(version.parts.content).find((each) => settingSlot(each) === slot);
  if (item === undefined) return null;
  const shown = Object.fromEntries(
    Object.entries(item).filter(([key, value]) => !isSecretKey('', key) && !(value instanceof Uint8Array)),
  );
  return isDictionary(shown) ? plistToJson(shown as Record<string, PlistValue>) : null;
}
