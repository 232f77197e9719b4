import type { AutomatedProfile, Blueprint } from '../../../shared/contract/index.ts';
import type { Call } from '../call.ts';
import type { Orders } from '../orders.ts';

/** Devices that lie in their boxes, and where they ask when they are switched on. */
export interface Newcomers {
  readonly serialNumbers: readonly string[];
  readonly automatedUrl: string;
  readonly trustPem: string;
}

const BOXES = 5;

/**
 * iPads that were delivered and are still in their boxes: an automated enrollment profile knows their serial numbers, and
 * gives them a blueprint when they are switched on.
 */
export async function deliverNewcomers(owner: Call, simulator: Orders): Promise<Newcomers> {
  const { serialNumbers } = await simulator({ do: 'newcomers', count: BOXES });
  const serials = serialNumbers as string[];
  const profile = await owner<AutomatedProfile>('POST', '/automated-profiles', {
    name: 'New iPads',
    organization: 'Maple Street School',
    department: 'IT office',
    supportPhone: '+1 555 0100',
    supportEmail: 'it@school.example',
    skipSetup: ['AppleID', 'Diagnostics', 'Location', 'Payment', 'Privacy', 'ScreenTime', 'Siri', 'TOS'],
    isDefault: true,
  });
  const csv = ['serial,name,profile', ...serials.map((serial, at) => `${serial},New ${at + 1},${profile.name}`)];
  await owner('POST', '/expected-devices/import', { csv: csv.join('\n') });
  const blueprint = await owner<Blueprint>('POST', '/blueprints', {
    name: 'New iPad',
    description: 'What an iPad from the box is like before anybody has it.',
    colour: 'grape',
    icon: 'tablet',
    content: {
      namePattern: 'iPad {serial:-4}',
      lockScreen: { footnote: 'Maple Street School', ifLost: 'Please bring it to the office.', assetTag: '' },
      restrictions: { allowEraseContentAndSettings: false },
    },
  });
  const sources = [{ kind: 'automated', id: profile.id }];
  await owner('PUT', `/blueprints/${blueprint.id}/sources`, { sources });
  const { url } = await owner<{ url: string }>('GET', `/automated-profiles/${profile.id}/address`);
  const { rootPem } = await owner<{ rootPem: string }>('GET', '/authority');
  return { serialNumbers: serials, automatedUrl: url, trustPem: rootPem };
}
