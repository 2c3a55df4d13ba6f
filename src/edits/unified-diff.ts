/**
 * How a diff is printed. `from` is the old path of a file that moved; `color` adds terminal
 * colours; `context` is the number of lines around a change, 3 if left out.
 */
export interface DiffOptions {
  readonly color: boolean;
  readonly from?: string;
  readonly context?: number;
}

const COLORS = {
  head: '\u001b[1m',
  hunk: '\u001b[36m',
  added: '\u001b[32m',
  removed: '\u001b[31m',
  off: '\u001b[0m',
};

/**
 * One file's change as `git diff` prints it: `before` undefined for a new file, `after` undefined
 * for a deleted one. Empty when nothing changed. Ends with a line end; carriage returns stay at the
 * end of their lines.
 */
export async function renderUnifiedDiff(
  path: string,
  before: string | undefined,
  after: string | undefined,
  options: DiffOptions,
): Promise<string> {
  const from = options.from ?? path;
  if (before === after && from === path) return '';
  // Loaded here, because most commands print no diff.
  const { structuredPatch } = await import('diff');
  const { hunks } = structuredPatch(from, path, before ?? '', after ?? '', undefined, undefined, {
    context: options.context ?? 3,
  });
  const paint = (color: string, text: string): string =>
    options.color ? `${color}${text}${COLORS.off}` : text;
  const head = headLines(from, path, before, after, hunks.length > 0).map((line) =>
    paint(COLORS.head, line),
  );
  const body = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    paint(COLORS.hunk, `@@ -${rangeText(oldStart, oldLines)} +${rangeText(newStart, newLines)} @@`),
    ...lines.map((line) =>
      line[0] === '+'
        ? paint(COLORS.added, line)
        : line[0] === '-'
          ? paint(COLORS.removed, line)
          : line,
    ),
  ]);
  return `${[...head, ...body].join('\n')}\n`;
}

function headLines(
  from: string,
  path: string,
  before: string | undefined,
  after: string | undefined,
  hasHunks: boolean,
): string[] {
  const lines = [`diff --git a/${from} b/${path}`];
  if (before === undefined) lines.push('new file mode 100644');
  else if (after === undefined) lines.push('deleted file mode 100644');
  else if (from !== path) lines.push(`rename from ${from}`, `rename to ${path}`);
  if (hasHunks)
    lines.push(
      `--- ${before === undefined ? '/dev/null' : `a/${from}`}`,
      `+++ ${after === undefined ? '/dev/null' : `b/${path}`}`,
    );
  return lines;
}

/**
 * As git writes it: the count is left out when it is one, and an empty range names the line before
 * it.
 */
function rangeText(start: number, lines: number): string {
  return lines === 1 ? `${start}` : `${lines === 0 ? start - 1 : start},${lines}`;
}
