import { hash } from 'node:crypto';
import { SOURCE_KEY, sourceOf } from '../../shared/certificates/source.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { fillContent, namesIn, type VariableValues, variableProblem } from '../../shared/variables/index.ts';
import { overlayOf, withoutOverlay } from '../../shared/wallpaper/overlay.ts';
import { encodePlistBytes, isPlistDict, type PlistDict, type PlistValue } from '../protocol/index.ts';
import type {
  Assessment,
  Deliverable,
  Delivered,
  DeliveryDevice,
  DeliveryPorts,
  NotDelivered,
  ProfileVersion,
} from './delivery-types.ts';
import { openPictures } from './drawing/pictures.ts';
import { writeProfile } from './write-profile.ts';

/** Makes what a device installs out of a version of a profile and what is known of the device. */
export interface Delivery {
  /** Whether every device gets the same bytes. */
  isSameForAll(version: ProfileVersion): boolean;
  /** What the device would get, without making it: cheap, and nothing is issued. */
  assess(version: ProfileVersion, device: DeliveryDevice): Assessment;
  /**
   * The bytes for a device: variables filled in, certificates put in, encrypted when wanted, signed.
   *
   * @throws CartwrightError when something outside fails that may work later (a SCEP server that does not answer)
   */
  deliver(version: ProfileVersion, device: DeliveryDevice): Promise<Delivered>;
  /**
   * An item of a Settings command as it goes out: text is drawn on its wallpaper. Any other item is given back.
   *
   * @param item as JSON, its variables filled in, data in base64
   * @throws CartwrightError `bad-request` when the wallpaper is no picture
   */
  drawnItem(item: unknown): Promise<unknown>;
}

/** What is known of a version whatever the device. */
interface Known {
  readonly names: readonly string[];
  readonly sourced: boolean;
  /** When nothing in it depends on the device. */
  fixed?: Deliverable;
}

interface Prepared {
  readonly deliverable: Deliverable;
  readonly content: PlistDict;
}

export function openDelivery(ports: DeliveryPorts): Delivery {
  const known = new WeakMap<PlistDict, Known>();
  const knownOf = ({ content }: ProfileVersion): Known => {
    const found = known.get(content);
    if (found !== undefined) return found;
    const made: Known = { names: namesIn(content), sourced: payloadsOf(content).some((each) => SOURCE_KEY in each) };
    known.set(content, made);
    return made;
  };

  const prepare = (version: ProfileVersion, device: DeliveryDevice): Prepared | NotDelivered => {
    const about = knownOf(version);
    const problems = about.names.flatMap((name) => variableProblem(name, ports.attributeVariables()) ?? []);
    if (problems.length > 0) return impossible(problems.map(({ message }) => message).join(' '));
    const filled = fillContent(version.content, { ...device.values, ...valuesOfDelivery(version, device) });
    const used = new Set(about.names);
    const missing = new Set(filled.missing);
    const tokens: PlistDict[] = [];
    let payloads = payloadsOf(filled.content);
    if (about.sourced) {
      const renewed = new Map<string, string>();
      const kept = payloadsOf(version.content);
      for (const [at, payload] of payloads.entries()) {
        const read = sourceOf(payload);
        if (read === undefined) continue;
        if ('problem' in read) return impossible(read.problem);
        const answer = ports.sources.assess(read.source, contextOf(version, device, payload, kept[at]));
        if (answer.kind === 'impossible') return answer;
        if (answer.kind === 'waiting') {
          for (const name of answer.missing) missing.add(name);
          continue;
        }
        for (const name of answer.used) used.add(name);
        tokens.push({ payload: uuidOf(payload), token: answer.token });
        // Devices keep what a payload of a known UUID brought: another certificate is another payload.
        if (answer.generation > 1)
          renewed.set(uuidOf(payload), derivedUuid(`${uuidOf(payload)}:${String(answer.generation)}`));
      }
      if (renewed.size > 0) payloads = payloads.map((payload) => renamed(payload, renewed) as PlistDict);
    }
    if (missing.size > 0) return { kind: 'waiting', missing: [...missing].sort() };
    const { PayloadUUID: _, ...rest } = filled.content;
    const content: PlistDict = {
      ...rest,
      ...(Array.isArray(filled.content.PayloadContent) ? { PayloadContent: payloads } : {}),
      PayloadIdentifier: version.identifier,
      PayloadScope: version.scope,
      PayloadType: 'Configuration',
      PayloadVersion: typeof rest.PayloadVersion === 'number' ? rest.PayloadVersion : 1,
    };
    const contentHash = hash('sha256', Buffer.concat([writeProfile(content), writeProfile({ tokens })]), 'hex');
    const uuid = derivedUuid(`${version.uuid}:${contentHash}`);
    return { deliverable: { kind: 'ready', contentHash, uuid, used: [...used].sort() }, content };
  };

  const complete = async (content: PlistDict, version: ProfileVersion, device: DeliveryDevice): Promise<PlistDict> => {
    const kept = payloadsOf(version.content);
    const payloads: PlistDict[] = [];
    for (const [at, payload] of payloadsOf(content).entries()) {
      const read = sourceOf(payload);
      if (read === undefined || 'problem' in read) {
        payloads.push(payload);
        continue;
      }
      // What a source keeps goes by the name the payload has at home, not by the one it has this time.
      const context = contextOf(version, device, payload, kept[at]);
      const { [SOURCE_KEY]: _, ...bare } = await ports.sources.complete(read.source, context);
      payloads.push(bare);
    }
    return { ...content, PayloadContent: payloads };
  };

  const pictures = openPictures();
  return {
    async drawnItem(item) {
      const overlay = isPlistDict(item) ? overlayOf(item) : undefined;
      if (overlay === undefined || !isPlistDict(item)) return item;
      const jpeg = await pictures.withText(Buffer.from(String(item.Image), 'base64'), overlay);
      return { ...withoutOverlay(item), Image: Buffer.from(jpeg).toString('base64') };
    },

    isSameForAll(version) {
      if (version.original !== undefined) return true;
      const { names, sourced } = knownOf(version);
      return names.length === 0 && !sourced && !version.encrypted;
    },

    assess(version, device) {
      if (version.original !== undefined) return untouched(version, version.original);
      const about = knownOf(version);
      if (about.fixed !== undefined) return about.fixed;
      const prepared = prepare(version, device);
      if ('kind' in prepared) return prepared;
      if (about.names.length === 0 && !about.sourced) about.fixed = prepared.deliverable;
      return prepared.deliverable;
    },

    async deliver(version, device) {
      if (version.original !== undefined) {
        const bytes = Buffer.from(version.original);
        const told = untouched(version, bytes);
        return told.kind === 'ready' ? { ...told, bytes } : told;
      }
      const prepared = prepare(version, device);
      if ('kind' in prepared) return prepared;
      const { deliverable } = prepared;
      const complete_ = knownOf(version).sourced ? await complete(prepared.content, version, device) : prepared.content;
      const content: PlistDict = { ...complete_, PayloadUUID: deliverable.uuid };
      if (!version.encrypted) return { ...deliverable, bytes: ports.sign(writeProfile(content)) };
      const identity = ports.identityOf(device.id);
      if (identity === undefined)
        return impossible('The profile is to be encrypted, and the device has no identity to encrypt it to.');
      try {
        return { ...deliverable, bytes: ports.sign(writeProfile(sealed(content, identity))) };
      } catch (error) {
        if (error instanceof CartwrightError && error.code === 'bad-certificate')
          return impossible(`The profile is to be encrypted to the identity of the device. ${error.message}`);
        throw error;
      }
    },
  };

  /** The profile with its payloads in an envelope (Configuration Profile Reference, “Encrypting Profiles”). */
  function sealed(content: PlistDict, identity: Buffer): PlistDict {
    const { PayloadContent, ...open } = content;
    const payloads = encodePlistBytes((PayloadContent ?? []) as PlistValue);
    return { ...open, EncryptedPayloadContent: ports.encryptFor(identity, payloads) };
  }
}

const impossible = (because: string): NotDelivered => ({ kind: 'impossible', because });

/** What others signed is theirs: its bytes decide, and its UUID is the one it has. */
function untouched(version: ProfileVersion, original: Uint8Array): Assessment {
  const { PayloadIdentifier: identifier, PayloadUUID: uuid } = version.content;
  if (identifier !== version.identifier || typeof uuid !== 'string')
    return impossible('A profile that others signed keeps the identifier and UUID it was signed with.');
  return { kind: 'ready', contentHash: hash('sha256', original, 'hex'), uuid, used: [] };
}

/** Values that belong to one version on one device and stay the same as long as both do. */
function valuesOfDelivery(version: ProfileVersion, device: DeliveryDevice): VariableValues {
  const signs = hash('sha256', `${version.uuid}:${device.id}`, 'hex');
  return {
    CONFIG_UUID: version.uuid.toUpperCase(),
    RANDOM_16: signs.slice(0, 16),
    RANDOM_32: signs.slice(0, 32),
    RANDOM_64: signs,
  };
}

function payloadsOf(content: PlistDict): PlistDict[] {
  return Array.isArray(content.PayloadContent) ? content.PayloadContent.filter(isPlistDict) : [];
}

const uuidOf = (payload: PlistDict): string => (typeof payload.PayloadUUID === 'string' ? payload.PayloadUUID : '');

function contextOf(version: ProfileVersion, device: DeliveryDevice, payload: PlistDict, kept = payload) {
  return { device, profileIdentifier: version.identifier, payloadUuid: uuidOf(kept), payload, kept };
}

/** The value with every text that is one of these names replaced: payloads refer to each other by their UUIDs. */
function renamed(value: PlistValue, names: ReadonlyMap<string, string>): PlistValue {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((entry: PlistValue) => renamed(entry, names));
  if (!isPlistDict(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, renamed(member, names)]));
}

/** A UUID (RFC 9562, version 8) that stands for a text. */
function derivedUuid(of: string): string {
  const bytes = hash('sha256', of, 'buffer').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
