import type { Blueprint, BlueprintPicture, PrepareRun } from '../../../shared/contract/index.ts';
import { wallpaper } from './pictures.ts';
import type { School } from './school.ts';

type App = readonly [bundleId: string, name: string, number: number];

const PAGES: App = ['com.apple.Pages', 'Pages', 361309726];
const KEYNOTE: App = ['com.apple.Keynote', 'Keynote', 361285480];
const CLASSWORK: App = ['com.apple.schoolwork.ClassKitApp', 'Schoolwork', 1355112526];
const GEOGEBRA: App = ['net.geogebra.calculator', 'GeoGebra Calculator Suite', 1504416652];
const WIKIPEDIA: App = ['org.wikipedia.wikipedia', 'Wikipedia', 324715238];
const DICTIONARY: App = ['com.merriamwebster.dictionary', 'Merriam-Webster Dictionary', 399452287];
const READING: App = ['com.bookcreator.ipad', 'Book Creator for iPad', 442378070];

const fromStore = (apps: readonly App[]) =>
  apps.map(([bundleId, name, id]) => ({ bundleId, name, source: { kind: 'store', id } }));

/** The blueprints by what the story calls them. */
export type Blueprints = Record<'classroom' | 'exam' | 'library', Blueprint>;

/** What the school's iPads are to be like, in three ways. @param wifiId the policy of the network for lessons */
export async function makeBlueprints({ staff: { owner } }: School, wifiId: string): Promise<Blueprints> {
  const picture = async (name: string, base64: string): Promise<string> =>
    (await owner<BlueprintPicture>('POST', '/blueprint-pictures', { name, base64 })).id;
  const meadow = await picture('Morning meadow.png', wallpaper([120, 190, 240], [250, 236, 190]));
  const night = await picture('Quiet night.png', wallpaper([36, 30, 74], [120, 86, 150]));
  const library = await picture('Library green.png', wallpaper([20, 92, 84], [170, 214, 170]));
  const make = (blueprint: object): Promise<Blueprint> => owner('POST', '/blueprints', blueprint);
  return {
    classroom: await make({
      name: 'Classroom',
      description: 'For lessons in every subject',
      pictureId: meadow,
      colour: 'blue',
      icon: 'school',
      content: {
        ...classroom([PAGES, KEYNOTE, CLASSWORK]),
        wallpaper: { lock: meadow, home: meadow },
        policies: [{ policyId: wifiId, version: null }],
      },
    }),
    exam: await make({
      name: 'Exam',
      description: 'One app, nothing that helps',
      pictureId: night,
      colour: 'violet',
      icon: 'clock',
      content: {
        apps: fromStore([GEOGEBRA]),
        removeApps: ['com.getkahoot.play'],
        wallpaper: { lock: night, home: night },
        lockScreen: { footnote: 'Exam iPad – please do not take away', ifLost: '', assetTag: '' },
        restrictions: {
          allowAirDrop: false,
          allowAssistant: false,
          allowAutoCorrection: false,
          allowDefinitionLookup: false,
          allowDictation: false,
          allowScreenShot: false,
          allowSpellCheck: false,
        },
        settings: { timeZone: null, bluetooth: false },
        cleanUp: { removeOtherApps: true, signOutUsers: false, erase: false },
      },
    }),
    library: await make({
      name: 'Library kiosk',
      description: 'Looking things up, standing by the shelves',
      pictureId: library,
      colour: 'teal',
      icon: 'book',
      content: {
        namePattern: '{cart} - {slot:02}',
        apps: fromStore([WIKIPEDIA, DICTIONARY, READING]),
        wallpaper: { lock: library, home: library },
        homeScreen: {
          dock: ['com.apple.mobilesafari', 'org.wikipedia.wikipedia'],
          pages: [['com.merriamwebster.dictionary', 'com.bookcreator.ipad']],
        },
        lockScreen: { footnote: 'Stays in the library', ifLost: 'Maple Street School, 555 0142', assetTag: '' },
        restrictions: { allowAppRemoval: false, allowAccountModification: false, allowSafari: true },
      },
    }),
  };
}

function classroom(apps: readonly App[]): object {
  return {
    namePattern: '{cart} - {slot:02}',
    apps: fromStore(apps),
    removeApps: ['com.toca.kitchen2'],
    homeScreen: {
      dock: ['com.apple.mobilesafari', 'com.apple.Pages', 'com.apple.Keynote'],
      pages: [apps.map(([bundleId]) => bundleId)],
    },
    lockScreen: { footnote: 'Cart A, Room 12', ifLost: 'Maple Street School, 555 0142', assetTag: '' },
    restrictions: { allowAppRemoval: false, allowDeviceNameModification: false, allowPasscodeModification: false },
    skipSetup: ['Siri', 'Privacy', 'AppleID'],
    settings: { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, bluetooth: true },
  };
}

/** The classroom gets an app more. Devices that follow are prepared for it at once. */
export async function extendClassroom({ staff: { owner } }: School, before: Blueprint): Promise<void> {
  const { name, description, colour, icon, pictureId } = before;
  const content = {
    ...classroom([PAGES, KEYNOTE, CLASSWORK, GEOGEBRA]),
    wallpaper: before.content.wallpaper,
    policies: before.content.policies,
  };
  await owner('PUT', `/blueprints/${before.id}`, {
    blueprint: { name, description, colour, icon, pictureId, content },
    note: 'GeoGebra for the new maths book',
    basedOn: before.version,
  });
}

/** Prepares the devices of a group, or some devices. */
export function apply(
  { staff: { helper } }: School,
  blueprint: Pick<Blueprint, 'id'>,
  targets: { groupId: string } | { deviceIds: readonly string[] },
): Promise<PrepareRun> {
  return helper('POST', `/blueprints/${blueprint.id}/apply`, { targets });
}

/** Tries again what failed in a run. */
export function retry({ staff: { helper } }: School, run: PrepareRun): Promise<PrepareRun> {
  return helper('POST', `/prepare-runs/${run.id}/steer`, { action: 'retry' });
}
