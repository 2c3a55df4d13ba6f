import type { If, Statement } from '../../python/nodes.ts';
import { extendItems } from '../builtins/collection-methods.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import { binary } from '../builtins/operators.ts';
import type { Completion, Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { list, none } from '../values/constructors.ts';
import type { Collection, Scope, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import { spendItems } from '../values/work.ts';
import { assign, remove } from './assign.ts';
import { NORMAL } from './branches.ts';
import { defineClass, defineFunction } from './definitions.ts';
import { executeIf } from './if.ts';
import { importFrom, importNames } from './imports.ts';
import { executeFor, executeWhile } from './loops.ts';
import { executeMatch } from './match.ts';
import { raiseFrom } from './raise-statement.ts';
import { rangeOf } from './range-of.ts';
import { getItem, sliceOf } from './subscripts.ts';
import { executeTry } from './try.ts';
import { executeWith } from './with.ts';

/**
 * Runs statements one after another. What only some branches return is kept in `maybe` of the
 * completion.
 */
export function execute(
  interpreter: Interpreter,
  body: readonly Statement[],
  scope: Scope,
): Completion {
  let maybe: readonly Value[] | undefined;
  for (const [index, statement] of body.entries()) {
    interpreter.spend(1);
    const completion =
      statement.kind === 'If'
        ? executeIf(interpreter, statement, scope, () => body.slice(index + 1))
        : executeOne(interpreter, statement, scope);
    if (completion.maybe !== undefined) maybe = [...(maybe ?? []), ...completion.maybe];
    if (completion.kind !== 'normal')
      return maybe === undefined ? completion : { ...completion, maybe };
    if (completion.ranRest) break;
  }
  return maybe === undefined ? NORMAL : { kind: 'normal', maybe };
}

function executeOne(
  interpreter: Interpreter,
  node: Exclude<Statement, If>,
  scope: Scope,
): Completion {
  switch (node.kind) {
    case 'Return':
      return {
        kind: 'return',
        value: node.value === null ? none() : interpreter.evaluate(node.value, scope),
      };
    case 'Break':
      return { kind: 'break' };
    case 'Continue':
      return { kind: 'continue' };
    case 'For':
    case 'AsyncFor':
      return executeFor(interpreter, node, scope);
    case 'While':
      return executeWhile(interpreter, node, scope);
    case 'Try':
    case 'TryStar':
      return executeTry(interpreter, node, scope);
    case 'With':
    case 'AsyncWith':
      return executeWith(interpreter, node, scope);
    case 'Match':
      return executeMatch(interpreter, node, scope);
    case 'Raise':
      throw raiseFrom(interpreter, node, scope);
    default:
      executeSimple(interpreter, node, scope);
      return NORMAL;
  }
}

/** A statement that always goes on to the next one, unless it raises. */
function executeSimple(interpreter: Interpreter, node: Statement, scope: Scope): void {
  const at = rangeOf(node, scope);
  switch (node.kind) {
    case 'Expr':
      interpreter.evaluate(node.value, scope);
      break;
    case 'Assign': {
      const value = interpreter.evaluate(node.value, scope);
      for (const target of node.targets) assign(interpreter, target, value, scope, at);
      break;
    }
    case 'AnnAssign':
      if (node.value !== null)
        assign(interpreter, node.target, interpreter.evaluate(node.value, scope), scope, at);
      break;
    case 'AugAssign':
      augment(interpreter, node, scope);
      break;
    case 'Import':
      importNames(interpreter, node, scope, at);
      break;
    case 'ImportFrom':
      importFrom(interpreter, node, scope, at);
      break;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      defineFunction(interpreter, node, scope);
      break;
    case 'ClassDef':
      defineClass(interpreter, node, scope);
      break;
    case 'Delete':
      for (const target of node.targets) remove(interpreter, target, scope, at);
      break;
    case 'Assert':
      if (truthOf(interpreter.evaluate(node.test, scope)) === false)
        throw new PythonRaise('AssertionError', 'an assertion failed', { at });
      break;
    case 'Global':
      for (const name of node.names) scope.declared.set(name, scope.globals);
      break;
    case 'Nonlocal':
      for (const name of node.names) declareNonlocal(name, scope);
      break;
    default:
  }
}

function declareNonlocal(name: string, scope: Scope): void {
  let owner = scope.parent;
  while (owner !== undefined && !owner.variables.has(name)) owner = owner.parent;
  if (owner !== undefined) scope.declared.set(name, owner);
}

function augment(
  interpreter: Interpreter,
  node: Statement & { readonly kind: 'AugAssign' },
  scope: Scope,
): void {
  const at = rangeOf(node, scope);
  const { target } = node;
  let before: Value;
  if (target.kind === 'Subscript') {
    const key =
      target.slice.kind === 'Slice'
        ? sliceOf(interpreter, target.slice, scope)
        : interpreter.evaluate(target.slice, scope);
    before = getItem(interpreter, interpreter.evaluate(target.value, scope), key, at);
  } else before = interpreter.evaluate(target, scope);
  const more = interpreter.evaluate(node.value, scope);
  const after =
    node.op === 'Add' && before.kind === 'list' && more.kind !== 'either'
      ? extended(interpreter, before, more)
      : binary(interpreter, node.op, before, more);
  if (after.kind === 'list' || after.kind === 'tuple' || after.kind === 'dict') after.at = at;
  assign(interpreter, target, after, scope, at);
}

/**
 * `list += iterable`, which takes in any iterable, where `+` would refuse a tuple. It changes the
 * list in place, except for the first time within a branch: there, the list before remains as an
 * alternative.
 */
function extended(interpreter: Interpreter, before: Collection, more: Value): Collection {
  const env = mergeVariables(before.env, more.env);
  if (interpreter.transaction.mayChange(before)) {
    extendItems(interpreter, before, more);
    before.env = env;
    return before;
  }
  const added = itemsOf(interpreter, more) ?? { items: [], incomplete: true };
  spendItems(interpreter, before.items.length + added.items.length);
  return interpreter.transaction.adopt(
    list([...before.items, ...added.items], env, before.incomplete || added.incomplete),
  );
}
