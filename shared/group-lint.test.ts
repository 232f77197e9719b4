import { expect, it } from 'vitest';
import type { DeviceFilter } from './contract/device-filter.ts';
import { assignmentWarnings, fieldsOfUsers } from './group-lint.ts';

const named: DeviceFilter = { field: 'name', operator: 'startsWith', value: 'Lab' };
const ipads: DeviceFilter = { field: 'family', operator: 'is', value: 'iPad' };
const inLab: DeviceFilter = { field: 'group', operator: 'includes', value: 'lab' };
const none = () => undefined;

it('warns of groups that people come into and leave by themselves, such as by the name of the device (LBL-09)', () => {
  expect(fieldsOfUsers({ all: [ipads, { not: { any: [named] } }] })).toEqual(['name']);
  expect(fieldsOfUsers(ipads)).toEqual([]);
  expect(fieldsOfUsers(null)).toEqual([]);
});

it('looks into the groups a group is made of, and ends where they name each other (LBL-09)', () => {
  const filters: Record<string, DeviceFilter> = { lab: { all: [named, inLab] } };
  expect(fieldsOfUsers({ all: [ipads, inLab] }, (id) => filters[id])).toEqual(['name']);
});

it('warns where something is for managed Apple Accounts, and the group does not ask for them (LBL-09)', () => {
  const given = { variables: ['MANAGED_APPLE_ID'], content: {} };
  expect(assignmentWarnings(given, { filter: ipads, members: 3 }, none)).toEqual([{ code: 'no-managed-account' }]);
  const shared: DeviceFilter = {
    any: [
      { field: 'sharedIpad', operator: 'is', value: true },
      { field: 'userEnrollment', operator: 'is', value: true },
    ],
  };
  expect(assignmentWarnings(given, { filter: shared, members: 3 }, none)).toEqual([]);
  expect(assignmentWarnings({ ...given, variables: [] }, { filter: ipads, members: 3 }, none)).toEqual([]);
});

it('warns when something big goes to many devices (LBL-09)', () => {
  const content = { PayloadContent: [{ Font: { $data: 'A'.repeat(2_000_000) } }] };
  const given = { variables: [], content };
  expect(assignmentWarnings(given, { filter: null, members: 400 }, none)).toEqual([
    { code: 'big-for-many', bytes: 1_500_000, devices: 400 },
  ]);
  expect(assignmentWarnings(given, { filter: null, members: 4 }, none)).toEqual([]);
});
