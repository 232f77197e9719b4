import type { Alert, AlertSeverity } from '../../shared/contract/alerts.ts';
import type { EndingItem, FailureFacts, PushFacts } from './ports.ts';

/* What alerts are decided from, and what deciding finds. */

/** How many, and the time that counts: the oldest contact, the next end. */
export interface Counted {
  readonly count: number;
  readonly at: number | null;
}

export interface AlertFacts {
  readonly now: number;
  /** Whether any device is enrolled: then what is missing hurts today. */
  readonly anyEnrolled: boolean;
  readonly push: PushFacts;
  readonly tls: { readonly notAfterAt: number; readonly source: string };
  readonly rootNotAfterAt: number;
  /** Of the certificate library, what ends or has ended. */
  readonly library: readonly EndingItem[];
  readonly profileSigningNotAfterAt: number | null;
  readonly identitiesExpiring: Counted;
  readonly identitiesExpired: Counted;
  /** Devices with provisioning profiles that end: their in-house apps will not open. */
  readonly provisioningExpiring: Counted;
  readonly provisioningExpired: Counted;
  readonly silent: Counted;
  readonly deadTokens: Counted;
  /** Devices that listen on another topic than that of the present push certificate. */
  readonly otherTopic: number;
  readonly failures: readonly FailureFacts[];
  readonly broken: { readonly unreadable: number; readonly unknown: number; readonly lastAt: number | null };
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | undefined;
  /** The newest event; one from the future tells that the clock was set back. */
  readonly newestEventAt: number | null;
  /** `since`: when there was first something worth a backup. Undefined when backups are nobody's business. */
  readonly backup: { readonly lastAt: number | null; readonly since: number | null } | undefined;
  readonly invitations: readonly { readonly id: string; readonly name: string; readonly expiresAt: number }[];
  readonly approvals: Counted;
  /** Directories that cannot be read, and since when. */
  readonly directories: readonly { readonly id: string; readonly name: string; readonly sinceAt: number }[];
  /** Devices whose people should have brought them back, and since when the first. */
  readonly overdue: Counted;
  /** Exams that are on, with devices that did not come into the app. */
  readonly exams: readonly {
    readonly id: string;
    readonly name: string;
    readonly cartId: string;
    readonly failed: number;
  }[];
  /** Policies that trouble devices: roll-outs that stopped by themselves, and how many failed or are as nobody wants. */
  readonly policies: readonly {
    readonly id: string;
    readonly name: string;
    readonly stopped: boolean;
    readonly failed: number;
    readonly drifted: number;
  }[];
  /** Prepare runs of these days with devices that failed, or that nothing was heard of for long. */
  readonly prepares: readonly {
    readonly id: string;
    readonly name: string;
    readonly failed: number;
    readonly stuck: number;
    /** Since when the first of them is. */
    readonly stuckSince: number | null;
  }[];
  /** Rules of compliance whose alerts stand, with the gravest of each. */
  readonly violations: readonly {
    readonly ruleId: string;
    readonly name: string;
    readonly severity: AlertSeverity;
    readonly count: number;
    readonly at: number;
  }[];
}

/** An alert as it is found; what is left out is filled in, and the key is its code. */
export type Found = Pick<Alert, 'code' | 'severity' | 'link'> &
  Partial<Pick<Alert, 'key' | 'count' | 'data' | 'namesDevices'>>;
