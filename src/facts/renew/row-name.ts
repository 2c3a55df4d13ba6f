const NAMING = ['line', 'tool', 'name', 'series', 'version', 'plan', 'wheel', 'package'];

/** The field that names a row within its table; undefined for what has none. */
export function namingField(row: object): string | undefined {
  return NAMING.find((field) => typeof (row as Record<string, unknown>)[field] === 'string');
}

/** What names a row within its table, such as `3.14` or `pip`; the empty text for what has no name. */
export function rowName(row: unknown): string {
  if (typeof row !== 'object' || row === null) return '';
  const field = namingField(row);
  return field === undefined ? '' : String((row as Record<string, unknown>)[field]);
}
