import { accessRightsOf, checkAccessRights } from '../../shared/catalogue/index.ts';
import type { Finding } from '../../shared/contract/common.ts';
import { isPlistDict, type PlistDict } from '../protocol/index.ts';
import type { ContextRow } from './device-context.ts';

/** The profile that enrolled devices, as far as another one that takes its place must agree with it. */
export interface EnrollmentProfileFacts {
  readonly identifier: string | undefined;
  /** Where devices connect; asked each time, since it may change. */
  serverUrl(): string | undefined;
  readonly open: OpenProfile;
}

/** A configuration profile in base64, however it is written or signed; undefined when it cannot be read. */
export type OpenProfile = (payload: string) => PlistDict | undefined;

/**
 * Rule PAY-7 for a profile that would take the place of the one that enrolled the device: it must be that very profile,
 * for the same topic and server, with no right that was not granted. Devices refuse the others (12009, 12012, 4015, or
 * 12001 for a second one), so they are not sent. Pure.
 *
 * @param payload the profile in base64, as in InstallProfile
 * @returns one refusal for each broken rule; none for a profile that is about something else
 */
export function checkMdmProfile(
  payload: unknown,
  {
    topic,
    accessRights,
    channel,
    userEnrollment,
    serverUrl: enrolledAt,
  }: Pick<ContextRow, 'topic' | 'accessRights' | 'channel' | 'userEnrollment' | 'serverUrl'>,
  present: EnrollmentProfileFacts,
): Finding[] {
  const profile = typeof payload === 'string' ? present.open(payload) : undefined;
  if (profile === undefined) return [];
  const content = Array.isArray(profile.PayloadContent) ? profile.PayloadContent : [];
  const mdm = content.filter(isPlistDict).find((each) => each.PayloadType === 'com.apple.mdm');
  const takesPlace = present.identifier !== undefined && profile.PayloadIdentifier === present.identifier;
  if (mdm === undefined) {
    return takesPlace
      ? [refuse('This profile has the identifier of the enrollment profile, but no MDM payload. Give it another one.')]
      : [];
  }
  if (channel === 'user') return [refuse('An enrollment profile belongs to the device: send it to the device itself.')];
  const problems: string[] = [];
  if (!takesPlace && present.identifier !== undefined) {
    problems.push(
      `A device obeys one server only: an enrollment profile can replace the installed one, ${present.identifier}, and ` +
        'must have its identifier.',
    );
  }
  if (mdm.Topic !== topic) {
    problems.push(`The topic must stay ${topic}: for another one the device has to enroll again.`);
  }
  // What the device enrolled with counts: the server's own address may have changed since.
  const serverUrl = enrolledAt ?? present.serverUrl();
  if (serverUrl !== undefined && mdm.ServerURL !== serverUrl) {
    problems.push(`The server address must stay ${serverUrl}: for another one the device has to enroll again.`);
  }
  if (userEnrollment === 0) problems.push(...rightsProblems(mdm.AccessRights, accessRights));
  return problems.map(refuse);
}

function rightsProblems(wanted: unknown, granted: number): string[] {
  const mask = typeof wanted === 'number' ? wanted : Number.NaN;
  const problems = checkAccessRights(mask);
  const added = problems.length > 0 ? [] : accessRightsOf(mask & ~granted);
  if (added.length > 0) {
    const names = added.map(({ label, bit }) => `“${label}” (${bit})`).join(', ');
    problems.push(
      `Rights may shrink but never grow: ${names} was not granted at enrollment. Leave it out, or enroll the device again.`,
    );
  }
  return problems;
}

function refuse(message: string): Finding {
  return { code: 'rule', severity: 'refuse', path: ['Payload'], message };
}
