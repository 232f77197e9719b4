import { compareVersions } from '../../shared/catalogue/versions.ts';

/** The newest of some versions by their numbers, 26.10 after 26.9; null of none. Pure. */
export function newestVersion(versions: readonly string[]): string | null {
  return versions.reduce<string | null>(
    (best, one) => (best === null || (compareVersions(one, best) ?? 0) > 0 ? one : best),
    null,
  );
}
