/** Something of the certificate library that ends or has ended. */
export interface EndingItem {
  readonly id: string;
  readonly name: string;
  readonly notAfterAt: number;
  /** Profiles that bring it. */
  readonly uses: number;
  /** It signs profiles. */
  readonly signs: boolean;
}

/** Push as far as alerts and diagnosis ask of it. */
export interface PushFacts {
  readonly certificate: {
    readonly state: 'none' | 'requested' | 'ready' | 'expiring' | 'expired' | 'refused';
    readonly topic: string | null;
    readonly notAfter: number | null;
  };
  readonly connection: 'idle' | 'connecting' | 'connected' | 'backing-off' | 'refused';
  readonly lastError: string | null;
}

/** Commands that ended badly for one reason. */
export interface FailureFacts {
  readonly requestType: string;
  readonly state: string;
  readonly errorDomain: string | null;
  readonly errorCode: number | null;
  readonly errorSummary: string | null;
  readonly count: number;
  readonly lastAt: number;
}

/** What this room needs to know and cannot read from the store. The engine hands it in. */
export interface ActivityPorts {
  push(): PushFacts;
  tls(): { readonly notAfterAt: number; readonly source: 'built-in' | 'imported' };
  rootNotAfterAt(): number;
  /** Certificates and identities of the library that end before a time, the first first. */
  libraryEnding(before: number): readonly EndingItem[];
  listenerUrl(): string;
  /** Commands that ended badly since a time. */
  failures(since: number): readonly FailureFacts[];
  /** Space where the data lies, in bytes; undefined when the system does not tell. */
  disk(): { readonly freeBytes: number; readonly totalBytes: number } | undefined;
  /** When the newest backup was made, null when there is none; undefined when backups are nobody's business here. */
  lastBackupAt?(): number | null | undefined;
}
