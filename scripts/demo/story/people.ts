import type { DeviceRow, Loan, Person, PersonAttribute } from '../../../shared/contract/index.ts';
import type { School } from './school.ts';

/** Whose mail it is. */
export const DOMAIN = 'maple.example';

const PEOPLE: readonly (readonly [name: string, team: string])[] = [
  ['Ada Lindqvist', '7b'],
  ['Bo Chen', '7b'],
  ['Carla Rossi', '7b'],
  ['Jonas Becker', '7b'],
  ['Dilan Yılmaz', '7a'],
  ['Emil Ångström', '7a'],
  ['Mira Kovač', '7a'],
  ['Fatou Diop', '8c'],
  ['Noah Williams', '8c'],
  ['Sofia Marín', '8c'],
  ['Theo Laurent', '8c'],
  ['Grace Whitfield', 'Teachers'],
  ['Hannah Weiß', 'Teachers'],
  ['Idris Rahman', 'Teachers'],
  ['Klara Novotná', 'Teachers'],
  ['Peter Sandoval', 'Office'],
  ['Yuki Tanaka', 'Library'],
];
const TEACHERS = ['Grace Whitfield', 'Hannah Weiß', 'Idris Rahman', 'Klara Novotná'];

/** `Dilan Yılmaz` is `dilan.yilmaz`. */
const localPart = (name: string): string =>
  name
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^\w ]/g, '')
    .toLowerCase()
    .replace(' ', '.');

export type People = ReadonlyMap<string, Person>;

/** People with their classes and what the school keeps of them. @returns by name */
export async function addPeople({ staff: { owner } }: School): Promise<People> {
  const year = await owner<PersonAttribute>('POST', '/people-attributes', {
    name: 'Year',
    description: 'Year of school',
    type: 'number',
  });
  const house = await owner<PersonAttribute>('POST', '/people-attributes', {
    name: 'House',
    type: 'choice',
    choices: ['Oak', 'Birch', 'Rowan'],
  });
  const people = new Map<string, Person>();
  for (const [at, [name, team]] of PEOPLE.entries()) {
    const grade = Number.parseInt(team, 10);
    const values = Number.isNaN(grade)
      ? {}
      : { [year.id]: grade, [house.id]: ['Oak', 'Birch', 'Rowan'][at % 3] ?? 'Oak' };
    const person = { name, team, email: `${localPart(name)}@${DOMAIN}`, values };
    people.set(name, await owner<Person>('POST', '/people', person));
  }
  return people;
}

/** Teachers have iPads of their own until further notice; the last of these still waits for somebody. */
export async function giveToTeachers(school: School, people: People, pads: readonly DeviceRow[]): Promise<void> {
  for (const [at, name] of TEACHERS.entries()) await checkOut(school, people, pads[at], name, null, '');
}

export async function checkOut(
  { staff: { helper } }: School,
  people: People,
  device: DeviceRow | undefined,
  name: string,
  dueAt: number | null,
  note: string,
): Promise<void> {
  const person = people.get(name);
  if (device === undefined || person === undefined) return;
  await helper<Loan[]>('POST', '/loans', { deviceIds: [device.id], personId: person.id, dueAt, note });
}

export async function checkIn(
  { staff: { helper } }: School,
  device: DeviceRow | undefined,
  note: string,
): Promise<void> {
  if (device !== undefined) await helper('POST', '/loans/return', { deviceIds: [device.id], note });
}
