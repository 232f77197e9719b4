import type { Services } from '../../../electron/rpc/index.ts';
import type { Event, Invitation, NetworkAccount, WaysSettings } from '../../../shared/contract/index.ts';
import { CartwrightError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import { invitationOf, QR, shownWays } from './fake-answers.ts';

/** What of enrollment is played. */
export type FakeEnrollment = {
  enrollment: Pick<
    Services['enrollment'],
    'list' | 'create' | 'update' | 'link' | 'revoke' | 'profile' | 'trustProfile' | 'ways' | 'setWays' | 'configurator'
  >;
  deviceUsers: Pick<Services['deviceUsers'], 'accounts' | 'addAccount' | 'removeAccount'>;
};

/** Invitations, ways in and network accounts of the school in memory. */
export function playEnrollment({
  tell,
  now,
}: {
  tell: (type: string, part?: Partial<Event>) => void;
  now: () => number;
}): FakeEnrollment {
  const invitations: Invitation[] = [];
  const people: NetworkAccount[] = [];
  let ways: WaysSettings = {
    deviceProof: 'apple',
    encryptProfiles: true,
    minimumOs: { iOS: null, macOS: null },
    accountDriven: { user: false, device: false, domains: [], who: 'accounts', invitationId: null },
  };

  return {
    deviceUsers: {
      accounts: () => people,
      async addAccount({ shortName, fullName }, actor) {
        const account = {
          id: newId(now()),
          shortName,
          fullName,
          createdAt: now(),
          createdBy: actor.name,
          passwordAt: now(),
        };
        people.push(account);
        return account;
      },
      async removeAccount(accountId) {
        people.splice(
          people.findIndex(({ id }) => id === accountId),
          1,
        );
      },
    },
    enrollment: {
      list: () => invitations,
      ways: () => shownWays(ways),
      async setWays(settings) {
        if (settings.accountDriven.user && settings.accountDriven.domains.length === 0) {
          throw new CartwrightError('bad-request', 'Say which domains the accounts are of.');
        }
        ways = settings;
        return shownWays(ways);
      },
      async create(input, actor) {
        const invitation = invitationOf(input, actor.name, now());
        invitations.unshift(invitation);
        tell('invitation.created', { actor: actor.name, data: { name: invitation.name } });
        return invitation;
      },
      async link(invitationId) {
        const invitation = invitations.find(({ id }) => id === invitationId);
        const url = `https://mdm.maple.example:8443/enroll/${invitationId}`;
        return { url, profileUrl: `${url}/profile`, pin: invitation?.hasPin ? '482915' : null, qrSvg: QR };
      },
      async update(invitationId, change) {
        const invitation = invitations.find(({ id }) => id === invitationId);
        if (invitation === undefined) throw new CartwrightError('not-found', 'There is no such invitation.');
        Object.assign(invitation, change);
        tell('invitation.changed', { actor: 'administrator', data: { name: invitation.name } });
        return invitation;
      },
      async revoke(invitationId) {
        const invitation = invitations.find(({ id }) => id === invitationId);
        if (invitation === undefined) throw new CartwrightError('not-found', 'There is no such invitation.');
        Object.assign(invitation, { status: 'revoked', revokedAt: now() });
        tell('invitation.revoked', { actor: 'administrator', data: { name: invitation.name } });
        return invitation;
      },
      profile: async () => ({
        filename: 'enroll.mobileconfig',
        contentType: 'application/x-apple-aspen-config',
        base64: 'PD94bWw=',
      }),
      configurator: () => ({
        organization: { name: 'Maple Street School', phone: '', email: '', address: '', department: '' },
        identity: null,
      }),
      trustProfile: () => ({
        filename: 'trust.mobileconfig',
        contentType: 'application/x-apple-aspen-config',
        base64: 'PD94bWw=',
      }),
    },
  };
}
