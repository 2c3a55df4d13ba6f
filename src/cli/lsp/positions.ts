import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Position, Range } from 'vscode-languageserver';
import type { Repository } from '../../project/repository.ts';
import { lineAndColumn, type SourceRange } from '../../python/source-range.ts';

/** The address of a file of the project, as editors name it. */
export function uriOf(root: string, path: string): string {
  return pathToFileURL(join(root, path)).href;
}

/**
 * The range in lines and UTF-16 units from zero; the first line's beginning for no range, and for a
 * file that is gone. A byte order mark does not count, since editors do not show it.
 */
export function rangeIn(repository: Repository, at: SourceRange | undefined): Range {
  const text = at && repository.files.text(at.file);
  if (at === undefined || text === undefined) return { start: START, end: START };
  return { start: positionIn(text, at.start), end: positionIn(text, at.end) };
}

const START: Position = { line: 0, character: 0 };

/** The position of an offset in lines and UTF-16 units from zero. */
export function positionIn(text: string, offset: number): Position {
  const { line, column } = lineAndColumn(text, offset);
  const mark = line === 1 && text.startsWith('\uFEFF') ? 1 : 0;
  return { line: line - 1, character: Math.max(column - 1 - mark, 0) };
}

/** Whether two ranges share a position, ends included. */
export function overlaps(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
