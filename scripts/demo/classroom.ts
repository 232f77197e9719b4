import type { CartDetail, DeviceRow, Exam, Loan, Person } from '../../shared/contract/index.ts';

/** Asks the engine over REST. */
type Call = <T>(method: string, path: string, body?: object) => Promise<T>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const PEOPLE = [
  ['Ada Lovelace', '7b'],
  ['Bo Chen', '7b'],
  ['Carla Rossi', '7b'],
  ['Dilan Yılmaz', '7a'],
  ['Emil Ångström', '7a'],
  ['Fatou Diop', '8c'],
  ['Grace Hopper', 'Staff'],
  ['Hannah Weiß', 'Staff'],
] as const;

/**
 * What a school does with its iPads: two carts with devices named by their slots, people who have some of them, one of
 * them for too long, and an exam that is planned for every Monday.
 */
export async function fillClassroom(call: Call): Promise<{ carts: number; people: number }> {
  const filter = encodeURIComponent('family is "iPad" and state is "enrolled" and supervised is true');
  const { rows } = await call<{ rows: DeviceRow[] }>('GET', `/devices?limit=40&sort=serialNumber&filter=${filter}`);
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const make = (name: string, place: string, colour: string, shape: object): Promise<CartDetail> =>
    call('POST', '/carts', {
      name,
      place,
      colour,
      timeZone,
      pattern: `${name} - {slot:02}`,
      missingHours: 4,
      ...shape,
    });
  const carts = [
    await make('Cart A', 'Room 12', 'blue', { rows: 3, columns: 5 }),
    await make('Cart B', 'Library', 'teal', { rows: 2, columns: 6 }),
  ];
  let next = 0;
  const filled: { cart: CartDetail; deviceIds: string[] }[] = [];
  for (const cart of carts) {
    // The last slots stay empty: somebody shows how a device is scanned in.
    const deviceIds = rows.slice(next, next + cart.rows * cart.columns - 2).map(({ id }) => id);
    next += deviceIds.length;
    if (deviceIds.length === 0) continue;
    const places = deviceIds.map((deviceId, index) => ({ cartId: cart.id, slot: index + 1, deviceId }));
    await call('POST', '/carts/places', { places });
    await call('POST', '/devices/rename', { deviceIds, pattern: cart.pattern });
    filled.push({ cart, deviceIds });
  }

  const people: Person[] = [];
  for (const [name, team] of PEOPLE) {
    const [first = '', last = ''] = name
      .normalize('NFD')
      .replace(/[^\w ]/g, '')
      .toLowerCase()
      .split(' ');
    people.push(await call<Person>('POST', '/people', { name, team, email: `${first}.${last}@maple.example` }));
  }
  const now = Date.now();
  const lend = (
    deviceId: string | undefined,
    person: Person | undefined,
    dueAt: number | null,
  ): Promise<Loan[]> | undefined =>
    deviceId === undefined || person === undefined
      ? undefined
      : call('POST', '/loans', { deviceIds: [deviceId], personId: person.id, dueAt });
  const [a, b] = filled;
  await lend(a?.deviceIds[1], people[0], now + 2 * DAY);
  await lend(a?.deviceIds[4], people[1], now - 3 * DAY);
  await lend(b?.deviceIds[0], people[6], null);
  if (a !== undefined)
    await call<Exam>('POST', '/exams', {
      cartId: a.cart.id,
      name: 'Maths test',
      appId: 'com.apple.mobilesafari',
      appName: 'Safari',
      lessons: [{ kind: 'weekly', days: [1], from: '08:00', to: '09:30' }],
    });
  return { carts: carts.length, people: people.length };
}
