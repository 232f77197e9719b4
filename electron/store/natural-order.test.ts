import { expect, it } from 'vitest';
import { naturalOrder } from './natural-order.ts';

const ordered = (names: readonly string[]) =>
  [...names].sort((a, b) => (naturalOrder(a) < naturalOrder(b) ? -1 : naturalOrder(a) > naturalOrder(b) ? 1 : 0));

it('orders numbers inside names by their size, zeros before them or not', () => {
  const names = ['iPad', 'iPad 1', 'iPad 2', 'iPad 007', 'iPad 11', 'iPad 100 A', 'iPad 100 B'];
  expect(ordered(names.toReversed())).toEqual(names);
  expect(naturalOrder('Cart 07')).toBe(naturalOrder('cart 7'));
});

it('leaves case and accents out of account', () => {
  const names = ['apfel', 'Äpfel 2', 'Apfel 3', 'Straße', 'strasse 2', 'Zebra'];
  expect(ordered(names.toReversed())).toEqual(names);
  expect(naturalOrder('ÉCOLE')).toBe(naturalOrder('école'));
});
