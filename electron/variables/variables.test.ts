import { describe, expect, it } from 'vitest';
import type { VariableUse } from '../../shared/contract/variables.ts';
import { addDevice, openRoom } from '../commands/testing/room.ts';
import { type DirectoryPerson, openVariables } from './index.ts';

async function house(given: { people?: ReadonlyMap<string, DirectoryPerson>; uses?: VariableUse[] } = {}) {
  const { store } = openRoom();
  const pad = await addDevice(store, {
    device: { name: 'iPad 12', serialNumber: 'F9FXK1', imei: '35', modelName: 'iPad (9th generation)' },
    enrollment: { account: 'ada@appleid.school.example' },
  });
  const variables = openVariables({
    store,
    uses: () => given.uses ?? [],
    ...(given.people === undefined
      ? {}
      : {
          people: {
            personOf: (deviceId: string) => given.people?.get(deviceId === pad.deviceId ? 'pad' : ''),
            attributes: () => [{ id: 'p1', name: 'Class', variable: 'CUSTOM_USER_CLASS' }],
          },
        }),
  });
  const attribute = (id: string, name: string, type: 'text' | 'boolean' | 'date' = 'text') =>
    store.write((work) => {
      const at = { createdAt: 1, createdBy: 'ada', changedAt: 1 };
      store.run((db) => db.insertInto('attribute').values({ id, name, description: '', type, choices: '[]', ...at }));
      work.event({ type: 'attribute.created', actor: 'ada', data: {} });
    });
  const set = (attributeId: string, value: { text: string | null; number: number | null }) =>
    store.write(() =>
      store.run((db) =>
        db
          .insertInto('attributeValue')
          .values({ attributeId, deviceId: pad.deviceId, ...value, changedAt: 1, changedBy: 'ada' }),
      ),
    );
  return { store, pad, variables, attribute, set };
}

describe('what variables stand for', () => {
  it('comes from the device, its enrollment and its attributes (VAR-01, CA-01)', async () => {
    const { pad, variables, attribute, set } = await house();
    await attribute('a', 'Asset tag');
    await attribute('b', 'On loan', 'boolean');
    await attribute('c', 'Bought', 'date');
    await attribute('d', 'asset-tag');
    await set('a', { text: 'T 1', number: null });
    await set('b', { text: null, number: 1 });
    await set('c', { text: null, number: Date.UTC(2025, 2, 31) });
    const values = variables.valuesOf(pad.deviceId);
    expect(values).toMatchObject({
      DEVICE_SN: 'F9FXK1',
      DEVICE_NAME: 'iPad 12',
      DEVICE_IMEI: '35',
      MODEL: 'iPad (9th generation)',
      MODEL_ID: 'iPad14,1',
      DEVICE_UUID_NO_DASHES: pad.deviceId.replaceAll('-', ''),
      MANAGED_APPLE_ID: 'ada@appleid.school.example',
      EMAIL: 'ada@appleid.school.example',
      EMAIL_LOCAL: 'ada',
      EMAIL_DOMAIN: 'appleid.school.example',
      USERID: 'ada',
      USER_UPN: 'ada@appleid.school.example',
      CUSTOM_DEVICE_ASSET_TAG: 'T 1',
      CUSTOM_DEVICE_ON_LOAN: 'true',
      CUSTOM_DEVICE_BOUGHT: '2025-03-31',
    });
    expect(values).not.toHaveProperty('PHONE_NUMBER');
    expect(variables.attributeVariables()).toEqual([
      'CUSTOM_DEVICE_ASSET_TAG',
      'CUSTOM_DEVICE_BOUGHT',
      'CUSTOM_DEVICE_ON_LOAN',
    ]);
    expect(variables.forDevice(pad.deviceId)).toContainEqual({ name: 'PHONE_NUMBER', value: null });
    expect(() => variables.forDevice('nobody')).toThrow(/no such device/);
    expect(variables.valuesOf('nobody')).toEqual({});
  });

  it('is of the user who is signed in: on a Mac, and on a shared iPad by the managed account (VAR-02)', async () => {
    const { store, pad, variables } = await house();
    const user = (id: string, userShortName: string, userLongName: string) =>
      store.write((work) =>
        store.run((db) =>
          db.insertInto('enrollment').values({
            id,
            deviceId: pad.deviceId,
            key: id,
            channel: 'user',
            userShortName,
            userLongName,
            deviceEnrollmentId: pad.id,
            userEnrollment: 0,
            state: 'enrolled',
            topic: 't',
            accessRights: 8191,
            signMessage: 0,
            pushState: 'none',
            awaitingConfiguration: 0,
            authenticatedAt: work.now,
            wakeAttempts: 0,
            onConsole: id === 'u1' ? 1 : 0,
          }),
        ),
      );
    await user('u1', 'ada', 'Ada Lovelace');
    await user('u2', 'grace@appleid.school.example', 'Hopper, Grace');
    expect(variables.valuesOf(pad.deviceId)).toMatchObject({ USERID: 'ada', FIRST_NAME: 'Ada', LAST_NAME: 'Lovelace' });
    expect(variables.valuesOf(pad.deviceId, 'u2')).toMatchObject({
      MANAGED_APPLE_ID: 'grace@appleid.school.example',
      USERID: 'grace',
      DISPLAY_NAME: 'Hopper, Grace',
      FIRST_NAME: 'Grace',
      LAST_NAME: 'Hopper',
    });
  });

  it('is of the person who has the device, when people are kept (WIFI-11)', async () => {
    const people = new Map([
      ['pad', { name: 'Ada Lovelace', email: 'ada@school.example', attributes: { CUSTOM_USER_CLASS: '7b' } }],
    ]);
    const { pad, variables } = await house({ people });
    expect(variables.valuesOf(pad.deviceId)).toMatchObject({
      EMAIL: 'ada@school.example',
      MANAGED_APPLE_ID: 'ada@appleid.school.example',
      CN: 'Ada Lovelace',
      CUSTOM_USER_CLASS: '7b',
    });
    expect(variables.attributeVariables()).toContain('CUSTOM_USER_CLASS');
  });

  it('is taken from an attribute of devices where somebody says so', async () => {
    const { store, pad, variables, attribute, set } = await house();
    await attribute('a', 'Mail');
    await set('a', { text: 'grace@school.example', number: null });
    expect(await variables.setSource('EMAIL', 'a', 'ada')).toMatchObject({ sourceAttributeId: 'a' });
    expect(variables.valuesOf(pad.deviceId)).toMatchObject({ EMAIL: 'grace@school.example', USERID: 'grace' });
    expect(openVariables({ store, uses: () => [] }).valuesOf(pad.deviceId).EMAIL).toBe('grace@school.example');
    await expect(variables.setSource('EMAIL', 'gone', 'ada')).rejects.toThrow(/no such attribute/);
    await variables.setSource('EMAIL', null, 'ada');
    expect(variables.valuesOf(pad.deviceId).EMAIL).toBe('ada@appleid.school.example');
  });

  it('is told by use: what has a variable in it, and which devices lack it', async () => {
    const uses = [{ kind: 'policy' as const, id: 'x', title: 'Wi-Fi', variables: ['DEVICE_IMEI'] }];
    const { store, variables } = await house({ uses });
    const second = await addDevice(store, { device: { name: 'iPad 2' } });
    await addDevice(store, { device: { name: 'iPad 1' }, enrollment: { state: 'ended' } });
    expect(variables.usage('DEVICE_IMEI')).toMatchObject({
      uses,
      devices: 2,
      lacking: { count: 1, rows: [{ deviceId: second.deviceId, name: 'iPad 2' }] },
    });
    expect(variables.usage('NULL').lacking.count).toBe(0);
    expect(variables.usage('RANDOM_16').lacking.count).toBe(0);
    expect(variables.usage('USER_DN').lacking.count).toBe(2);
    expect(() => variables.usage('CUSTOM_DEVICE_NOTHING')).toThrow(/no such variable/);
    expect(variables.list().find(({ name }) => name === 'DEVICE_IMEI')).toMatchObject({ uses: 1, about: 'device' });
  });
});
