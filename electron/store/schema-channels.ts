import type { ReportKind } from './schema-inventory.ts';

/** A network account this server signs in on Macs (UserAuthenticate). The vault holds its digest, never the password. */
export interface NetworkAccountTable {
  id: string;
  /** Unique without regard to letter case. */
  shortName: string;
  fullName: string | null;
  digestSecretId: string;
  createdAt: number;
  createdBy: string;
  passwordAt: number;
}

/** What a user's channel reported last, by kind; `body` is JSON: facts by Apple's keys, or a list of rows. */
export interface UserReportTable {
  enrollmentId: string;
  kind: ReportKind;
  reportedAt: number;
  commandId: string | null;
  body: string;
}
