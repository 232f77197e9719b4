import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateProfile } from '../../../../shared/payloads/index.ts';
import { overlayArea } from '../../../../shared/wallpaper/overlay.ts';
import { certificateOffers } from '../certificate-offers.ts';
import type { Profile } from '../draft.ts';
import { dockEntry, dockItem, dockOf, MAC_APPS, withDock, withMovedItem } from './dock-items.ts';
import { readFont } from './font-file.ts';
import { squareOf } from './pictures.ts';
import { keysOfSource } from './sources.ts';
import { idleKeys, readPrinter, tableLayout } from './tables.ts';

const around = (payload: Profile): Profile => ({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'a',
  PayloadUUID: '0198B7C2-0000-7000-8000-000000000001',
  PayloadContent: [
    { PayloadVersion: 1, PayloadIdentifier: 'a.b', PayloadUUID: '0198B7C2-0000-7000-8000-000000000002', ...payload },
  ],
});

describe('lists as tables', () => {
  it('read printers from addresses, hosts and lists', () => {
    expect(
      ['ipps://p.example:8631/ipp/a', '10.0.0.5', 'p.example, 631, ipp/b', 'ipp://[fe80::1]:631/x'].map(readPrinter),
    ).toEqual([
      { IPAddress: 'p.example', ResourcePath: '/ipp/a', Port: 8631, ForceTLS: true },
      { IPAddress: '10.0.0.5', ResourcePath: '/ipp/print' },
      { IPAddress: 'p.example', ResourcePath: '/ipp/b', Port: 631 },
      { IPAddress: 'fe80::1', ResourcePath: '/x', Port: 631 },
    ]);
    expect(['', 'a b c d', 'p.example:99999'].map(readPrinter)).toEqual([undefined, undefined, undefined]);
  });

  it('are for keys the payload has, and leave out what says nothing as it stands', () => {
    expect(tableLayout('com.apple.airprint', 'AirPrint')?.columns).toContain('ResourcePath');
    expect(tableLayout('com.apple.airprint', 'toString')).toBeUndefined();
    const keys = ['FilterType', 'DenyListURLs', 'PluginBundleID', 'BlacklistedURLs'];
    const filter = { PayloadType: 'com.apple.webcontent-filter' };
    expect([...idleKeys(filter, keys)]).toEqual(['PluginBundleID', 'BlacklistedURLs']);
    expect([...idleKeys({ ...filter, FilterType: 'Plugin', BlacklistedURLs: [] }, keys)]).toEqual(['DenyListURLs']);
  });
});

describe('the Dock', () => {
  const app = (label: string): Profile => dockEntry('app', label, `/Applications/${label}.app`);
  const payload: Profile = {
    PayloadType: 'com.apple.dock',
    tilesize: 40,
    'persistent-apps': [app('Safari'), { ...app('Mail'), GUID: 7 }],
    'static-others': [dockEntry('folder', 'Shared', '/Users/Shared'), dockEntry('link', 'School', 'https://s.example')],
  };

  it('comes back as it was, with what nobody knows, and is what a Mac takes', () => {
    expect(withDock(payload, dockOf(payload))).toEqual(payload);
    const findings = validateProfile(around(payload)).filter(({ severity }) => severity !== 'info');
    expect(findings.map(({ path }) => path)).toEqual(['PayloadContent[0].persistent-apps[1].GUID']);
    expect(dockOf(payload).others.map(({ entry }) => dockItem(entry))).toEqual([
      { label: 'Shared', path: '/Users/Shared', kind: 'folder' },
      { label: 'School', path: 'https://s.example', kind: 'link' },
    ]);
    for (const { value, label } of MAC_APPS)
      expect(dockItem(dockEntry('app', label, value))).toEqual({ label, path: value, kind: 'app' });
  });

  it('moves icons among those that stay, or among those that do not', () => {
    const { apps } = dockOf({ ...payload, 'static-apps': [app('Notes')] });
    const names = (row: typeof apps) => row.map(({ entry }) => dockItem(entry).label);
    expect(names(apps)).toEqual(['Notes', 'Safari', 'Mail']);
    expect(names(withMovedItem(apps, 2, 1))).toEqual(['Notes', 'Mail', 'Safari']);
    expect(withMovedItem(apps, 1, 0)).toBe(apps);
    expect(withMovedItem(apps, 2, 3)).toBe(apps);
  });
});

describe('fonts', () => {
  const font = (records: readonly (readonly [platform: number, id: number, text: string])[]): Uint8Array => {
    const texts = records.map(([platform, , text]) =>
      platform === 3 ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'latin1'),
    );
    const name = Buffer.alloc(6 + records.length * 12);
    name.writeUInt16BE(records.length, 2);
    name.writeUInt16BE(name.length, 4);
    let at = 0;
    for (const [index, [platform, id]] of records.entries()) {
      const record = 6 + index * 12;
      name.writeUInt16BE(platform, record);
      name.writeUInt16BE(platform === 3 ? 0x0409 : 0, record + 4);
      name.writeUInt16BE(id, record + 6);
      name.writeUInt16BE(texts[index]?.length ?? 0, record + 8);
      name.writeUInt16BE(at, record + 10);
      at += texts[index]?.length ?? 0;
    }
    const head = Buffer.alloc(28);
    head.writeUInt32BE(0x00010000, 0);
    head.writeUInt16BE(1, 4);
    head.write('name', 12, 'latin1');
    head.writeUInt32BE(28, 20);
    return new Uint8Array(Buffer.concat([head, name, ...texts]));
  };

  it('are called what the file says, by the full name first', () => {
    expect(
      readFont(
        font([
          [3, 1, 'Häuser'],
          [1, 4, 'Old'],
          [3, 4, 'Häuser Fett'],
        ]),
      ),
    ).toEqual({
      ok: true,
      name: 'Häuser Fett',
    });
    expect(readFont(font([[1, 1, 'Plain']]))).toEqual({ ok: true, name: 'Plain' });
    expect(readFont(font([]))).toEqual({ ok: true, name: '' });
  });

  it('are told apart from what devices do not take, whatever the bytes', () => {
    const why = (text: string) => readFont(Buffer.from(`${text}${'\0'.repeat(20)}`, 'latin1'));
    expect(['wOF2', 'ttcf', 'OTTP', ''].map(why)).toMatchObject([
      { why: 'web' },
      { why: 'collection' },
      { why: 'none' },
      { why: 'none' },
    ]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = readFont(new Uint8Array([0, 1, 0, 0, ...bytes]));
        expect(typeof read.ok).toBe('boolean');
      }),
    );
  });
});

it('the part of a picture that becomes an icon is a square within the picture', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const length = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(
      length,
      length,
      share,
      share,
      fc.double({ min: 1, max: 5, noNaN: true }),
      (width, height, x, y, zoom) => {
        const { side, left, top } = squareOf(width, height, { x, y, zoom });
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(left + side).toBeLessThanOrEqual(width + 1e-6);
        expect(top + side).toBeLessThanOrEqual(height + 1e-6);
      },
    ),
  );
});

it('text on a wallpaper stays where every display shows it', () => {
  for (const [width, height] of [
    [2732, 2732],
    [1290, 2796],
    [2732, 2048],
    [2048, 2732],
  ] as const) {
    const { left, top, width: wide, height: high } = overlayArea(width, height, 'large');
    // A display as wide as high, of any of the usual shapes, cuts the middle out of the picture.
    for (const shape of width < height * 0.6 ? [0.46] : [3 / 4, 4 / 3]) {
      const seenWidth = Math.min(width, height * shape);
      const seenHeight = Math.min(height, width / shape);
      expect(left).toBeGreaterThanOrEqual((width - seenWidth) / 2);
      expect(left + wide).toBeLessThanOrEqual((width + seenWidth) / 2);
      expect(top).toBeGreaterThanOrEqual((height - seenHeight) / 2);
      expect(top + high).toBeLessThanOrEqual((height + seenHeight) / 2);
    }
  }
});

it('offers for a reference what this server has and makes, identities where a key is needed', () => {
  const library = [
    { id: '1', name: 'Root', kind: 'certificate' },
    { id: '2', name: 'Radius', kind: 'identity' },
  ] as const;
  const types = (only: 'identity' | 'certificate') =>
    certificateOffers(only, library).map(({ payloadType }) => payloadType.replace('com.apple.security.', ''));
  expect(types('identity')).toEqual(['scep', 'pkcs12', 'pkcs12']);
  expect(types('certificate')).toEqual(['root', 'root', 'scep', 'pkcs12', 'pkcs12']);
  for (const { payloadType, source } of certificateOffers('certificate', library)) {
    const payload = { PayloadType: payloadType, cartwright: JSON.parse(JSON.stringify(source)) };
    expect(validateProfile(around(payload)).filter(({ severity }) => severity === 'refuse')).toEqual([]);
    expect(keysOfSource(payload)).toContain('PayloadContent');
  }
});
