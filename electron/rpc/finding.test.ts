import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { describe, expect, it } from 'vitest';
import { attribute, importPreview } from '../../shared/contract/attributes.ts';
import { actionPreview, csvFile, deviceFacets, renamePreview } from '../../shared/contract/device-lists.ts';
import { deviceRow } from '../../shared/contract/devices.ts';
import type { Role } from '../../shared/contract/index.ts';
import { note } from '../../shared/contract/notes.ts';
import { deviceView } from '../../shared/contract/views.ts';
import { silentLogger } from '../../shared/logger.ts';
import { addDevice, openRoom } from '../commands/testing/room.ts';
import { findingServices } from '../finding-services.ts';
import { openDeviceQueries } from '../inventory/index.ts';
import type { Caller } from '../people/index.ts';
import { createRouter } from './index.ts';
import { noServices } from './testing/no-services.ts';

/** The real services of finding devices behind the real router, as a script reaches them. */
async function open() {
  const room = openRoom();
  const devices = openDeviceQueries({ store: room.store });
  const { lists, ...own } = findingServices({ store: room.store, devices, commands: room.commands });
  const services = noServices({ devices: { ...lists, list: (query) => devices.listDevices(query) }, ...own });
  const handler = new OpenAPIHandler(createRouter(services, silentLogger));
  const ask = async (method: string, path: string, body?: unknown, role: Role = 'administrator') => {
    const actor: Caller = {
      name: role,
      role,
      kind: 'token',
      administratorId: null,
      sessionId: null,
      expiresAt: null,
    };
    const { response } = await handler.handle(
      new Request(`http://127.0.0.1/api/v1${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
      { prefix: '/api/v1', context: { actor } },
    );
    return { status: response?.status ?? 0, body: await response?.json() };
  };
  const { deviceId } = await addDevice(room.store, { device: { name: 'Pad 1', serialNumber: 'DMPX1' } });
  await addDevice(room.store, { device: { name: 'Mac 1', serialNumber: 'C02B', platform: 'macOS', family: 'Mac' } });
  return { ask, deviceId };
}

describe('finding devices over REST', () => {
  it('lists by a filter and columns in the query string', async () => {
    const { ask, deviceId } = await open();
    const filter = encodeURIComponent('{"all":[{"field":"platform","operator":"is","value":"iOS"}]}');
    const { status, body } = await ask('GET', `/devices?filter=${filter}&columns=serialNumber,encrypted&sort=family`);
    expect(status).toBe(200);
    expect(body.total).toBe(1);
    expect(deviceRow.parse(body.rows[0])).toMatchObject({
      id: deviceId,
      values: { serialNumber: 'DMPX1', encrypted: null },
    });
    expect(await ask('GET', `/devices/ids?filter=${filter}`)).toMatchObject({
      status: 200,
      body: { ids: [deviceId], truncated: false },
    });
    const { body: facets } = await ask('GET', '/devices/facets?search=DMPX1');
    expect(deviceFacets.parse(facets)).toMatchObject({ total: 1 });
  });

  it('refuses filters that are no JSON, have another shape, or name what there is not', async () => {
    const { ask } = await open();
    for (const text of ['{', '{"field":"name"}', '{"field":"what","operator":"isEmpty"}', '{"all":[1]}']) {
      const { status } = await ask('GET', `/devices?filter=${encodeURIComponent(text)}`);
      expect(status, text).toBe(400);
    }
    expect((await ask('GET', '/devices?sort=app')).status).toBe(400);
    expect((await ask('GET', '/devices?columns=name,app')).status).toBe(400);
  });

  it('exports, previews and renames by bodies', async () => {
    const { ask, deviceId } = await open();
    const devices = { deviceIds: [deviceId] };
    const exported = await ask('POST', '/devices/export', { devices, columns: ['name'] }, 'viewer');
    expect(csvFile.parse(exported.body)).toMatchObject({ rows: 1, text: '\uFEFFname\r\nPad 1\r\n' });
    const named = { ...devices, pattern: 'Cart {n:02}', start: 4 };
    const preview = await ask('POST', '/devices/rename/preview', named, 'viewer');
    expect(renamePreview.parse(preview.body).rows[0]).toMatchObject({ after: 'Cart 04', outcome: 'rename' });
    expect((await ask('POST', '/devices/rename', named, 'viewer')).status).toBe(403);
    expect(renamePreview.parse((await ask('POST', '/devices/rename', named)).body)).toMatchObject({ renamed: 1 });
    const action = { devices: { search: {} }, action: { kind: 'wake' } };
    const reached = await ask('POST', '/devices/preview-action', action, 'viewer');
    expect(actionPreview.parse(reached.body)).toMatchObject({ total: 2, affected: 2 });
  });

  it('keeps views, attributes and notes', async () => {
    const { ask, deviceId } = await open();
    const view = await ask('POST', '/views', { name: 'Mine', filter: null }, 'viewer');
    const { id } = deviceView.parse(view.body);
    expect((await ask('POST', '/views', { name: 'All', filter: null, shared: true }, 'viewer')).status).toBe(403);
    expect((await ask('PUT', `/views/${id}`, { name: 'Ours', filter: null }, 'viewer')).body.name).toBe('Ours');
    expect((await ask('GET', '/views', undefined, 'viewer')).body).toHaveLength(1);
    expect((await ask('DELETE', `/views/${id}`)).status).toBe(404);

    const made = await ask('POST', '/attributes', { name: 'Room', type: 'text' });
    const { id: attributeId } = attribute.parse(made.body);
    expect((await ask('POST', '/attributes', { name: 'X', type: 'choice' })).status).toBe(400);
    expect((await ask('PATCH', `/attributes/${attributeId}`, { description: 'Where' })).body.description).toBe('Where');
    const table = { csv: 'Serial,Room\nDMPX1,A1\n' };
    const preview = await ask('POST', '/attributes/import/preview', table, 'viewer');
    expect(importPreview.parse(preview.body)).toMatchObject({ matched: 1, changes: 1 });
    expect((await ask('POST', '/attributes/import', table, 'viewer')).status).toBe(403);
    expect((await ask('POST', '/attributes/import', table)).status).toBe(200);
    expect((await ask('GET', `/devices/${deviceId}/attributes`)).body).toMatchObject([{ attributeId, value: 'A1' }]);
    const sorted = await ask(
      'GET',
      `/devices?sort=attribute.${attributeId}&direction=desc&columns=attribute.${attributeId}`,
    );
    expect(sorted.body.rows[0]).toMatchObject({ id: deviceId, values: { [`attribute.${attributeId}`]: 'A1' } });
    const values = [{ attributeId, value: null }];
    expect((await ask('POST', '/attributes/values', { deviceIds: [deviceId], values })).body).toEqual({ changed: 1 });

    const written = await ask('POST', `/devices/${deviceId}/notes`, { text: 'Cracked.' });
    expect(note.parse(written.body)).toMatchObject({ author: 'administrator', text: 'Cracked.' });
    expect((await ask('GET', `/devices/${deviceId}/notes`)).body).toHaveLength(1);
    const reworded = await ask('PUT', `/notes/${written.body.id}`, { text: 'Cracked, sent in.' });
    expect(note.parse(reworded.body)).toMatchObject({ text: 'Cracked, sent in.', changedBy: 'administrator' });
    expect((await ask('DELETE', `/notes/${written.body.id}`)).status).toBe(200);
    expect((await ask('POST', `/notes/${written.body.id}/restore`, {})).status).toBe(200);
    expect((await ask('DELETE', `/notes/${written.body.id}`)).status).toBe(200);
    expect((await ask('GET', `/devices/${deviceId}/notes`)).body).toEqual([]);
  });
});
