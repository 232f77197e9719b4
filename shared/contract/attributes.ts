import { z } from 'zod';
import { id, procedure, time } from './common.ts';
import { ATTRIBUTE_TYPES } from './device-fields.ts';
import { fieldValue } from './devices.ts';

const name = z.string().trim().min(1).max(100);
const description = z.string().trim().max(255).default('');
const choices = z.array(z.string().trim().min(1).max(100)).max(200).default([]);

export const newAttribute = z
  .object({ name, description, type: z.enum(ATTRIBUTE_TYPES), /** Only for `choice`. */ choices })
  .refine((one) => one.type !== 'choice' || one.choices.length > 0, {
    path: ['choices'],
    message: 'A choice needs at least one value to choose from.',
  });
export type NewAttribute = z.infer<typeof newAttribute>;

/** A fact about devices that administrators keep themselves. */
export const attribute = z.object({
  id,
  name: z.string(),
  description: z.string(),
  type: z.enum(ATTRIBUTE_TYPES),
  choices: z.array(z.string()),
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  /** On how many devices it has a value. */
  devices: z.number().int(),
});
export type Attribute = z.infer<typeof attribute>;

/** One attribute of one device; dates are milliseconds since the epoch. */
export const attributeValue = z.object({
  attributeId: id,
  value: fieldValue,
  changedAt: time.nullable(),
  changedBy: z.string().nullable(),
});
export type AttributeValue = z.infer<typeof attributeValue>;

export const setValuesInput = z.object({
  deviceIds: z.array(id).min(1).max(10_000),
  /** Null clears. */
  values: z
    .array(z.object({ attributeId: id, value: fieldValue }))
    .min(1)
    .max(300),
});
export type SetValuesInput = z.infer<typeof setValuesInput>;

export const importInput = z.object({
  /** CSV with a header line; separated by comma, semicolon or tab. */
  csv: z.string().min(1).max(20_000_000),
  /** Header of the column with serial numbers; found by its name unless given. */
  serialColumn: z.string().max(200).optional(),
  /** Which attribute a column fills, by its header, null for none; columns named like an attribute fill it. */
  columns: z.record(z.string(), id.nullable()).optional(),
  /** Header of the column with names that devices shall get, and of the one with notes about them. */
  nameColumn: z.string().max(200).optional(),
  noteColumn: z.string().max(200).optional(),
  /** An empty cell clears the value instead of leaving it. */
  clearEmpty: z.boolean().default(false),
});
export type ImportInput = z.infer<typeof importInput>;

const line = z.number().int();

export const importPreview = z.object({
  serialColumn: z.string(),
  columns: z.array(z.object({ header: z.string(), attributeId: id.nullable() })),
  /** Lines without the header. */
  rows: z.number().int(),
  /** Lines whose device was found. */
  matched: z.number().int(),
  /** Values, names and notes that would change, and on how many devices. */
  changes: z.number().int(),
  devices: z.number().int(),
  /** Lines whose serial number is empty, unknown, of several devices or given before: the first thousand. */
  unmatched: z.array(
    z.object({ line, serialNumber: z.string(), reason: z.enum(['empty', 'unknown', 'ambiguous', 'repeated']) }),
  ),
  unmatchedCount: z.number().int(),
  /** Cells that do not fit their attribute, the first thousand; they are left out. */
  invalid: z.array(
    z.object({ line, serialNumber: z.string(), header: z.string(), value: z.string(), reason: z.string() }),
  ),
  invalidCount: z.number().int(),
  /** The first changes, to look at. */
  sample: z.array(
    z.object({
      line,
      deviceId: id,
      serialNumber: z.string(),
      header: z.string(),
      /** Null for a name or a note. */
      attributeId: id.nullable(),
      before: fieldValue,
      after: fieldValue,
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** One value of one device; null for none. */
const deviceValue = z.object({ deviceId: id, attributeId: id, value: fieldValue });

const deviceName = z.object({ deviceId: id, name: z.string().min(1).max(255) });

export const importResult = importPreview.extend({
  /** What stood there before, for `restore`; null when it was too much to be kept. */
  former: z.array(deviceValue).nullable(),
  formerNames: z.array(deviceName),
  /** The notes it wrote. */
  notes: z.array(id),
});
export type ImportResult = z.infer<typeof importResult>;

export const restoreInput = z.object({
  values: z.array(deviceValue).max(100_000).default([]),
  /** Names devices get again. */
  names: z.array(deviceName).max(100_000).default([]),
  /** Notes that go. */
  notes: z.array(id).max(100_000).default([]),
});
export type RestoreInput = z.infer<typeof restoreInput>;

const byAttribute = z.object({ attributeId: id });

export const attributes = {
  list: procedure
    .route({ method: 'GET', path: '/attributes', summary: 'Custom attributes', tags: ['Attributes'] })
    .output(z.array(attribute)),
  create: procedure
    .meta({ reason: true })
    .route({ method: 'POST', path: '/attributes', summary: 'Define a custom attribute', tags: ['Attributes'] })
    .input(newAttribute)
    .output(attribute),
  update: procedure
    .meta({ reason: true })
    .route({
      method: 'PATCH',
      path: '/attributes/{attributeId}',
      summary: 'Rename or describe an attribute, or change its choices',
      tags: ['Attributes'],
    })
    .input(
      byAttribute.extend({
        name: name.optional(),
        description: z.string().trim().max(255).optional(),
        choices: z.array(z.string().trim().min(1).max(100)).min(1).max(200).optional(),
      }),
    )
    .output(attribute),
  remove: procedure
    .meta({ reason: true })
    .route({
      method: 'DELETE',
      path: '/attributes/{attributeId}',
      summary: 'Delete an attribute and its values',
      description: 'Refused while a saved view or a group uses it.',
      tags: ['Attributes'],
    })
    .input(byAttribute)
    .output(attribute),
  ofDevice: procedure
    .route({
      method: 'GET',
      path: '/devices/{deviceId}/attributes',
      summary: 'The custom attributes of a device',
      tags: ['Attributes'],
    })
    .input(z.object({ deviceId: id }))
    .output(z.array(attributeValue)),
  setValues: procedure
    .route({ method: 'POST', path: '/attributes/values', summary: 'Set or clear values', tags: ['Attributes'] })
    .input(setValuesInput)
    .output(z.object({ changed: z.number().int() })),
  previewImport: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/attributes/import/preview',
      summary: 'What importing a CSV would change',
      tags: ['Attributes'],
    })
    .input(importInput)
    .output(importPreview),
  import: procedure
    .route({
      method: 'POST',
      path: '/attributes/import',
      summary: 'Import values, names and notes by serial number',
      description:
        'What does not match or fit is left out, and listed as in the preview. Names go to the devices as commands.',
      tags: ['Attributes'],
    })
    .input(importInput)
    .output(importResult),
  restore: procedure
    .route({
      method: 'POST',
      path: '/attributes/restore',
      summary: 'Set values, names and notes device by device, as they were before an import',
      description: 'Attributes and devices that are gone meanwhile are left out.',
      tags: ['Attributes'],
    })
    .input(restoreInput)
    .output(z.object({ changed: z.number().int() })),
};
