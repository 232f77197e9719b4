import { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attributeFieldId } from '../../shared/contract/device-fields.ts';
import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import { newPerson, type PersonAttribute, personQuery } from '../../shared/contract/directory.ts';
import { newView } from '../../shared/contract/views.ts';
import { attributeVariable } from '../../shared/variables/index.ts';
import { addDevice, openRoom, type TestRoom } from '../commands/testing/room.ts';
import { openDeviceQueries } from '../inventory/index.ts';
import { openSavedViews } from '../views/index.ts';
import { openLoans, openPeople } from './index.ts';

let room: TestRoom;
beforeEach(() => {
  room = openRoom();
});
afterEach(() => room.store.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const person = (name: string, more: object = {}) => newPerson.parse({ name, ...more });

describe('people', () => {
  it('are found by name, address, class and what administrators keep of them; an address is one person’s only', async () => {
    const people = openPeople(room.store);
    const locker = await people.attributes.create(
      { name: 'Locker', description: '', type: 'text', choices: [] },
      'ada',
    );
    const bo = await people.create(
      person('Bo Chen', { email: 'Bo@maple.example', team: '7b', values: { [locker.id]: 'L-77' } }),
      'ada',
    );
    await people.create(person('Émile Ångström', { team: '7a' }), 'ada');
    const names = (search: string, more: object = {}) =>
      people.list(personQuery.parse({ search, ...more })).rows.map(({ name }) => name);
    expect([names('bo'), names('BO@MAPLE'), names('7b chen'), names('l-77'), names('ång')]).toEqual([
      ...[['Bo Chen'], ['Bo Chen'], ['Bo Chen'], ['Bo Chen']],
      ['Émile Ångström'],
    ]);
    expect(people.list(personQuery.parse({})).teams).toEqual([
      { team: '7a', people: 1 },
      { team: '7b', people: 1 },
    ]);
    expect(await codeOf(people.create(person('Bea', { email: 'bo@MAPLE.example' }), 'ada'))).toBe('conflict');
    expect(await codeOf(people.update(bo.id, person('Bo', { values: { [locker.id]: 7 } }), 'ada'))).toBe('bad-request');
    const changed = await people.update(bo.id, person('Bo Li', { values: { [locker.id]: null } }), 'ada');
    expect(changed).toMatchObject({ name: 'Bo Li', email: null, values: {} });
  });

  it('of two in a file with one address only the first is taken, whoever was known before', async () => {
    const people = openPeople(room.store);
    await people.create(person('Ada'), 'ada');
    const csv = 'Name,Email\nAda,one@maple.example\nBo,ONE@maple.example\nCy,cy@maple.example';
    const done = await people.import({ csv, clearEmpty: false }, 'ada');
    expect(done).toMatchObject({ created: 1, changed: 1, problems: [{ line: 3, text: 'Bo' }] });
    const { rows } = people.list(personQuery.parse({}));
    expect(rows.map(({ name, email }) => [name, email])).toEqual([
      ['Ada', 'one@maple.example'],
      ['Cy', 'cy@maple.example'],
    ]);
  });

  it('go out as a table and come in again unchanged; what does not fit is named with its line', async () => {
    const people = openPeople(room.store);
    const born = await people.attributes.create({ name: 'Born', description: '', type: 'date', choices: [] }, 'ada');
    const csv = [
      'Name;E-Mail;Class;Born',
      'Ada Lovelace;ada@maple.example;8a;1815-12-10',
      '=Grace Hopper;grace@maple.example;8a;never',
      ';nobody@maple.example;8a;',
      'Alan Turing;no address;8b;',
      'Ada Lovelace;ada@maple.example;9z;',
    ].join('\n');
    expect(people.previewImport({ csv, clearEmpty: false })).toMatchObject({ created: 2, problemCount: 4 });
    const done = await people.import({ csv, clearEmpty: false }, 'ada');
    expect(done.problems.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
    const [ada] = people.list(personQuery.parse({ search: 'ada' })).rows;
    expect(ada).toMatchObject({ team: '8a', values: { [born.id]: Date.parse('1815-12-10') } });
    const { text } = people.export({});
    expect(text).toContain("'=Grace");
    expect(people.previewImport({ csv: text, clearEmpty: true })).toMatchObject({
      ...{ created: 0, changed: 0, unchanged: 2, problemCount: 0 },
    });
    const sorted = (direction: 'asc' | 'desc') =>
      people.list(personQuery.parse({ sort: born.id, direction })).rows.map(({ name }) => name);
    // Who has no value comes last, either way.
    expect(sorted('asc')).toEqual(['Ada Lovelace', '=Grace Hopper']);
    expect(sorted('desc')).toEqual(['Ada Lovelace', '=Grace Hopper']);
    const moved = 'Name,Email,Class\nAda King,ada@maple.example,9b';
    expect(await people.import({ csv: moved, clearEmpty: false }, 'ada')).toMatchObject({ created: 0, changed: 1 });
    expect(people.get(ada?.id ?? '')).toMatchObject({ name: 'Ada King', team: '9b' });
  });
});

describe('attributes of people', () => {
  it('filter people, alone and beside other facts; text, choices, numbers, days, yes and no (CA-04)', async () => {
    const people = openPeople(room.store);
    const make = (name: string, type: PersonAttribute['type'], choices: string[] = []) =>
      people.attributes.create({ name, description: '', type, choices }, 'ada');
    const [year, house, boards] = [
      await make('Year', 'number'),
      await make('House', 'choice', ['Oak', 'Elm']),
      await make('Boards', 'boolean'),
    ];
    await people.create(
      person('Bo', { team: '7b', values: { [year.id]: 7, [house.id]: 'Oak', [boards.id]: true } }),
      'ada',
    );
    await people.create(person('Cy', { team: '8a', values: { [year.id]: 8, [house.id]: 'Elm' } }), 'ada');
    await people.create(person('Di', { team: '8a' }), 'ada');
    const on = ({ id }: PersonAttribute) => attributeFieldId({ id, of: 'person' });
    const found = (filter: DeviceFilter) => people.list(personQuery.parse({ filter })).rows.map(({ name }) => name);
    expect(found({ field: on(house), operator: 'is', value: 'Oak' })).toEqual(['Bo']);
    expect(found({ field: on(year), operator: 'atLeast', value: 8 })).toEqual(['Cy']);
    expect(found({ field: on(boards), operator: 'isEmpty' })).toEqual(['Cy', 'Di']);
    expect(found({ field: on(house), operator: 'isNot', value: 'Oak' })).toEqual(['Cy', 'Di']);
    const both: DeviceFilter = {
      any: [
        { field: 'personTeam', operator: 'is', value: '7b' },
        {
          all: [
            { field: 'personTeam', operator: 'is', value: '8a' },
            { field: on(year), operator: 'isNotEmpty' },
          ],
        },
      ],
    };
    expect(found(both)).toEqual(['Bo', 'Cy']);
    expect(people.export({ filter: both })).toMatchObject({ rows: 2 });
    expect(people.values(on(house)).values).toEqual([
      { value: 'Elm', label: null, count: 1 },
      { value: 'Oak', label: null, count: 1 },
    ]);
    for (const field of ['serialNumber', 'app', 'osVersion'])
      expect(() => people.list(personQuery.parse({ filter: { field, operator: 'is', value: '17' } }))).toThrow();
    expect(() => people.values('app')).toThrow('People have no field');
  });

  it('are columns, filters, an order and a part of the CSV of the devices people have (CA-04)', async () => {
    const { store } = room;
    const people = openPeople(store);
    const loans = openLoans(store);
    const house = await people.attributes.create(
      { name: 'House', description: '', type: 'choice', choices: ['Oak', 'Elm'] },
      'ada',
    );
    const field = attributeFieldId({ id: house.id, of: 'person' });
    const { deviceId } = await addDevice(store);
    const { deviceId: other } = await addDevice(store);
    const bo = await people.create(person('Bo', { values: { [house.id]: 'Oak' } }), 'ada');
    await loans.checkOut({ deviceIds: [deviceId], personId: bo.id, dueAt: null, note: '' }, 'ada');
    const { list, values, exportCsv } = openDeviceQueries({ store });
    const oak: DeviceFilter = { field, operator: 'is', value: 'Oak' };
    expect(list.ids({ filter: oak, sort: 'name', direction: 'asc' }, 10).ids).toEqual([deviceId]);
    expect(list.ids({ sort: field, direction: 'desc' }, 10).ids).toEqual([deviceId, other]);
    expect(list.rows([deviceId, other], [field]).map((row) => row.values)).toEqual([
      { [field]: 'Oak' },
      { [field]: null },
    ]);
    expect(values(field, {}).values).toEqual([{ value: 'Oak', label: null, count: 1 }]);
    const csv = await exportCsv({
      ...{ devices: { deviceIds: [deviceId, other] }, sort: 'name', direction: 'asc' },
      ...{ columns: ['personName', field], headers: ['Person', 'House'] },
    });
    expect(csv.text).toContain('Bo,Oak');
    await loans.checkIn({ deviceIds: [deviceId], note: '' }, 'ada');
    expect(list.ids({ filter: oak, sort: 'name', direction: 'asc' }, 10).ids).toEqual([]);
  });

  it('are read by indexes: neither devices nor people are compared with every value there is', () => {
    const { store } = room;
    const plan = (text: string): string[] =>
      store
        .all<{ detail: string }>(() => ({ compile: () => CompiledQuery.raw(`explain query plan ${text}`) }))
        .map(({ detail }) => detail);
    const ofDevice = plan(
      `select (select v."text" from "loan" l join "personValue" v on v."personId" = l."personId" and v."attributeId" = 'a' where l."deviceId" = "device"."id" and l."inAt" is null) from "device"`,
    );
    expect(ofDevice.join('\n')).not.toMatch(/SCAN [lv]/);
    expect(plan(`select count(*) from "personValue" where "attributeId" = 'a'`).join('\n')).toContain(
      'personValueByAttribute',
    );
  });

  it('cannot be deleted while a saved view or a policy asks for them (CA-02)', async () => {
    const { store } = room;
    const people = openPeople(store);
    const house = await people.attributes.create({ name: 'House', description: '', type: 'text', choices: [] }, 'ada');
    const views = openSavedViews(store);
    const view = await views.create(
      newView.parse({
        name: 'Oak',
        filter: { field: attributeFieldId({ id: house.id, of: 'person' }), operator: 'is', value: 'Oak' },
      }),
      { name: 'ada', role: 'administrator' } as never,
    );
    await expect(people.attributes.remove(house.id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await views.remove(view.id, { name: 'ada', role: 'administrator' } as never);

    // A policy that asks for it as a variable holds it, and its name, too.
    await store.write((work) => {
      const { now } = work;
      store.run((db) =>
        db.insertInto('policy').values({
          ...{
            id: 'p',
            type: 'profile',
            name: 'Wi-Fi',
            nameKey: 'wi-fi',
            description: '',
            identifier: null,
            active: 1,
          },
          ...{ newestVersion: 1, version: 1, onDrift: 'report', accepted: '[]', window: null, slot: null, rank: 0 },
          ...{ encrypted: 0, needs: '[]', createdAt: now, createdBy: 'ada', changedAt: now, changedBy: 'ada' },
        } as never),
      );
      store.run((db) =>
        db.insertInto('policyVersion').values({
          ...{ policyId: 'p', number: 1, uuid: 'u', at: now, by: 'ada', note: '', content: '{}', secretId: null },
          ...{
            originalSecretId: null,
            payloadTypes: '[]',
            variables: JSON.stringify([attributeVariable('House', 'person')]),
          },
        } as never),
      );
    });
    await expect(people.attributes.remove(house.id, 'ada')).rejects.toThrow('Wi-Fi');
    await expect(people.attributes.update(house.id, { name: 'Home' }, 'ada')).rejects.toThrow('Wi-Fi');
    await people.attributes.update(house.id, { description: 'Where they sleep' }, 'ada');
    await store.write(() => store.run((db) => db.deleteFrom('policy').where('id', '=', 'p')));
    await people.attributes.remove(house.id, 'ada');
    expect(people.attributes.list()).toEqual([]);
  });

  it('tell what was changed of them and what it was before (CA-06)', async () => {
    const people = openPeople(room.store);
    const house = await people.attributes.create({ name: 'House', description: '', type: 'text', choices: [] }, 'ada');
    const { id } = await people.create(person('Ada', { values: { [house.id]: 'Oak' } }), 'ada');
    await people.update(id, person('Ada', { values: { [house.id]: 'Elm' } }), 'bo');
    await people.attributes.update(house.id, { name: 'Home' }, 'bo');
    const told = room.events.filter(({ actor }) => actor === 'bo').map(({ type, data }) => [type, data]);
    expect(told).toMatchObject([
      ['person.changed', { changes: [{ name: 'House', before: 'Oak', after: 'Elm' }] }],
      ['person.attribute-changed', { before: { name: 'House' }, after: { name: 'Home' } }],
    ]);
  });
});

describe('loans', () => {
  it('a device is out to one person at most, comes back, and can be found by who has it', async () => {
    const { store, clock } = room;
    const people = openPeople(store);
    const loans = openLoans(store);
    const { deviceId } = await addDevice(store);
    const { deviceId: other } = await addDevice(store);
    const bo = await people.create(person('Bo Chen', { email: 'bo@maple.example', team: '7b' }), 'ada');
    const al = await people.create(person('Al Li'), 'ada');
    const due = clock.now() + 1000;
    const [loan] = await loans.checkOut({ deviceIds: [deviceId], personId: bo.id, dueAt: due, note: '' }, 'ada');
    // All or nothing: one that is out keeps the other here.
    const twice = loans.checkOut({ deviceIds: [other, deviceId], personId: al.id, dueAt: null, note: '' }, 'ada');
    expect(await codeOf(twice)).toBe('conflict');
    expect(loans.list({ which: 'open', offset: 0, limit: 10 })).toMatchObject({ total: 1, overdue: 0 });
    const { list } = openDeviceQueries({ store });
    const found = (filter: DeviceFilter) => list.ids({ filter, sort: 'name', direction: 'asc' }, 10).ids;
    expect(found({ field: 'personEmail', operator: 'contains', value: 'bo@' })).toEqual([deviceId]);
    expect(found({ field: 'personTeam', operator: 'is', value: '7b' })).toEqual([deviceId]);
    clock.time += 2000;
    expect(loans.list({ which: 'overdue', offset: 0, limit: 10 }).rows).toMatchObject([
      { id: loan?.id, overdue: true },
    ]);
    expect(people.get(bo.id)).toMatchObject({ devices: 1, overdue: 1 });
    expect(await codeOf(people.remove(bo.id, 'ada'))).toBe('conflict');
    await loans.setDue(loan?.id ?? '', null, 'ada');
    expect(loans.list({ which: 'overdue', offset: 0, limit: 10 }).total).toBe(0);
    const back = await loans.checkIn({ deviceIds: [deviceId, other], note: 'Screen cracked' }, 'eve');
    expect(back).toMatchObject([{ inBy: 'eve', inNote: 'Screen cracked' }]);
    expect(found({ field: 'personName', operator: 'isNotEmpty' })).toEqual([]);
    expect(await loans.takeBack([loan?.id ?? ''], 'eve')).toEqual({ changed: 1 });
    expect(loans.list({ deviceId, which: 'open', offset: 0, limit: 10 }).total).toBe(1);
    expect(await loans.takeBack([loan?.id ?? ''], 'eve')).toEqual({ changed: 1 });
    expect(loans.list({ deviceId, which: 'all', offset: 0, limit: 10 }).total).toBe(0);
  });
});
