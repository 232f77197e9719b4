import { z } from 'zod';
import type { Variable, VariableUsage, VariableUse, VariableValue } from '../../shared/contract/variables.ts';
import { CartwrightError } from '../../shared/errors.ts';
import {
  aboutOf,
  BLANK,
  DELIVERY_VARIABLES,
  isVariable,
  PERSON_VARIABLES,
  type PersonVariable,
  VARIABLE_NAMES,
  type VariableValues,
} from '../../shared/variables/index.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';
import { openAttributeValues } from './attributes.ts';
import { type DeviceRow, openDeviceRows } from './device-rows.ts';
import { personValues } from './person-facts.ts';

/** What variables stand for. */
export interface Variables {
  /**
   * Values by name; what has none is not there. Cheap: a few rows by their keys.
   *
   * @param enrollmentId of a user's channel, when that user is meant
   */
  valuesOf(deviceId: string, enrollmentId?: string): VariableValues;
  /** Variables of the attributes there are. */
  attributeVariables(): readonly string[];
  list(): Variable[];
  /** Every variable that can have a value, those without one too. @throws CartwrightError `not-found` */
  forDevice(deviceId: string): VariableValue[];
  /** @throws CartwrightError `not-found` */
  usage(name: string): VariableUsage;
  /** @throws CartwrightError `not-found` when there is no such attribute */
  setSource(name: PersonVariable, attributeId: string | null, actor: string): Promise<Variable>;
}

/** The person who has a device, from a directory of people. */
export interface DirectoryPerson {
  readonly name: string;
  readonly email: string | null;
  /** By variable (`CUSTOM_USER_…`). */
  readonly attributes: Readonly<Record<string, string>>;
}

/** People who have devices, when they are kept here. */
export interface PeopleDirectory {
  personOf(deviceId: string): DirectoryPerson | undefined;
  attributes(): readonly { readonly id: string; readonly name: string; readonly variable: string }[];
}

const SOURCES = 'variable-sources';
const sourcesShape = z.partialRecord(z.enum(PERSON_VARIABLES), z.string());
const MOST_LACKING = 100;

export function openVariables(options: {
  store: Store;
  people?: PeopleDirectory | undefined;
  /** What uses variables: asked when somebody looks. */
  uses: () => readonly VariableUse[];
}): Variables {
  const { store, people, uses } = options;
  const rows = openDeviceRows(store);
  const attributes = openAttributeValues(store);
  const fullName = store.statement<{ shortName: string }, { fullName: string | null }>((db, p) =>
    db.selectFrom('networkAccount').select('fullName').where('shortName', '=', p.shortName),
  );
  let kept: z.infer<typeof sourcesShape> | undefined;
  const sources = () => {
    kept ??= readSetting(store, SOURCES, sourcesShape) ?? {};
    return kept;
  };

  const valuesFrom = (row: DeviceRow, values: ReadonlyMap<string, string>): VariableValues => {
    const person = people?.personOf(row.id);
    const short = row.userShortName ?? undefined;
    // On a shared iPad a user is known by the Managed Apple Account.
    const signedIn = short?.includes('@') === true ? short : undefined;
    const given = Object.fromEntries(
      Object.entries(sources()).flatMap(([name, attributeId]) => {
        const value = values.get(attributeId);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const account = short === undefined ? undefined : (fullName.get({ shortName: short })?.fullName ?? undefined);
    return {
      ...deviceValues(row),
      ...personValues({
        userId: signedIn === undefined ? short : undefined,
        name: person?.name ?? row.userLongName ?? account ?? row.expectedPerson ?? undefined,
        email: person?.email ?? undefined,
        managedAppleId: signedIn ?? row.account ?? undefined,
        given,
      }),
      ...person?.attributes,
      ...Object.fromEntries(
        attributes.list().flatMap(({ id, variable }) => {
          const value = values.get(id);
          return value === undefined || value === '' ? [] : [[variable, value]];
        }),
      ),
    };
  };

  const list = (): Variable[] => {
    const used = uses();
    const count = (name: string) => used.filter(({ variables }) => variables.includes(name)).length;
    const one = (name: string, attribute: { id: string; name: string } | undefined): Variable => ({
      name,
      about: aboutOf(name),
      attribute: attribute?.name ?? null,
      attributeId: attribute?.id ?? null,
      sourceAttributeId: sources()[name as PersonVariable] ?? null,
      uses: count(name),
    });
    return [
      ...VARIABLE_NAMES.map((name) => one(name, undefined)),
      ...attributes.list().map((each) => one(each.variable, each)),
      ...(people?.attributes() ?? []).map((each) => one(each.variable, each)),
    ];
  };
  const attributeVariables = (): readonly string[] => [
    ...attributes.list().map(({ variable }) => variable),
    ...(people?.attributes() ?? []).map(({ variable }) => variable),
  ];

  return {
    valuesOf(deviceId, enrollmentId) {
      const row = rows.one(deviceId, enrollmentId);
      return row === undefined ? {} : valuesFrom(row, attributes.ofDevice(deviceId));
    },

    attributeVariables,
    list,

    forDevice(deviceId) {
      const row = rows.one(deviceId);
      if (row === undefined) throw new CartwrightError('not-found', 'There is no such device.');
      const values = valuesFrom(row, attributes.ofDevice(deviceId));
      const made: ReadonlySet<string> = new Set(DELIVERY_VARIABLES.filter((name) => name !== 'TIMESTAMP_MS'));
      return [...VARIABLE_NAMES, ...attributeVariables()]
        .filter((name) => name !== BLANK && !made.has(name))
        .map((name) => ({ name, value: values[name] ?? null }));
    },

    usage(name) {
      if (!isVariable(name) || (name.startsWith('CUSTOM_') && !attributeVariables().includes(name)))
        throw new CartwrightError('not-found', 'There is no such variable.');
      const enrolled = rows.enrolled();
      const always = name === BLANK || (aboutOf(name) === 'delivery' && name !== 'TIMESTAMP_MS');
      const wanted = attributes.list().find(({ variable }) => variable === name)?.id;
      // The values of one attribute, and of those that stand for facts about people, read once for all devices.
      const read = [...new Set([...(wanted === undefined ? [] : [wanted]), ...Object.values(sources())])].map(
        (attributeId) => [attributeId, attributes.ofAttribute(attributeId)] as const,
      );
      const of = (row: DeviceRow) =>
        new Map(
          read.flatMap(([attributeId, values]) => {
            const value = values.get(row.id);
            return value === undefined ? [] : [[attributeId, value] as const];
          }),
        );
      const lacking = always ? [] : enrolled.filter((row) => (valuesFrom(row, of(row))[name] ?? '') === '');
      return {
        uses: uses().filter(({ variables }) => variables.includes(name)),
        devices: enrolled.length,
        lacking: {
          count: lacking.length,
          rows: lacking
            .map(({ id, name: deviceName, serialNumber }) => ({ deviceId: id, name: deviceName, serialNumber }))
            .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', undefined, { numeric: true }))
            .slice(0, MOST_LACKING),
        },
        readAt: store.clock.now(),
      };
    },

    setSource: (name, attributeId, actor) =>
      store.write((work) => {
        if (attributeId !== null && !attributes.list().some(({ id }) => id === attributeId))
          throw new CartwrightError('not-found', 'There is no such attribute.');
        const { [name]: _, ...others } = sources();
        writeSetting(store, SOURCES, attributeId === null ? others : { ...others, [name]: attributeId });
        kept = undefined;
        work.event({ type: 'variable.source-changed', actor, data: { name, attributeId } });
        const found = list().find((each) => each.name === name);
        if (found === undefined) throw new CartwrightError('not-found', 'There is no such variable.');
        return found;
      }),
  };
}

function deviceValues(row: DeviceRow): VariableValues {
  const values: Readonly<Record<string, string | number | null | undefined>> = {
    DEVICE_SN: row.serialNumber,
    DEVICE_NAME: row.name,
    DEVICE_UDID: row.udid,
    DEVICE_ID: row.id,
    DEVICE_UUID: row.id,
    DEVICE_UUID_NO_DASHES: row.id.replaceAll('-', ''),
    DEVICE_MAC: row.wifiMac,
    DEVICE_IMEI: row.imei,
    DEVICE_MEID: row.meid,
    MODEL: row.modelName ?? row.model,
    MODEL_ID: row.productName,
    DEVICE_FAMILY: row.family,
    PLATFORM: row.platform,
    OS_VERSION: row.osVersion,
    PHONE_NUMBER: row.phoneNumber,
    ICCID: row.iccid === null ? null : String(row.iccid).split(',')[0]?.trim(),
    ENROLLMENT_ID: row.enrollmentKey,
    TIMESTAMP_MS: row.enrolledAt,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value == null || value === '' ? [] : [[name, String(value)]])),
  );
}
