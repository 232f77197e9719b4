import BetterSqlite from 'better-sqlite3';

/** Reads every page of a database file, table by table, so that the engine goes on serving meanwhile. */
export async function checkSqliteFile(file: string): Promise<{ problems: string[]; schema: number }> {
  let database: BetterSqlite.Database | undefined;
  try {
    database = new BetterSqlite(file, { readonly: true, fileMustExist: true });
    const schema = Number(database.pragma('user_version', { simple: true }));
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    const problems: string[] = [];
    for (const table of tables) {
      for (const row of database.pragma(`integrity_check('${table.replaceAll("'", "''")}')`) as object[]) {
        const [text] = Object.values(row) as string[];
        if (text !== undefined && text !== 'ok') problems.push(`${table}: ${text}`);
      }
      await new Promise(setImmediate);
    }
    return { problems, schema };
  } catch (error) {
    return { problems: [`It cannot be read as a store: ${error instanceof Error ? error.message : error}`], schema: 0 };
  } finally {
    database?.close();
  }
}
