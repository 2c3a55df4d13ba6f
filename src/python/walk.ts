import { FIELDS } from './fields.ts';
import type {
  AnnAssign,
  Assign,
  AugAssign,
  Expression,
  Module,
  PyNode,
  Statement,
} from './nodes.ts';

/** The direct children of a node, in the order of its fields. */
export function* childrenOf(node: PyNode): Generator<PyNode> {
  for (const field of FIELDS[node.kind]) {
    const value = (node as unknown as Record<string, unknown>)[field];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield item;
    } else if (isNode(value)) yield value;
  }
}

function isNode(value: unknown): value is PyNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** The node and all below it, each before its children. */
export function walk(node: PyNode): Generator<PyNode> {
  return walkInto(node, () => true);
}

/** Whether a name, or the last part of a dotted one, at or below the node matches the pattern. */
export function namesAny(node: PyNode, pattern: RegExp): boolean {
  return [...walk(node)].some(
    (one) =>
      (one.kind === 'Name' && pattern.test(one.id)) ||
      (one.kind === 'Attribute' && pattern.test(one.attr)),
  );
}

/** The node and all below it, each before its children; only those of nodes that are entered. */
export function* walkInto(node: PyNode, enters: (node: PyNode) => boolean): Generator<PyNode> {
  const pending: PyNode[] = [node];
  while (pending.length > 0) {
    const next = pending.pop()!;
    yield next;
    if (!enters(next)) continue;
    // Not spread into a call: a list may have more items than a call takes arguments.
    const children = [...childrenOf(next)];
    for (let index = children.length - 1; index >= 0; index -= 1) pending.push(children[index]!);
  }
}

/**
 * A statement of a module that gives a name a value: `NAME = …`, `NAME: type = …` or `NAME += …`.
 */
export type Assignment = Assign | AnnAssign | AugAssign;

/**
 * The assignments to a name that stand directly in the module, in order; also as one of several
 * targets (`A = NAME = …`, `A, NAME = …`). With `inBlocks`, those inside `if`, `try`, `with`, `for`
 * and `while` of the module too, but never those of functions and classes.
 */
export function findAssignments(
  module: Module,
  name: string,
  options: { readonly inBlocks?: boolean } = {},
): Assignment[] {
  const found: Assignment[] = [];
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (assignedTo(statement, name)) found.push(statement);
      if (options.inBlocks) for (const block of blocksOf(statement)) visit(block);
    }
  };
  visit(module.body);
  return found;
}

function assignedTo(statement: Statement, name: string): statement is Assignment {
  if (statement.kind === 'Assign')
    return statement.targets.some((target) => bindsName(target, name));
  if (statement.kind === 'AnnAssign')
    return statement.value !== null && bindsName(statement.target, name);
  return statement.kind === 'AugAssign' && bindsName(statement.target, name);
}

/**
 * True when a target of an assignment gives the name a value: itself, or as part of a tuple or
 * list.
 */
export function bindsName(target: Expression, name: string): boolean {
  if (target.kind === 'Name') return target.id === name;
  if (target.kind === 'Starred') return bindsName(target.value, name);
  return (
    (target.kind === 'Tuple' || target.kind === 'List') &&
    target.elts.some((element) => bindsName(element, name))
  );
}

function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'If':
    case 'For':
    case 'AsyncFor':
    case 'While':
      return [statement.body, statement.orelse];
    case 'With':
    case 'AsyncWith':
      return [statement.body];
    case 'Try':
    case 'TryStar':
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        statement.orelse,
        statement.finalbody,
      ];
    case 'Match':
      return statement.cases.map((one) => one.body);
    default:
      return [];
  }
}

/** The dotted name of `a.b.c` or `a`; undefined for any other expression. */
export function dottedName(expression: Expression): string | undefined {
  if (expression.kind === 'Name') return expression.id;
  if (expression.kind !== 'Attribute') return undefined;
  const base = dottedName(expression.value);
  return base === undefined ? undefined : `${base}.${expression.attr}`;
}
