import type { DeviceFacets, DeviceRow } from '../../shared/contract/index.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** One device of every outline, and what it says of itself. */
export const DEVICES: readonly DeviceRow[] = (
  [
    ['iPad', 'iPad (10th generation)', 'enrolled', 'ready', 0.83, 64, 21.4],
    ['iPad', 'iPad mini (6th generation)', 'enrolled', 'unregistered', 0.12, 64, 2.1],
    ['iPad', 'iPad Pro 11-inch (4th generation)', 'pending', 'none', 0.47, 256, 180],
    ['iPhone', 'iPhone 16', 'enrolled', 'ready', 1, 128, 90],
    ['Mac', 'MacBook Air (M2, 2022)', 'ended', 'refused', 0.6, 512, 300],
    ['Mac', 'iMac (24-inch, M1, 2021)', 'enrolled', 'ready', null, 512, 12],
    ['Mac', 'Mac mini (M1, 2020)', 'enrolled', 'ready', null, 256, 100],
    ['Mac', 'Mac Studio (2023)', 'pending', 'none', null, 1024, 512],
    ['AppleTV', 'Apple TV 4K (3rd generation)', 'enrolled', 'ready', null, null, null],
    ['Watch', 'Apple Watch Series 9', 'enrolled', 'ready', 0.35, 32, 10],
    ['Vision', 'Apple Vision Pro', 'ended', 'none', 0.9, 256, 60],
  ] as const
).map(([family, modelName, state, pushState, batteryLevel, capacityGb, availableGb], index) => ({
  id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  name:
    index === 4 ? null : `${family} ${index + 1} – Room 204 of the new building by the lake`.slice(0, 20 + index * 4),
  serialNumber: `F9FX10${index}K${index}Q6`,
  udid: `00008103-${String(index).padStart(16, '0')}`,
  modelName,
  productName: null,
  platform: 'iOS',
  family,
  osVersion: '18.6',
  supervised: index % 2 === 0,
  batteryLevel,
  capacityGb,
  availableGb,
  state,
  pushState,
  enrolledAt: state === 'pending' ? null : Date.now() - 40 * DAY,
  lastSeenAt: index === 2 ? null : Date.now() - index * index * 17 * MINUTE,
  openCommands: index % 3,
  createdAt: Date.now() - 41 * DAY,
}));

/** What the charts draw: everything, and a facet nobody reported. */
export const FACETS: DeviceFacets = {
  total: 412,
  facets: {
    family: [
      { value: 'iPad', count: 300 },
      { value: 'Mac', count: 90 },
      { value: 'AppleTV', count: 22 },
    ],
    platform: [
      { value: 'iOS', count: 300 },
      { value: 'macOS', count: 90 },
      { value: 'tvOS', count: 20 },
      { value: null, count: 2 },
    ],
    osVersion: [
      { value: '26.0.1', count: 201 },
      { value: '18.6', count: 160 },
      { value: '15.5', count: 51 },
    ],
    lastSeen: [
      { value: 'hour', count: 300 },
      { value: 'day', count: 80 },
      { value: 'week', count: 20 },
      { value: null, count: 12 },
    ],
    storage: [],
    passcodePresent: [
      { value: true, count: 400 },
      { value: false, count: 12 },
    ],
    encrypted: [{ value: null, count: 412 }],
    supervised: [
      { value: true, count: 206 },
      { value: false, count: 206 },
    ],
    modelName: [],
    state: [],
    pushState: [],
  },
};
