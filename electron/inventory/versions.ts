const PARTS = [100_000_000, 10_000, 1];

/**
 * A version as the number that `device.osVersionNumber` holds for it, and the first number after all versions that begin
 * with it: 17.4 runs from 17 0004 0000 up to 17 0005 0000.
 */
export function versionBounds(version: string): { from: number; to: number } {
  const parts = version.split('.').slice(0, PARTS.length);
  const from = parts.reduce((sum, part, index) => sum + Number.parseInt(part, 10) * (PARTS[index] ?? 0), 0);
  return { from, to: from + (PARTS[parts.length - 1] ?? 1) };
}
