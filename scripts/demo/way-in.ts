import type { Invitation, InvitationLink, PushStatus, WaysIn } from '../../shared/contract/index.ts';
import type { Call } from './call.ts';
import type { Orders } from './orders.ts';
import { DOMAIN } from './story/people.ts';

interface Account {
  readonly shortName: string;
  readonly password: string;
}

/** The push certificate, as an administrator gets it: requested, signed by the simulated Apple, imported. */
export async function getPushCertificate(call: Call, simulator: Orders): Promise<void> {
  const request = { organisation: 'Maple Street School', email: `it@${DOMAIN}` };
  const { csrPem } = await call<{ csrPem: string }>('POST', '/push/request', request);
  const { certificate } = await simulator({ do: 'sign-push', csr: csrPem });
  await call<PushStatus>('POST', '/push/certificate', { certificate });
}

const linkOf = async (call: Call, { id }: Invitation): Promise<string> =>
  (await call<InvitationLink>('GET', `/invitations/${id}/link`)).url;

/** Two reusable links: one for mutual TLS, one for devices that sign their messages. @returns their addresses */
export async function invite(call: Call): Promise<string[]> {
  const make = (name: string, more: object = {}): Promise<Invitation> =>
    call('POST', '/invitations', { name, maxUses: null, expiresAt: null, ...more });
  const invitations = [await make('Classroom devices'), await make('Staff devices', { signMessage: true })];
  return Promise.all(invitations.map((invitation) => linkOf(call, invitation)));
}

/** Takes network users of Macs in, by the passwords of these accounts. */
export async function manageNetworkUsers(call: Call, accounts: readonly Account[]): Promise<void> {
  await call('PUT', '/device-users/policy', { networkUsers: 'password' });
  for (const account of accounts) await call('POST', '/device-users/accounts', account);
}

/**
 * A few devices come in by each of the other ways: over the air, as a person's own, and by accounts that sign in.
 *
 * @param accounts the network accounts that are there
 * @returns the ways, as the simulator takes them
 */
export async function openOtherWays(
  call: Call,
  listener: string,
  accounts: readonly Account[],
): Promise<Record<string, string>[]> {
  const make = (name: string, way: Invitation['way']): Promise<Invitation> =>
    call('POST', '/invitations', { name, way, maxUses: null, expiresAt: null });
  const [air, own, signIn] = await Promise.all([
    make('Loaned devices, with proof', 'over-the-air'),
    make('Own devices of staff', 'user-profile'),
    make('Staff who sign in', 'profile'),
  ]);
  const { discovery: _, serverUrl: _server, checkInUrl: _checkIn, ...ways } = await call<WaysIn>('GET', '/ways-in');
  const accountDriven = { user: true, device: true, domains: [DOMAIN], who: 'accounts', invitationId: signIn.id };
  await call('PUT', '/ways-in', { ...ways, accountDriven });
  const [first, second, third] = accounts.map(({ shortName, password }) => ({
    account: `${shortName}@${DOMAIN}`,
    password,
  }));
  return [
    { url: await linkOf(call, air) },
    { url: await linkOf(call, own), account: first?.account ?? '' },
    { ...second, domainUrl: listener, version: 'mdm-byod' },
    { ...third, domainUrl: listener, version: 'mdm-adde' },
  ];
}
