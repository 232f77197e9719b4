import { describe, expect, it } from 'vitest';
import { bytes, gigabytes, percent } from './quantity.ts';
import { daysUntil, relativeTime } from './time.ts';
import { wordsOfKey } from './words.ts';

const NOW = Date.UTC(2026, 2, 14, 9, 26, 53);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a moment is told as a person says it', () => {
  it.each([
    [0, 'now'],
    [-9 * SECOND, 'now'],
    [-27 * SECOND, '20 sec. ago'],
    [-5 * MINUTE - 50 * SECOND, '5 min. ago'],
    [-3 * HOUR, '3 hr. ago'],
    [-DAY, 'yesterday'],
    [3 * DAY, 'in 3 days'],
    [-400 * DAY, 'Feb 7, 2025'],
  ])('%i ms from now: %s', (away, text) => {
    expect(relativeTime(NOW + away, NOW, 'en')).toBe(text);
  });

  it('speaks the viewer’s language', () => {
    expect(relativeTime(NOW - DAY, NOW, 'de')).toBe('gestern');
  });

  it('counts only whole days that are left', () => {
    expect(daysUntil(NOW + 12 * DAY + HOUR, NOW)).toBe(12);
    expect(daysUntil(NOW - MINUTE, NOW)).toBe(-1);
  });
});

describe('a quantity has a unit that fits its size', () => {
  it('sizes of files', () => {
    expect(bytes(0, 'en')).toBe('0 bytes');
    expect(bytes(83_400_000, 'en')).toBe('83 MB');
    expect(bytes(1_240_000_000, 'en')).toBe('1.2 GB');
    expect(bytes(5e15, 'en')).toBe('5,000 TB');
  });

  it('room on devices and charge of batteries', () => {
    expect(gigabytes(4.26, 'en')).toBe('4.3 GB');
    expect(gigabytes(119.4, 'en')).toBe('119 GB');
    expect(percent(0.834, 'en')).toBe('83%');
  });
});

describe('one of Apple’s keys is written out', () => {
  it.each([
    ['PreserveDataPlan', 'Preserve data plan'],
    ['ManifestURL', 'Manifest URL'],
    ['iTunesStoreID', 'iTunes store ID'],
    ['WiFiMAC', 'Wi-Fi MAC'],
    ['allowAirDrop', 'Allow AirDrop'],
    ['certificate-issued', 'Certificate issued'],
    ['EthernetMACs', 'Ethernet MACs'],
  ])('%s → %s', (key, words) => {
    expect(wordsOfKey(key)).toBe(words);
  });
});
