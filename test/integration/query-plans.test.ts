import BetterSqlite, { type Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';
import { scannedTables } from '../support/table-scans.ts';
import { testProfile } from '../support/test-profile.ts';

const ran = vi.hoisted(() => new Map<string, Database>());

/** Every statement that is run, with the database it is run on. */
vi.mock('better-sqlite3', async (importOriginal) => {
  const { default: Real } = await importOriginal<{ default: typeof import('better-sqlite3') }>();
  const watched = (database: Database): Database => {
    const prepare = database.prepare.bind(database);
    const noted = (sql: string) => {
      const statement = prepare(sql);
      const noting =
        <A extends unknown[], R>(run: (...parameters: A) => R) =>
        (...parameters: A): R => {
          ran.set(sql, database);
          return run.apply(statement, parameters);
        };
      return Object.assign(statement, {
        get: noting(statement.get),
        all: noting(statement.all),
        run: noting(statement.run),
      });
    };
    return Object.assign(database, { prepare: noted });
  };
  return {
    default: new Proxy(Real, { construct: (target, [from]: [string | Buffer]) => watched(new target(from)) }),
  };
});

const LARGE = new Set([
  ...['device', 'enrollment', 'command', 'event', 'installedApp', 'installedProfile', 'deviceReport'],
  'expectedDevice',
]);

/** What may be walked through, and why that is no fault. */
const ALLOWED: readonly (readonly [RegExp, string])[] = [
  [/^device: select .* order by "device"."nameOrder" asc, "device"."id" asc limit/, 'a page, in the order of an index'],
  [/^device: .*"serialNumber" like/, 'what a person types may stand anywhere in a serial number'],
  [/^command: select .* where (1 = 1|"c"."open" = 1) order by "c"."id" desc limit/, 'a page, newest first'],
  [
    /^expectedDevice: select .* where "invitationId" is null$/,
    'a list that is read in is compared with the whole list',
  ],
  [
    /^enrollment: .* inner join "enrollment" .* not exists \(select "u"."id" from "profileUpdate"/,
    'on no message’s way: now and then',
  ],
];

let running: RunningEngine;
let way: Awaited<ReturnType<RunningEngine['admin']['invite']>>;
const devices: StepDevice[] = [];

beforeAll(async () => {
  running = await runEngine();
  way = await running.admin.invite();
});
afterAll(async () => {
  for (const device of devices) device.close();
  await running.stop();
});

/** What is walked through from an end while `act` runs, as `table: statement`. */
async function scansDuring(act: () => Promise<unknown>): Promise<string[]> {
  ran.clear();
  await act();
  const statements = [...ran];
  expect(statements.length).toBeGreaterThan(0);
  return statements.flatMap(([sql, database]) =>
    /^\s*(begin|commit|rollback|savepoint|release|pragma)\b/i.test(sql)
      ? []
      : scannedTables(database, sql)
          .filter((table) => LARGE.has(table))
          .map((table) => `${table}: ${sql}`)
          .filter((scan) => !ALLOWED.some(([pattern]) => pattern.test(scan))),
  );
}

function newDevice(): StepDevice {
  const device = new StepDevice();
  devices.push(device);
  return device;
}

it('sees a table that is walked through, also by a trigger, and none that is searched', () => {
  const database = new BetterSqlite(':memory:');
  database.exec(`create table "small" ("id" integer primary key);
    create table "device" ("id" text primary key, "name" text);
    create index "deviceByName" on "device" ("name");
    create table "event" ("id" integer primary key, "name" text);
    create trigger "told" after insert on "small" begin
      update "event" set "name" = 'x' where "name" = 'y'; end;`);
  const scanned = (sql: string) => scannedTables(database, sql);
  expect(scanned('select * from device where name = ?')).toEqual([]);
  expect(scanned('select * from device where name like ?')).toEqual(['device']);
  expect(scanned('select count(*) from device')).toEqual(['device']);
  expect(scanned('select * from device order by name')).toEqual(['device']);
  expect(scanned('insert into small (id) values (?)')).toEqual(['event']);
  expect(scanned('update device set name = ? where id = (select name from event where id = ?)')).toEqual([]);
  database.close();
});

describe('walks through no large table', () => {
  it('when a device enrolls, tells about itself and does what it is asked for', async () => {
    const scans = await scansDuring(async () => {
      const device = newDevice();
      await device.enroll(way, running.apple);
      await device.session();
      await device.session();
    });
    expect(scans).toEqual([]);
  });

  it('when only expected devices may enroll, and one that is', async () => {
    const { admin } = running;
    const device = newDevice();
    const scans = await scansDuring(async () => {
      const own = await admin.invite({ onlyExpected: true });
      const csv = `serial,name,person\n${device.serialNumber},Cart 4-12,Ada\n`;
      await admin.call('POST', '/expected-devices/import', { csv });
      await device.enroll(own, running.apple);
      await device.session();
    });
    expect(scans).toEqual([]);
  });

  it('when commands are queued, wait for a device and are answered', async () => {
    const { admin } = running;
    const [device] = devices;
    if (device === undefined) throw new Error('No device is there.');
    const { id } = await admin.find(device.serialNumber);
    const scans = await scansDuring(async () => {
      await admin.queueOne(id, { RequestType: 'InstallProfile', Payload: testProfile('example.plans') });
      for (const RequestType of ['ProfileList', 'InstalledApplicationList', 'CertificateList', 'SecurityInfo'])
        await admin.queueOne(id, { RequestType });
      await admin.wake(id);
      device.state = { ...device.state, locked: true };
      await device.session();
      device.state = { ...device.state, locked: false };
      await device.session();
    });
    expect(scans).toEqual([]);
  });

  it('when a list of expected devices changes, which those that are in have names and people from', async () => {
    const { admin } = running;
    const [device] = devices;
    const { rows } = await admin.call<{ rows: { id: string }[] }>('GET', '/expected-devices?limit=100');
    const scans = await scansDuring(async () => {
      const csv = `serial,name,person\n${device?.serialNumber},Cart 4-1,Grace\n`;
      await admin.call('POST', '/expected-devices/import', { csv });
      await admin.call('POST', '/expected-devices/remove', { ids: rows.map(({ id }) => id) });
    });
    expect(scans).toEqual([]);
  });

  it('when the console shows a page of a list, what a search finds, a device, its queue and its events', async () => {
    const { admin } = running;
    const [device] = devices;
    if (device === undefined) throw new Error('No device is there.');
    const { id } = await admin.find(device.serialNumber);
    const searches = ['', '&search=ipad', `&search=${device.serialNumber}`, `&search=sn:${device.serialNumber}`];
    const scans = await scansDuring(async () => {
      for (const search of searches) await admin.call('GET', `/devices?limit=50${search}`);
      await admin.device(id);
      await admin.apps(id);
      await admin.profiles(id);
      await admin.commands(`deviceId=${id}`);
      await admin.call('GET', '/command-queue?limit=50');
      await admin.call('GET', '/command-queue?limit=50&open=true');
      await admin.events(`deviceId=${id}`);
      await admin.call('GET', '/event-log?limit=50');
    });
    expect(scans).toEqual([]);
  });
});
