import type { Database } from 'better-sqlite3';

interface Instruction {
  addr: number;
  opcode: string;
  p1: number;
  p2: number;
}

/** The instructions of a statement and of every trigger and foreign key it sets off, a list each. */
function programsOf(database: Database, sql: string): Instruction[][] {
  const parameters = sql.replace(/'[^']*'|"[^"]*"/g, '').split('?').length - 1;
  const programs: Instruction[][] = [];
  const all = database.prepare(`explain ${sql}`).all(new Array(parameters).fill(null)) as Instruction[];
  for (const instruction of all) {
    if (instruction.addr === 0) programs.push([]);
    programs.at(-1)?.push(instruction);
  }
  return programs;
}

/**
 * The tables that a statement, a trigger or a foreign key it sets off walks through from one end, each as often as that
 * happens. Read from SQLite's own instructions: `explain query plan` says nothing of triggers.
 *
 * @param sql as it was prepared; a question mark stands only for a parameter
 */
export function scannedTables(database: Database, sql: string): string[] {
  const roots = new Map(
    database
      .prepare<[], { rootpage: number; table: string }>(
        'select rootpage, tbl_name as "table" from sqlite_schema where rootpage > 0',
      )
      .all()
      .map(({ rootpage, table }) => [rootpage, table]),
  );
  const found: string[] = [];
  for (const program of programsOf(database, sql)) {
    const tables = new Map<number, string | undefined>();
    // Up to there is what is done only while keys of a transaction point nowhere, which they never do here.
    let skippedTo = 0;
    for (const { addr, opcode, p1, p2 } of program) {
      if (opcode === 'FkIfZero') skippedTo = Math.max(skippedTo, p2);
      if (/^(Open|ReopenIdx|Sorter|VOpen)/.test(opcode))
        tables.set(p1, /^(OpenRead|OpenWrite|ReopenIdx)$/.test(opcode) ? roots.get(p2) : undefined);
      const table = tables.get(p1);
      if (table === undefined || addr < skippedTo) continue;
      const loops = (next: Instruction) => /^(Next|Prev)$/.test(next.opcode) && next.p1 === p1 && next.p2 === addr + 1;
      if (opcode === 'Count' || (/^(Rewind|Last)$/.test(opcode) && program.some(loops))) found.push(table);
    }
  }
  return found;
}
