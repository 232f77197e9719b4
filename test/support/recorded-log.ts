import type { Logger } from '../../shared/logger.ts';

/** A logger that keeps every line it gets, errors with their stacks and causes, so that a test can search them. */
export interface RecordedLog extends Logger {
  readonly lines: readonly string[];
}

export function recordedLog(): RecordedLog {
  const lines: string[] = [];
  const note = (level: string) => (fields: object, message: string) => {
    lines.push(`${level} ${message} ${JSON.stringify(fields, withErrors)}`);
  };
  return { lines, debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
}

/** JSON leaves errors empty, and prints bytes as numbers nobody would find again. */
function withErrors(this: unknown, _key: string, value: unknown): unknown {
  if (value instanceof Error) {
    return { ...value, name: value.name, message: value.message, stack: value.stack, cause: value.cause };
  }
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value) {
    const bytes = Buffer.from(value.data as number[]);
    return `${bytes.toString('latin1')} ${bytes.toString('base64')} ${bytes.toString('hex')}`;
  }
  return value;
}
