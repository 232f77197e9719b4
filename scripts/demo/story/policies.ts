import { BUILT_IN_GROUPS } from '../../../shared/contract/group-look.ts';
import type { PolicyDetail } from '../../../shared/contract/index.ts';
import { DOMAIN } from './people.ts';
import { deviceCertificate, firewall, mail, passcode, profile, restrictions, vpn, webClip, wifi } from './profiles.ts';
import type { School } from './school.ts';
import type { FilledCart } from './things.ts';

const builtIn = (key: string): string => BUILT_IN_GROUPS.find((group) => group.key === key)?.id ?? '';

const CLASSROOM_RULES = {
  allowAccountModification: false,
  allowEraseContentAndSettings: false,
  allowExplicitContent: false,
  allowUIConfigurationProfileInstallation: false,
  forceClassroomAutomaticallyJoinClasses: true,
  allowRemoteScreenObservation: true,
};

/** The policies by what the story calls them. */
export type Policies = Record<'wifi' | 'classroom' | 'library' | 'mail', PolicyDetail>;

/** What devices should have, and to whom it goes. */
export async function makePolicies(
  { staff: { owner } }: School,
  groups: ReadonlyMap<string, string>,
  carts: readonly FilledCart[],
): Promise<Policies> {
  const group = (id: string | undefined, mode = 'include') =>
    id === undefined ? [] : [{ target: { kind: 'group', id }, mode }];
  const teachers = groups.get('Teachers’ iPads');
  const [a, b] = carts.map(({ cart }) => cart.groupId);
  const make = async (
    name: string,
    about: { description: string; content: object; to: object[]; type?: string; options?: object; publish?: object },
  ): Promise<PolicyDetail> => {
    const made = await owner<PolicyDetail>('POST', '/policies', {
      type: about.type ?? 'profile',
      options: { name, description: about.description, ...about.options },
      content: about.content,
      publish: about.publish ?? { how: 'at-once' },
    });
    if (about.to.length === 0) return made;
    return owner('PUT', `/policies/${made.id}/assignments`, { assignments: about.to });
  };
  const wifiPolicy = await make('School Wi-Fi', {
    description: 'The network for lessons',
    content: profile('wifi', 'School Wi-Fi', [wifi('Maple Lessons', 'autumn-leaves-2025')]),
    to: [...group(builtIn('ipads')), ...group(builtIn('iphones'))],
  });
  const classroom = await make('Classroom restrictions', {
    description: 'What pupils’ iPads may not do in lessons',
    content: profile('classroom', 'Classroom restrictions', [restrictions(CLASSROOM_RULES)]),
    to: [...group(a), ...group(b)],
  });
  const library = await make('Library restrictions', {
    description: 'Reading and looking things up, no camera',
    content: profile('library', 'Library restrictions', [
      restrictions({ allowCamera: false, allowAppRemoval: false, allowExplicitContent: true }),
    ]),
    to: group(b),
  });
  const mailPolicy = await make('Teachers’ mail', {
    description: 'The mailbox of whoever has the iPad',
    content: profile('mail', 'Teachers’ mail', [mail(DOMAIN)]),
    to: group(teachers),
  });
  await make('Passcode for teachers', {
    description: 'Marks and addresses are on these',
    content: profile('passcode', 'Passcode for teachers', [passcode(6)]),
    to: group(teachers),
  });
  await make('Certificate for the staff network', {
    description: 'Each iPad makes its own key; renewed by itself',
    content: profile('certificate', 'Certificate for the staff network', [deviceCertificate()]),
    to: group(teachers),
  });
  await make('Timetable on the home screen', {
    description: 'Today’s lessons, one tap away',
    content: profile('timetable', 'Timetable', [webClip('Timetable', `https://timetable.${DOMAIN}`)]),
    to: [...group(a), ...group(teachers)],
  });
  await make('Mac firewall', {
    description: 'On, and silent to strangers',
    content: profile('firewall', 'Mac firewall', [firewall()]),
    to: group(builtIn('macs')),
  });
  await make('Bluetooth on', {
    description: 'For the sensors of the science room',
    type: 'setting',
    content: { Settings: [{ Item: 'Bluetooth', Enabled: true }] },
    to: group(a),
  });
  await make('Exam week', {
    description: 'Not published yet: AirDrop and dictation off for a week',
    content: profile('exam-week', 'Exam week', [restrictions({ allowAirDrop: false, allowDictation: false })]),
    to: [],
    publish: { how: 'not-yet' },
  });
  return { wifi: wifiPolicy, classroom, library, mail: mailPolicy };
}

/** A way into the network from home, which one iPad does not take. */
export async function openVpn({ staff: { owner } }: School, groupId: string | undefined): Promise<void> {
  if (groupId === undefined) return;
  const { id } = await owner<PolicyDetail>('POST', '/policies', {
    type: 'profile',
    options: { name: 'VPN for teachers', description: 'Marks can be entered at home' },
    content: profile('vpn', 'VPN for teachers', [vpn(DOMAIN)]),
  });
  const assignments = [{ target: { kind: 'group', id: groupId }, mode: 'include' }];
  await owner('PUT', `/policies/${id}/assignments`, { assignments });
}

/** Another password for the network goes to a quarter of the devices first. */
export async function changeWifi({ staff: { owner } }: School, { wifi: { id } }: Policies): Promise<void> {
  await owner('POST', `/policies/${id}/versions`, {
    content: profile('wifi', 'School Wi-Fi', [wifi('Maple Lessons', 'first-snow-2026')]),
    note: 'New password after the open day',
    basedOn: 1,
    publish: { how: 'roll-out', plan: { stages: [25, 100], waitMinutes: 60, stopAtPercent: 20 } },
  });
}

/** Stricter rules for lessons: on all carts at once, then once more and this time carefully. */
export async function tightenClassroom(
  { staff: { owner } }: School,
  { classroom: { id } }: Policies,
  version: 2 | 3,
): Promise<void> {
  const more =
    version === 2 ? { allowAirDrop: false } : { allowAirDrop: false, allowAssistant: false, allowChat: false };
  const plan = { stages: [10, 50, 100], waitMinutes: 3 * 24 * 60, stopAtPercent: 15 };
  await owner('POST', `/policies/${id}/versions`, {
    content: profile('classroom', 'Classroom restrictions', [restrictions({ ...CLASSROOM_RULES, ...more })]),
    note: version === 2 ? 'No AirDrop in lessons' : 'No Siri and no messages either, as the staff meeting decided',
    basedOn: version - 1,
    publish: version === 2 ? { how: 'at-once' } : { how: 'roll-out', plan },
  });
}
