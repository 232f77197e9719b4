import { accessRightByName, hasAccessRight } from './access-rights.ts';
import type { DeviceContext, Finding, FindingCode, Platform, PlatformSupport, SupportTable } from './types.ts';
import { PLATFORMS } from './types.ts';
import { compareVersions, PLATFORM_LABELS } from './versions.ts';

type Report = (severity: Finding['severity'], code: FindingCode, message: string) => void;

/**
 * Whether a device can take a command or one of its keys, by what the schema states for its platform. Facts that are
 * not known never refuse.
 *
 * @param subject how messages name the thing, e.g. `“Lock device”` or `The key PIN`
 * @param support the table of the command, or of the key (then only what differs from the command)
 * @returns findings, all with `path`
 */
export function checkSupport(subject: string, path: string, support: SupportTable, device: DeviceContext): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (severity, code, message) => findings.push({ code, severity, path, message });
  const { platform } = device;
  if (platform === undefined) return findings;
  const stated = support[platform];
  if (stated === undefined) return findings;
  if (stated.available === false) {
    // A key's table leaves out what it inherits; only a whole one can be told.
    const others = PLATFORMS.filter((name) => support[name] !== undefined && support[name]?.available !== false);
    const whole = PLATFORMS.every((name) => support[name] !== undefined) && others.length > 0;
    const where = whole ? ` It is for ${others.map((name) => PLATFORM_LABELS[name]).join(', ')}.` : '';
    report('refuse', 'not-on-platform', `${subject} does not exist on ${PLATFORM_LABELS[platform]}.${where}`);
    return findings;
  }
  checkVersion(subject, platform, stated, device, report);
  checkChannel(subject, platform, stated, device, report);
  checkState(subject, stated, device, report);
  checkRight(subject, stated, device, report);
  return findings;
}

function checkVersion(
  subject: string,
  platform: Platform,
  { introduced, deprecated, removed }: PlatformSupport,
  { osVersion }: DeviceContext,
  report: Report,
): void {
  if (osVersion === undefined) return;
  const os = PLATFORM_LABELS[platform];
  const reached = (version: string | undefined) => {
    const difference = version === undefined ? undefined : compareVersions(osVersion, version);
    return difference === undefined ? undefined : difference >= 0;
  };
  if (reached(introduced) === false) {
    report('refuse', 'os-too-old', `${subject} needs ${os} ${introduced} or later; this device runs ${osVersion}.`);
  } else if (reached(removed) === true) {
    report(
      'refuse',
      'os-removed',
      `${subject} no longer exists since ${os} ${removed}; this device runs ${osVersion}.`,
    );
  } else if (reached(deprecated) === true) {
    report('warn', 'os-deprecated', `Apple has deprecated ${subject} since ${os} ${deprecated}; it may stop working.`);
  }
}

function checkChannel(
  subject: string,
  platform: Platform,
  support: PlatformSupport,
  { channel, sharedIPad }: DeviceContext,
  report: Report,
): void {
  if (channel === 'user') {
    // Off the Mac, only Shared iPad has a user channel.
    const allowed = platform === 'macOS' ? support.userChannel : support.sharedIPad?.userChannel;
    if (allowed === false) {
      report('refuse', 'wrong-channel', `${subject} cannot go to a user of the device: send it to the device itself.`);
    }
    return;
  }
  const allowed = platform === 'macOS' ? support.deviceChannel : sharedIPad ? support.sharedIPad?.deviceChannel : true;
  if (allowed === false) {
    report('refuse', 'wrong-channel', `${subject} cannot go to the device itself: send it to a user of the device.`);
  }
}

function checkState(subject: string, support: PlatformSupport, device: DeviceContext, report: Report): void {
  const unknown = (what: string) =>
    report('warn', 'fact-unknown', `${subject} ${what}, and it is not known yet whether that is so here.`);
  if (support.supervised === true) {
    if (device.supervised === false) {
      report(
        'refuse',
        'needs-supervision',
        `${subject} works only on supervised devices, and this one is not supervised.`,
      );
    } else if (device.supervised !== true) unknown('works only on supervised devices');
  }
  if (support.dep === true) {
    if (device.dep === false) {
      const message = `${subject} works only on devices that enrolled through Automated Device Enrollment.`;
      report('refuse', 'needs-automated-enrollment', message);
    } else if (device.dep === undefined) unknown('works only after Automated Device Enrollment');
  }
  if (support.userApproved === true) {
    if (device.userApproved === false) {
      const message = `${subject} works only where management was approved by a user of this Mac. Approve it in System Settings.`;
      report('refuse', 'needs-user-approval', message);
    } else if (device.userApproved === undefined) unknown('works only where a user approved management');
  }
  const shared = support.sharedIPad?.mode;
  if (shared === 'required') {
    if (device.sharedIPad === false) report('refuse', 'needs-shared-ipad', `${subject} works only on a Shared iPad.`);
    else if (device.sharedIPad === undefined) unknown('works only on a Shared iPad');
  } else if (device.sharedIPad === true && shared === 'forbidden') {
    report('refuse', 'not-on-shared-ipad', `${subject} does not work on a Shared iPad.`);
  } else if (device.sharedIPad === true && shared === 'ignored') {
    report('warn', 'ignored', `A Shared iPad ignores ${subject}.`);
  }
  const personal = support.userEnrollment;
  if (personal === 'required' && device.userEnrollment === false) {
    report('refuse', 'needs-user-enrollment', `${subject} works only under user enrollment.`);
  } else if (device.userEnrollment === true && personal === 'forbidden') {
    report('refuse', 'not-in-user-enrollment', `${subject} does not work under user enrollment.`);
  } else if (device.userEnrollment === true && personal === 'ignored') {
    report('warn', 'ignored', `A device under user enrollment ignores ${subject}.`);
  }
}

function checkRight(subject: string, { right }: PlatformSupport, device: DeviceContext, report: Report): void {
  if (right === undefined || right === null) return;
  const message = missingRight(subject, right, device);
  if (message !== undefined) report('refuse', 'needs-right', message);
}

/**
 * The sentence that tells of a missing access right; undefined when the device granted it, when its rights are not
 * known, or under user enrollment, where devices disregard AccessRights.
 */
export function missingRight(
  subject: string,
  name: Parameters<typeof hasAccessRight>[1],
  { accessRights, userEnrollment }: DeviceContext,
): string | undefined {
  if (accessRights === undefined || userEnrollment === true || hasAccessRight(accessRights, name)) return undefined;
  const right = accessRightByName(name);
  return `${subject} needs the access right “${right?.label}” (${name}, ${right?.bit}), which was not granted at enrollment. Enroll the device again with that right.`;
}
