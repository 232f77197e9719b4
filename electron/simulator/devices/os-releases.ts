import { compareVersions } from '../../../shared/catalogue/index.ts';
/** Operating system releases a simulated device can run. Builds are plausible, not a register of Apple's. */

export type Platform = 'iOS' | 'macOS' | 'tvOS';

export interface OsRelease {
  version: string;
  build: string;
}

const table = (text: string): readonly OsRelease[] =>
  text
    .trim()
    .split(/\s+/)
    .map((item) => {
      const [version = '', build = ''] = item.split('=');
      return { version, build };
    });

const IOS = table(`
  15.7.9=19H365 15.8.2=19H384 15.8.4=19H390 16.6.1=20G81 16.7.8=20H343 16.7.11=20H360 17.4.1=21E236 17.6.1=21G93
  17.7.6=21H420 18.3.2=22D82 18.5=22F76 18.6.2=22G100 18.7.2=22H124 26.0.1=23A355 26.1=23B85 26.2=23C55
  26.4=23E246 27.0=24A337 27.0.1=24A342`);
const MACOS = table(`
  12.7.4=21H1123 12.7.6=21H1320 13.6.7=22G720 13.7.8=22H730 14.5=23F79 14.7.6=23H626 14.8.2=23J126 15.3.2=24D81
  15.5=24F74 15.6.1=24G90 15.7.2=24G325 26.0.1=25A362 26.1=25B78 26.2=25C56 26.4=25E246 27.0=26A337 27.0.1=26A342`);
const TVOS = table(`
  15.6=19M65 16.6=20M73 17.6.1=21M80 18.3=22K557 18.5=22L572 18.6=22M84 26.0.1=23J362 26.1=23J576 26.2=23K54 27.0=24J337`);

const BY_PLATFORM: Readonly<Record<Platform, readonly OsRelease[]>> = { iOS: IOS, macOS: MACOS, tvOS: TVOS };

export const majorOf = (version: string): number => Number.parseInt(version, 10);

/** The releases a model can run, oldest first. */
export function releasesFor(platform: Platform, minMajor: number, maxMajor: number): readonly OsRelease[] {
  return BY_PLATFORM[platform].filter((release) => {
    const major = majorOf(release.version);
    return major >= minMajor && major <= maxMajor;
  });
}

/** What Apple would offer this device: the newest of its own major version, and the newest it can run at all. */
export function updatesFor(platform: Platform, version: string, maxMajor: number): OsRelease[] {
  const newer = BY_PLATFORM[platform].filter(
    (release) => (compareVersions(release.version, version) ?? 0) > 0 && majorOf(release.version) <= maxMajor,
  );
  const same = newer.filter((release) => majorOf(release.version) === majorOf(version)).at(-1);
  const newest = newer.at(-1);
  return [...new Set([same, newest])].filter((release) => release !== undefined);
}
