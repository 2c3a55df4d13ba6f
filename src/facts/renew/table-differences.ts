import type { FactTables } from '../tables.ts';
import { namingField, rowName } from './row-name.ts';

/**
 * What differs between two sets of tables, one line a value, without sources and reading days; no
 * lines when both say the same.
 */
export function tableDifferences(before: FactTables, after: FactTables): readonly string[] {
  const old = valuesOf(before, []);
  const now = valuesOf(after, []);
  const lines: string[] = [];
  for (const [name, value] of now) {
    const known = old.get(name);
    if (known === undefined) lines.push(`${name}: ${value} (new)`);
    else if (known !== value) lines.push(`${name}: ${known} -> ${value}`);
  }
  for (const [name, value] of old) if (!now.has(name)) lines.push(`${name}: ${value} (gone)`);
  return lines;
}

/** Every value by its path, such as `python lines 3.14 classic`. */
function valuesOf(
  part: unknown,
  path: readonly string[],
  leftOut: readonly string[] = [],
): ReadonlyMap<string, string> {
  if (typeof part !== 'object' || part === null) return new Map([[path.join(' '), String(part)]]);
  if (Array.isArray(part))
    return new Map(
      part.flatMap((row: unknown, at) => {
        const field = typeof row === 'object' && row !== null ? namingField(row) : undefined;
        const name = rowName(row) || String(at);
        return [...valuesOf(row, [...path, name], field === undefined ? [] : [field])];
      }),
    );
  return new Map(
    Object.entries(part)
      .filter(([name]) => !['source', 'read', ...leftOut].includes(name))
      .flatMap(([name, value]) => [...valuesOf(value, [...path, name])]),
  );
}
