import { PlistReal, type PlistValue } from '../catalogue/plist-value.ts';
import type { DeviceContext, Finding, FindingCode, KeyDefinition } from '../catalogue/types.ts';
import { checkMembers } from '../catalogue/validate-shape.ts';
import { checkSupport } from '../catalogue/validate-support.ts';
import { definitionOf } from './bodies.ts';
import { type Place, pathText, placeOf, valueAt } from './paths.ts';
import type { ProfileFinding, ProfileFix } from './profile-finding.ts';

type Dictionary = Readonly<Record<string, unknown>>;
type Shape = Pick<KeyDefinition, 'keys' | 'wildcard'>;

/** What a device does with a key it does not have, or may not have here: it passes over it. */
const KEY_SEVERITY: Readonly<Partial<Record<FindingCode, ProfileFinding['severity']>>> = {
  'unknown-key': 'warn',
  'not-on-platform': 'info',
  'os-deprecated': 'info',
  'fact-unknown': 'info',
  ignored: 'info',
  'os-too-old': 'warn',
  'os-removed': 'warn',
  'needs-supervision': 'warn',
  'needs-automated-enrollment': 'warn',
  'needs-user-approval': 'warn',
  'needs-shared-ipad': 'warn',
  'needs-user-enrollment': 'warn',
  'not-on-shared-ipad': 'warn',
  'not-in-user-enrollment': 'warn',
  'wrong-channel': 'warn',
  // Devices compare UUIDs as texts and take others too.
  'bad-format': 'warn',
};

/** What the payload itself needs decides whether the device takes the profile. */
const PAYLOAD_SEVERITY: Readonly<Partial<Record<FindingCode, ProfileFinding['severity']>>> = {
  'os-deprecated': 'info',
  'fact-unknown': 'info',
  ignored: 'info',
};

/**
 * What is wrong with one payload in itself and for a device: its type, keys, types, limits, platforms.
 *
 * @param place of the payload in the profile
 */
export function checkPayload(payload: Dictionary, place: Place, device: DeviceContext | undefined): ProfileFinding[] {
  const path = pathText(place);
  const type = payload.PayloadType;
  if (typeof type !== 'string' || type === '') {
    const message = 'A payload has no PayloadType. Say what kind of payload it is.';
    return [{ code: 'missing-key', severity: 'refuse', path: `${path}.PayloadType`, message }];
  }
  const definition = definitionOf(payload);
  if (definition === undefined) {
    const message = `Apple documents no payload “${type}”. It is sent as it is; nobody checked its content.`;
    return [{ code: 'unknown-payload', severity: 'info', path, message }];
  }
  const support =
    device === undefined
      ? []
      : checkSupport(`The payload ${type}`, path, definition.support, device).map(
          (finding): ProfileFinding => ({ ...finding, severity: PAYLOAD_SEVERITY[finding.code] ?? finding.severity }),
        );
  // Where the payload does not exist, none of its keys can be right.
  if (support.some(({ code }) => code === 'not-on-platform')) return support;
  return [...support, ...checkKeys(payload, definition, place, device)];
}

/** What is wrong with the keys of a dictionary, with the change that puts each right where there is one. */
export function checkKeys(
  value: Dictionary,
  shape: Shape,
  place: Place,
  device: DeviceContext | undefined,
  optional?: ReadonlySet<string>,
): ProfileFinding[] {
  const prefix = pathText(place);
  return checkMembers(value, shape, '', device, optional).map((finding) => {
    const path = prefix === '' ? finding.path : `${prefix}.${finding.path}`;
    const inner = placeOf(value, finding.path);
    const fix = inner === undefined ? undefined : fixFor(finding, value, shape, inner);
    return {
      ...finding,
      path,
      severity: severityOf(finding, fix),
      ...(fix === undefined ? {} : { fix: { ...fix, place: [...place, ...fix.place] } }),
    };
  });
}

function severityOf({ code, severity }: Finding, fix: ProfileFix | undefined): ProfileFinding['severity'] {
  // 1 for true, or a whole real for an integer, is what every device reads the same way.
  if (code === 'wrong-type' && fix !== undefined) return 'warn';
  return KEY_SEVERITY[code] ?? severity;
}

function fixFor({ code }: Finding, value: Dictionary, shape: Shape, place: Place): ProfileFix | undefined {
  const key = definitionAt(shape, place);
  const found = valueAt(value, place);
  switch (code) {
    case 'unknown-key': {
      const name = place.at(-1);
      const siblings = shapeAt(shape, place.slice(0, -1))?.keys ?? [];
      const near = siblings.find((each) => typeof name === 'string' && each.key.toLowerCase() === name.toLowerCase());
      if (near === undefined || valueAt(value, [...place.slice(0, -1), near.key]) !== undefined) {
        return { kind: 'remove', place };
      }
      return { kind: 'rename', place, to: near.key };
    }
    case 'missing-key': {
      if (key?.key === 'PayloadUUID') return { kind: 'new-uuid', place };
      const only = key?.values?.length === 1 ? key.values[0] : undefined;
      const put = key?.default ?? only;
      return put === undefined ? undefined : { kind: 'set', place, value: put };
    }
    case 'wrong-type': {
      const put = key === undefined ? undefined : converted(found, key.type);
      return put === undefined ? undefined : { kind: 'set', place, value: put };
    }
    case 'out-of-range': {
      const { min, max } = key?.range ?? {};
      if (typeof found !== 'number') return undefined;
      const put = min !== undefined && found < min ? min : max !== undefined && found > max ? max : undefined;
      return put === undefined ? undefined : { kind: 'set', place, value: put };
    }
    case 'not-in-list': {
      const put = key?.values?.find((allowed) => String(allowed).toLowerCase() === String(found).toLowerCase());
      return put === undefined ? undefined : { kind: 'set', place, value: put };
    }
    default:
      return undefined;
  }
}

/** The same value in the type wanted, when nobody could read it differently. */
function converted(found: unknown, type: KeyDefinition['type']): PlistValue | undefined {
  const plain = found instanceof PlistReal ? found.value : found;
  if (type === 'boolean') return plain === 0 || plain === 1 ? plain === 1 : undefined;
  if (type === 'integer') {
    if (typeof plain === 'boolean') return plain ? 1 : 0;
    const number = typeof plain === 'string' && /^-?\d{1,15}$/.test(plain) ? Number(plain) : plain;
    return Number.isSafeInteger(number) ? (number as number) : undefined;
  }
  if (type === 'string' && typeof found === 'number' && Number.isSafeInteger(found)) return String(found);
  return undefined;
}

/** The definition of what lies at a place below a dictionary; undefined where nobody described it. */
export function definitionAt(shape: Shape, place: Place): KeyDefinition | undefined {
  const [step, ...rest] = place;
  const key = shape.keys?.find((each) => each.key === step) ?? (typeof step === 'string' ? shape.wildcard : undefined);
  if (key === undefined) return undefined;
  return below(key, rest);
}

function below(key: KeyDefinition, rest: Place): KeyDefinition | undefined {
  if (rest.length === 0) return key;
  if (typeof rest[0] === 'number') return key.items === undefined ? undefined : below(key.items, rest.slice(1));
  return definitionAt(key, rest);
}

function shapeAt(shape: Shape, place: Place): Shape | undefined {
  return place.length === 0 ? shape : definitionAt(shape, place);
}
