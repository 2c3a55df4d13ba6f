import { daysBetween } from '../../facts/end-of-life.ts';
import { factsInForce, newestReading, oldFactsNote } from '../../facts/in-force.ts';
import type { FactTables, Provenance } from '../../facts/tables.ts';

/** One table as it is printed: its title, the names of its columns, and its rows. */
interface Shown {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly of: Provenance }[];
}

/** The tables in force with source and age of each row, as text with a line end. */
export function renderFacts(): string {
  const { tables, today } = factsInForce();
  const sources: string[] = [];
  const mark = ({ source: { title, url } }: Provenance): string => {
    const text = `${title}\n      ${url}`;
    if (!sources.includes(text)) sources.push(text);
    return `[${sources.indexOf(text) + 1}]`;
  };
  const blocks = shownTables(tables).map(({ title, columns, rows }) => {
    const cells = rows.map((row) => [
      ...row.cells,
      row.of.read,
      String(daysBetween(row.of.read, today)),
      mark(row.of),
    ]);
    return `${title}\n${alignColumns([[...columns, 'read', 'days ago', 'source'], ...cells])}`;
  });
  const list = sources.map((text, index) => `${`[${index + 1}]`.padEnd(5)} ${text}`);
  const age = `Facts of ${newestReading(tables)}, on ${today}.`;
  return `${[...blocks, ['Sources', ...list].join('\n'), oldFactsNote() ?? age].join('\n\n')}\n`;
}

/** The tables in force as the public JSON document, with a line end: a file of facts, and the day. */
export function factsJson(): string {
  const { tables, today } = factsInForce();
  const document = { schemaVersion: 1, today, newestReading: newestReading(tables), tables };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

// Long because it is one list of every table, with its columns.
function shownTables({
  python,
  tools,
  stacks,
  django,
  postgres,
  packages,
  platform,
}: FactTables): readonly Shown[] {
  const dash = (value: string | number | null): string => (value === null ? '-' : String(value));
  return [
    {
      title: 'Python on Heroku',
      columns: ['line', 'classic', 'CNB', 'ends upstream', 'deprecated', 'refused'],
      rows: python.lines.map((of) => ({
        cells: [
          of.line,
          dash(of.classic),
          dash(of.cnb),
          dash(of.upstreamEnds),
          dash(of.deprecatedSince),
          dash(of.refusedSince),
        ],
        of,
      })),
    },
    {
      title: 'Default Python of a new app',
      columns: ['line', 'since'],
      rows: python.defaults.map((of) => ({
        cells: [of.line, of.expected ? `${of.since} (expected)` : of.since],
        of,
      })),
    },
    {
      title: 'Package managers',
      columns: ['tool', 'classic', 'CNB'],
      rows: [
        ...tools.pins.map((of) => ({ cells: [of.tool, dash(of.classic), dash(of.cnb)], of })),
        { cells: ['setuptools', tools.setuptools.version, '-'], of: tools.setuptools },
        { cells: ['pip-tools', tools.pipTools.version, '-'], of: tools.pipTools },
      ],
    },
    {
      title: 'Stacks',
      columns: ['stack', 'Ubuntu', 'state', 'ends'],
      rows: [
        ...stacks.stacks.map((of) => ({
          cells: [of.name, of.ubuntu, of.state, dash(of.supportEnds)],
          of,
        })),
        ...stacks.retired.map((of) => ({ cells: [of.name, '-', 'refused', '-'], of })),
      ],
    },
    {
      title: 'Django',
      columns: ['series', 'newest', 'ends', 'LTS', 'Python', 'Postgres'],
      rows: django.series.map((of) => ({
        cells: [
          of.series,
          of.newest,
          of.supportEnds,
          of.lts ? 'yes' : '-',
          `${of.oldestPython} to ${of.newestPython}`,
          of.oldestPostgres === null ? '-' : `${of.oldestPostgres} or newer`,
        ],
        of,
      })),
    },
    {
      title: 'PostgreSQL',
      columns: ['version', 'ends', 'default'],
      rows: postgres.versions.map((of) => ({
        cells: [of.version, of.supportEnds, of.version === postgres.default.version ? 'yes' : '-'],
        of,
      })),
    },
    {
      title: 'Heroku Postgres plans',
      columns: ['plan', 'connections'],
      rows: postgres.plans.map((of) => ({ cells: [of.plan, String(of.connections)], of })),
    },
    {
      title: 'Packages that init writes',
      columns: ['package', 'newest'],
      rows: packages.written.map((of) => ({ cells: [of.package, of.newest], of })),
    },
    {
      title: 'The platform',
      columns: ['phase', 'since'],
      rows: [{ cells: [platform.phase.name, platform.phase.since], of: platform.phase }],
    },
  ];
}

function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd(),
    )
    .join('\n');
}
