import type { Deployed } from './deploy.ts';
import type { Touched } from './touched.ts';

/** What came of one peer: measured, or the reason why it did not run. */
export type Result = { readonly name: string; readonly followed: string } & (
  | { readonly notRun: string }
  | { readonly toolMs: number | undefined; readonly touched: Touched; readonly deployed: Deployed }
);
type Measured = Extract<Result, { deployed: Deployed }>;

const YEAR_S = 31_536_000;

/** The rows of the table: a label, and the cell of a peer. */
const ROWS: readonly (readonly [string, (result: Measured) => string])[] = [
  [
    'its command took',
    ({ toolMs }) => (toolMs === undefined ? 'by hand' : `${(toolMs / 1000).toFixed(1)} s`),
  ],
  [
    'files changed, added, gone',
    ({ touched: { changed, added, gone } }) => `${changed}, ${added}, ${gone}`,
  ],
  ['lines', ({ touched }) => `+${touched.linesAdded} -${touched.linesRemoved}`],
  ['build', ({ deployed }) => (deployed.build === 'ok' ? 'ok' : 'FAILS*')],
  [
    'collectstatic',
    ({ deployed }) =>
      deployed.withoutCollectstatic ? 'off' : deployed.build === 'ok' ? 'ran' : '-',
  ],
  ['slug', ({ deployed: { slugMb } }) => (slugMb === undefined ? '-' : `${slugMb.toFixed(1)} MB`)],
  ['release phase', ({ deployed }) => deployed.release],
  ['boot', ({ deployed }) => deployed.boot],
  ['check --deploy, issues', ({ deployed }) => String(deployed.checkIds?.length ?? '-')],
  ['GET / over https', ({ deployed }) => String(deployed.answers?.https ?? '-')],
  [
    'GET / over http',
    ({ deployed }) =>
      ifUp(
        deployed,
        ({ http }) => `${http.status}${http.location?.startsWith('https:') ? ' to https' : ''}`,
      ),
  ],
  [
    'foreign Host',
    ({ deployed }) =>
      ifUp(deployed, ({ foreignHost }) => (foreignHost === 400 ? 'refused' : `${foreignHost}`)),
  ],
  ['DEBUG', ({ deployed }) => ifUp(deployed, ({ debugPage }) => (debugPage ? 'ON' : 'off'))],
  [
    'stylesheet',
    ({ deployed }) => ifUp(deployed, ({ stylesheet }) => String(stylesheet?.status ?? 'no page')),
  ],
  ['  cached for', ({ deployed }) => cachedFor(deployed.answers?.stylesheet?.cacheControl)],
  ['  compressed', ({ deployed }) => deployed.answers?.stylesheet?.encoding ?? '-'],
  [
    'memory of web.1',
    ({ deployed: { webPeakMb } }) => (webPeakMb === undefined ? '-' : `${webPeakMb.toFixed(0)} MB`),
  ],
  [
    'a file is stored',
    ({ deployed }) => ifUp(deployed, ({ storesFiles }) => (storesFiles ? 'yes' : 'NO')),
  ],
];

/**
 * The table of measures by peers, and below it what each followed, why one was not run, and the ids
 * of its deploy check.
 */
export function renderPeers(results: readonly Result[]): string {
  const measured = results.filter((result): result is Measured => 'deployed' in result);
  const lines = [
    ['', ...measured.map(({ name }) => name)],
    ...ROWS.map(([label, cell]) => [label, ...measured.map(cell)]),
  ];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const table = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const notes = results.map((result) => {
    if ('notRun' in result) return `${result.name}: not run. ${result.notRun}`;
    const { build, checkIds = [] } = result.deployed;
    return [
      `${result.name}: ${result.followed}`,
      ...(build === 'ok' ? [] : [`  build: ${build}`]),
      ...(checkIds.length === 0 ? [] : [`  check --deploy: ${checkIds.join(' ')}`]),
    ].join('\n');
  });
  const asterisk = measured.some(({ deployed }) => deployed.withoutCollectstatic)
    ? [
        '* The build fails at collectstatic. What follows is with DISABLE_COLLECTSTATIC=1, as the message of the build offers.',
        '',
      ]
    : [];
  return [...table, '', ...asterisk, ...notes, '', ...lessThanOurs(measured)].join('\n');
}

/** One sentence for each peer that did with less than ours, and whether it got through with it. */
function lessThanOurs(measured: readonly Measured[]): readonly string[] {
  const our = measured.find(({ name }) => name === 'dynoready');
  if (our === undefined) return [];
  const filesOf = ({ touched: { changed, added, gone } }: Measured): number =>
    changed + added + gone;
  return measured.flatMap((peer) => {
    if (peer === our) return [];
    const less = [
      ...(filesOf(peer) < filesOf(our)
        ? [`${filesOf(peer)} files touched, ours ${filesOf(our)}`]
        : []),
      ...(peer.touched.linesAdded < our.touched.linesAdded
        ? [`${peer.touched.linesAdded} lines added, ours ${our.touched.linesAdded}`]
        : []),
      ...(peer.toolMs !== undefined && our.toolMs !== undefined && peer.toolMs < our.toolMs
        ? [`${(peer.toolMs / 1000).toFixed(1)} s, ours ${(our.toolMs / 1000).toFixed(1)} s`]
        : []),
    ];
    const { build, answers } = peer.deployed;
    const but =
      build !== 'ok'
        ? ' (its build fails)'
        : answers?.https !== 200
          ? ' (its page is not served)'
          : '';
    return less.length === 0 ? [] : [`Less than ours: ${peer.name}, ${less.join('; ')}${but}`];
  });
}

function ifUp(
  deployed: Deployed,
  cell: (answers: NonNullable<Deployed['answers']>) => string,
): string {
  return deployed.answers === undefined ? '-' : cell(deployed.answers);
}

function cachedFor(cacheControl: string | undefined): string {
  if (cacheControl === undefined) return '-';
  const seconds = Number(/max-age=(\d+)/.exec(cacheControl)?.[1] ?? 0);
  return seconds >= YEAR_S ? `${Math.floor(seconds / YEAR_S)} years` : `${seconds} s`;
}
