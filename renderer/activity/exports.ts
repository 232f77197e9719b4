import type { TFunction } from 'i18next';
import Papa from 'papaparse';
import type { EventFilter, QueueFilter, QueueRow, QueueSort } from '../../shared/contract/index.ts';
import { jobs } from '../app/jobs.ts';
import { engine } from '../live/client.ts';
import { download } from '../parts/download.ts';

type Format = 'csv' | 'jsonl';

const CONTENT_TYPE: Readonly<Record<Format, string>> = {
  csv: 'text/csv;charset=utf-8',
  jsonl: 'application/x-ndjson',
};
/** So that spreadsheets read the file as UTF-8. */
const BOM = '\uFEFF';

function filename(what: string, format: Format): string {
  return `${what}-${new Date().toISOString().slice(0, 10)}.${format}`;
}

/** Writes the filtered events into a file, as a job: the engine gives them piece by piece. */
export function exportEvents(filter: EventFilter, format: Format, t: TFunction): void {
  void jobs.start({
    title: t('activity.exporting'),
    async run(job) {
      const pieces: string[] = [];
      let lines = format === 'csv' ? -1 : 0;
      for await (const piece of await engine.events.export({ ...filter, format }, { signal: job.signal })) {
        pieces.push(piece);
        lines += piece.split('\n').length - 1;
        job.progress(Math.max(0, lines));
      }
      return handOver('events', format, pieces.join(''), lines, t);
    },
  });
}

/** Rows read at a time, and the most that one file takes. */
const PAGE = 1000;
const MOST = 100_000;

/** What the list of commands shows, and in which order. */
export type QueueQuery = QueueFilter & { sort: QueueSort; direction: 'asc' | 'desc'; typeOrder?: string[] };

/** Every command a filter finds, page by page. */
export async function* pagesOfQueue(query: QueueQuery, signal: AbortSignal): AsyncGenerator<QueueRow[], void, void> {
  for (let after: string | undefined, more = true; more; ) {
    const page = await engine.commands.listAll(
      { ...query, limit: PAGE, ...(after === undefined ? {} : { after }) },
      { signal },
    );
    yield page.rows;
    after = page.next ?? undefined;
    more = after !== undefined;
  }
}

/** Writes the filtered commands into a file, as a job. */
export function exportQueue(query: QueueQuery, format: Format, t: TFunction): void {
  void jobs.start({
    title: t('activity.exportingCommands'),
    async run(job) {
      const rows: QueueRow[] = [];
      for await (const page of pagesOfQueue(query, job.signal)) {
        rows.push(...page);
        job.progress(rows.length);
        if (rows.length >= MOST) break;
      }
      const text = format === 'csv' ? queueCsv(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      return handOver('commands', format, text, rows.length, t);
    },
  });
}

function handOver(what: string, format: Format, text: string, lines: number, t: TFunction) {
  const file = filename(what, format);
  download(file, `${format === 'csv' ? BOM : ''}${text}`, CONTENT_TYPE[format]);
  return { message: t('activity.exported', { count: lines, file }) };
}

const iso = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

/** Commands as CSV (RFC 4180), times as ISO 8601; nothing in it is run by the program that opens it. */
export function queueCsv(rows: readonly QueueRow[]): string {
  return Papa.unparse(
    {
      fields: [
        ...['command', 'state', 'device', 'serial number', 'queued', 'queued by', 'last change', 'sent', 'answered'],
        ...['times sent', 'times put aside', 'error', 'error domain', 'error code', 'command id', 'device id'],
      ],
      data: rows.map((row) => [
        ...[row.requestType, row.state, row.deviceName ?? '', row.serialNumber ?? '', iso(row.queuedAt), row.queuedBy],
        ...[iso(row.stateAt), iso(row.lastSentAt), iso(row.answeredAt), row.sendCount, row.notNowCount],
        ...[row.errorSummary ?? '', row.errorDomain ?? '', row.errorCode ?? '', row.id, row.deviceId],
      ]),
    },
    { newline: '\r\n', escapeFormulae: true },
  );
}
