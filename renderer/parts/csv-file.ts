import Papa from 'papaparse';

/** A table to open elsewhere; cells that begin like a formula are made harmless. */
export function csvFile(rows: readonly (readonly (string | number | null)[])[]): string {
  const text = Papa.unparse(
    rows.map((row) => row.map((cell) => cell ?? '')),
    { escapeFormulae: true, newline: '\r\n' },
  );
  // So that spreadsheets read umlauts.
  return `\uFEFF${text}\r\n`;
}
