import type { Expression, Module, PyNode, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { childrenOf, dottedName, walk } from '../../python/walk.ts';
import { oncePer } from '../once-per.ts';

/** A place of a Python file that needs a module or a name of one. */
export interface NameUse {
  /** The full dotted path, such as `django.utils.encoding.force_text`. */
  readonly path: string;
  readonly at: SourceRange;
  /** False inside functions: importing the file does not reach it. */
  readonly runsAtImport: boolean;
  /** The keywords with the ranges of their names, where it is called; undefined elsewhere. */
  readonly call: readonly { readonly name: string; readonly at: SourceRange }[] | undefined;
  /** The name that a `from … import` imports, where this is one. */
  readonly imported: ImportedName | undefined;
}

/** One name of a `from … import`. */
export interface ImportedName {
  readonly name: string;
  /** What the file calls it. */
  readonly as: string;
  /** From the name to the end of `name as other`. */
  readonly at: SourceRange;
  /** The whole statement, where it imports nothing else. */
  readonly statementAt: SourceRange | undefined;
}

/**
 * What a file needs by dotted path: its absolute imports, and what it reads of modules that it
 * imported. What stands inside `try`, behind `if TYPE_CHECKING` or behind a question of a version is
 * left out, since the file can do without it.
 */
export const nameUses: (source: PySource) => readonly NameUse[] = oncePer(findNameUses);

function findNameUses(source: PySource): NameUse[] {
  const aliases = aliasesOf(source.module);
  const place = ({ start, end }: { start: number; end: number }): SourceRange => ({
    file: source.file,
    start,
    end,
  });
  const uses: NameUse[] = [];
  const add = (
    path: string,
    node: PyNode,
    runsAtImport: boolean,
    { call, imported }: Partial<Pick<NameUse, 'call' | 'imported'>> = {},
  ) => uses.push({ path, at: place(node), runsAtImport, call, imported });
  const visit = (node: PyNode, runsAtImport: boolean): void => {
    if (isGuarded(node)) return;
    if (node.kind === 'Import') {
      for (const alias of node.names) add(alias.name, alias, runsAtImport);
      return;
    }
    if (node.kind === 'ImportFrom') {
      if (node.level > 0 || node.module === null) return;
      for (const alias of node.names) {
        const { name, asname } = alias;
        const statementAt = node.names.length === 1 ? place(node) : undefined;
        if (name === '*') add(node.module, node, runsAtImport);
        else
          add(`${node.module}.${name}`, node, runsAtImport, {
            imported: { name, as: asname ?? name, at: place(alias), statementAt },
          });
      }
      return;
    }
    if (node.kind === 'Call') {
      const path = resolved(aliases, node.func);
      const call = node.keywords.flatMap(({ arg, start }) =>
        arg === null ? [] : [{ name: arg, at: place({ start, end: start + arg.length }) }],
      );
      if (path !== undefined) add(path, node, runsAtImport, { call });
    }
    if (node.kind === 'Attribute') {
      const path = resolved(aliases, node);
      if (path !== undefined) {
        add(path, node, runsAtImport);
        return;
      }
    }
    for (const child of childrenOf(node)) visit(child, runsAtImport && runsNow(node, child));
  };
  for (const statement of source.module.body) visit(statement, true);
  return uses;
}

/** The body of a function runs later; its decorators and default values do not. */
function runsNow(node: PyNode, child: PyNode): boolean {
  if (node.kind === 'Lambda') return child !== node.body;
  if (node.kind !== 'FunctionDef' && node.kind !== 'AsyncFunctionDef') return true;
  return !node.body.includes(child as Statement);
}

/** True for a `try` that lives without what it imports, and an `if` that asks for types or versions. */
export function isGuarded(node: PyNode): boolean {
  if (node.kind === 'Try' || node.kind === 'TryStar')
    return node.handlers.some(
      ({ type }) =>
        type === null ||
        [...walk(type)].some(
          (one) =>
            one.kind === 'Name' &&
            /^(ImportError|ModuleNotFoundError|AttributeError|Exception|TypeError)$/.test(one.id),
        ),
    );
  if (node.kind !== 'If') return false;
  return [...walk(node.test)].some(
    (one) =>
      (one.kind === 'Name' && /^TYPE_CHECKING$|version|^PY[23]/i.test(one.id)) ||
      (one.kind === 'Attribute' && /^TYPE_CHECKING$|version|^PY[23]/i.test(one.attr)),
  );
}

/** Local names by what they were imported as. */
function aliasesOf(module: Module): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const node of walk(module)) {
    if (node.kind === 'Import') {
      for (const { name, asname } of node.names)
        aliases.set(
          asname ?? name.split('.')[0] ?? name,
          asname === null ? (name.split('.')[0] ?? name) : name,
        );
    } else if (node.kind === 'ImportFrom' && node.level === 0 && node.module !== null) {
      for (const { name, asname } of node.names)
        aliases.set(asname ?? name, `${node.module}.${name}`);
    }
  }
  return aliases;
}

function resolved(
  aliases: ReadonlyMap<string, string>,
  expression: Expression,
): string | undefined {
  const dotted = dottedName(expression);
  const [first = '', ...rest] = dotted?.split('.') ?? [];
  const base = aliases.get(first);
  return base === undefined ? undefined : [base, ...rest].join('.');
}
