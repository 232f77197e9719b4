import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { TFunction } from 'i18next';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { blueprintContent } from '../../shared/contract/blueprint-content.ts';
import type { Blueprint, DeviceRunView, PrepareRun } from '../../shared/contract/index.ts';
import { blueprintPdf, reportPdf } from './report-pdf.ts';

const t = ((key: string, values: object = {}) =>
  `${key} ${Object.values(values).join(' ')}`.trim()) as unknown as TFunction;
const painted: string[] = [];
const painter = {
  widthOf: (text: string, size: number) => text.length * size * 0.5,
  async paint(text: string) {
    painted.push(text);
    return Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
  },
};
const words = { t, language: 'en', policyName: () => 'Wi-Fi', painter };
const blueprint = {
  name: 'Sala 12 – Łódź',
  description: 'Ελληνικά',
  version: 3,
  changedAt: 0,
  changedBy: 'Ada',
  content: blueprintContent.parse({ namePattern: '{n}', lockScreen: { footnote: '學校', ifLost: '', assetTag: '' } }),
} as unknown as Blueprint;
const row = (at: number): DeviceRunView => ({
  ...{ deviceId: String(at), deviceName: `Zażółć ${at}`, serialNumber: `DMQ${at}`, modelName: null },
  ...{ state: at % 2 === 0 ? 'done' : 'failed', waitsSince: null, startedAt: 0, endedAt: 1 },
  steps: [
    {
      ...{ kind: 'apps', state: 'failed', done: 0, of: 1, attempt: 1, againAt: null },
      because: at % 2 === 0 ? [] : [{ code: 'ended', values: {}, message: 'There is not enough space on this iPad.' }],
    },
  ],
});
const run = (devices: number): PrepareRun & { rows: DeviceRunView[] } => ({
  ...{ id: 'r', blueprintId: 'b', blueprintName: blueprint.name, version: 3, state: 'done', startedBy: 'Žofie' },
  ...{ startedAt: 0, endedAt: 1, devices, done: devices, failed: 0, progress: 1, leftMs: null },
  rows: Array.from({ length: devices }, (_, at) => row(at)),
});

beforeAll(() => {
  const { resolve } = createRequire(import.meta.url);
  vi.stubGlobal('fetch', async (address: string) => {
    const name = address.replace(/\?.*$/, '').split('/').at(-1);
    return new Response(await readFile(resolve(`@fontsource/noto-sans/files/${name}`)));
  });
});
afterAll(() => vi.unstubAllGlobals());

it('puts a run of any length on as many pages as it takes, with letters of any script', async () => {
  const [one, many] = await Promise.all([reportPdf(run(1), blueprint, words), reportPdf(run(120), undefined, words)]);
  expect(Buffer.from(one.subarray(0, 5)).toString()).toBe('%PDF-');
  expect((await PDFDocument.load(one)).getPageCount()).toBe(1);
  expect((await PDFDocument.load(many)).getPageCount()).toBeGreaterThan(3);
  // Only what no font has is a picture: the Chinese line of the lock screen.
  expect(painted).toEqual(['學校']);
});

it('puts a blueprint on a sheet', async () => {
  expect((await PDFDocument.load(await blueprintPdf(blueprint, words))).getPageCount()).toBe(1);
});
