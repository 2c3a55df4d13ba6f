import type { Expression, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { findAssignments, walk } from '../../python/walk.ts';
import { BOM, endOfLine, lineEndOf, startOfLine, startOfNextLine } from '../line-ends.ts';
import type { EditResult, TextEdit } from '../text-edit.ts';
import { findPlainAssignment, type PlainAssignment, readsOf } from './assignment.ts';
import { isSameTree, parseExpression, parseStatements, verified } from './verified.ts';
import { hasOwnLines, lineOf, startWithComments, tokensIn } from './written.ts';

/**
 * The edits that give a setting another value; a function gets the text of the old value, to wrap
 * it. Declined when the setting is not decided by one plain assignment of the module, or when
 * comments within the old value would be lost.
 */
export function replaceSettingValue(
  source: PySource,
  name: string,
  newExpression: string | ((old: string) => string),
): EditResult {
  const found = findPlainAssignment(source, name);
  if (found.state === 'absent') return { ok: false, because: `${name} is not set in this file` };
  if (found.state === 'unclear') return { ok: false, because: found.because };
  const { value } = found.statement;
  const range = valueRange(source, found.statement);
  const written =
    typeof newExpression === 'string'
      ? newExpression
      : newExpression(source.text.slice(range.start, range.end));
  const text = written.replace(/\r\n|\n/g, lineEndOf(source.text));
  const expression = parseExpression(text);
  if (isSameTree(value, expression)) return { ok: true, edits: [] };
  const bound = [...walk(value)].find((node) => node.kind === 'NamedExpr');
  if (bound !== undefined && !text.includes(textOf(source, bound as Expression)))
    return {
      ok: false,
      because: `the value of ${name} also sets another name (${lineOf(source, bound)})`,
    };
  const lost = tokensIn(source, range.start, range.end).find(
    (token) => token.kind === 'comment' && !text.includes(token.text),
  );
  if (lost !== undefined)
    return {
      ok: false,
      because: `the value of ${name} contains a comment that would be lost: ${lost.text}`,
    };
  return verified(source, [{ ...range, text }], { replaced: new Map([[value, [expression]]]) });
}

/** The value with the parentheses around it: from behind the `=` to the end of the statement. */
function valueRange(source: PySource, statement: PlainAssignment): { start: number; end: number } {
  const tokens = tokensIn(source, statement.start, statement.end);
  const equals = tokens.findLastIndex(
    (token) =>
      token.start < statement.value.start && token.kind === 'operator' && token.text === '=',
  );
  return { start: tokens[equals + 1]!.start, end: statement.end };
}

/**
 * The edits that set a setting which the module does not set: on the line below the last assignment
 * of `after`, else at the end of the file, but above a last `from .local import *`. Nothing to do
 * when it is set to that value; declined when it is set to another one, or in a way that cannot be
 * read.
 */
export function addSetting(
  source: PySource,
  name: string,
  expression: string,
  options: { readonly after?: string } = {},
): EditResult {
  const text = expression.replace(/\r\n|\n/g, lineEndOf(source.text));
  const found = findPlainAssignment(source, name);
  if (found.state === 'unclear') return { ok: false, because: found.because };
  if (found.state === 'found') {
    if (isSameTree(found.statement.value, parseExpression(text))) return { ok: true, edits: [] };
    return {
      ok: false,
      because: `${name} is already set to another value (${lineOf(source, found.statement)})`,
    };
  }
  const line = `${name} = ${text}`;
  const neighbour =
    options.after === undefined ? undefined : findAssignments(source.module, options.after).at(-1);
  const usable = neighbour !== undefined && hasOwnLines(source, neighbour) ? neighbour : undefined;
  const { body } = source.module;
  if (usable !== undefined)
    return addStatement(
      source,
      behind(source.text, usable.end, line),
      body.indexOf(usable) + 1,
      line,
    );
  const overrides = findLocalOverrides(body);
  if (overrides === undefined)
    return addStatement(source, atEnd(source.text, line), body.length, line);
  const start = startWithComments(source, overrides);
  return addStatement(
    source,
    { start, end: start, text: line + lineEndOf(source.text).repeat(2) },
    body.indexOf(overrides),
    line,
  );
}

function addStatement(source: PySource, edit: TextEdit, at: number, line: string): EditResult {
  return verified(source, [edit], {
    inserted: [{ into: source.module.body, at, nodes: parseStatements(line) }],
  });
}

/**
 * Where the settings of one machine take over: a last `from .local import *`, also within `try` or
 * `if`, must stay the last word.
 */
function findLocalOverrides(body: readonly Statement[]): Statement | undefined {
  const isStar = (statement: Statement): boolean =>
    [...walk(statement)].some(
      (node) => node.kind === 'ImportFrom' && node.names.some(({ name }) => name === '*'),
    );
  const last = body.findLastIndex((statement) => !isStar(statement));
  return body.slice(0, last + 1).every(isImport) ? undefined : body[last + 1];
}

function isImport(statement: Statement): boolean {
  return (
    statement.kind === 'Import' ||
    statement.kind === 'ImportFrom' ||
    (statement.kind === 'Expr' && statement.value.kind === 'Constant')
  );
}

function behind(text: string, at: number, line: string): TextEdit {
  const end = endOfLine(text, at);
  return { start: end, end, text: lineEndOf(text) + line };
}

/** A new last paragraph; a file that does not end its last line keeps that habit. */
function atEnd(text: string, line: string): TextEdit {
  const eol = lineEndOf(text);
  const at = { start: text.length, end: text.length };
  if (text === '' || text === BOM) return { ...at, text: line + eol };
  return { ...at, text: /[\r\n]$/.test(text) ? eol + line + eol : eol + eol + line };
}

/**
 * The edits that take a setting out with its line; the comments above stay. Nothing to do when the
 * module does not set it; declined when another statement uses the name.
 */
export function removeSetting(source: PySource, name: string): EditResult {
  const found = findPlainAssignment(source, name);
  if (found.state === 'absent') return { ok: true, edits: [] };
  if (found.state === 'unclear') return { ok: false, because: found.because };
  const [use] = readsOf(source, name);
  if (use !== undefined)
    return {
      ok: false,
      because: `${name} is used elsewhere in this file (${lineOf(source, use)})`,
    };
  return verified(source, [lineRemoval(source, found.statement)], {
    replaced: new Map([[found.statement, []]]),
    dropsComments: true,
  });
}

/**
 * The edit that removes a statement with its lines, and one of two blank lines that would then
 * meet.
 */
export function lineRemoval(
  source: PySource,
  statement: { readonly start: number; readonly end: number },
): TextEdit {
  const { text } = source;
  const start = startOfLine(text, statement.start);
  const end = startOfNextLine(text, statement.end);
  const isBlankAbove = /(^|[\r\n])[ \t]*\r?\n$/.test(text.slice(0, start)) || start === 0;
  const isBlankBelow = end < text.length && /^[ \t]*$/.test(text.slice(end, endOfLine(text, end)));
  return { start, end: isBlankAbove && isBlankBelow ? startOfNextLine(text, end) : end, text: '' };
}

/** The text of an expression as it is written. */
export function textOf(source: PySource, expression: Expression): string {
  return source.text.slice(expression.start, expression.end);
}
