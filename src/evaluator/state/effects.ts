import type { Expression, PyNode, Statement } from '../../python/nodes.ts';
import { walk } from '../../python/walk.ts';
import { unknown } from '../values/constructors.ts';
import type { Scope, Value, Variables } from '../values/python-value.ts';
import type { Interpreter } from './interpreter.ts';
import { bindName } from './names.ts';
import { findBinding } from './scope.ts';

/** Names that statements may bind, without looking into functions and classes. */
export function assignedNames(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  const target = (expression: Expression): void => {
    if (expression.kind === 'Name') names.add(expression.id);
    else if (expression.kind === 'Starred') target(expression.value);
    else if (expression.kind === 'Tuple' || expression.kind === 'List')
      expression.elts.forEach(target);
  };
  for (const node of statements
    .filter((one) => one.kind !== 'FunctionDef' && one.kind !== 'ClassDef')
    .flatMap((one) => [...walk(one)])) {
    if (node.kind === 'Assign') node.targets.forEach(target);
    else if (
      node.kind === 'AugAssign' ||
      node.kind === 'For' ||
      node.kind === 'NamedExpr' ||
      (node.kind === 'AnnAssign' && node.value !== null)
    )
      target(node.target);
  }
  return names;
}

/** True for a statement with a `break` or `continue` that is not of a loop within it. */
export function endsLoops(statement: Statement): boolean {
  switch (statement.kind) {
    case 'Break':
    case 'Continue':
      return true;
    case 'If':
      return [...statement.body, ...statement.orelse].some(endsLoops);
    case 'With':
      return statement.body.some(endsLoops);
    case 'Try':
      return [
        ...statement.body,
        ...statement.handlers.flatMap((handler) => handler.body),
        ...statement.orelse,
      ].some(endsLoops);
    default:
      return false;
  }
}

const CHANGING = new Set([
  'append',
  'extend',
  'insert',
  'remove',
  'pop',
  'update',
  'setdefault',
  'add',
  'discard',
  'clear',
  'sort',
  'reverse',
]);

/** Names whose list or dict statements may change in place. */
export function changedNames(statements: readonly Statement[]): Set<string> {
  const roots = statements
    .flatMap((one) => [...walk(one)])
    .map((node) => rootName(changedContainer(node)));
  return new Set(roots.filter((name) => name !== undefined));
}

/** True when one of the statements is `from … import *`. */
export function importsAll(statements: readonly Statement[]): boolean {
  return statements
    .flatMap((one) => [...walk(one)])
    .some((node) => node.kind === 'ImportFrom' && node.names.some(({ name }) => name === '*'));
}

/** Makes unknown what statements may change that run an unknown number of times. */
export function forgetEffects(
  interpreter: Interpreter,
  statements: readonly Statement[],
  scope: Scope,
  because: string,
  env: Variables,
): void {
  for (const name of assignedNames(statements)) {
    const before = findBinding(scope, name);
    const partly =
      before?.value.kind === 'list' || before?.value.kind === 'tuple'
        ? { ...before.value, incomplete: true }
        : unknown(because, env);
    bindName(interpreter, scope, name, partly, before?.at);
  }
  for (const node of statements.flatMap((one) => [...walk(one)])) {
    const root = rootName(changedContainer(node));
    if (root !== undefined) markContainer(interpreter, findBinding(scope, root)?.value);
  }
}

/** What a method call or an assignment to an element changes in place. */
function changedContainer(node: PyNode): Expression | undefined {
  if (node.kind === 'Call' && node.func.kind === 'Attribute' && CHANGING.has(node.func.attr))
    return node.func.value;
  if (node.kind === 'Assign' && node.targets[0]?.kind === 'Subscript') return node.targets[0].value;
  return node.kind === 'AugAssign' && node.target.kind === 'Subscript'
    ? node.target.value
    : undefined;
}

/** The leftmost name of `NAME["a"].b`. */
function rootName(expression: Expression | undefined): string | undefined {
  let at = expression;
  while (at?.kind === 'Subscript' || at?.kind === 'Attribute') at = at.value;
  return at?.kind === 'Name' ? at.id : undefined;
}

function markContainer(interpreter: Interpreter, value: Value | undefined): void {
  if (value?.kind === 'list' || value?.kind === 'set')
    interpreter.transaction.setItems(value, value.items, true);
  if (value?.kind === 'dict') interpreter.transaction.setEntries(value, value.entries, true);
  if (value?.kind === 'namespace')
    interpreter.transaction.markIncomplete(
      value.scope,
      'names are set in a loop over what is not fully known',
    );
}
