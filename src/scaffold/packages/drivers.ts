import type { Dependencies } from '../../project/dependencies.ts';

/** The packages that let Django speak to PostgreSQL. */
const DRIVERS = ['psycopg', 'psycopg2-binary', 'psycopg2', 'psycopg-binary', 'psycopg-c'];

/** True when a PostgreSQL driver is declared, so that none has to be chosen or added. */
export function declaresDriver(dependencies: Dependencies): boolean {
  return DRIVERS.some((name) => dependencies.declares(name));
}
