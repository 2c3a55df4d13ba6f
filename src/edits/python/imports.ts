import type { Import, ImportFrom, PyNode, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { bindsName, walk } from '../../python/walk.ts';
import { endOfLine, lineEndOf, startOfLine } from '../line-ends.ts';
import { insertItem } from '../sequence.ts';
import type { EditResult, TextEdit } from '../text-edit.ts';
import { bindsOtherwise, moduleScope } from './bindings.ts';
import { parseStatements, verified } from './verified.ts';
import {
  hasOwnLines,
  lineOf,
  sequenceOf,
  startWithComments,
  stringValue,
  tokensIn,
} from './written.ts';

/** `import os`, or `from pathlib import Path`. */
export type WantedImport = string | { readonly from: string; readonly name: string };

/**
 * The edits, and the name under which the module then knows what was imported: an alias when the
 * file has one.
 */
export type ImportResult =
  | (EditResult & { readonly ok: true; readonly name: string })
  | (EditResult & { readonly ok: false });

/** Modules of Python itself that settings use; their imports go above those of packages. */
const STANDARD = new Set(
  'collections contextlib copy datetime decimal email functools importlib io itertools json logging math os pathlib platform random re secrets shutil socket ssl string subprocess sys tempfile time typing urllib uuid warnings'.split(
    ' ',
  ),
);

/**
 * The edits that import a name before its first use: below the docstring and `from __future__`, in
 * the block of imports. An import that stands in a block, or behind the first use (or behind
 * `before`, for a use that is yet to come), does not count. Declined when the name means something
 * else.
 */
export function ensureImport(
  source: PySource,
  wanted: WantedImport,
  options: { readonly before?: number } = {},
): ImportResult {
  const limit = options.before ?? firstUse(source, wanted);
  for (const statement of source.module.body) {
    const name = statement.end <= limit ? boundBy(statement, wanted) : undefined;
    if (name !== undefined) return { ok: true, edits: [], name };
  }
  const name = typeof wanted === 'string' ? wanted.split('.')[0]! : wanted.name;
  const rival = findRival(source, name, wanted);
  if (rival !== undefined)
    return {
      ok: false,
      because: `the name ${name} is used for something else in this file (${lineOf(source, rival)})`,
    };
  const result = extendImport(source, wanted, limit) ?? newImport(source, wanted, limit);
  return result.ok ? { ...result, name } : result;
}

/**
 * Where the name is first used; without a use, where the block of imports ends, since that is where
 * a new use may stand at the earliest.
 */
function firstUse(source: PySource, wanted: WantedImport): number {
  const name = typeof wanted === 'string' ? wanted.split('.')[0] : wanted.name;
  for (const node of walk(source.module))
    if (node.kind === 'Name' && node.id === name) return statementOf(source, node).start;
  return leadingImports(source).at(-1)?.end ?? 0;
}

function statementOf(source: PySource, node: PyNode): Statement {
  return source.module.body.find(({ start, end }) => start <= node.start && node.end <= end)!;
}

function boundBy(statement: Statement, wanted: WantedImport): string | undefined {
  if (typeof wanted === 'string') {
    const alias =
      statement.kind === 'Import'
        ? statement.names.find((one) => importsModule(one, wanted))
        : undefined;
    return alias === undefined ? undefined : (alias.asname ?? wanted);
  }
  if (statement.kind !== 'ImportFrom' || fromOf(statement) !== wanted.from) return undefined;
  const alias = statement.names.find(({ name }) => name === wanted.name);
  return alias === undefined ? undefined : (alias.asname ?? alias.name);
}

/** `import os.path` binds `os`; `import os.path as p` does not. */
function importsModule(
  alias: { readonly name: string; readonly asname: string | null },
  module: string,
): boolean {
  return alias.name === module || (alias.asname === null && alias.name.startsWith(`${module}.`));
}

function fromOf(statement: ImportFrom): string {
  return '.'.repeat(statement.level) + (statement.module ?? '');
}

/** A binding of the name to something else, anywhere in the module outside functions. */
function findRival(source: PySource, name: string, wanted: WantedImport): PyNode | undefined {
  for (const node of moduleScope(source)) {
    if (bindsOtherwise(node, name)) return node;
    if (
      (node.kind === 'Import' || node.kind === 'ImportFrom') &&
      boundBy(node, wanted) === undefined &&
      importsName(node, name)
    )
      return node;
    const targets =
      node.kind === 'Assign' ? node.targets : node.kind === 'AnnAssign' ? [node.target] : [];
    const target = targets.find((one) => bindsName(one, name));
    if (target !== undefined) return target;
  }
  return undefined;
}

function importsName(statement: Import | ImportFrom, name: string): boolean {
  return statement.names.some(
    (alias) =>
      (alias.asname ?? (statement.kind === 'Import' ? alias.name.split('.')[0] : alias.name)) ===
      name,
  );
}

/** Adds the name to a `from … import …` of the same module that stands early enough. */
function extendImport(
  source: PySource,
  wanted: WantedImport,
  limit: number,
): EditResult | undefined {
  if (typeof wanted === 'string') return undefined;
  const statement = source.module.body.find(
    (one): one is ImportFrom =>
      one.kind === 'ImportFrom' &&
      fromOf(one) === wanted.from &&
      one.end <= limit &&
      one.names[0]?.name !== '*',
  );
  if (statement === undefined) return undefined;
  const word = tokensIn(source, statement.start, statement.end).find(
    ({ kind, text }) => kind === 'name' && text === 'import',
  )!;
  const names = tokensIn(source, word.end, statement.end)[0]!;
  const sequence = { ...sequenceOf(source, statement, names.start), tuple: false };
  const [added] = parseStatements(`from x import ${wanted.name}`);
  return verified(source, insertItem(source.text, sequence, sequence.items.length, wanted.name), {
    inserted: [
      { into: statement.names, at: statement.names.length, nodes: (added as ImportFrom).names },
    ],
  });
}

/**
 * Statements from the top of the module that are imports, after the docstring and `from
 * __future__`.
 */
function leadingImports(source: PySource): (Import | ImportFrom)[] {
  const { body } = source.module;
  const start = leadLength(body);
  const found: (Import | ImportFrom)[] = [];
  for (const statement of body.slice(start)) {
    if (statement.kind !== 'Import' && statement.kind !== 'ImportFrom') break;
    found.push(statement);
  }
  return found;
}

function leadLength(body: readonly Statement[]): number {
  let length = body[0]?.kind === 'Expr' && stringValue(body[0].value) !== undefined ? 1 : 0;
  for (
    let one = body[length];
    one?.kind === 'ImportFrom' && one.module === '__future__';
    one = body[length]
  )
    length += 1;
  return length;
}

/** An edit that adds a statement, and the statement's place in the module. */
interface Placed {
  readonly edit: TextEdit;
  readonly at: number;
}

function newImport(source: PySource, wanted: WantedImport, limit: number): EditResult {
  const line =
    typeof wanted === 'string' ? `import ${wanted}` : `from ${wanted.from} import ${wanted.name}`;
  const module = typeof wanted === 'string' ? wanted : wanted.from;
  const imports = leadingImports(source).filter((statement) => statement.end <= limit);
  const place =
    imports.length === 0 ? belowLead(source, line) : besideImports(source, line, module, imports);
  if (place === undefined)
    return {
      ok: false,
      because: `there is no place for '${line}' at the top of the file`,
    };
  return verified(source, [place.edit], {
    inserted: [{ into: source.module.body, at: place.at, nodes: parseStatements(line) }],
  });
}

function besideImports(
  source: PySource,
  line: string,
  module: string,
  imports: readonly Statement[],
): Placed | undefined {
  const { text, module: tree } = source;
  const eol = lineEndOf(text);
  // Modules of Python come first: `import os` above all, `from pathlib import Path` below the last
  // of them.
  const standard = imports.findLast((one) => isStandard(moduleOf(one)));
  const goesFirst = isStandard(module) && (line.startsWith('import ') || standard === undefined);
  const neighbour = goesFirst ? imports[0]! : isStandard(module) ? standard! : imports.at(-1)!;
  if (!hasOwnLines(source, neighbour)) return undefined;
  const isOtherGroup =
    isStandard(module) !== isStandard(moduleOf(neighbour)) ||
    module.startsWith('.') !== moduleOf(neighbour).startsWith('.');
  const gap = isOtherGroup ? eol : '';
  const at = tree.body.indexOf(neighbour);
  if (goesFirst) {
    const start = startOfLine(text, neighbour.start);
    return { edit: { start, end: start, text: line + eol + gap }, at };
  }
  const end = endOfLine(text, neighbour.end);
  return { edit: { start: end, end, text: eol + gap + line }, at: at + 1 };
}

function isStandard(module: string): boolean {
  return STANDARD.has(module.split('.')[0]!);
}

function moduleOf(statement: Statement): string {
  if (statement.kind === 'Import') return statement.names[0]!.name;
  return statement.kind === 'ImportFrom' ? fromOf(statement) : '';
}

/**
 * The place in a module without imports: behind its docstring, or above the first statement with
 * the comments that speak of it.
 */
function belowLead(source: PySource, line: string): Placed | undefined {
  const { text, module } = source;
  const eol = lineEndOf(text);
  const at = leadLength(module.body);
  const lead = module.body[at - 1];
  if (lead !== undefined) {
    if (!hasOwnLines(source, lead)) return undefined;
    const end = endOfLine(text, lead.end);
    return { edit: { start: end, end, text: `${eol}${eol}${line}` }, at };
  }
  const next = module.body[0];
  if (next === undefined) {
    const gap = text === '' || /[\r\n]$/.test(text) ? '' : eol;
    return { edit: { start: text.length, end: text.length, text: gap + line + eol }, at };
  }
  const start = startWithComments(source, next);
  return { edit: { start, end: start, text: line + eol + eol }, at };
}
