import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LARGEST_CART_PICTURE } from '../../shared/contract/cart.ts';
import type { CartDetail, CartPicture, Exam, SweepResult } from '../../shared/contract/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import {
  accessibilityProblems,
  launchBrowser,
  openWindow,
  problemsInBothThemes,
  type Window,
} from './support/browser.ts';
import { cameraThatSees } from './support/fake-camera.ts';
import { type RealConsole, startRealConsole } from './support/real-console.ts';

/* A cart of iPads through a school day: filled by a scanner and the camera, lent, examined with the clock moved, swept. */

const MINUTE = 60_000;
const DEVICES = 4;
const { path: directory, remove } = temporaryDirectory();
let skew = 0;
let real: RealConsole;
let browser: Browser;
let window: Window;

beforeAll(async () => {
  real = await startRealConsole({ devices: DEVICES, clock: { now: () => Date.now() + skew } });
  const { failed } = await real.fleet.enrollAll(await real.admin.invite());
  expect(failed).toEqual([]);
  for (const { state } of real.fleet.devices) await real.admin.inventoried(state.serialNumber);
  browser = await launchBrowser(cameraThatSees(serialOf(3), join(directory, 'camera.y4m')));
  window = await openWindow(browser, { signIn: await real.signIn(), path: '/carts' });
});
afterAll(async () => {
  await window?.context.close();
  await browser?.close();
  await real?.[Symbol.asyncDispose]();
  remove();
});

const serialOf = (number: number): string => real.fleet.devices[number - 1]?.state.serialNumber ?? '';

/** A barcode scanner: every letter and Enter at once, to whatever has the focus. */
const scan = (page: Page, code: string): Promise<void> =>
  page.evaluate(
    (keys) => {
      for (const key of keys) {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }
    },
    [...code, 'Enter'],
  );
/** Waits for what is told, and puts it away. */
async function told(page: Page, text: string): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: text });
  await alert.waitFor();
  await alert.getByRole('button', { name: 'Close' }).click();
  await alert.waitFor({ state: 'detached' });
}
const cartOf = async (): Promise<CartDetail> => {
  const [cart] = await real.admin.call<CartDetail[]>('GET', '/carts');
  return real.admin.call('GET', `/carts/${cart?.id}`);
};

it('makes a cart and fills it by scanner and camera; wrong codes and devices that stand there already are told', async () => {
  const { page } = window;
  await page.getByRole('heading', { name: 'No carts yet' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'New cart' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'New cart' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Cart Ł 学');
  await dialog.getByRole('textbox', { name: 'Where it stands' }).fill('Room 12');
  await dialog.getByRole('textbox', { name: 'Rows' }).fill('2');
  await dialog.getByRole('textbox', { name: 'Slots in a row' }).fill('3');
  await dialog.getByRole('radio', { name: 'School' }).check();
  await dialog.getByRole('radio', { name: 'Teal' }).check();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save cart' }).click();
  await page.getByRole('heading', { level: 1, name: 'Cart Ł 学' }).waitFor();
  expect(await cartOf()).toMatchObject({ rows: 2, columns: 3, icon: 'school', colour: 'teal' });

  const rack = page.getByRole('group', { name: 'Slots of Cart Ł 学' });
  await rack.getByRole('button', { name: 'Slot 1: empty, The next device scanned comes here' }).waitFor();
  await scan(page, `S${serialOf(1)}`);
  await told(page, 'stands in slot 1');
  await scan(page, serialOf(2));
  await told(page, 'stands in slot 2');
  await scan(page, 'NOSUCH123');
  await told(page, 'No device has the code NOSUCH123');
  await scan(page, serialOf(1));
  await told(page, 'stands in slot 1 already');
  await rack.getByRole('button', { name: /^Slot 3: empty, The next/ }).waitFor();

  await page.getByRole('button', { name: 'Use the camera' }).click();
  const camera = page.getByRole('dialog', { name: 'Scan with the camera' });
  await camera.getByText(`Last read: ${serialOf(3)}`).waitFor();
  await told(page, 'stands in slot 3');
  expect(await accessibilityProblems(page)).toEqual([]);
  await camera.getByRole('button', { name: 'Close' }).click();

  // By keyboard: to the slot, and the device moves with Alt.
  await page.getByRole('textbox', { name: 'Serial number or asset tag' }).fill(serialOf(4));
  await page.getByRole('textbox', { name: 'Serial number or asset tag' }).press('Enter');
  await told(page, 'stands in slot 4');
  await rack.getByRole('button', { name: /^Slot 4: (?!empty)/ }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await rack.getByRole('button', { name: /^Slot 4: empty/ }).waitFor();
  await rack.getByRole('button', { name: /^Slot 5: (?!empty)/ }).waitFor();
  expect((await cartOf()).slots.map(({ device }) => device?.serialNumber ?? null)).toEqual([
    ...[serialOf(1), serialOf(2), serialOf(3), null, serialOf(4), null],
  ]);
  expect(await problemsInBothThemes(page)).toEqual([]);
});

it('shows a photo of the cart, made smaller before it is kept, and gives the former one back', async () => {
  const { page, errors } = window;
  const open = async () => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Picture' }).click();
    const dialog = page.getByRole('dialog', { name: 'Picture of Cart Ł 学' });
    await dialog.waitFor();
    return dialog;
  };
  /** A photo of noise: as PNG it is too large even when it is scaled down. */
  const photo = async (type: string, side: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> => {
    const base64 = await page.evaluate(
      async ([form, length]) => {
        const canvas = new OffscreenCanvas(length, length / 2);
        const context = canvas.getContext('2d');
        const data = new ImageData(canvas.width, canvas.height);
        for (let at = 0; at < data.data.length; at++) {
          const mixed = Math.imul(at ^ (at >>> 15), 0x85ebca6b);
          data.data[at] = at % 4 === 3 ? 255 : Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 24;
        }
        context?.putImageData(data, 0, 0);
        const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: form })).arrayBuffer());
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
      },
      [type, side] as const,
    );
    return { name: 'photo', mimeType: type, buffer: Buffer.from(base64, 'base64') };
  };
  const kept = async () => {
    const { pictureId } = await cartOf();
    if (pictureId === null) return undefined;
    const picture = await real.admin.call<CartPicture>('GET', `/cart-pictures/${pictureId}`);
    return Buffer.from(picture.base64, 'base64');
  };
  const head = page.locator('main img[src^="data:image/"]');

  let dialog = await open();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await told(page, 'This file is no picture that can be shown.');
  await dialog.locator('input[type=file]').setInputFiles(await photo('image/png', 1000));
  await dialog.waitFor({ state: 'detached' });
  await told(page, 'Picture of “Cart Ł 学” changed');
  await head.waitFor();
  const first = await kept();
  expect(first?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect(first?.length).toBeLessThanOrEqual(LARGEST_CART_PICTURE);
  expect(await head.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight])).toEqual([640, 320]);

  // Another one, dropped.
  dialog = await open();
  await dialog.getByRole('img', { name: 'Picture of Cart Ł 学' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const dropped = await photo('image/jpeg', 200);
  await dialog.getByText('Drop a photo of the cart here', { exact: false }).evaluate((area, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
    area.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  }, dropped.buffer.toString('base64'));
  await dialog.waitFor({ state: 'detached' });
  await told(page, 'Picture of “Cart Ł 学” changed');
  expect((await kept())?.equals(first ?? Buffer.of())).toBe(false);

  await page.getByRole('link', { name: 'All carts' }).click();
  await page
    .getByRole('link', { name: /Cart Ł 学/ })
    .locator('img')
    .waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  await page.goBack();

  dialog = await open();
  await dialog.getByRole('button', { name: 'Remove picture' }).click();
  await dialog.waitFor({ state: 'detached' });
  await head.waitFor({ state: 'detached' });
  expect(await kept()).toBeUndefined();
  await page.getByRole('button', { name: /^Undo: Picture of/ }).click();
  await head.waitFor();
  expect(await kept()).toBeDefined();
  await told(page, 'Undone');

  // A cart that was deleted by mistake has its picture again, and its devices their places.
  const spare = { name: 'Spare', place: '', rows: 1, columns: 3, colour: 'teal', icon: 'cart' };
  const { id } = await real.admin.call<CartDetail>('POST', '/carts', spare);
  const base64 = dropped.buffer.toString('base64');
  await real.admin.call('PUT', `/carts/${id}/picture`, { base64 });
  await page.getByRole('link', { name: 'All carts' }).click();
  await page.getByRole('link', { name: /^Spare/ }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Spare');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('link', { name: /^Spare/ }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Undo: .*Spare/ }).click();
  await page
    .getByRole('link', { name: /^Spare/ })
    .locator('img')
    .waitFor();
  await told(page, 'Undone');
  const again = (await real.admin.call<CartDetail[]>('GET', '/carts')).find(({ name }) => name === 'Spare');
  expect(again?.id).not.toBe(id);
  expect(await real.admin.call<CartPicture>('GET', `/cart-pictures/${again?.pictureId}`)).toEqual({
    ...{ contentType: 'image/jpeg', base64 },
  });
  await real.admin.call('DELETE', `/carts/${again?.id}`);
  await page.getByRole('link', { name: /^Spare/ }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /Cart Ł 学/ }).click();
  await head.waitFor();
  expect(errors).toEqual([]);
});

it('prints labels in any letters, and the list of the cart', async () => {
  const { page } = window;
  const save = async (press: () => Promise<void>) => {
    const download = page.waitForEvent('download');
    await press();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Print labels' }).click();
  const dialog = page.getByRole('dialog', { name: 'Labels for Cart Ł 学' });
  await dialog.getByRole('textbox', { name: 'First free label' }).fill('20');
  await dialog.getByText('2 sheets').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const labels = await save(() => dialog.getByRole('button', { name: 'Save PDF' }).click());
  expect(labels.name).toBe('Cart Ł 学 labels.pdf');
  const pdf = await PDFDocument.load(labels.bytes);
  expect(pdf.getPageCount()).toBe(2);
  // Lines with a letter the fonts do not have are pictures: of each label the one with the cart's name. All others are text.
  const pictures = pdf.context
    .enumerateIndirectObjects()
    .filter(([, one]) => one instanceof PDFRawStream && one.dict.get(PDFName.of('Subtype')) === PDFName.of('Image'))
    .filter(([, one]) => one instanceof PDFRawStream && one.dict.has(PDFName.of('SMask')));
  expect(pictures).toHaveLength(DEVICES);
  const list = await save(() => dialog.getByRole('button', { name: 'Cart sheet as PDF' }).click());
  expect((await PDFDocument.load(list.bytes)).getPageCount()).toBe(1);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
});

it('checks a device out to a person until a day, and in again; the person’s page tells of both', async () => {
  const { page } = window;
  await real.admin.call('POST', '/people', { name: 'Łucja Żak', team: '7b' });
  const rack = page.getByRole('group', { name: /^Slots of/ });
  await rack.getByRole('button', { name: /^Slot 2: / }).click();
  await page.getByRole('dialog', { name: 'Slot 2' }).getByRole('button', { name: 'Check out' }).click();
  const dialog = page.getByRole('dialog', { name: 'Check out 1 device' });
  await dialog.getByRole('combobox', { name: 'Person' }).fill('łucja');
  await page.getByRole('option', { name: 'Łucja Żak · 7b' }).click();
  await dialog.getByLabel('Due back').fill(new Date(Date.now() + 48 * 60 * MINUTE).toISOString().slice(0, 10));
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Check out' }).click();
  await rack.getByRole('button', { name: /^Slot 2: .*Checked out/ }).waitFor();
  await told(page, '1 device checked out to Łucja Żak');

  await rack.getByRole('button', { name: /^Slot 2: / }).click();
  await page.getByRole('dialog', { name: 'Slot 2' }).getByRole('link', { name: 'Łucja Żak' }).click();
  await page.getByRole('heading', { level: 1, name: 'Łucja Żak' }).waitFor();
  await page
    .getByRole('region', { name: 'Has now' })
    .getByText(/^Due back/)
    .waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Check in' }).click();
  await page.getByRole('region', { name: 'Had before' }).getByRole('link').waitFor();
  await told(page, '1 device checked in');
  await page.goBack();
  await rack.getByRole('button', { name: /^Slot 2: / }).waitFor();
});

it('keeps the cart in one app by the timetable, lets it go by itself, and all at once in a panic', async () => {
  const { page } = window;
  // Where it is noon now: a lesson is over on the day it began.
  const zone = Intl.supportedValuesOf('timeZone').find((one) => wall(one, 0).slice(11, 13) === '12') ?? 'UTC';
  const { id, name, place, rows, columns, colour, icon, pattern, missingHours } = await cartOf();
  const cart = { name, place, rows, columns, colour, icon, pattern, missingHours, timeZone: zone };
  await real.admin.call('PUT', `/carts/${id}`, { cart });
  await page.getByRole('tab', { name: 'Exams' }).click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Plan an exam' }).click();
  const dialog = page.getByRole('dialog', { name: 'Plan an exam' });
  await dialog.getByText(`By the clock of ${zone}.`).waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Maths');
  await dialog.getByRole('combobox', { name: 'App' }).fill('com.example.exam');
  await dialog.getByText('On a day').click();
  await dialog.getByLabel('Day', { exact: true }).fill(wall(zone, 30).slice(0, 10));
  await dialog.getByLabel('From').fill(wall(zone, 30).slice(11));
  await dialog.getByLabel('To', { exact: true }).fill(wall(zone, 75).slice(11));
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save exam' }).click();
  const card = page.getByRole('region', { name: 'Maths' });
  await card.getByText(/^Next /).waitFor();
  const [exam] = await real.admin.call<Exam[]>('GET', '/exams');
  const inApp = () =>
    real.fleet.devices.filter(({ state }) =>
      state.profiles.some((one) => one.identifier === `org.cartwright.exam.${exam?.id}`),
    );

  skew += 31 * MINUTE;
  const banner = page.getByRole('region', { name: 'Exams that are on' });
  await banner.getByText(`${DEVICES} of ${DEVICES} devices in`, { exact: false }).waitFor();
  expect(inApp()).toHaveLength(DEVICES);
  await card.getByText(/^On until/).waitFor();
  expect(await problemsInBothThemes(page)).toEqual([]);
  skew += 45 * MINUTE;
  await banner.waitFor({ state: 'detached' });
  await expect.poll(() => inApp().length).toBe(0);
  await card.getByText('Not on again').waitFor();

  await page.getByRole('button', { name: 'Begin an exam now' }).click();
  const now = page.getByRole('dialog', { name: 'Begin an exam now' });
  await now.getByRole('textbox', { name: 'Name' }).fill('Spelling');
  await now.getByRole('combobox', { name: 'App' }).fill('com.example.exam');
  await now.getByRole('textbox', { name: 'Slots' }).fill('1-2');
  await now.getByRole('button', { name: 'Begin' }).click();
  await banner.getByText('2 of 2 devices in', { exact: false }).waitFor();
  await page.getByRole('tab', { name: 'Slots' }).click();
  await page.getByRole('button', { name: /^Slot 1: .*In an exam/ }).waitFor();
  await banner.getByRole('button', { name: 'Release all' }).click();
  const sure = page.getByRole('dialog', { name: 'Release all devices now?' });
  expect(await accessibilityProblems(page)).toEqual([]);
  await sure.getByRole('button', { name: 'Release all' }).click();
  await banner.waitFor({ state: 'detached' });
  await told(page, '2 devices are being released');
});

it('sweeps by scanning slot after slot: what is in the wrong slot and what is missing', async () => {
  const { page } = window;
  await page.getByRole('tab', { name: 'Sweep' }).click();
  await page.getByRole('button', { name: 'Scan every device in its slot' }).click();
  await page.getByText('Scan the device in slot 1').waitFor();
  await scan(page, serialOf(1));
  await page.getByText('Scan the device in slot 2').waitFor();
  await scan(page, serialOf(3));
  await page.getByRole('button', { name: 'Skip slot 3' }).click();
  await page.getByText('Scan the device in slot 4').waitFor();
  await page.getByRole('button', { name: 'Keep this sweep' }).click();
  await told(page, 'Sweep kept');
  const table = page.getByRole('table', { name: 'Who is missing' });
  await table
    .getByRole('row')
    .filter({ hasText: serialOf(3) })
    .getByText('Wrong slot')
    .waitFor();
  await table
    .getByRole('row')
    .filter({ hasText: serialOf(2) })
    .getByText('Not found')
    .waitFor();
  await page.getByRole('status').getByText('3 devices are not in place').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const cart = await cartOf();
  const [kept] = await real.admin.call<SweepResult[]>('GET', `/carts/${cart.id}/sweeps`);
  expect(kept?.rows.map(({ state }) => state)).toEqual(['here', 'notScanned', 'wrongSlot', 'notScanned']);
});

it('keeps what a school wants to know of people: an attribute is made, named better, filled, and sorted by', async () => {
  const { page } = window;
  await page.goto(`${real.engine.consoleUrl}/#/people?do=attributes`);
  const dialog = page.getByRole('dialog', { name: 'Attributes of people' });
  await dialog.getByRole('textbox', { name: 'New attribute' }).fill('Locker');
  await dialog.getByRole('button', { name: 'Add attribute' }).click();
  await dialog.getByText('$CUSTOM_USER_LOCKER$').waitFor();
  await dialog.getByRole('button', { name: 'Edit “Locker”' }).click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Locker number');
  await dialog.getByRole('textbox', { name: 'Description' }).fill('In the corridor');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save attribute' }).click();
  await dialog.getByText('$CUSTOM_USER_LOCKER_NUMBER$').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const csv = 'Name,Locker number\nŁucja Żak,12\nBo Chen,7';
  await real.admin.call('POST', '/people/import', { csv });
  const table = page.getByRole('table', { name: 'People' });
  await table.getByRole('row').nth(1).getByText('Bo Chen').waitFor();
  await table.getByRole('button', { name: 'Locker number' }).click();
  await table.getByRole('row').nth(2).getByText('Bo Chen').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(window.errors).toEqual([]);
});

/** The clock on the wall of a zone in so many minutes, such as `2026-11-21T12:05`. */
function wall(timeZone: string, minutes: number): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(Date.now() + skew + minutes * MINUTE).replace(' ', 'T');
}
