/** Meaning; then cause and next step where those of the domain do not do (null: the domain's). */
export type ErrorRow = readonly [meaning: string, cause?: string | null, nextStep?: string];

/** One of Apple's error domains. */
export interface ErrorDomain {
  readonly domain: string;
  /** What it is about, such as "Wi-Fi". */
  readonly area: string;
  readonly cause: string;
  readonly nextStep: string;
  readonly codes: Readonly<Record<number, ErrorRow>>;
}
