import { beforeAll, describe, expect, it } from 'vitest';
import { everyKey } from '../bodies.ts';
import { PAYLOADS, payloadKeys } from '../index.ts';
import { readableName } from './readable-name.ts';
import { payloadSearch } from './search.ts';
import { type PayloadWords, payloadWords } from './words.ts';

let english: PayloadWords;
let german: PayloadWords;
beforeAll(async () => {
  [english, german] = await Promise.all([payloadWords('en'), payloadWords('de')]);
});

/** A sentence ends with a stop, and a title does not. */
const wellFormed = ({ title, help }: { title: string; help: string }) =>
  title !== '' && !/[.|]$/.test(title) && /[.!?]$/.test(help);

describe('words for payloads', () => {
  it('name and explain every payload, each by a title of its own', () => {
    for (const words of [english, german]) {
      expect(PAYLOADS.filter(({ id }) => !wellFormed(words.payload(id))).map(({ id }) => id)).toEqual([]);
      expect(new Set(PAYLOADS.map(({ id }) => words.payload(id).title)).size).toBe(PAYLOADS.length);
    }
  });

  it('explain more than 700 keys themselves, every restriction among them, and most of the rest by their name', () => {
    const direct = everyKey().filter(({ payloadId, path }) => english.written.has(`${payloadId} ${path}`));
    expect(direct.length).toBeGreaterThan(700);
    const covered = everyKey().filter(({ payloadId, path }) => english.hasKey(payloadId, path));
    expect(covered.length).toBeGreaterThan(1300);
    const restrictions = payloadKeys('com.apple.applicationaccess').map(({ key }) => key);
    const silent = restrictions.filter((key) => !english.hasKey('com.apple.applicationaccess', key));
    expect(silent).toEqual([]);
  });

  it('are about keys that exist, in whole sentences, and the same ones in German', () => {
    const known = new Set(everyKey().flatMap(({ payloadId, path }) => [payloadId, `${payloadId} ${path}`]));
    const written = [...english.written].filter(
      (name) => !name.startsWith('* ') && !PAYLOADS.some(({ id }) => id === name),
    );
    expect(written.filter((name) => !known.has(name))).toEqual([]);
    expect([...german.written]).toEqual([...english.written]);
    const badly = everyKey().filter(
      ({ payloadId, path }) =>
        english.hasKey(payloadId, path) &&
        !(wellFormed(english.key(payloadId, path)) && wellFormed(german.key(payloadId, path))),
    );
    expect(badly.map(({ payloadId, path }) => `${payloadId} ${path}`)).toEqual([]);
    const same = everyKey().filter(({ payloadId, path }) => {
      const [en, de] = [english.key(payloadId, path), german.key(payloadId, path)];
      return en.help !== '' && en.help === de.help;
    });
    expect(same.map(({ path }) => path)).toEqual([]);
  });

  it('make a readable title of any other name', () => {
    for (const [name, title] of [
      ['EAPClientConfiguration', 'EAP client configuration'],
      ['allowAirDrop', 'Allow AirDrop'],
      ['PayloadCertificateArray', 'Certificate array'],
      ['com.apple.cachedaccounts.WarnOnCreate', 'Warn on create'],
      ['ADCreateMobileAccountAtLogin', 'AD create mobile account at login'],
      ['restrict-store-disable-app-adoption', 'Restrict store disable app adoption'],
      ['Wake On Modem Ring', 'Wake on modem ring'],
      ['SSID_STR', 'SSID str'],
      ['iCloudStorage', 'iCloud storage'],
    ] as const)
      expect(readableName(name)).toBe(title);
    for (const { payloadId, path } of everyKey()) expect(english.key(payloadId, path).title).not.toBe('');
  });
});

describe('the search over all keys', () => {
  const first = (words: PayloadWords, query: string) => {
    const [hit] = payloadSearch(words)(query);
    return hit === undefined ? undefined : `${hit.payloadId} ${hit.path ?? ''}`.trim();
  };

  it('finds a key by its common name, its wire name and other words', () => {
    const airDrop = 'com.apple.applicationaccess allowAirDrop';
    for (const query of ['AirDrop', 'allowairdrop', 'airdr']) expect(first(english, query)).toBe(airDrop);
    expect(payloadSearch(english)('nearby sharing').map(({ path }) => path)).toContain('allowAirDrop');
    expect(first(english, 'full disk access')).toBe(
      'com.apple.TCC.configuration-profile-policy Services.SystemPolicyAllFiles',
    );
    expect(first(english, 'facetime')).toBe('com.apple.applicationaccess allowVideoConferencing');
    expect(first(english, 'SSID_STR')).toBe('com.apple.wifi.managed SSID_STR');
    expect(payloadSearch(english)('wifi password', 5).map(({ payloadId }) => payloadId)).toContain(
      'com.apple.wifi.managed',
    );
  });

  it('finds payloads, by names other people give them', () => {
    expect(first(english, 'passcode')).toBe('com.apple.mobiledevice.passwordpolicy');
    expect(first(english, 'kiosk')).toBe('com.apple.app.lock');
    expect(first(english, 'pppc')).toBe('com.apple.TCC.configuration-profile-policy');
    expect(first(english, 'com.apple.dock')).toBe('com.apple.dock');
  });

  it('speaks German, with and without dots on the letters', () => {
    expect(first(german, 'Bildschirmfotos')).toBe('com.apple.applicationaccess allowScreenShot');
    expect(first(german, 'schriftgross')).toBeUndefined();
    expect(payloadSearch(german)('gerat loschen').map(({ path }) => path)).toContain('allowEraseContentAndSettings');
    expect(first(german, 'WLAN')).toBe('com.apple.wifi.managed');
  });

  it('answers nothing with nothing, and no more than it was asked for', () => {
    expect(payloadSearch(english)('  ')).toEqual([]);
    expect(payloadSearch(english)('zzzz')).toEqual([]);
    expect(payloadSearch(english)('a', 7)).toHaveLength(7);
  });
});
