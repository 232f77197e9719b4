import Papa from 'papaparse';
import type { CartDetail } from '../../shared/contract/cart.ts';
import type { CartFile, Scanned } from '../../shared/contract/carts.ts';
import { FAMILIES } from '../../shared/contract/device-fields.ts';
import type { CsvFile } from '../../shared/contract/device-lists.ts';
import type { Store } from '../store/index.ts';
import type { CartRows } from './cart-rows.ts';

/** Finds devices by what is printed on them. */
export interface Finding {
  /** The devices of a code: one, none, or several where an asset tag was given twice. */
  find(code: string): Scanned;
  /** What a list of devices means for a cart; writes nothing. */
  readFile(cart: CartDetail, text: string): CartFile;
}

const HEADINGS = {
  slot: ['slot', 'place', 'no', 'number', 'fach', 'platz', 'nummer', 'nr'],
  code: [
    ...['serial', 'serialnumber', 'serialno', 'sn', 'seriennummer', 'code', 'assettag', 'asset', 'tag'],
    ...['inventarnummer', 'inventar'],
  ],
} as const;
const plain = (header: string): string => header.toLowerCase().replace(/[^a-zäöüß]/g, '');

/** A code as it is compared. Labels of ours hold an address that ends in the serial number, or the number itself. */
const normal = (code: string): string => code.replace(/\s+/g, '').toUpperCase();

const upperAscii = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());

/** An asset tag in small or capital letters, as SQLite's `upper` leaves it: that knows no letters but a to z. */
function tagsOf(code: string): string[] {
  const tag = code.trim().normalize('NFC');
  // Letter by letter, as ß and SS are not the same tag.
  const capitals = tag.replace(/\p{Ll}/gu, (letter) => {
    const capital = letter.toUpperCase();
    return capital.length === letter.length ? capital : letter;
  });
  return [...new Set([tag, capitals, tag.toLowerCase()].map(upperAscii))];
}

export function openFinding(store: Store, rows: Pick<CartRows, 'placeOf'>): Finding {
  const find = (code: string): Scanned => {
    const text = normal(code);
    // Apple prints serial numbers with an S before them.
    const serials = text.startsWith('S') && text.length > 10 ? [text, text.slice(1)] : [text];
    const facts = store.all((db) =>
      db
        .selectFrom('device')
        .select(['id', 'name', 'serialNumber', 'modelName', 'productName', 'family', 'imei', 'udid'])
        .where((e) =>
          e.or([
            e('serialNumber', 'in', serials),
            e('imei', '=', text),
            e('udid', 'in', [code.trim(), code.trim().toLowerCase(), text]),
            e(
              'id',
              'in',
              e
                .selectFrom('attributeValue as v')
                .innerJoin('attribute as a', 'a.id', 'v.attributeId')
                .select('v.deviceId')
                .where('a.type', '=', 'text')
                .where((v) => v(v.fn<string>('upper', ['v.text']), 'in', tagsOf(code))),
            ),
          ]),
        )
        .limit(10),
    );
    // A serial number is a device's own: an asset tag that reads the same is not meant.
    const bySerial = facts.filter(({ serialNumber }) => serialNumber !== null && serials.includes(serialNumber));
    return {
      code,
      devices: (bySerial.length > 0 ? bySerial : facts).map(({ imei, udid, family, ...device }) => ({
        ...device,
        family: FAMILIES.find((one) => one === family) ?? null,
        place: rows.placeOf(device.id),
        by:
          bySerial.length > 0 ? 'serialNumber' : imei === text ? 'imei' : udid?.toUpperCase() === text ? 'udid' : 'tag',
      })),
    };
  };

  return {
    find,

    readFile(cart, text) {
      const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
        skipEmptyLines: 'greedy',
        delimitersToGuess: [',', ';', '\t'],
      });
      const head = (data[0] ?? []).map(plain);
      const columnOf = (which: keyof typeof HEADINGS): number =>
        head.findIndex((one) => (HEADINGS[which] as readonly string[]).includes(one));
      const headed = columnOf('code') !== -1;
      const columns = { code: headed ? columnOf('code') : -1, slot: headed ? columnOf('slot') : -1 };
      const size = cart.rows * cart.columns;
      const free = cart.slots.filter(({ device }) => device === null).map(({ slot }) => slot);
      const file: CartFile = { places: [], problems: [] };
      const taken = new Set<number>();
      const devices = new Set<string>();
      for (const [index, cells] of (headed ? data.slice(1) : data).entries()) {
        const line = index + (headed ? 2 : 1);
        // Without a heading: a number first is the slot.
        const counted = !headed && cells.length > 1 && /^\d{1,3}$/.test((cells[0] ?? '').trim());
        const code = (cells[headed ? columns.code : counted ? 1 : 0] ?? '').trim();
        const named = headed ? cells[columns.slot] : counted ? cells[0] : undefined;
        if (code === '') continue;
        const problem = (reason: CartFile['problems'][number]['reason']): void =>
          void file.problems.push({ line, code: code.slice(0, 100), reason });
        const found = find(code).devices;
        const [device] = found;
        const slot =
          named === undefined || named.trim() === '' ? free.find((one) => !taken.has(one)) : Number(named.trim());
        if (device === undefined) problem('unknown');
        else if (found.length > 1) problem('ambiguous');
        else if (devices.has(device.id)) problem('repeated');
        else if (slot === undefined) problem('full');
        else if (!Number.isInteger(slot) || slot < 1 || slot > size) problem('noSuchSlot');
        else if (taken.has(slot)) problem('slotTwice');
        else {
          taken.add(slot);
          devices.add(device.id);
          file.places.push({ line, slot, deviceId: device.id, code, name: device.name });
        }
      }
      return file;
    },
  };
}

/** A cart as CSV that {@link Finding.readFile} takes again. */
export function exportCart(cart: CartDetail): CsvFile {
  const lines = cart.slots.map(({ slot, device, conditions, loan }) => [
    slot,
    device?.serialNumber ?? '',
    device?.name ?? '',
    device?.modelName ?? '',
    device?.osVersion ?? '',
    device?.lastSeenAt === null || device === null ? '' : new Date(device.lastSeenAt).toISOString(),
    conditions.join(' '),
    loan?.personName ?? '',
    loan?.dueAt == null ? '' : new Date(loan.dueAt).toISOString(),
  ]);
  const head = ['Slot', 'Serial number', 'Name', 'Model', 'OS', 'Last seen', 'State', 'Person', 'Due back'];
  // A spreadsheet must not run what a device calls itself.
  const text = Papa.unparse([head, ...lines], { newline: '\r\n', escapeFormulae: true });
  return {
    filename: `${cart.name.replace(/[^\p{L}\p{N} ._-]/gu, '_')}.csv`,
    contentType: 'text/csv; charset=utf-8',
    text: `\uFEFF${text}\r\n`,
    rows: lines.length,
  };
}
