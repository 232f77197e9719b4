import type {
  AlertList,
  AlertSettings,
  CommandSelection,
  CommandTimeline,
  Diagnosis,
  EnrollmentListRow,
  EnrollmentRequest,
  EventFilter,
  ExpectedDevice,
  ExpectedImport,
  ExpectedQuery,
  Handout,
  HistoryEntry,
  HistoryQuery,
  ImportOutcome,
  LoggedEvent,
  NewHandouts,
  QueueFilter,
  QueueRow,
  QueueSort,
  Retention,
} from '../../shared/contract/index.ts';
import type { Actor } from './services.ts';

interface Left {
  commandId: string;
  reason: string;
  message: string;
}

/** What home, activity, and the insight into devices, queue and enrollment call; see the contract for what each does. */
export interface InsightServices {
  alerts: {
    list(): AlertList;
    devices(key: string, limit: number): { total: number; deviceIds: string[] };
    acknowledge(key: string, actor: Actor): Promise<AlertList>;
    snooze(key: string, until: number, actor: Actor): Promise<AlertList>;
    restore(key: string, actor: Actor): Promise<AlertList>;
    settings(): AlertSettings;
    setSettings(settings: AlertSettings, actor: Actor): Promise<AlertSettings>;
    subscribe(listener: (counts: { critical: number; warning: number; info: number }) => void): () => void;
  };
  insight: {
    diagnosis(deviceId: string): Diagnosis;
    history(query: HistoryQuery): { rows: HistoryEntry[]; next: number | null };
  };
  queue: {
    listAll(
      query: QueueFilter & {
        sort?: QueueSort | undefined;
        direction?: 'asc' | 'desc' | undefined;
        typeOrder?: string[] | undefined;
        after?: string | undefined;
        limit: number;
      },
    ): {
      rows: QueueRow[];
      next: string | null;
    };
    /** @param since left out: the last day */
    summary(since: number | undefined): {
      open: { queued: number; sent: number; notNow: number };
      failures: {
        requestType: string;
        state: QueueRow['state'];
        errorDomain: string | null;
        errorCode: number | null;
        errorSummary: string | null;
        count: number;
        lastAt: number;
      }[];
    };
    timeline(commandId: string): CommandTimeline;
    retry(
      selection: CommandSelection,
      actor: Actor,
    ): Promise<{ queued: { commandId: string; retryOf: string; deviceId: string }[]; left: Left[] }>;
    cancelMany(selection: CommandSelection, actor: Actor): Promise<{ cancelled: string[]; left: Left[] }>;
    retention(): Retention;
    setRetention(wanted: Retention, actor: Actor): Promise<Retention>;
  };
  admission: {
    requests(query: {
      state?: EnrollmentRequest['state'] | undefined;
      invitationId?: string | undefined;
      limit: number;
    }): { rows: EnrollmentRequest[]; waiting: number };
    approve(requestId: string, actor: Actor): Promise<EnrollmentRequest>;
    deny(requestId: string, reason: string | undefined, actor: Actor): Promise<EnrollmentRequest>;
    reconsider(requestId: string, actor: Actor): Promise<EnrollmentRequest>;
    expected(query: ExpectedQuery): { rows: ExpectedDevice[]; total: number; arrived: number; missing: number };
    importExpected(input: ExpectedImport, actor: Actor): Promise<ImportOutcome>;
    removeExpected(ids: string[], actor: Actor): Promise<{ removed: number }>;
    recent(query: {
      state?: EnrollmentListRow['state'] | undefined;
      invitationId?: string | undefined;
      search?: string | undefined;
      before?: string | undefined;
      limit: number;
    }): { rows: EnrollmentListRow[]; next: string | null };
    handouts(input: NewHandouts, actor: Actor): Promise<Handout[]>;
    printHandouts(invitationIds: string[]): Promise<Handout[]>;
    mailText(
      invitationId: string,
      language: 'en' | 'de',
    ): Promise<{ subject: string; body: string; pin: string | null }>;
  };
  eventLog: {
    search(query: EventFilter & { before?: number | undefined; after?: number | undefined; limit: number }): {
      rows: LoggedEvent[];
      next: number | null;
    };
    export(query: EventFilter & { format: 'csv' | 'jsonl' }): AsyncGenerator<string, void, void>;
  };
}
