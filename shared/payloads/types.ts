import type { KeyDefinition, Platform, PlatformSupport } from '../catalogue/types.ts';

/** One kind of payload, as far as lists and menus need it. */
export interface PayloadSummary {
  /**
   * The name of its schema. Usually the payload type; where one type has several faces (`com.apple.MCX`), the face
   * stands in brackets: `com.apple.MCX(WiFi)`.
   */
  readonly id: string;
  /** PayloadType. */
  readonly type: string;
  /** Last part of the address of Apple's page about it. */
  readonly page: string;
  /** All five platforms are present. */
  readonly support: Readonly<Record<Platform, PlatformSupport>>;
}

/** The keys of one kind of payload, besides those every payload has. */
export interface PayloadBody {
  readonly id: string;
  readonly keys: readonly KeyDefinition[];
  /** The shape of keys of any other name. */
  readonly wildcard?: KeyDefinition;
}

/** A payload with its keys. */
export type PayloadDefinition = PayloadSummary & PayloadBody;
