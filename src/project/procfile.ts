import type { SourceRange } from '../python/source-range.ts';

export interface ProcessType {
  readonly name: string;
  readonly command: string;
  /** The whole line without its line end. */
  readonly at: SourceRange;
  readonly commandAt: SourceRange;
}

/**
 * A file named exactly `Procfile` in the root. A name given twice keeps the last command; both
 * lines stay in `lines`.
 */
export interface Procfile {
  readonly lines: readonly ProcessType[];
  readonly processTypes: ReadonlyMap<string, ProcessType>;
  /** Lines that are neither blank, comment nor `name: command`. */
  readonly ignored: readonly SourceRange[];
}

/**
 * The colon may be left out, the blank before the command may not. Source: Heroku's own note on the
 * classic format; read 2026-11-23.
 */
const PROCESS_LINE = /^[ \t]*([A-Za-z0-9_-]+):?[ \t]+(\S.*?)[ \t]*$/d;

/**
 * The processes of a Procfile's text as the classic build reads it. A line it does not understand
 * is ignored, as it is there; never throws.
 */
export function parseProcfile(text: string, file = 'Procfile'): Procfile {
  const lines: ProcessType[] = [];
  const ignored: SourceRange[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const at = { file, start: index, end: index + line.length };
    const match = PROCESS_LINE.exec(line);
    if (match === null) {
      if (!/^[ \t]*(#.*)?$/.test(line)) ignored.push(at);
      continue;
    }
    const [start, end] = match.indices![2]!;
    lines.push({
      name: match[1]!,
      command: match[2]!,
      at,
      commandAt: { file, start: index + start, end: index + end },
    });
  }
  return { lines, processTypes: new Map(lines.map((line) => [line.name, line])), ignored };
}
