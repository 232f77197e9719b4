import type { DeviceRow } from '../../../shared/contract/index.ts';
import { FULL, NO_VPN } from './answers.ts';
import { apply, makeBlueprints, retry } from './blueprints.ts';
import { type Cast, dailyRound, endDay, lostPad, present } from './cast.ts';
import { addPeople, checkIn, checkOut, giveToTeachers } from './people.ts';
import { changeWifi, makePolicies, openVpn, type Policies, tightenClassroom } from './policies.ts';
import {
  exempt,
  expectDevices,
  fillCertificateLibrary,
  makeRules,
  makeUpdateRules,
  prepareConfigurator,
} from './rules.ts';
import type { School } from './school.ts';
import { describeDevices, type FilledCart, fillCarts, makeGroups } from './things.ts';

/** How many days the story begins before today. */
export const FIRST_DAY = -14;

/** Two weeks of a school, day after day, until this morning. Whatever a small school does not have is left out. */
export async function tellDays(school: School): Promise<void> {
  await school.goTo(school.at(FIRST_DAY, '11:00'));
  const all = await school.devices('state is "enrolled"');
  await school.rest(all);
  const fit = await school.devices('family is "iPad" and supervised is true and sharedIpad is false');
  const pads = fit.filter(({ serialNumber }) => serialNumber !== null);
  // Carts first: they are what is shown.
  const teacherPads = pads.slice(23, 28);
  const shared = await school.devices('sharedIpad is true');
  const macs = all.filter(({ family }) => family === 'Mac');
  const condition = await describeDevices(
    school,
    all.filter(({ serialNumber }) => serialNumber !== null),
  );
  const people = await addPeople(school);
  const groups = await makeGroups(school, condition, teacherPads);
  await prepareConfigurator(school);

  await school.goTo(school.at(-13, '08:20'));
  const carts = await fillCarts(school, pads.slice(0, 23));
  const cast: Cast = { all, teacherPads, carts, people, spare: pads.slice(28), macs, shared };
  await fillCertificateLibrary(school);
  const rules = await makeRules(school, groups, carts[1]?.cart.groupId);
  await giveToTeachers(school, people, teacherPads);
  for (const pad of teacherPads.slice(0, 4)) await school.change(pad, { set: { passcode: false } });
  for (const mac of macs.slice(0, 3)) await school.change(mac, { set: { fileVault: false } });
  await askForSecurity(school, [...teacherPads, ...macs.slice(0, 3)]);
  await school.work(all, 40);
  await endDay(school, -13);

  await school.goTo(school.at(-12, '09:10'));
  const policies = await makePolicies(school, groups, carts);
  await school.work(all, 60);
  await endDay(school, -12);

  await firstRun(school, cast, policies);
  await lessonsAndLoans(school, cast, policies);
  await kiosk(school, cast);
  await updatesAtNight(school, cast, rules);
  await examWeek(school, cast);

  await school.goTo(school.at(-1, '13:40'));
  await tightenClassroom(school, policies, 3);
  // Nothing else is installed on it any more.
  await school.change(teacherPads[2], { rules: [NO_VPN] });
  await openVpn(school, groups.get('Teachers’ iPads'));
  await dailyRound(school, cast, -1);
  await endDay(school, -1);
}

/** Passcodes and FileVault, asked for after somebody changed them. */
async function askForSecurity(school: School, devices: readonly (DeviceRow | undefined)[]): Promise<void> {
  const deviceIds = devices.flatMap((device) => (device === undefined ? [] : [device.id]));
  if (deviceIds.length > 0)
    await school.staff.owner('POST', '/commands', { deviceIds, command: { RequestType: 'SecurityInfo' } });
}

async function note(school: School, device: DeviceRow | undefined, text: string): Promise<void> {
  if (device !== undefined) await school.staff.helper('POST', `/devices/${device.id}/notes`, { text });
}

/** The first blueprint on the first cart: one device has no room, is cleared, and is tried again. */
async function firstRun(school: School, cast: Cast, policies: Policies): Promise<void> {
  const [a] = cast.carts;
  await school.goTo(school.at(-11, '08:05'));
  const { classroom } = await makeBlueprints(school, policies.wifi.id);
  await school.change(cast.teacherPads[1], { set: { passcode: true } });
  await askForSecurity(school, [cast.teacherPads[1]]);
  await school.goTo(school.at(-11, '14:30'));
  if (a !== undefined && a.devices.length > 0) {
    const full = a.devices[6];
    await school.change(full, { rules: [FULL], set: { freeGiB: 0.2 } });
    const run = await apply(school, classroom, { groupId: a.cart.groupId });
    await school.work(a.devices, 24);
    await school.change(full, { rules: null, set: { freeGiB: 14 } });
    if (full !== undefined) {
      await school.later(35);
      await note(school, full, 'Was full of videos. Cleared, and tried again.');
      await retry(school, run);
      await school.work([full], 6);
    }
  }
  await endDay(school, -11);
}

async function lessonsAndLoans(school: School, cast: Cast, policies: Policies): Promise<void> {
  const { helper } = school.staff;
  const [a, b] = cast.carts;
  await school.goTo(school.at(-10, '07:50'));
  await checkOut(school, cast.people, a?.devices[3], 'Ada Lindqvist', school.at(-8, '15:00'), 'For the book report');
  await checkOut(school, cast.people, b?.devices[2], 'Noah Williams', school.at(-9, '15:00'), '');
  await dailyRound(school, cast, -10);
  await endDay(school, -10);

  await school.goTo(school.at(-9, '08:30'));
  await tightenClassroom(school, policies, 2);
  await school.work(cast.all, 45);
  await school.goTo(school.at(-9, '14:50'));
  await checkIn(school, b?.devices[2], 'Complete with charger');
  const lost = lostPad(cast);
  if (b !== undefined && lost !== undefined) {
    const message = 'This iPad belongs to Maple Street School. Please bring it to the library.';
    const action = { kind: 'lostOn', message, phoneNumber: '555 0142', footnote: '' };
    await helper('POST', `/carts/${b.cart.id}/actions`, { slots: [7], action });
    await school.work([lost], 4);
  }
  await endDay(school, -9);

  await school.goTo(school.at(-8, '08:00'));
  if (a !== undefined && a.devices.length > 0) {
    const app = { appId: 'com.apple.mobilesafari', appName: 'Safari' };
    const test = { cartId: a.cart.id, name: 'Spelling test', ...app, minutes: 60 };
    const exam = await helper<{ id: string }>('POST', '/exams/start', test);
    await school.work(present(cast, a.devices), 5);
    await school.later(48);
    await helper('POST', '/exams/release', { examIds: [exam.id] });
    await school.work(present(cast, a.devices), 4);
    const lessons = [{ kind: 'weekly', days: [1], from: '08:00', to: '09:30' }];
    await helper('POST', '/exams', { cartId: a.cart.id, name: 'Maths test', ...app, lessons });
    await checkIn(school, a.devices[3], '');
    await checkOut(school, cast.people, a.devices[4], 'Bo Chen', school.at(-3, '15:00'), 'Film project');
  }
  await changeWifi(school, policies);
  await school.work(present(cast), 50);
  await school.goTo(school.at(-8, '15:30'));
  await school.work(present(cast), 50);
  await endDay(school, -8);
}

/** The second cart becomes the library's; its lost iPad is found. */
async function kiosk(school: School, cast: Cast): Promise<void> {
  const { helper, owner } = school.staff;
  const [, b] = cast.carts;
  await school.goTo(school.at(-7, '10:00'));
  await school.change(cast.macs[1], { set: { fileVault: true } });
  await askForSecurity(school, [cast.macs[1]]);
  if (b !== undefined && b.devices.length > 0) {
    const blueprints = await owner<{ id: string; name: string }[]>('GET', '/blueprints');
    const library = blueprints.find(({ name }) => name === 'Library kiosk');
    if (library !== undefined) await apply(school, library, { groupId: b.cart.groupId });
    await school.work([...b.devices, ...cast.macs], 20);
    await sweep(school, b, -7);
  }
  await endDay(school, -7);
  await school.goTo(school.at(-6, '11:20'));
  await expectDevices(school, cast.spare);
  const found = lostPad(cast);
  if (b !== undefined && found !== undefined) {
    await helper('POST', `/carts/${b.cart.id}/actions`, { slots: [7], action: { kind: 'lostOff' } });
    await school.work([found], 3);
    await note(school, found, 'Found in the gym. Nothing broken.');
  }
  await dailyRound(school, cast, -6);
  await endDay(school, -6);
}

/** Most devices of the carts get a newer system overnight; the others are told when they come again. */
async function updatesAtNight(school: School, cast: Cast, rules: ReadonlyMap<string, string>): Promise<void> {
  await school.goTo(school.at(-5, '10:15'));
  await makeUpdateRules(school);
  const why = 'Music room: the old audio interface needs it';
  await exempt(school, rules.get('Macs are encrypted'), cast.macs[0], 30, why);
  await note(school, cast.spare[0], 'Glass is to be replaced on Friday.');
  await school.change(cast.teacherPads[0], { set: { passcode: true } });
  await askForSecurity(school, [cast.teacherPads[0]]);
  await endDay(school, -5);
  const charging = present(cast, [...cast.carts.flatMap(({ devices }) => devices), ...cast.teacherPads]);
  const tonight = charging.filter((_, at) => at % 5 !== 2);
  for (const [hour, minutes] of [
    ['20:10', 10],
    ['20:40', 20],
    ['21:30', 10],
  ] as const) {
    await school.goTo(school.at(-5, hour));
    await school.runJobs('updates');
    await school.work(tonight, minutes);
  }
}

async function examWeek(school: School, cast: Cast): Promise<void> {
  const { helper, owner } = school.staff;
  const [a, b] = cast.carts;
  await school.goTo(school.at(-4, '09:00'));
  const some = cast.spare.slice(0, 4);
  const blueprints = await owner<{ id: string; name: string }[]>('GET', '/blueprints');
  const exam = blueprints.find(({ name }) => name === 'Exam');
  if (some.length > 0 && exam !== undefined) {
    await apply(school, exam, { deviceIds: some.map(({ id }) => id) });
    await school.work(some, 15);
  }
  await dailyRound(school, cast, -4);
  await endDay(school, -4);

  await school.goTo(school.at(-3, '07:55'));
  await checkOut(school, cast.people, a?.devices[1], 'Mira Kovač', school.at(2, '15:00'), 'Ill at home');
  await checkOut(school, cast.people, b?.devices[0], 'Yuki Tanaka', null, 'Catalogue desk');
  if (a !== undefined && a.devices.length > 0) {
    await helper('POST', `/carts/${a.cart.id}/actions`, { action: { kind: 'restart' } });
    await school.work(present(cast, a.devices), 10);
    await sweep(school, a, -3);
  }
  await endDay(school, -3);

  await school.goTo(school.at(-2, '10:30'));
  await dailyRound(school, cast, -2);
  if (a !== undefined && a.devices.length > 0) await sweep(school, a, -2);
  await endDay(school, -2);
}

/** Who was not there when lessons ended, kept. */
async function sweep(school: School, { cart }: FilledCart, day: number): Promise<void> {
  await school.staff.helper('POST', `/carts/${cart.id}/sweeps`, { sinceAt: school.at(day, '07:00') });
}
