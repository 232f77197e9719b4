/*
 * Keys that work anywhere but in a field: g and a letter go to a screen, / to the search, ? shows them all. Pure.
 */

/** Where g and a letter lead. */
export const GO_TO = {
  h: '/',
  d: '/devices',
  g: '/groups',
  r: '/compliance',
  w: '/carts',
  o: '/people',
  y: '/policies',
  e: '/enrollment',
  a: '/activity',
  c: '/activity/commands',
  s: '/settings',
  p: '/settings/push',
  b: '/settings/backups',
} as const;
export type GoToKey = keyof typeof GO_TO;

/** A letter counts as the second of a pair for so long. */
const PAIR_MS = 1500;

export interface KeyPress {
  readonly key: string;
  readonly at: number;
  /** Ctrl, Alt or the command key is held. */
  readonly withModifier: boolean;
}

export type Meaning = { readonly kind: 'go'; readonly to: string } | { readonly kind: 'search' | 'help' } | undefined;

/**
 * What a key means after the one before.
 *
 * @param pendingSince when g was pressed, or undefined
 */
export function meaningOf(
  press: KeyPress,
  pendingSince: number | undefined,
): { meaning: Meaning; pendingSince: number | undefined } {
  const nothing = { meaning: undefined, pendingSince: undefined };
  if (press.withModifier) return nothing;
  if (pendingSince !== undefined && press.at - pendingSince <= PAIR_MS) {
    const key = press.key.toLowerCase();
    return Object.hasOwn(GO_TO, key)
      ? { meaning: { kind: 'go', to: GO_TO[key as GoToKey] }, pendingSince: undefined }
      : nothing;
  }
  if (press.key === 'g') return { meaning: undefined, pendingSince: press.at };
  if (press.key === '/') return { meaning: { kind: 'search' }, pendingSince: undefined };
  if (press.key === '?') return { meaning: { kind: 'help' }, pendingSince: undefined };
  return nothing;
}
