import type { FileTree } from '../python/file-tree.ts';
import type { SourceRange } from '../python/source-range.ts';

/**
 * The version files of the root as they are written; what they mean to a build is decided in
 * `heroku/buildpack`.
 */
export interface PythonVersionFiles {
  /**
   * `.python-version` and `runtime.txt`, with the lines left after blank and comment lines are
   * dropped, each trimmed.
   */
  readonly files: ReadonlyMap<
    '.python-version' | 'runtime.txt',
    { readonly lines: readonly { readonly text: string; readonly at: SourceRange }[] }
  >;
  /** Files of the root whose name is a known misspelling of `.python-version`. */
  readonly misspelled: readonly string[];
}

/**
 * Names that the build refuses, in its own order. Source: buildpack v351, `lib/python_version.sh`;
 * read 2026-11-23.
 */
const MISSPELLINGS: readonly string[] = [
  ' .python-version',
  '. python-version',
  '.python_version.txt',
  '.python_version',
  '.python-version ',
  ',python-version',
  '.python-version.',
  '.python-version.py',
  '.python-version.rtf',
  '.python-version.txt',
  '.python-version.TXT',
  '.Python-version',
  '.python.version',
  '.pythonversion',
  "'.python-version'",
  'python_version.txt',
  'python_version',
  'python-version.',
  'python-version.txt',
  'python-version',
];

/** The blanks that the platform trims: all of Unicode's but the no-break ones. */
const BLANK = '[\\t-\\r \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]';
const LINE = new RegExp(`^${BLANK}*(.*?)${BLANK}*$`, 'd');

/** The version files in the root of a tree; a file that is not there has no entry. Never throws. */
export function parsePythonVersionFiles(files: FileTree): PythonVersionFiles {
  const found = new Map<
    '.python-version' | 'runtime.txt',
    { lines: { text: string; at: SourceRange }[] }
  >();
  for (const name of ['.python-version', 'runtime.txt'] as const) {
    const text = files.text(name);
    if (text !== undefined) found.set(name, { lines: meaningfulLines(name, text) });
  }
  return { files: found, misspelled: MISSPELLINGS.filter((name) => files.has(name)) };
}

function meaningfulLines(file: string, text: string): { text: string; at: SourceRange }[] {
  return [...text.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }) => {
    const match = LINE.exec(line);
    const [start, end] = match?.indices?.[1] ?? [0, 0];
    const trimmed = line.slice(start, end);
    return trimmed === '' || trimmed.startsWith('#')
      ? []
      : [{ text: trimmed, at: { file, start: index + start, end: index + end } }];
  });
}
