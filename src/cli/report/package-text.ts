import type { DeclaredPackage } from '../../upgrades/packages.ts';

/** The rows as lines, each column as wide as its widest cell. */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]!.length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

/** The declared packages as a table, and what the index did not tell of them. */
export function renderPackages(
  packages: readonly DeclaredPackage[],
  isOffline: boolean,
): readonly string[] {
  const told = packages.filter(({ newest }) => newest !== undefined);
  const table = alignColumns([
    ['package', 'in use', 'newest', 'Django', 'Python', 'known vulnerabilities'],
    ...told.map((one) => [
      one.name,
      one.inUse ?? '?',
      one.newest ?? '?',
      one.unknown.some((sentence) => sentence.startsWith('which Django'))
        ? 'not told'
        : one.djangos.length === 0
          ? '-'
          : `${one.djangos[0]} to ${one.djangos.at(-1)}`,
      one.python ?? '-',
      weaknessesOf(one),
    ]),
  ]);
  const others = packages.filter(({ newest }) => newest === undefined);
  const names = others.map(({ name }) => name).join(', ');
  const missing = isOffline
    ? `Not looked up, because of --offline: newest release, Django, Python and known vulnerabilities of ${names}.`
    : [
        'Not told by the package index:',
        ...others.map(({ name, unknown }) => `  ${name}: ${unknown.join('; ')}`),
      ].join('\n');
  return [
    ...(told.length === 0 ? [] : [table.join('\n')]),
    ...(others.length === 0 ? [] : [missing]),
  ];
}

function weaknessesOf({ vulnerabilities }: DeclaredPackage): string {
  if (vulnerabilities === undefined) return 'not told';
  if (vulnerabilities.length === 0) return 'none';
  const shown = vulnerabilities
    .slice(0, 3)
    .map(({ id, fixedIn }) => (fixedIn.length === 0 ? id : `${id} (fixed in ${fixedIn.at(-1)})`));
  const more = vulnerabilities.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
