import { accessRightsOf, checkAccessRights, hasAccessRight } from '../../shared/catalogue/index.ts';
import type { Finding } from '../../shared/contract/common.ts';
import type { ProfileChange } from '../../shared/contract/relationship.ts';
import type { Bit } from '../store/index.ts';

/*
 * Whose enrollment profile can be replaced in place, and why not. Pure.
 * Source: MDM Protocol Reference, "MDM Payload"; PAY-7, BP-31.
 */

/** The enrollment as its profile describes it. */
export interface PresentTerms {
  readonly accessRights: number;
  readonly checkOutWhenRemoved: Bit;
  readonly profileName: string | null;
  readonly profileDescription: string | null;
}

export interface UpdateStanding extends PresentTerms {
  readonly state: 'pending' | 'enrolled' | 'ended';
  readonly channel: 'device' | 'user';
  readonly userEnrollment: Bit;
  readonly topic: string;
  /** The Managed Apple Account it is for. */
  readonly account: string | null;
  readonly serverUrl: string | null;
  readonly invitationId: string | null;
}

export interface UpdateContext {
  /** The topic of the loaded push certificate. */
  readonly serverTopic: string | undefined;
  /** Where profiles have devices connect now. */
  readonly serverUrl: string;
  /** A replacement of this device's profile is open already. */
  readonly underWay: boolean;
}

/** The terms after a change; what it leaves out stays. */
export function termsAfter(present: PresentTerms, change: ProfileChange): PresentTerms {
  const { accessRights, checkOutWhenRemoved, name, description } = change;
  return {
    accessRights: accessRights ?? present.accessRights,
    checkOutWhenRemoved: checkOutWhenRemoved === undefined ? present.checkOutWhenRemoved : checkOutWhenRemoved ? 1 : 0,
    profileName: name === undefined ? present.profileName : name,
    profileDescription: description === undefined ? present.profileDescription : description,
  };
}

/** What speaks against replacing this enrollment's profile, and what to know before. */
export function judgeUpdate(row: UpdateStanding | undefined, change: ProfileChange, context: UpdateContext): Finding[] {
  if (row === undefined || row.state !== 'enrolled' || row.channel !== 'device')
    return [refuse('not-enrolled', 'This device is not managed now. Enroll it first.')];
  const { serverTopic, underWay } = context;
  const findings: Finding[] = [];
  if (serverTopic === undefined)
    findings.push(refuse('no-topic', 'Load a push certificate first; without one no device can be reached.'));
  else if (row.topic !== serverTopic) {
    findings.push(
      refuse(
        'other-topic',
        `It enrolled for the topic ${row.topic}, and the push certificate is for ${serverTopic}. A profile in place ` +
          'cannot change that: load a push certificate for the former topic, or enroll the device again.',
      ),
    );
  }
  if (row.userEnrollment === 1 && row.account === null)
    findings.push(
      refuse('user-enrollment', 'Nobody noted whose user enrollment this is, so its user has to enroll again.'),
    );
  if (row.invitationId === null)
    findings.push(refuse('no-invitation', 'It did not enroll with an invitation, so its profile is not ours to make.'));
  if (underWay)
    findings.push(refuse('under-way', 'Its profile is being replaced already. Wait until that is done, or cancel it.'));
  // A user enrollment has no rights of its own: what may be done is fixed.
  if (row.userEnrollment === 0 && !hasAccessRight(row.accessRights, 'AllowInstallationRemoval'))
    findings.push(
      refuse(
        'right-missing',
        'It did not grant the right to install profiles, so its own cannot be replaced. Enroll it again before its identity ends.',
      ),
    );
  findings.push(...rightsFindings(row.accessRights, change.accessRights));
  if (row.serverUrl !== null && row.serverUrl !== context.serverUrl) {
    findings.push({
      code: 'keeps-address',
      severity: 'warn',
      path: [],
      message: `It goes on calling ${row.serverUrl}: the address cannot change in place, only by enrolling again.`,
    });
  }
  return findings;
}

function rightsFindings(granted: number, wanted: number | undefined): Finding[] {
  if (wanted === undefined) return [];
  const problems = checkAccessRights(wanted);
  if (problems.length > 0) return [refuse('bad-rights', problems.join(' '))];
  const added = accessRightsOf(wanted & ~granted);
  if (added.length === 0) return [];
  const names = added.map(({ label }) => `“${label}”`).join(', ');
  return [
    refuse(
      'rights-grow',
      `Rights may shrink but never grow: ${names} was not granted at enrollment. Leave it out, or enroll the device again.`,
    ),
  ];
}

function refuse(code: string, message: string): Finding {
  return { code, severity: 'refuse', path: [], message };
}
