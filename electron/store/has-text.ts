import { type RawBuilder, sql } from 'kysely';

/**
 * A condition: a column (or anything of SQL) has this text in it, at its beginning or at its end, taken literally; the
 * case of ASCII letters does not matter.
 */
export function hasText(
  column: RawBuilder<unknown>,
  text: string,
  where: 'anywhere' | 'start' | 'end' = 'anywhere',
): RawBuilder<boolean> {
  const literal = text.replace(/[%_\\]/g, '\\$&');
  const pattern = `${where === 'start' ? '' : '%'}${literal}${where === 'end' ? '' : '%'}`;
  return sql<boolean>`${column} like ${pattern} escape '\\'`;
}
