import type { Platform } from './os-releases.ts';

export type Family = 'iPad' | 'iPhone' | 'Mac' | 'AppleTV';

/** One model of Apple hardware. */
export interface Model {
  family: Family;
  platform: Platform;
  /** Apple's model code, e.g. `iPad13,18`. */
  productName: string;
  /** What `ModelName` reports: the family name on iOS and tvOS, the marketing family on macOS. */
  modelName: string;
  /** The marketing name, for the simulator's own lists. */
  marketingName: string;
  /** Order number without the region, e.g. `MPQ03`. */
  modelNumber: string;
  /** Major OS versions it runs. */
  minOs: number;
  maxOs: number;
  /** Sizes sold, GB. */
  capacities: readonly number[];
  cellular: boolean;
  battery: boolean;
  appleSilicon: boolean;
}

const row = (
  family: Family,
  productName: string,
  marketingName: string,
  modelNumber: string,
  [minOs, maxOs]: readonly [number, number],
  capacities: readonly number[],
  more: Partial<Pick<Model, 'modelName' | 'cellular' | 'battery' | 'appleSilicon'>> = {},
): Model => ({
  family,
  platform: family === 'Mac' ? 'macOS' : family === 'AppleTV' ? 'tvOS' : 'iOS',
  productName,
  modelName: more.modelName ?? (family === 'AppleTV' ? 'Apple TV' : family),
  marketingName,
  modelNumber,
  minOs,
  maxOs,
  capacities,
  cellular: more.cellular ?? family === 'iPhone',
  battery: more.battery ?? (family === 'iPad' || family === 'iPhone'),
  appleSilicon: more.appleSilicon ?? true,
});

const laptop = (name: string): Partial<Model> => ({ modelName: name, battery: true });
const desktop = (name: string): Partial<Model> => ({ modelName: name, battery: false });

/** Every model the simulator can be. */
export const MODELS: readonly Model[] = [
  row('iPad', 'iPad7,5', 'iPad (6th generation)', 'MR7F2', [15, 17], [32, 128]),
  row('iPad', 'iPad7,11', 'iPad (7th generation)', 'MW742', [15, 18], [32, 128]),
  row('iPad', 'iPad11,6', 'iPad (8th generation)', 'MYL92', [15, 27], [32, 128]),
  row('iPad', 'iPad12,1', 'iPad (9th generation)', 'MK2K3', [15, 27], [64, 256]),
  row('iPad', 'iPad13,18', 'iPad (10th generation)', 'MPQ03', [16, 27], [64, 256]),
  row('iPad', 'iPad13,19', 'iPad (10th generation) Cellular', 'MQ6J3', [16, 27], [64, 256], { cellular: true }),
  row('iPad', 'iPad15,7', 'iPad (A16)', 'MD3Y4', [18, 27], [128, 256, 512]),
  row('iPad', 'iPad11,1', 'iPad mini (5th generation)', 'MUQX2', [15, 27], [64, 256]),
  row('iPad', 'iPad14,1', 'iPad mini (6th generation)', 'MK7M3', [15, 27], [64, 256]),
  row('iPad', 'iPad16,1', 'iPad mini (A17 Pro)', 'MXN73', [18, 27], [128, 256, 512]),
  row('iPad', 'iPad13,1', 'iPad Air (4th generation)', 'MYFM2', [15, 27], [64, 256]),
  row('iPad', 'iPad13,16', 'iPad Air (5th generation)', 'MM9C3', [15, 27], [64, 256]),
  row('iPad', 'iPad14,8', 'iPad Air 11-inch (M2)', 'MUWC3', [17, 27], [128, 256, 512]),
  row('iPad', 'iPad8,9', 'iPad Pro 11-inch (2nd generation)', 'MY232', [15, 27], [128, 256, 512]),
  row('iPad', 'iPad13,8', 'iPad Pro 12.9-inch (5th generation)', 'MHNF3', [15, 27], [128, 256, 512, 1024]),
  row('iPad', 'iPad16,3', 'iPad Pro 11-inch (M4)', 'MVV83', [17, 27], [256, 512, 1024]),
  row('iPhone', 'iPhone10,4', 'iPhone 8', 'MQ6K2', [15, 16], [64, 256]),
  row('iPhone', 'iPhone12,8', 'iPhone SE (2nd generation)', 'MX9M2', [15, 27], [64, 128]),
  row('iPhone', 'iPhone13,2', 'iPhone 12', 'MGF53', [15, 27], [64, 128, 256]),
  row('iPhone', 'iPhone14,6', 'iPhone SE (3rd generation)', 'MMX53', [15, 27], [64, 128]),
  row('iPhone', 'iPhone15,4', 'iPhone 15', 'MTLH3', [17, 27], [128, 256]),
  row('iPhone', 'iPhone17,3', 'iPhone 16', 'MYAP3', [18, 27], [128, 256]),
  row('Mac', 'MacBookAir9,1', 'MacBook Air (Retina, 13-inch, 2020)', 'MWTJ2', [12, 15], [256], {
    ...laptop('MacBook Air'),
    appleSilicon: false,
  }),
  row('Mac', 'MacBookAir10,1', 'MacBook Air (M1, 2020)', 'MGN63', [12, 27], [256, 512], laptop('MacBook Air')),
  row('Mac', 'Mac14,2', 'MacBook Air (M2, 2022)', 'MLXW3', [12, 27], [256, 512], laptop('MacBook Air')),
  row('Mac', 'Mac15,12', 'MacBook Air (13-inch, M3, 2024)', 'MRXV3', [14, 27], [256, 512], laptop('MacBook Air')),
  row('Mac', 'MacBookPro18,3', 'MacBook Pro (14-inch, 2021)', 'MKGP3', [12, 27], [512, 1024], laptop('MacBook Pro')),
  row('Mac', 'iMac21,1', 'iMac (24-inch, M1, 2021)', 'MGPK3', [12, 27], [256, 512], desktop('iMac')),
  row('Mac', 'Mac14,3', 'Mac mini (M2, 2023)', 'MMFJ3', [13, 27], [256, 512], desktop('Mac mini')),
  row('AppleTV', 'AppleTV5,3', 'Apple TV HD', 'MR912', [15, 26], [32]),
  row('AppleTV', 'AppleTV11,1', 'Apple TV 4K (2nd generation)', 'MXGY2', [15, 27], [32, 64]),
  row('AppleTV', 'AppleTV14,1', 'Apple TV 4K (3rd generation)', 'MN873', [16, 27], [64, 128]),
];
