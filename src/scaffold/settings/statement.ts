import type { PlainAssignment } from '../../edits/python/assignment.ts';
import { findPlainAssignment, readsOf } from '../../edits/python/assignment.ts';
import { type PySource, parsePython } from '../../python/parse.ts';
import { walk } from '../../python/walk.ts';

/** The one assignment of a setting in a file, as the moves between settings files need it. */
export interface PlainSetting {
  readonly statement: PlainAssignment;
  /** The value as written. */
  readonly valueText: string;
  /** True when the value is written out: no name, call or look-up in it. */
  readonly isLiteral: boolean;
  /** True when the same file reads the name anywhere. */
  readonly isRead: boolean;
}

const WRITTEN_OUT = new Set(['Constant', 'List', 'Tuple', 'Dict', 'Set', 'UnaryOp']);

/** A Python file that a feature wants to change does not parse. */
export class UnparsableFileError extends Error {
  /** Path as in the plan, which may have moved the file. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(`${path} does not parse: ${message}`);
    this.path = path;
  }
}

/**
 * The parsed text. Throws UnparsableFileError: a wrong use where the file itself is broken, which
 * `planAll` tells apart from a change of ours that broke it.
 */
export function parseSettings(path: string, text: string): PySource {
  const parsed = parsePython(path, text);
  if (!parsed.ok) throw new UnparsableFileError(path, parsed.error.message);
  return parsed.source;
}

/**
 * The setting, when one plain assignment alone decides it in that file; undefined for anything that
 * cannot be moved without thought.
 */
export function findPlainSetting(source: PySource, name: string): PlainSetting | undefined {
  const found = findPlainAssignment(source, name);
  if (found.state !== 'found') return undefined;
  const { statement } = found;
  return {
    statement,
    valueText: source.text.slice(statement.value.start, statement.value.end),
    isLiteral: [...walk(statement.value)].every(({ kind }) => WRITTEN_OUT.has(kind)),
    isRead: readsOf(source, name).length > 0,
  };
}

/**
 * A text without one statement, and what was taken out: the statement with the comment lines
 * directly above it, without a line end.
 */
export function cutStatement(
  text: string,
  statement: { readonly start: number; readonly end: number },
): { text: string; cut: string } {
  const lines = text.split(/(?<=\n)/);
  const starts = lineStarts(lines);
  const lineAt = (offset: number): number => starts.findLastIndex((start) => start <= offset);
  let first = lineAt(statement.start);
  const last = lineAt(Math.max(statement.start, statement.end - 1));
  while (first > 0 && isComment(lines[first - 1])) first -= 1;
  const cut = lines
    .slice(first, last + 1)
    .join('')
    .replace(/\r?\n$/, '');

  const before = lines.slice(0, first);
  const after = lines.slice(last + 1);
  const gapBelow = takeBlankLines(after, 'shift');
  let gapAbove = takeBlankLines(before, 'pop');
  const endsSection = after.length === 0 || gapBelow.length > 1;
  // A heading that stood over this statement alone would be left over nothing.
  if (endsSection && gapAbove.length > 0 && isComment(before.at(-1))) {
    while (isComment(before.at(-1))) before.pop();
    gapAbove = takeBlankLines(before, 'pop');
  }
  const gap =
    gapAbove.length > 0 && gapBelow.length > 0
      ? gapAbove.length > gapBelow.length
        ? gapAbove
        : gapBelow
      : [...gapAbove, ...gapBelow];
  return {
    text: [...before, ...(before.length === 0 || after.length === 0 ? [] : gap), ...after].join(''),
    cut,
  };
}

/** Takes the blank lines off one end of the lines and returns them. */
function takeBlankLines(lines: string[], end: 'pop' | 'shift'): string[] {
  const taken: string[] = [];
  while (lines.length > 0 && lines.at(end === 'pop' ? -1 : 0)!.trim() === '')
    taken.push(lines[end]()!);
  return taken;
}

function lineStarts(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length;
    return start;
  });
}

function isComment(line: string | undefined): boolean {
  return line?.startsWith('#') ?? false;
}

/** The lines of a text, each that is not blank moved four columns in. */
export function indent(text: string): string {
  return text.replace(/^(?=.*\S)/gm, '    ');
}
