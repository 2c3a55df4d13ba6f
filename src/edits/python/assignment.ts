import type { AnnAssign, Assign, Expression, Name, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { type Assignment, findAssignments, walk } from '../../python/walk.ts';
import { otherBindingOf } from './bindings.ts';
import { hasOwnLines, lineOf } from './written.ts';

/** `NAME = value` or `NAME: type = value`, directly in the module. */
export type PlainAssignment =
  | (Assign & { readonly targets: readonly [Name] })
  | (AnnAssign & { readonly target: Name; readonly value: Expression });

/** The one plain assignment of a setting, none, or why its assignments are not that simple. */
export type AssignmentFound =
  | { readonly state: 'absent' }
  | { readonly state: 'found'; readonly statement: PlainAssignment }
  | { readonly state: 'unclear'; readonly because: string };

/**
 * The assignment that alone decides a setting of the module. Unclear when it is set twice, in a
 * class, `if` or `try`, by a loop, `with` or `:=`, added to, deleted, set together with other
 * names, or on a line with another statement.
 */
export function findPlainAssignment(source: PySource, name: string): AssignmentFound {
  const unclear = (because: string): AssignmentFound => ({ state: 'unclear', because });
  const everywhere = findAssignments(source.module, name, { inBlocks: true });
  const top = findAssignments(source.module, name);
  const nested = everywhere.find((statement) => !top.includes(statement));
  if (nested !== undefined)
    return unclear(`${name} is set inside a block (${lineOf(source, nested)})`);
  const inClass = source.module.body.find(
    (statement) => statement.kind === 'ClassDef' && bindsInside(statement.body, name),
  );
  if (inClass !== undefined)
    return unclear(`${name} is set inside a class (${lineOf(source, inClass)})`);
  const other = otherBindingOf(source, name);
  if (other !== undefined)
    return unclear(
      `${name} is also set or deleted by something other than an assignment (${lineOf(source, other)})`,
    );
  const [statement] = top;
  if (statement === undefined) return { state: 'absent' };
  if (top.length > 1)
    return unclear(
      `${name} is set more than once (${top.map((one) => lineOf(source, one)).join(', ')})`,
    );
  return isPlain(statement)
    ? ownLines(source, statement, name)
    : unclear(notPlain(source, statement, name));
}

/** True when the module binds the name anywhere outside functions, as far as its text tells. */
export function isAssigned(source: PySource, name: string): boolean {
  return findPlainAssignment(source, name).state !== 'absent';
}

/**
 * Every place of the module that uses the name other than to set it; `NAME += …` and `del NAME` are
 * uses.
 */
export function readsOf(source: PySource, name: string): readonly Name[] {
  const names: Name[] = [];
  const stored = new Set<Expression>();
  for (const node of walk(source.module)) {
    if (node.kind === 'Assign') for (const target of node.targets) addStored(target, stored);
    if (node.kind === 'AnnAssign') addStored(node.target, stored);
    if (node.kind === 'Name' && node.id === name) names.push(node);
  }
  return names.filter((node) => !stored.has(node));
}

function addStored(target: Expression, stored: Set<Expression>): void {
  stored.add(target);
  if (target.kind === 'Tuple' || target.kind === 'List')
    for (const element of target.elts) addStored(element, stored);
}

function bindsInside(body: readonly Statement[], name: string): boolean {
  return body.some(
    (statement) =>
      statement.kind === 'Assign' &&
      statement.targets.some((one) => one.kind === 'Name' && one.id === name),
  );
}

function isPlain(statement: Assignment): statement is PlainAssignment {
  if (statement.kind === 'Assign')
    return statement.targets.length === 1 && statement.targets[0]!.kind === 'Name';
  return statement.kind === 'AnnAssign' && statement.target.kind === 'Name';
}

function ownLines(source: PySource, statement: PlainAssignment, name: string): AssignmentFound {
  if (hasOwnLines(source, statement)) return { state: 'found', statement };
  return {
    state: 'unclear',
    because: `${name} shares its line with another statement (${lineOf(source, statement)})`,
  };
}

function notPlain(source: PySource, statement: Assignment, name: string): string {
  const where = lineOf(source, statement);
  if (statement.kind === 'AugAssign') return `${name} is only added to (${where})`;
  if (statement.kind === 'Assign' && statement.targets.length > 1)
    return `${name} is set together with another name (${where})`;
  return `${name} is set by unpacking (${where})`;
}
