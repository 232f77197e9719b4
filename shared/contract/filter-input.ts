import { z } from 'zod';
import { parseFilterText } from '../filter-text/index.ts';
import { deviceFilter } from './device-filter.ts';

/**
 * A filter as it may come in: the data itself or, in a query string, its JSON or the typed form, such as
 * `platform is "iOS" and batteryLevel below 20%` (shared/filter-text). Typed, custom attributes cannot be named.
 */
export const filterInput = z.union([
  deviceFilter,
  z
    .string()
    .max(50_000)
    .transform((text, context): unknown => {
      if (text.trimStart().startsWith('{')) {
        try {
          return JSON.parse(text);
        } catch {
          context.addIssue({ code: 'custom', message: 'The filter looks like JSON, but is none.' });
          return z.NEVER;
        }
      }
      const parsed = parseFilterText(text);
      if (parsed.ok) return parsed.filter;
      const { message, from } = parsed.problem;
      context.addIssue({ code: 'custom', message: `${message} (at character ${from + 1} of the filter)` });
      return z.NEVER;
    })
    .pipe(deviceFilter),
]);
