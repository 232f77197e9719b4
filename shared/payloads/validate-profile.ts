import type { PlistValue } from '../catalogue/plist-value.ts';
import type { DeviceContext } from '../catalogue/types.ts';
import { PLATFORM_LABELS } from '../catalogue/versions.ts';
import { completedForChecks } from '../certificates/completed.ts';
import { TOP_LEVEL_KEYS } from './bodies.ts';
import { checkLinks } from './check-links.ts';
import { checkKeys, checkPayload } from './check-payload.ts';
import { payloadsOf } from './paths.ts';
import { checkRules } from './payload-rules.ts';
import type { ProfileFinding } from './profile-finding.ts';

type Dictionary = Readonly<Record<string, unknown>>;

const ORDER: Readonly<Record<ProfileFinding['severity'], number>> = { refuse: 0, warn: 1, info: 2 };

/** PayloadContent is checked payload by payload, and an encrypted profile has none. */
const CHECKED_ELSEWHERE: ReadonlySet<string> = new Set(['PayloadContent']);

/** What TargetDeviceType may say for a platform; 0 is any. */
const TARGETS: Readonly<Record<string, number>> = { iOS: 1, watchOS: 2, tvOS: 4, macOS: 5, visionOS: 6 };

/**
 * Everything that is wrong with a configuration profile or worth knowing, in itself or for a device. Pure.
 *
 * Keys, types, limits and platforms come from Apple's schema; a fact that is not known of the device never refuses.
 * What a device would pass over (a key its system does not have) only warns, what it would not take refuses.
 *
 * @param kept the whole dictionary of a `.mobileconfig`, as plist values; payloads may say where their certificate comes from
 * @param device what is known of the device; without it only the profile itself is checked
 * @returns findings, refusals first; the profile may be sent when none refuses
 */
export function validateProfile(kept: Readonly<Record<string, PlistValue>>, device?: DeviceContext): ProfileFinding[] {
  const { profile, problems } = completedForChecks(kept);
  const around = TOP_LEVEL_KEYS.filter(({ key }) => !CHECKED_ELSEWHERE.has(key));
  const { PayloadContent: _, ...outer } = profile;
  const findings = [
    ...problems.map(
      ({ index, message }): ProfileFinding => ({
        code: 'rule',
        severity: 'refuse',
        path: `PayloadContent[${index}].cartwright`,
        message,
      }),
    ),
    ...checkKeys(outer, { keys: around }, [], device),
    ...content(profile),
    ...(device === undefined ? [] : target(profile, device)),
    ...payloadsOf(profile).flatMap(({ index, payload }) => checkPayload(payload, ['PayloadContent', index], device)),
    ...checkLinks(profile, device?.platform),
    ...checkRules(profile, device),
  ];
  return findings.sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

/** True when nothing refuses the profile. */
export function isSendable(findings: readonly ProfileFinding[]): boolean {
  return findings.every(({ severity }) => severity !== 'refuse');
}

function content(profile: Dictionary): ProfileFinding[] {
  const path = 'PayloadContent';
  const list = profile.PayloadContent;
  if (list === undefined && profile.EncryptedPayloadContent !== undefined) {
    const message = 'The content is encrypted, and not for this server: nobody checked it.';
    return [{ code: 'encrypted', severity: 'info', path: 'EncryptedPayloadContent', message }];
  }
  if (!Array.isArray(list)) {
    const message = 'The profile has no list of payloads in PayloadContent.';
    return [{ code: list === undefined ? 'missing-key' : 'wrong-type', severity: 'refuse', path, message }];
  }
  if (list.length === 0) {
    return [{ code: 'rule', severity: 'warn', path, message: 'The profile has no payloads: it changes nothing.' }];
  }
  const dictionaries = new Set(payloadsOf(profile).map(({ index }) => index));
  return list.flatMap((_, index): ProfileFinding[] =>
    dictionaries.has(index)
      ? []
      : [
          {
            code: 'wrong-type',
            severity: 'refuse',
            path: `${path}[${index}]`,
            message: `${path}[${index}] must be a dictionary.`,
            fix: { kind: 'remove', place: [path, index] },
          },
        ],
  );
}

/** For which devices and which channel the profile says it is. */
function target(profile: Dictionary, { platform, channel }: DeviceContext): ProfileFinding[] {
  const findings: ProfileFinding[] = [];
  const wanted = profile.TargetDeviceType;
  if (platform !== undefined && typeof wanted === 'number' && wanted !== 0 && wanted !== TARGETS[platform]) {
    const message = `TargetDeviceType says that this profile is not for ${PLATFORM_LABELS[platform]}.`;
    findings.push({
      code: 'wrong-target',
      severity: 'refuse',
      path: 'TargetDeviceType',
      message,
      fix: { kind: 'set', place: ['TargetDeviceType'], value: 0 },
    });
  }
  const scope = profile.PayloadScope;
  if (platform === 'macOS' && typeof scope === 'string' && (scope === 'User') !== (channel === 'user')) {
    const message =
      channel === 'user'
        ? 'PayloadScope says System, but the profile goes to a user of the Mac: it holds for that user only.'
        : 'PayloadScope says User, but the profile goes to the Mac itself: it holds for all users.';
    findings.push({ code: 'wrong-scope', severity: 'info', path: 'PayloadScope', message });
  }
  return findings;
}
