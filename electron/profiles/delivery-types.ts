import type { CertificateSource } from '../../shared/certificates/source.ts';
import type { VariableValues } from '../../shared/variables/index.ts';
import type { PlistDict } from '../protocol/index.ts';

/** A version of a profile, as it is kept: with variables, and with sources instead of certificates. */
export interface ProfileVersion {
  /** PayloadIdentifier on every device. */
  readonly identifier: string;
  /** Of this version; what a device gets is derived from it. */
  readonly uuid: string;
  /** The whole dictionary, secrets in it. Must not change: what was found out about it is kept. */
  readonly content: PlistDict;
  /** The file of a profile that others signed: it is sent as it is. */
  readonly original?: Uint8Array | undefined;
  /** Encrypted to the identity of each device. */
  readonly encrypted: boolean;
  readonly scope: 'System' | 'User';
}

/** A device that a profile goes to, with what its variables stand for. */
export interface DeliveryDevice {
  readonly id: string;
  readonly values: VariableValues;
}

/** Why a profile does not leave. */
export type NotDelivered =
  /** Variables that have no value for this device yet. */
  | { readonly kind: 'waiting'; readonly missing: readonly string[] }
  /** It can never leave like this; for people to read. */
  | { readonly kind: 'impossible'; readonly because: string };

/** What a device would get. */
export interface Deliverable {
  readonly kind: 'ready';
  /** The same as long as what the device would get is the same; SHA-256 in hex. */
  readonly contentHash: string;
  /** PayloadUUID on the device: derived from version and hash, so that a list of profiles tells what is there. */
  readonly uuid: string;
  /** Names of the variables that were filled in, sorted. */
  readonly used: readonly string[];
}

export type Assessment = Deliverable | NotDelivered;
export type Delivered = (Deliverable & { readonly bytes: Buffer }) | NotDelivered;

/** For whom a source is asked. */
export interface SourceContext {
  readonly device: DeliveryDevice;
  readonly profileIdentifier: string;
  /** PayloadUUID as it is kept: names the payload for as long as the profile has it. */
  readonly payloadUuid: string;
  readonly payload: PlistDict;
  /** The payload as it is kept, with its variables. */
  readonly kept: PlistDict;
}

/** Where certificates come from when a profile leaves; what is behind it keeps and issues them. */
export interface CertificateSources {
  /**
   * What a source would put into a payload, without making anything: another token stands for another certificate. The
   * first is `generation` 1; every renewal counts on.
   */
  assess(
    source: CertificateSource,
    context: SourceContext,
  ): { kind: 'ready'; token: string; generation: number; used: readonly string[] } | NotDelivered;
  /**
   * The payload completed. May issue a certificate, make a challenge or ask another server for one.
   *
   * @throws CartwrightError with what to do when that fails
   */
  complete(source: CertificateSource, context: SourceContext): Promise<PlistDict>;
}

/** What delivering needs from outside. */
export interface DeliveryPorts {
  /** Signs XML: CMS SignedData. */
  sign(xml: Buffer): Buffer;
  /** CMS EnvelopedData. @throws CartwrightError `bad-certificate` when the key is of a kind that cannot be encrypted to */
  encryptFor(certificateDer: Buffer, content: Buffer): Buffer;
  /** DER of the certificate a device calls with; undefined when it is not enrolled. */
  identityOf(deviceId: string): Buffer | undefined;
  /** Variables of the attributes there are. */
  attributeVariables(): readonly string[];
  readonly sources: CertificateSources;
}
