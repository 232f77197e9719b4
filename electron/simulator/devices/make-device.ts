import { createRandom, type Random, seedOf } from '../random.ts';
import { type AppRelease, pickApps } from './app-catalogue.ts';
import { type Family, MODELS, type Model } from './models.ts';
import { type OsRelease, releasesFor } from './os-releases.ts';
import type { Cellular, DeviceState, DeviceUser, InstalledApp, InstalledProfile } from './state.ts';

export interface MakeDeviceOptions {
  /** The fleet's seed and the device's place in it decide everything else. */
  seed: number;
  index: number;
  family: Family;
  /** Pretended time of day one, milliseconds since the epoch. */
  now: number;
  /** How many apps; by default 20 to 80 on iPad, iPhone and Mac, fewer on Apple TV. */
  apps?: number;
  supervised?: boolean;
  /** By default one of the family's. */
  model?: Model;
}

const ROOMS = [
  'Library',
  'Room 101',
  'Room 204',
  'Science Lab',
  'Music',
  'Art Room',
  'Room 118',
  'Room 305',
  'Grade 5',
  'Grade 8',
];
const PEOPLE = [
  'Amelie',
  'Ben',
  'Chen',
  'Dilara',
  'Elif',
  'Finn',
  'Greta',
  'Hannah',
  'Ida',
  'Jonas',
  'Kofi',
  'Lena',
  'Mats',
  'Nora',
];
/** Whose iPhones and Macs these are: so many that in a small school no two have the same name. */
const OWNERS = [
  ...[
    'Amelie',
    'Ben',
    'Chen',
    'Dilara',
    'Elif',
    'Finn',
    'Greta',
    'Hannah',
    'Ida',
    'Jonas',
    'Kofi',
    'Lena',
    'Mats',
    'Nora',
  ],
  ...[
    'Olga',
    'Pavel',
    'Quinn',
    'Rosa',
    'Samir',
    'Tilda',
    'Umut',
    'Vera',
    'Wanda',
    'Xaver',
    'Yara',
    'Zoe',
    'Anouk',
    'Bilal',
  ],
  ...['Clara', 'David', 'Esra'],
];
const OFFICES = ['Office', 'Staff Room', 'Reception', 'Media Room', 'IT'];
/** The characters Apple's serial numbers use: no vowels and nothing mistaken for another. */
const SERIAL_CHARACTERS = '0123456789CDFGHJKLMNPQRTVWXY';
const APPLE_OUI = ['3C:22:FB', 'A4:83:E7', 'F0:18:98', '88:66:5A', 'D0:81:7A', '14:7D:DA'];
const CARRIERS = [
  { carrier: 'Telekom.de', mcc: '262', mnc: '01', prefix: '4915' },
  { carrier: 'Vodafone.de', mcc: '262', mnc: '02', prefix: '4917' },
  { carrier: 'AT&T', mcc: '310', mnc: '410', prefix: '1555' },
  { carrier: 'EE', mcc: '234', mnc: '30', prefix: '4474' },
];

/** A device's first state, before it is enrolled. The same options always give the same device. */
export function makeDevice(options: MakeDeviceOptions): DeviceState {
  const seed = seedOf(options.seed, options.index, options.family);
  const random = createRandom(seed);
  const drawn = random.pick(MODELS.filter((candidate) => candidate.family === options.family));
  const model = options.model ?? drawn;
  const os = pickRelease(model, random);
  const capacityGiB = (random.pick(model.capacities) * 1e9) / 2 ** 30;
  const ethernet = model.family === 'AppleTV' || (model.family === 'Mac' && !model.battery);
  const name = nameFor(model, options.index, random);
  const supervised = options.supervised ?? (model.family === 'Mac' || random.chance(0.85));
  return {
    seed,
    model,
    udid: udidFor(model, random),
    serialNumber: serialFor(model, random),
    capacityGiB,
    wifiMac: macAddress(random),
    bluetoothMac: macAddress(random),
    ethernetMac: ethernet ? macAddress(random) : undefined,
    cellular: model.cellular ? cellularFor(random) : undefined,
    name,
    hostName: `${name.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}.local`,
    os,
    usedGiB: capacityGiB * (0.25 + random.next() * 0.6),
    battery: model.battery
      ? { level: Math.round((0.15 + random.next() * 0.85) * 100) / 100, charging: random.chance(0.3) }
      : undefined,
    supervised,
    sharedIpad: false,
    enrolledByDep: supervised && random.chance(0.7),
    passcode: { present: model.family !== 'AppleTV' && random.chance(0.75), compliant: random.chance(0.93) },
    locked: false,
    darkWake: false,
    keychainLocked: false,
    unlockToken: model.platform === 'iOS' ? random.bytes(128) : undefined,
    activationLock: random.chance(0.1),
    findMy: random.chance(0.25),
    storeAccount: random.chance(0.4),
    fileVault: random.chance(0.8),
    recoveryKey: undefined,
    firmwarePassword: undefined,
    recoveryLock: undefined,
    remoteDesktop: false,
    lostMode: undefined,
    awaitingConfiguration: false,
    location: { latitude: 52.5 + random.next() * 0.08, longitude: 13.3 + random.next() * 0.2 },
    apps: appsFor(model, options.apps ?? (model.family === 'AppleTV' ? random.int(5, 14) : random.int(20, 80)), random),
    managedApps: {},
    profiles: ownProfiles(random),
    certificates: [],
    provisioning: random.chance(0.2)
      ? [
          {
            name: 'School In-House',
            uuid: random.uuid(),
            expiresAt: options.now + random.int(30, 330) * 86_400_000,
            managed: false,
          },
        ]
      : [],
    media: [],
    users: usersFor(model, random),
    update: undefined,
    settings: {},
    management: undefined,
    advancedAt: options.now,
    bootedAt: options.now,
  };
}

/** The same hardware just after it was erased: the system stays, what people put on it is gone. */
export const erasedDevice = (fresh: DeviceState, former: DeviceState, now: number): DeviceState => ({
  ...fresh,
  name: fresh.model.modelName,
  os: former.os,
  enrolledByDep: former.enrolledByDep,
  battery: former.battery,
  apps: fresh.apps.slice(0, 6),
  profiles: [],
  passcode: { present: false, compliant: true },
  unlockToken: fresh.unlockToken && createRandom(seedOf(fresh.seed, 'erased', now)).bytes(128),
  advancedAt: now,
  bootedAt: now,
});

/** Most devices run a recent release; some lag behind. */
function pickRelease(model: Model, random: Random): OsRelease {
  const releases = releasesFor(model.platform, model.minOs, model.maxOs);
  const recent = releases.slice(-5);
  return random.pick(random.chance(0.75) ? recent : releases);
}

/** Letters-and-digits serial numbers: ten random characters on new models, twelve with place and week on old ones. */
function serialFor(model: Model, random: Random): string {
  const draw = (count: number): string =>
    Array.from({ length: count }, () => random.pick([...SERIAL_CHARACTERS])).join('');
  return model.minOs >= 16 ? draw(10) : `${random.pick(['DMP', 'F9F', 'GG7', 'C02', 'DMQ'])}${draw(9)}`;
}

function udidFor(model: Model, random: Random): string {
  if (model.platform === 'macOS' && !model.appleSilicon) return random.uuid();
  const old =
    model.productName.startsWith('iPad7') ||
    model.productName.startsWith('iPhone10') ||
    model.productName === 'AppleTV5,3';
  if (old) return random.hex(40).toLowerCase();
  return `0000${random.pick(['8020', '8030', '8101', '8103', '8110', '8112', '8120', '8132'])}-00${random.hex(14)}`;
}

const macAddress = (random: Random): string =>
  `${random.pick(APPLE_OUI)}:${random.hex(6).replace(/(..)(..)(..)/, '$1:$2:$3')}`.toLowerCase();

/** A phone's identity number with its Luhn check digit, in Apple's spacing. */
function imeiFor(random: Random): string {
  const digits = [3, 5, ...Array.from({ length: 12 }, () => random.int(0, 9))];
  const sum = digits.reduce((total, digit, at) => {
    const value = at % 2 === 1 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return [...digits, (10 - (sum % 10)) % 10].join('').replace(/^(..)(.{6})(.{6})(.)$/, '$1 $2 $3 $4');
}

function cellularFor(random: Random): Cellular {
  const { carrier, mcc, mnc, prefix } = random.pick(CARRIERS);
  const digits = (count: number): string => Array.from({ length: count }, () => random.int(0, 9)).join('');
  return {
    imei: imeiFor(random),
    iccid: `89${digits(17)}`,
    phoneNumber: `+${prefix}${digits(8)}`,
    carrier,
    mcc,
    mnc,
    dataRoaming: random.chance(0.2),
    voiceRoaming: random.chance(0.6),
    hotspot: random.chance(0.1),
  };
}

function nameFor(model: Model, index: number, random: Random): string {
  if (model.family === 'AppleTV') return `Apple TV ${index + 1} - ${random.pick(ROOMS)}`;
  if (model.family === 'iPhone') return `${owner(index, random)}’s iPhone`;
  if (model.family === 'Mac') {
    return random.chance(0.5)
      ? `${owner(index, random)}’s ${model.modelName}`
      : `${model.modelName} ${index + 1} - ${random.pick(OFFICES)}`;
  }
  return `iPad ${index + 1} - ${random.pick(ROOMS)}`;
}

/** A first name; where all have been given, one with the letter of a last name. */
function owner(index: number, random: Random): string {
  // Drawn though it is not used, so that all that is drawn after it stays as it is.
  random.next();
  const first = OWNERS[index % OWNERS.length] ?? '';
  const round = Math.floor(index / OWNERS.length);
  return round === 0 ? first : `${first} ${String.fromCharCode(65 + ((round * 11) % 26))}.`;
}

const appsFor = (model: Model, count: number, random: Random): InstalledApp[] =>
  pickApps(model.platform, count, random).map((app: AppRelease) => ({
    app,
    dynamicSize: random.int(8_192, 180_000_000),
  }));

/** Now and then a profile the device had before it was managed. */
function ownProfiles(random: Random): InstalledProfile[] {
  if (!random.chance(0.3)) return [];
  const uuid = random.uuid();
  return [
    {
      identifier: `org.example-school.wifi.${uuid.slice(0, 8).toLowerCase()}`,
      uuid,
      version: 1,
      displayName: 'School Wi-Fi',
      organization: 'Example School',
      description: 'Connects to the school’s wireless network.',
      removalDisallowed: false,
      hasRemovalPasscode: false,
      encrypted: false,
      signers: [],
      managed: false,
      payloads: [
        {
          PayloadType: 'com.apple.wifi.managed',
          PayloadVersion: 1,
          PayloadIdentifier: `org.example-school.wifi.${uuid.slice(0, 8).toLowerCase()}.1`,
          PayloadUUID: random.uuid(),
          PayloadDisplayName: 'Wi-Fi (School)',
        },
      ],
    },
  ];
}

function usersFor(model: Model, random: Random): DeviceUser[] {
  if (model.family !== 'Mac') return [];
  return random.sample(PEOPLE, random.int(1, 3)).map((person, at) => ({
    name: person.toLowerCase(),
    fullName: person,
    uid: 501 + at,
    guid: random.uuid(),
    loggedIn: at === 0,
    network: false,
    hasDataToSync: false,
    dataUsed: random.int(1_000_000_000, 40_000_000_000),
  }));
}
