import { z } from 'zod';
import { PERSON_VARIABLES } from '../variables/names.ts';
import { id, procedure, time } from './common.ts';

const name = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[\p{L}\p{N}_]{2,150}$/u, 'must be the name of a variable, without its dollars');

/** A variable, and how far it goes. */
export const variable = z.object({
  name: z.string(),
  about: z.enum(['device', 'person', 'delivery', 'blank']),
  /** The name of the attribute it is of; null for those that are always there. */
  attribute: z.string().nullable(),
  attributeId: id.nullable(),
  /** The attribute of devices that its value is taken from, where somebody chose one. */
  sourceAttributeId: id.nullable(),
  /** In how many places it is used. */
  uses: z.number().int(),
});
export type Variable = z.infer<typeof variable>;

export const variableValue = z.object({ name: z.string(), value: z.string().nullable() });
export type VariableValue = z.infer<typeof variableValue>;

/** Something that has variables in it. */
export const variableUse = z.object({
  kind: z.enum(['policy', 'certificate']),
  id: z.string(),
  title: z.string(),
  variables: z.array(z.string()),
});
export type VariableUse = z.infer<typeof variableUse>;

export const variableUsage = z.object({
  uses: z.array(variableUse),
  /** Enrolled devices. */
  devices: z.number().int(),
  /** Of those, the ones without a value; the first hundred by name. */
  lacking: z.object({
    count: z.number().int(),
    rows: z.array(z.object({ deviceId: id, name: z.string().nullable(), serialNumber: z.string().nullable() })),
  }),
  readAt: time,
});
export type VariableUsage = z.infer<typeof variableUsage>;

const tags = ['Variables'];

export const variables = {
  list: procedure
    .route({ method: 'GET', path: '/variables', summary: 'Variables that profiles and configurations may use', tags })
    .output(z.array(variable)),
  forDevice: procedure
    .route({
      method: 'GET',
      path: '/devices/{deviceId}/variables',
      summary: 'What variables stand for on a device',
      tags,
    })
    .input(z.object({ deviceId: id }))
    .output(z.array(variableValue)),
  usage: procedure
    .route({
      method: 'GET',
      path: '/variables/{name}',
      summary: 'Where a variable is used, and which devices have no value for it',
      tags,
    })
    .input(z.object({ name }))
    .output(variableUsage),
  setSource: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/variables/{name}/source',
      summary: 'Take the value of a variable about people from an attribute of devices',
      description:
        'Null takes it again from where it comes by itself. Profiles that use it are sent again where it changes.',
      tags,
    })
    .input(z.object({ name: z.enum(PERSON_VARIABLES), attributeId: id.nullable() }))
    .output(variable),
};
