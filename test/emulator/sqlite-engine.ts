import { DatabaseSync } from 'node:sqlite';
import { type Engine, QueryError, type TableDefinition } from './engine.ts';

/** An engine that is part of Node: it starts at once, everywhere. It knows no types, and nothing of ClickHouse's dialect. */
export function openSqlite(tables: readonly TableDefinition[]): Engine {
  const database = new DatabaseSync(':memory:');
  for (const { name, columns } of tables) {
    database.exec(`CREATE TABLE ${name} (${columns.map((column) => column.name).join(', ')})`);
  }
  return {
    fill({ name, columns }, rows) {
      database.exec(`BEGIN; DELETE FROM ${name}`);
      const insert = database.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`);
      for (const row of rows) {
        insert.run(...row.map((cell) => (typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell)));
      }
      database.exec('COMMIT');
    },
    run(query) {
      try {
        const statement = database.prepare(query);
        statement.setReturnArrays(true);
        const columns = statement.columns().map(({ name }) => ({ name, type: '' }));
        return { columns, rows: statement.all() as unknown as unknown[][] };
      } catch (error) {
        throw new QueryError((error as Error).message);
      }
    },
    close: () => database.close(),
  };
}
