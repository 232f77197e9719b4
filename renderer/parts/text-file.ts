import i18next from 'i18next';
import { tellFailure } from './notify.ts';

/** The text of a table as people save it: UTF-8, UTF-16 by its mark, else what older spreadsheets write. */
export function textOf(bytes: ArrayBuffer): string {
  const start = new Uint8Array(bytes.slice(0, 2));
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether this was text at all: workbooks, pictures and the like hold what no text does. */
export const isText = (text: string): boolean => !text.includes('\0');

/**
 * Hands over the text of a chosen file; says why when it cannot be a list.
 *
 * @param most in letters, as much as the engine takes
 */
export async function readTextFile(
  file: File | null | undefined,
  onText: (text: string, name: string) => void,
  most = 5_000_000,
): Promise<void> {
  if (file === null || file === undefined) return;
  try {
    // No encoding takes more than four bytes for a letter.
    const text = file.size > most * 4 ? undefined : textOf(await file.arrayBuffer());
    if (text === undefined || text.length > most)
      throw new Error(i18next.t('csv.file.tooLarge', { size: Math.round(most / 1_000_000) }));
    if (!isText(text)) throw new Error(i18next.t('csv.file.noText'));
    onText(text, file.name);
  } catch (error) {
    tellFailure(error, i18next.t('csv.file.unread', { name: file.name }));
  }
}
