import { z } from 'zod';
import { id, offset, procedure, time } from './common.ts';
import { ATTRIBUTE_TYPES } from './device-fields.ts';
import { csvFile, fieldValues } from './device-lists.ts';
import { fieldValue } from './devices.ts';
import { filterInput } from './filter-input.ts';

/* People who use devices, what is known of them, and which devices they have. */

const attributeName = z.string().trim().min(1).max(100);
const choices = z.array(z.string().trim().min(1).max(100)).max(200).default([]);

export const newPersonAttribute = z
  .object({
    name: attributeName,
    description: z.string().trim().max(255).default(''),
    type: z.enum(ATTRIBUTE_TYPES),
    /** Only for `choice`. */
    choices,
  })
  .refine((one) => one.type !== 'choice' || one.choices.length > 0, {
    path: ['choices'],
    message: 'A choice needs at least one value to choose from.',
  });
export type NewPersonAttribute = z.infer<typeof newPersonAttribute>;

/** A fact about people that administrators keep themselves. */
export const personAttribute = z.object({
  id,
  name: z.string(),
  description: z.string(),
  type: z.enum(ATTRIBUTE_TYPES),
  choices: z.array(z.string()),
  /** How many people have a value. */
  people: z.number().int(),
});
export type PersonAttribute = z.infer<typeof personAttribute>;

export const newPerson = z.object({
  name: z.string().trim().min(1).max(200),
  email: z
    .union([z.literal(''), z.email().max(254)])
    .nullable()
    .default(null),
  /** Class, department, year. */
  team: z.string().trim().max(100).default(''),
  note: z.string().trim().max(2000).default(''),
  /** By the ids of attributes; what is left out stays, null clears. */
  values: z.record(id, fieldValue).default({}),
});
export type NewPerson = z.infer<typeof newPerson>;

/** The directory a person comes from. */
export const personSource = z.object({
  directoryId: id,
  directory: z.string(),
  dn: z.string(),
  /** Since when the directory does not know them any more. */
  goneAt: time.nullable(),
  /** What comes from there, and is not changed by hand: `name`, `email`, `team`, ids of attributes. */
  fields: z.array(z.string()),
});
export type PersonSource = z.infer<typeof personSource>;

export const person = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  team: z.string(),
  note: z.string(),
  /** By the ids of attributes. */
  values: z.record(z.string(), fieldValue),
  /** Null for people who are kept by hand. */
  source: personSource.nullable(),
  /** Devices this person has now, and how many of them are due back. */
  devices: z.number().int(),
  overdue: z.number().int(),
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type Person = z.infer<typeof person>;

export const PERSON_SORTS = ['name', 'email', 'team', 'devices'] as const;

export const personQuery = z.object({
  /** Every word is in the name, the address, the class or a custom attribute. */
  search: z.string().trim().max(200).optional(),
  team: z.string().max(100).optional(),
  /** `with`: has a device now; `overdue`: has one that is due back; `without`: has none. */
  devices: z.enum(['with', 'without', 'overdue']).optional(),
  /** `hand`: kept by hand; `gone`: gone from their directory; or the id of a directory. */
  origin: z.union([z.enum(['hand', 'gone']), id]).optional(),
  /** Fields are `personName`, `personEmail`, `personTeam`, and `personAttribute.<id>`. */
  filter: filterInput.optional(),
  /** Or the id of an attribute; people without a value come last. */
  sort: z.union([z.enum(PERSON_SORTS), id]).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  offset,
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type PersonQuery = z.infer<typeof personQuery>;
const personSearch = personQuery.pick({ search: true, team: true, devices: true, origin: true, filter: true });
/** Which people are meant. */
export type PersonSearch = z.infer<typeof personSearch>;

export const personPage = z.object({
  total: z.number().int(),
  rows: z.array(person),
  /** Every class there is, with how many people. */
  teams: z.array(z.object({ team: z.string(), people: z.number().int() })),
});
export type PersonPage = z.infer<typeof personPage>;

export const loan = z.object({
  id,
  deviceId: id,
  deviceName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  modelName: z.string().nullable(),
  personId: id,
  personName: z.string(),
  personEmail: z.string().nullable(),
  team: z.string(),
  outAt: time,
  outBy: z.string(),
  outNote: z.string(),
  /** Null: until further notice. */
  dueAt: time.nullable(),
  inAt: time.nullable(),
  inBy: z.string().nullable(),
  inNote: z.string(),
  overdue: z.boolean(),
  /** Where it has its place. */
  place: z.object({ cartId: id, cart: z.string(), slot: z.number().int() }).nullable(),
});
export type Loan = z.infer<typeof loan>;

export const loanQuery = z.object({
  deviceId: id.optional(),
  personId: id.optional(),
  cartId: id.optional(),
  which: z.enum(['open', 'overdue', 'all']).default('open'),
  offset,
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type LoanQuery = z.infer<typeof loanQuery>;

export const peopleImportInput = z.object({
  /** CSV with a heading: name, email, class, note, and names of attributes. */
  csv: z.string().min(1).max(20_000_000),
  /** An empty cell clears the value instead of leaving it. */
  clearEmpty: z.boolean().default(false),
});
export type PeopleImportInput = z.infer<typeof peopleImportInput>;

export const peopleImport = z.object({
  /** What each column of the file fills: `name`, `email`, `team`, `note`, the id of an attribute, or nothing. */
  columns: z.array(z.object({ header: z.string(), fills: z.string().nullable() })),
  rows: z.number().int(),
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** The first thousand lines or cells that are left out; `text` is what stands there, `reason` is English. */
  problems: z.array(z.object({ line: z.number().int(), text: z.string(), reason: z.string() })),
  problemCount: z.number().int(),
});
export type PeopleImport = z.infer<typeof peopleImport>;

const byPerson = z.object({ personId: id });
const byAttribute = z.object({ attributeId: id });
const note = z.string().trim().max(500).default('');
const PEOPLE = ['People'];

export const people = {
  list: procedure
    .route({ method: 'GET', path: '/people', summary: 'People', tags: PEOPLE })
    .input(personQuery)
    .output(personPage),
  values: procedure
    .route({ method: 'GET', path: '/people/values', summary: 'The values people have in a field', tags: PEOPLE })
    .input(z.object({ field: z.string().min(1).max(100) }))
    .output(fieldValues),
  get: procedure
    .route({ method: 'GET', path: '/people/{personId}', summary: 'One person', tags: PEOPLE })
    .input(byPerson)
    .output(person),
  create: procedure
    .route({ method: 'POST', path: '/people', summary: 'Add a person', tags: PEOPLE })
    .input(newPerson)
    .output(person),
  update: procedure
    .route({ method: 'PUT', path: '/people/{personId}', summary: 'Change a person', tags: PEOPLE })
    .input(z.object({ personId: id, person: newPerson }))
    .output(person),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/people/{personId}',
      summary: 'Delete a person and what they had',
      description: 'Refused while the person has a device.',
      tags: PEOPLE,
    })
    .input(byPerson)
    .output(person),
  previewImport: procedure
    .meta({ access: 'viewer' })
    .route({ method: 'POST', path: '/people/import/preview', summary: 'What importing people would do', tags: PEOPLE })
    .input(peopleImportInput)
    .output(peopleImport),
  import: procedure
    .route({
      method: 'POST',
      path: '/people/import',
      summary: 'Import people',
      description: 'People are known again by their e-mail address, or by their name where there is none.',
      tags: PEOPLE,
    })
    .input(peopleImportInput)
    .output(peopleImport),
  export: procedure
    .meta({ access: 'viewer' })
    .route({ method: 'POST', path: '/people/export', summary: 'People as CSV', tags: PEOPLE })
    .input(personSearch)
    .output(csvFile),
  attributes: procedure
    .route({ method: 'GET', path: '/people-attributes', summary: 'Custom attributes of people', tags: PEOPLE })
    .output(z.array(personAttribute)),
  createAttribute: procedure
    .route({ method: 'POST', path: '/people-attributes', summary: 'Define an attribute of people', tags: PEOPLE })
    .input(newPersonAttribute)
    .output(personAttribute),
  updateAttribute: procedure
    .route({
      method: 'PATCH',
      path: '/people-attributes/{attributeId}',
      summary: 'Rename or describe an attribute of people, or change its choices',
      tags: PEOPLE,
    })
    .input(
      byAttribute.extend({
        name: attributeName.optional(),
        description: z.string().trim().max(255).optional(),
        choices: z.array(z.string().trim().min(1).max(100)).min(1).max(200).optional(),
      }),
    )
    .output(personAttribute),
  removeAttribute: procedure
    .route({
      method: 'DELETE',
      path: '/people-attributes/{attributeId}',
      summary: 'Delete an attribute of people and its values',
      tags: PEOPLE,
    })
    .input(byAttribute)
    .output(personAttribute),
};

export const loans = {
  list: procedure
    .route({ method: 'GET', path: '/loans', summary: 'Devices that people have or had, newest first', tags: PEOPLE })
    .input(loanQuery)
    .output(z.object({ total: z.number().int(), overdue: z.number().int(), rows: z.array(loan) })),
  checkOut: procedure
    .route({
      method: 'POST',
      path: '/loans',
      summary: 'Give devices to a person',
      description: 'Refused when one of them is out already.',
      tags: PEOPLE,
    })
    .input(
      z.object({ deviceIds: z.array(id).min(1).max(500), personId: id, dueAt: time.nullable().default(null), note }),
    )
    .output(z.array(loan)),
  checkIn: procedure
    .route({
      method: 'POST',
      path: '/loans/return',
      summary: 'Take devices back',
      description: 'Devices that are not out are left alone.',
      tags: PEOPLE,
    })
    .input(z.object({ deviceIds: z.array(id).min(1).max(500), note }))
    .output(z.array(loan)),
  setDue: procedure
    .route({ method: 'PUT', path: '/loans/{loanId}/due', summary: 'Change when a device is due back', tags: PEOPLE })
    .input(z.object({ loanId: id, dueAt: time.nullable() }))
    .output(loan),
  takeBack: procedure
    .route({
      method: 'POST',
      path: '/loans/undo',
      summary: 'Undo giving out or taking back',
      description:
        'Loans that are open were given out by mistake and go; loans that are over are opened again, unless the device went to somebody else since.',
      tags: PEOPLE,
    })
    .input(z.object({ loanIds: z.array(id).min(1).max(500) }))
    .output(z.object({ changed: z.number().int() })),
};
