import type { Body, Expression, PyNode, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { walk } from '../../python/walk.ts';
import { BOM, endOfLine, startOfLine, startOfNextLine } from '../line-ends.ts';
import type { EditResult, TextEdit } from '../text-edit.ts';
import { verified } from './verified.ts';
import { hasOwnLines, lineOf, startWithComments } from './written.ts';

/** A package's function that a settings file imports and calls as a statement of its own. */
export interface Helper {
  /** The names the package can have, such as `django_heroku`. */
  readonly modules: readonly string[];
  readonly function: string;
  /** A statement that makes no sense without the call, such as the deletion of what it had set. */
  readonly goesWithIt?: (statement: Statement) => boolean;
}

/**
 * The edits that take such a helper out of a settings file: its imports, its calls, and each `if`
 * and `try` that holds nothing else. The comments directly above go with them. Nothing to do
 * without an import of it; declined when the name serves for anything else.
 */
export function removeHelperCall(source: PySource, helper: Helper): EditResult {
  const names = localNames(source, helper.modules);
  if (names.size === 0) return { ok: true, edits: [] };
  const isRemoved = (statement: Statement): boolean =>
    isImport(statement, helper.modules) ||
    isCall(statement, names, helper.function) ||
    helper.goesWithIt?.(statement) === true;
  const removed = removable(source.module.body, isRemoved);
  const gone = new Set<PyNode>(removed.flatMap((statement) => [...walk(statement)]));
  const left = [...walk(source.module)].find(
    (node) =>
      !gone.has(node) &&
      ((node.kind === 'Name' && names.has(node.id)) ||
        (node.kind === 'Import' && namesModule(node, helper.modules)) ||
        isText(node, helper.modules)),
  );
  if (left !== undefined)
    return {
      ok: false,
      because: `${helper.modules[0]} is also used elsewhere (${lineOf(source, left)})`,
    };
  const alone = removed.find((statement) => isOnlyOne(source.module, statement, new Set(removed)));
  if (alone !== undefined)
    return {
      ok: false,
      because: `the block around the call would be empty (${lineOf(source, alone)})`,
    };
  const shared = removed.find((statement) => !hasOwnLines(source, statement));
  if (shared !== undefined)
    return {
      ok: false,
      because: `the call shares its line with another statement (${lineOf(source, shared)})`,
    };
  const edits = removed.map((statement) => cut(source, statement));
  return verified(source, edits, {
    replaced: new Map(removed.map((statement) => [statement, []])),
    dropsComments: true,
  });
}

function namesModule(node: Statement, modules: readonly string[]): boolean {
  if (node.kind === 'Import') return node.names.some(({ name }) => modules.includes(name));
  return node.kind === 'ImportFrom' && node.module !== null && modules.includes(node.module);
}

/** An import of the package and of nothing else. */
function isImport(statement: Statement, modules: readonly string[]): boolean {
  if (statement.kind === 'Import')
    return statement.names.every(({ name }) => modules.includes(name));
  return namesModule(statement, modules);
}

/** What the file calls the package, or its function. */
function localNames({ module }: PySource, modules: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const node of walk(module)) {
    if (node.kind !== 'Import' && node.kind !== 'ImportFrom') continue;
    if (!namesModule(node, modules)) continue;
    for (const { name, asname } of node.names)
      if (node.kind === 'ImportFrom' || modules.includes(name)) names.add(asname ?? name);
  }
  return names;
}

function isCall(statement: Statement, names: ReadonlySet<string>, name: string): boolean {
  if (statement.kind !== 'Expr' || statement.value.kind !== 'Call') return false;
  const { func } = statement.value;
  if (func.kind === 'Name') return names.has(func.id);
  return (
    func.kind === 'Attribute' &&
    func.attr === name &&
    func.value.kind === 'Name' &&
    names.has(func.value.id)
  );
}

/** A text that names something within the package, such as a test runner. */
function isText(node: PyNode, modules: readonly string[]): boolean {
  return (
    node.kind === 'Constant' &&
    node.type === 'str' &&
    modules.some((module) => node.value.startsWith(`${module}.`))
  );
}

/** The statements to cut: the largest ones that hold nothing but what is removed. */
function removable(body: Body, isRemoved: (statement: Statement) => boolean): Statement[] {
  return body.flatMap((statement) => {
    if (isRemoved(statement) || isEmptied(statement, isRemoved)) return [statement];
    if (statement.kind === 'If')
      return [...removable(statement.body, isRemoved), ...removable(statement.orelse, isRemoved)];
    if (statement.kind === 'With') return removable(statement.body, isRemoved);
    if (statement.kind === 'Try')
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        statement.orelse,
        statement.finalbody,
      ].flatMap((one) => removable(one, isRemoved));
    return [];
  });
}

/**
 * True for an `if` or `try` of which only `pass` would be left, and whose condition does nothing.
 */
function isEmptied(statement: Statement, isRemoved: (statement: Statement) => boolean): boolean {
  const isGone = (one: Statement): boolean => isRemoved(one) || isEmptied(one, isRemoved);
  const isIdle = (one: Statement): boolean => one.kind === 'Pass' || isGone(one);
  if (statement.kind === 'If')
    return (
      statement.body.some(isGone) &&
      statement.body.every(isIdle) &&
      statement.orelse.every(isIdle) &&
      isQuiet(statement.test)
    );
  if (statement.kind !== 'Try') return false;
  const rest = [
    ...statement.handlers.flatMap((handler) => handler.body),
    ...statement.orelse,
    ...statement.finalbody,
  ];
  return statement.body.some(isGone) && statement.body.every(isIdle) && rest.every(isIdle);
}

/** True for a condition that only looks: names, look-ups of the environment, comparisons. */
function isQuiet(test: Expression): boolean {
  return [...walk(test)].every(
    (node) =>
      (node.kind !== 'Call' && node.kind !== 'NamedExpr' && node.kind !== 'Await') ||
      (node.kind === 'Call' && isLookup(node.func)),
  );
}

function isLookup(func: Expression): boolean {
  return (
    func.kind === 'Attribute' &&
    ['get', 'getenv', 'keys', 'lower', 'upper', 'strip', 'startswith'].includes(func.attr)
  );
}

/** True when the statement, with others that go, is all that a block holds which itself stays. */
function isOnlyOne(root: PyNode, statement: Statement, removed: ReadonlySet<Statement>): boolean {
  for (const node of walk(root)) {
    if (node.kind === 'Module' || removed.has(node as Statement)) continue;
    const blocks = Object.values(node as unknown as Readonly<Record<string, unknown>>).filter(
      (field): field is Body => Array.isArray(field),
    );
    if (blocks.some((block) => block.includes(statement) && block.every((one) => removed.has(one))))
      return true;
  }
  return false;
}

/**
 * The whole lines of a statement with the comments directly above it, and one side of the blank
 * lines around it.
 */
function cut(source: PySource, statement: Statement): TextEdit {
  const { text } = source;
  let start = startWithComments(source, statement);
  let end = startOfNextLine(text, statement.end);
  const isBlank = (at: number): boolean =>
    /^[ \t\f]*$/.test(text.slice(startOfLine(text, at), endOfLine(text, at)));
  const isLast = text.slice(end).trim() === '';
  if (isLast) end = text.length;
  while (start === (text.startsWith(BOM) ? 1 : 0) && end < text.length && isBlank(end))
    end = startOfNextLine(text, end);
  while (start > 0 && (isLast || isBlank(end))) {
    const above = startOfLine(text, text.startsWith('\r\n', start - 2) ? start - 2 : start - 1);
    if (above >= start || !isBlank(above)) break;
    start = above;
  }
  return { start, end, text: '' };
}
