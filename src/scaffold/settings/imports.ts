import { lineEndOf, startOfNextLine } from '../../edits/line-ends.ts';
import { ensureImport, type WantedImport } from '../../edits/python/imports.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { parseSettings } from './statement.ts';

const STANDARD = /^import (os|ssl|sys)$/;

/**
 * Import statements as they stand in a new file: the standard library, a blank line, packages;
 * `import` before `from`.
 */
export function sortImports(imports: readonly string[]): string[] {
  const order = (a: string, b: string): number =>
    Number(a.startsWith('from')) - Number(b.startsWith('from')) || (a < b ? -1 : 1);
  const standard = imports.filter((one) => STANDARD.test(one)).sort(order);
  const packages = imports.filter((one) => !STANDARD.test(one)).sort(order);
  return standard.length > 0 && packages.length > 0
    ? [...standard, '', ...packages]
    : [...standard, ...packages];
}

/** A text with its new imports, or why one of them cannot be added under its own name. */
export type Imported =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly because: string };

/**
 * The text with the imports that it lacks. Those already there, in whatever form, stay. `early` are
 * lines that will stand right behind the leading imports:
 * for what they use, an import further down comes too late.
 */
export function addImports(
  path: string,
  text: string,
  imports: readonly string[],
  early = '',
): Imported {
  let current = text;
  const sorted = sortImports(imports).filter(Boolean);
  // Packages go below the last import and the standard library above the first, so each group is
  // added from its far end.
  const packages = sorted.filter((one) => !STANDARD.test(one));
  const standard = sorted.filter((one) => STANDARD.test(one)).reverse();
  for (const statement of [...packages, ...standard]) {
    const name = /(\S+)$/.exec(statement)![1]!;
    const isEarly = new RegExp(`\\b${name}\\b`).test(early);
    const before = isEarly ? { before: endOfLeadingImports(path, current) } : {};
    const result = ensureImport(parseSettings(path, current), wantedImport(statement), before);
    if (!result.ok) return result;
    if (result.name !== name)
      return { ok: false, because: `${name} is imported as ${result.name}` };
    current = applyEdits(current, result.edits);
  }
  // Each was put above the first import, which may have been the other one.
  return {
    ok: true,
    text: current.replace(/^import sys(\r?\n)import os(?=\r?\n)/m, 'import os$1import sys'),
  };
}

/**
 * The text with lines right behind its leading imports (docstring and comments may stand before
 * those), before any statement that could use them.
 */
export function insertBehindImports(path: string, text: string, lines: string): string {
  if (lines === '') return text;
  const eol = lineEndOf(text);
  const at = endOfLeadingImports(path, text);
  const gap = lines.startsWith('def ') ? eol + eol : eol;
  const written = gap + lines.replaceAll('\n', eol) + eol;
  const rest = text.slice(at);
  // A function is parted by two blank lines from what follows.
  const tail =
    lines.includes('\ndef ') || lines.startsWith('def ')
      ? eol + eol + rest.replace(/^(\r?\n)+/, '')
      : rest;
  return text.slice(0, at) + written + tail;
}

/**
 * Offset of the line behind the leading imports, before which a docstring may stand; 0 without any.
 */
function endOfLeadingImports(path: string, text: string): number {
  const { body } = parseSettings(path, text).module;
  const stop = body.findIndex(
    ({ kind }, index) =>
      kind !== 'Import' && kind !== 'ImportFrom' && !(index === 0 && kind === 'Expr'),
  );
  const last = body[(stop === -1 ? body.length : stop) - 1];
  return last === undefined ? 0 : startOfNextLine(text, last.end);
}

function wantedImport(statement: string): WantedImport {
  const from = /^from (\S+) import (\S+)$/.exec(statement);
  return from === null ? statement.replace(/^import /, '') : { from: from[1]!, name: from[2]! };
}
