// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { attributeField } from '../../../shared/contract/device-fields.ts';
import { columnFields } from '../columns.tsx';
import { exportFields, exportGroups } from './export-columns.ts';

const room = { id: '1', name: 'Room', type: 'text', choices: [] } as const;
const fields = columnFields([room]);
const ids = (of: readonly { id: string }[]): string[] => of.map(({ id }) => id);

it('holds what is basic, what is shown, or everything of some groups; always whose line it is', () => {
  expect(ids(exportFields('basic', fields, [], new Set()))).toContain('osVersion');
  expect(ids(exportFields('current', fields, [attributeField(room)], new Set()))).toEqual([
    'name',
    'serialNumber',
    'attribute.1',
  ]);
  const network = ids(exportFields('all', fields, [], new Set(['network'])));
  expect(network.slice(0, 2)).toEqual(['name', 'serialNumber']);
  expect(network).toContain('wifiMac');
  expect(network).not.toContain('imei');
  expect(exportFields('all', fields, [], new Set(exportGroups(fields)))).toHaveLength(fields.length);
});
