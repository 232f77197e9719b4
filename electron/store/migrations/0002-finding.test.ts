import { describe, expect, it } from 'vitest';
import { openSqlite } from '../dialects/sqlite.ts';
import { foundation } from './0001-foundation.ts';
import { finding } from './0002-finding.ts';

describe('the migration to finding devices', () => {
  it('derives everything about the devices that are there already', () => {
    const dialect = openSqlite(':memory:');
    foundation.up(dialect);
    dialect.execute(`
      insert into "device" ("id", "udid", "name", "osVersion", "capacityGb", "availableGb", "createdAt")
        values ('a', 'UDID-A', 'Old iPad', '17.10.2', 64, 16, 1), ('b', 'UDID-B', 'Alone', null, 0, 1, 2);
      insert into "enrollment" ("id", "deviceId", "key", "channel", "userEnrollment", "state", "topic", "accessRights",
        "signMessage", "pushState", "awaitingConfiguration", "authenticatedAt", "enrolledAt", "wakeAttempts") values
        ('e1', 'a', 'k', 'device', 0, 'ended', 't', 1, 0, 'none', 0, 9, 9, 0),
        ('e2', 'a', 'k', 'device', 0, 'enrolled', 't', 1, 0, 'ready', 0, 3, 4, 0),
        ('e3', 'a', 'u', 'user', 0, 'enrolled', 't', 1, 0, 'none', 0, 10, 10, 0);
      insert into "deviceReport" values ('a', 'security', 1, null, '{"FDE_Enabled":true}'),
        ('a', 'device-information', 1, null, '{"WiFiMAC":"a4:83","IsMultiUser":false}');
    `);
    finding.up(dialect);
    const all = (condition: ReturnType<typeof dialect.deviceHasWords>) => {
      const query = dialect.builder.selectFrom('device').select('id').where(condition).compile();
      return dialect.prepare(query).all(query.parameters);
    };
    const query = dialect.builder.selectFrom('device').selectAll().orderBy('id').compile();
    expect(dialect.prepare(query).all([])).toMatchObject([
      {
        enrollmentId: 'e2',
        state: 'enrolled',
        pushState: 'ready',
        enrolledAt: 4,
        encrypted: 1,
        sharedIpad: 0,
        wifiMac: 'a4:83',
        activationLock: null,
        osVersionNumber: 17_0010_0002,
        availableShare: 0.25,
      },
      { enrollmentId: null, state: 'ended', pushState: 'none', osVersionNumber: null, availableShare: null },
    ]);
    expect(all(dialect.deviceHasWords(['ipad']))).toEqual([{ id: 'a' }]);
    expect(all(dialect.deviceHasWords(['a4:83']))).toEqual([{ id: 'a' }]);
    expect(all(dialect.deviceHasWords(['al']))).toEqual([{ id: 'b' }]);
    dialect.close();
  });
});
