import type { Attribute, CartDetail, DeviceRow } from '../../../shared/contract/index.ts';
import { parseFilterText } from '../../../shared/filter-text/index.ts';
import { cartPicture } from './cart-picture.ts';
import type { School } from './school.ts';

/** What the school keeps of its devices beside what they tell. @returns the attribute that says how they look */
export async function describeDevices(school: School, devices: readonly DeviceRow[]): Promise<Attribute> {
  const { owner } = school.staff;
  const define = (attribute: object): Promise<Attribute> => owner('POST', '/attributes', attribute);
  await define({ name: 'Asset tag', description: 'Printed on the back', type: 'text' });
  await define({ name: 'Bought on', type: 'date' });
  await define({ name: 'Warranty until', type: 'date' });
  const condition = await define({
    name: 'Condition',
    type: 'choice',
    choices: ['New', 'Good', 'Scratched', 'Cracked screen'],
  });
  await define({ name: 'Insured', type: 'boolean' });
  const conditions = ['Good', 'Good', 'New', 'Good', 'Scratched', 'Good', 'New', 'Good', 'Good', 'Cracked screen'];
  const lines = devices.map(({ serialNumber }, at) => {
    const year = 2022 + (at % 4);
    const month = String(1 + ((at * 5) % 9)).padStart(2, '0');
    return [
      serialNumber,
      `MSS-${String(1001 + at * 7)}`,
      `${year}-${month}-15`,
      `${year + 3}-${month}-14`,
      conditions[at % conditions.length],
      at % 3 === 0 ? 'no' : 'yes',
    ].join(',');
  });
  const csv = ['Serial number,Asset tag,Bought on,Warranty until,Condition,Insured', ...lines].join('\n');
  if (devices.length > 0) await owner('POST', '/attributes/import', { csv });
  return condition;
}

/** Groups beside those every installation has. @returns their ids by name */
export async function makeGroups(
  school: School,
  condition: Attribute,
  staffPads: readonly DeviceRow[],
): Promise<ReadonlyMap<string, string>> {
  const { owner } = school.staff;
  const made = new Map<string, string>();
  const make = async (group: { name: string; [key: string]: unknown }): Promise<void> => {
    made.set(group.name, (await owner<{ id: string }>('POST', '/groups', group)).id);
  };
  await make({
    kind: 'static',
    name: 'Teachers’ iPads',
    description: 'Given to teachers until further notice',
    colour: 'violet',
    icon: 'person',
  });
  await make({
    kind: 'smart',
    name: 'To charge',
    description: 'Before the next lesson',
    colour: 'yellow',
    icon: 'tablet',
    filter: 'platform is iOS and batteryLevel below 30%',
  });
  await make({
    kind: 'smart',
    name: 'Old systems',
    description: 'Updates are due',
    colour: 'orange',
    icon: 'clock',
    filter: '(platform is iOS and osVersion below 26) or (platform is macOS and osVersion below 15)',
  });
  await make({
    kind: 'smart',
    name: 'Cracked screens',
    description: 'To be repaired in the holidays',
    colour: 'red',
    icon: 'tablet',
    filter: { field: `attribute.${condition.id}`, operator: 'is', value: 'Cracked screen' },
  });
  await make({
    kind: 'smart',
    name: 'Nearly full',
    description: 'Less than 10 GB left',
    colour: 'cyan',
    icon: 'devices',
    filter: 'availableGb below 10',
  });
  await make({
    kind: 'static',
    name: 'Quarantine',
    description: 'What the compliance rules put here loses the school network',
    colour: 'red',
    icon: 'shield',
  });
  const deviceIds = staffPads.map(({ id }) => id);
  if (deviceIds.length > 0)
    await owner('POST', `/groups/${made.get('Teachers’ iPads')}/members`, { devices: { deviceIds } });
  const view = (name: string, filter: string): Promise<unknown> => {
    const parsed = parseFilterText(filter);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    return owner('POST', '/views', { name, filter: parsed.filter, shared: true });
  };
  await view('Batteries below 40%', 'platform is iOS and batteryLevel below 40%');
  await view('Macs without FileVault', 'platform is macOS and fileVault is false');
  return made;
}

/** A cart with the devices that have their places in it. */
export interface FilledCart {
  readonly cart: CartDetail;
  readonly devices: readonly DeviceRow[];
}

/** Two carts with devices named by their slots; the last slots stay empty: somebody shows how a device is scanned in. */
export async function fillCarts(school: School, pads: readonly DeviceRow[]): Promise<FilledCart[]> {
  const { helper } = school.staff;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shapes = [
    {
      name: 'Cart A',
      place: 'Room 12',
      colour: 'blue',
      rows: 3,
      columns: 5,
      missingHours: 30,
      looks: { paint: [58, 104, 176], room: 'class' },
    },
    {
      name: 'Cart B',
      place: 'Library',
      colour: 'teal',
      rows: 2,
      columns: 6,
      missingHours: 30,
      looks: { paint: [40, 128, 122], room: 'library' },
    },
  ] as const;
  const filled: FilledCart[] = [];
  let next = 0;
  for (const { looks, ...shape } of shapes) {
    const pattern = `${shape.name} - {slot:02}`;
    const cart = await helper<CartDetail>('POST', '/carts', { ...shape, pattern, timeZone });
    await helper('PUT', `/carts/${cart.id}/picture`, { base64: cartPicture(looks) });
    const devices = pads.slice(next, next + cart.rows * cart.columns - 2);
    next += devices.length;
    const places = devices.map(({ id }, index) => ({ cartId: cart.id, slot: index + 1, deviceId: id }));
    if (places.length > 0) {
      await helper('POST', '/carts/places', { places });
      await helper('POST', '/devices/rename', { deviceIds: devices.map(({ id }) => id), pattern });
    }
    filled.push({ cart, devices });
  }
  return filled;
}
