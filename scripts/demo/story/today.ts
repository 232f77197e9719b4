import type { Blueprint, DeviceRow, Invitation, InvitationLink } from '../../../shared/contract/index.ts';
import { FULL, LOCKED } from './answers.ts';
import { extendClassroom } from './blueprints.ts';
import { MISSING_AT } from './cast.ts';
import type { School } from './school.ts';

const MINUTE = 60_000;

/** Something that happens while somebody looks at the demo. */
export interface Later {
  /** Null: it does not wake. */
  readonly afterMs: number | null;
  readonly serialNumber: string;
  /** It was locked until then. */
  readonly unlock: boolean;
}

/** Places in the first cart, from 0: without room, locked, and asleep until somebody takes them out. */
const FULL_AT = 2;
const LOCKED_AT = [5, 8];
const ASLEEP_AT = [3, 4, 7, 9];

/**
 * This morning: batteries as they are, and a new version of the classroom's blueprint that is half way through the first
 * cart when somebody looks.
 *
 * @param now when that is
 * @returns how it goes on
 */
export async function tellToday(school: School, now: number): Promise<Later[]> {
  const all = await school.devices('state is "enrolled"');
  const cart = all
    .filter(({ name }) => name?.startsWith('Cart A - '))
    .sort((x, y) => (x.name ?? '').localeCompare(y.name ?? ''));
  const gone = cart[MISSING_AT];
  await school.goTo(now - 45 * MINUTE);
  await charge(
    school,
    all.filter((device) => device !== gone),
  );
  const blueprints = await school.staff.owner<Blueprint[]>('GET', '/blueprints');
  const id = blueprints.find(({ name }) => name === 'Classroom')?.id;
  if (id === undefined || cart.length === 0) return [];
  await school.goTo(now - 34 * MINUTE);
  await askToComeIn(school);
  await school.goTo(now - 22 * MINUTE);
  const classroom = await school.staff.owner<Blueprint>('GET', `/blueprints/${id}`);
  await school.change(cart[FULL_AT], { rules: [FULL], set: { freeGiB: 0.3 } });
  for (const at of LOCKED_AT) await school.change(cart[at], { rules: [LOCKED] });
  await extendClassroom(school, classroom);
  const away = new Set([...ASLEEP_AT.map((at) => cart[at]), gone]);
  await school.work(
    cart.filter((device) => !away.has(device)),
    6,
  );
  const later = (at: number, minutes: number | null, unlock: boolean): Later[] => {
    const serialNumber = cart[at]?.serialNumber ?? null;
    return serialNumber === null ? [] : [{ afterMs: minutes === null ? null : minutes * MINUTE, serialNumber, unlock }];
  };
  return [
    ...LOCKED_AT.flatMap((at, index) => later(at, 6 + index * 9, true)),
    ...ASLEEP_AT.flatMap((at, index) => later(at, 10 + index * 8, false)),
    ...later(MISSING_AT, null, false),
  ];
}

const ASKERS = [
  {
    name: 'Nadia Haddad, room 118',
    serialNumber: 'F9FZW1NADIA2',
    userAgent: 'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1',
  },
  {
    name: 'Tom Becker',
    serialNumber: 'C39VK0TOMB41',
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1',
  },
  {
    name: 'Science office',
    serialNumber: 'C02XM7SCI0FF',
    userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15',
  },
] as const;

/** New colleagues open the link that hangs in the staff room: whoever answers compares the code on their screens. */
async function askToComeIn(school: School): Promise<void> {
  const { owner } = school.staff;
  const { id } = await owner<Invitation>('POST', '/invitations', {
    name: 'Staff room, with approval',
    maxUses: null,
    expiresAt: null,
    requiresApproval: true,
  });
  const { url } = await owner<InvitationLink>('GET', `/invitations/${id}/link`);
  await school.ask(url, ASKERS);
}

/** Batteries as they are in the morning: most are full, some were forgotten. Everybody has been seen since. */
async function charge(school: School, devices: readonly DeviceRow[]): Promise<void> {
  const levels = [
    ...[1, 0.94, 0.88, 1, 0.76, 0.97, 0.63, 1, 0.91, 0.42],
    ...[0.99, 0.84, 0.27, 1, 0.71, 0.55, 0.96, 0.08, 0.9, 0.8],
  ];
  const asked: string[] = [];
  for (const [at, device] of devices.entries()) {
    if (device.batteryLevel === null || device.serialNumber === null) continue;
    const battery = levels[(at * 7) % levels.length] ?? 1;
    await school.change(device, { set: { battery, charging: battery < 1 && at % 3 === 0 } });
    asked.push(device.id);
  }
  if (asked.length > 0)
    await school.staff.helper('POST', '/commands', {
      deviceIds: asked,
      command: { RequestType: 'DeviceInformation', Queries: ['BatteryLevel', 'DeviceName'] },
    });
  await school.visit(devices);
}
