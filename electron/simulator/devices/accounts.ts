import { createRandom, type Random, seedOf } from '../random.ts';
import type { DeviceState, DeviceUser } from './state.ts';

/** The `UserID` of every user of a Shared iPad. */
const SHARED_IPAD_USER_ID = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF';

export interface AccountShares {
  /** Share of iPads that people share, with accounts of their own. */
  sharedIpads: number;
  /** Share of Macs at which someone from the directory is logged in. */
  networkUsers: number;
}

const PUPILS = ['alva', 'bruno', 'carla', 'david', 'esra', 'fritz', 'gitta', 'hugo', 'ines', 'jan'];
const STAFF = ['m.weber', 's.okafor', 't.lindqvist', 'r.haddad'];

/** The password of a simulated network account; the demo tells it to the server. */
export const networkPassword = (name: string): string => `Kreide-${name}-2026`;

/** Every network account a simulated Mac may be used with. */
export const NETWORK_ACCOUNTS: readonly { shortName: string; password: string }[] = STAFF.map((shortName) => ({
  shortName,
  password: networkPassword(shortName),
}));

/** The device with the accounts these shares give it; drawn apart, so that all else about it stays as it was. */
export function withAccounts(state: DeviceState, shares: AccountShares): DeviceState {
  const random = createRandom(seedOf(state.seed, 'accounts'));
  if (state.model.family === 'iPad' && state.supervised && random.chance(shares.sharedIpads)) {
    const users = random.sample(PUPILS, random.int(2, 4)).map((name, at) => pupil(name, at, random));
    return { ...state, sharedIpad: true, unlockToken: undefined, users, passcode: { present: false, compliant: true } };
  }
  if (state.model.family !== 'Mac' || !random.chance(shares.networkUsers)) return state;
  const name = random.pick(STAFF);
  const person: DeviceUser = {
    name,
    fullName: name,
    uid: 2_000 + random.int(1, 900),
    guid: random.uuid(),
    loggedIn: true,
    network: true,
    hasDataToSync: false,
    dataUsed: random.int(1_000_000_000, 9_000_000_000),
  };
  return { ...state, users: [...state.users, person] };
}

function pupil(name: string, at: number, random: Random): DeviceUser {
  return {
    name: `${name}@maple.example`,
    fullName: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    uid: 501 + at,
    guid: SHARED_IPAD_USER_ID,
    loggedIn: at === 0,
    network: false,
    hasDataToSync: random.chance(0.3),
    dataUsed: random.int(100_000_000, 4_000_000_000),
  };
}
