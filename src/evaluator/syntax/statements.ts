import type { If, Statement } from '../../python/nodes.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import { binary } from '../builtins/operators.ts';
import {
  assignedNames,
  changedNames,
  endsLoops,
  forgetEffects,
  importsAll,
} from '../state/effects.ts';
import type { Completion, Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { list, none } from '../values/constructors.ts';
import type { Scope, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { allVariables, mergeVariables } from '../values/variables.ts';
import { assign, remove } from './assign.ts';
import { type BranchOutcome, branchToKeep, joinOutcomes, NORMAL, outcomeOf } from './branches.ts';
import { defineClass, defineFunction } from './definitions.ts';
import { importFrom, importNames } from './imports.ts';
import { executeMatch } from './match.ts';
import { rangeOf } from './range-of.ts';
import { getItem, sliceOf } from './subscripts.ts';
import { executeTry, raiseFrom } from './try.ts';
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
    interpreter.step();
    const completion =
      statement.kind === 'If'
        ? executeIf(interpreter, statement, scope, body.slice(index + 1))
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
  const at = rangeOf(node, scope);
  switch (node.kind) {
    case 'Expr':
      interpreter.evaluate(node.value, scope);
      return NORMAL;
    case 'Assign': {
      const value = interpreter.evaluate(node.value, scope);
      for (const target of node.targets) assign(interpreter, target, value, scope, at);
      return NORMAL;
    }
    case 'AnnAssign':
      if (node.value !== null)
        assign(interpreter, node.target, interpreter.evaluate(node.value, scope), scope, at);
      return NORMAL;
    case 'AugAssign':
      return augment(interpreter, node, scope);
    case 'Import':
      importNames(interpreter, node, scope, at);
      return NORMAL;
    case 'ImportFrom':
      importFrom(interpreter, node, scope, at);
      return NORMAL;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      defineFunction(interpreter, node, scope);
      return NORMAL;
    case 'ClassDef':
      defineClass(interpreter, node, scope);
      return NORMAL;
    case 'Return':
      return {
        kind: 'return',
        value: node.value === null ? none() : interpreter.evaluate(node.value, scope),
      };
    case 'Break':
      return { kind: 'break' };
    case 'Continue':
      return { kind: 'continue' };
    case 'Delete':
      for (const target of node.targets) remove(interpreter, target, scope, at);
      return NORMAL;
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
    case 'Assert':
      if (truthOf(interpreter.evaluate(node.test, scope)) === false)
        throw new PythonRaise('AssertionError', 'an assertion failed', { at });
      return NORMAL;
    case 'Global':
      for (const name of node.names) scope.declared.set(name, scope.globals);
      return NORMAL;
    case 'Nonlocal':
      for (const name of node.names) {
        let owner = scope.parent;
        while (owner !== undefined && !owner.variables.has(name)) owner = owner.parent;
        if (owner !== undefined) scope.declared.set(name, owner);
      }
      return NORMAL;
    default:
      return NORMAL;
  }
}

function augment(
  interpreter: Interpreter,
  node: Statement & { readonly kind: 'AugAssign' },
  scope: Scope,
): Completion {
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
  // A list takes in any iterable, where `+` would refuse a tuple.
  const joins = node.op === 'Add' && before.kind === 'list' && more.kind !== 'either';
  const added = joins ? (itemsOf(interpreter, more) ?? { items: [], incomplete: true }) : undefined;
  const after =
    joins && before.kind === 'list' && added !== undefined
      ? list(
          [...before.items, ...added.items],
          mergeVariables(before.env, more.env),
          before.incomplete || added.incomplete,
        )
      : binary(node.op, before, more);
  if (after.kind === 'list' || after.kind === 'tuple' || after.kind === 'dict') after.at = at;
  assign(interpreter, target, after, scope, at);
  return NORMAL;
}

function executeIf(
  interpreter: Interpreter,
  node: If,
  scope: Scope,
  rest: readonly Statement[],
): Completion {
  const test = interpreter.evaluate(node.test, scope);
  const env = allVariables(test);
  const assumed = truthOf(test);
  const truth =
    assumed !== undefined && requiresVariable(interpreter, assumed ? node.body : node.orelse, env)
      ? undefined
      : assumed;
  const outer = interpreter.control;
  interpreter.control = mergeVariables(outer, env);
  try {
    if (truth !== undefined) {
      const completion = interpreter.execute(truth ? node.body : node.orelse, scope);
      if (env.length > 0) taint(interpreter, truth ? node.orelse : node.body, scope, env);
      return completion;
    }
    // With `break` or `continue` in it, the statements that follow belong to the branch that goes on.
    const withRest = [...node.body, ...node.orelse].some(endsLoops);
    const outcome = (branch: readonly Statement[]) => (): BranchOutcome =>
      outcomeOf(() => {
        const completion = interpreter.execute(branch, scope);
        return withRest && completion.kind === 'normal'
          ? interpreter.execute(rest, scope)
          : completion;
      });
    const [first, second] = interpreter.transaction.branch(
      outcome(node.body),
      outcome(node.orelse),
      branchToKeep,
    );
    const completion = joinOutcomes(first, second);
    return withRest && completion.kind === 'normal' ? { ...completion, ranRest: true } : completion;
  } finally {
    interpreter.control = outer;
  }
}

/**
 * True when the branch raises for want of a variable that a dyno may well have: `if not env("NAME",
 * default=""): raise …` asks for the variable as a look-up without a default does, so the branch on
 * which it is set is the one to follow.
 */
function requiresVariable(
  interpreter: Interpreter,
  branch: readonly Statement[],
  env: readonly string[],
): boolean {
  if (interpreter.unsetVariables !== 'unknown' || branch.at(-1)?.kind !== 'Raise') return false;
  return env.some((name) => !interpreter.environment.map.has(name));
}

/** What the branch that was not taken would have set depends on the condition as well. */
function taint(
  interpreter: Interpreter,
  branch: readonly Statement[],
  scope: Scope,
  env: readonly string[],
): void {
  const assigned = assignedNames(branch);
  for (const name of new Set([...assigned, ...changedNames(branch)])) {
    const binding = scope.variables.get(name);
    if (binding !== undefined)
      interpreter.transaction.bind(scope, name, {
        ...binding,
        env: mergeVariables(binding.env, env),
      });
  }
  for (const name of importsAll(branch) ? [...assigned, '*'] : assigned)
    scope.skipped.set(name, mergeVariables(scope.skipped.get(name) ?? [], env));
}

function executeFor(
  interpreter: Interpreter,
  node: Statement & { readonly kind: 'For' | 'AsyncFor' },
  scope: Scope,
): Completion {
  const iterated = interpreter.evaluate(node.iter, scope);
  const source = iterated.kind === 'either' ? undefined : itemsOf(interpreter, iterated);
  const outer = interpreter.control;
  interpreter.control = mergeVariables(outer, iterated.env);
  try {
    let maybe: readonly Value[] = [];
    for (const item of source?.items ?? []) {
      interpreter.step();
      assign(interpreter, node.target, item, scope, rangeOf(node.target, scope));
      const completion = interpreter.execute(node.body, scope);
      maybe = [...maybe, ...(completion.maybe ?? [])];
      if (completion.kind === 'return') return completion;
      if (completion.kind === 'break')
        return { kind: 'normal', ...(maybe.length > 0 ? { maybe } : {}) };
    }
    if (source === undefined || source.incomplete)
      forgetEffects(
        interpreter,
        [node],
        scope,
        'it is made in a loop over what is not fully known',
        iterated.env,
      );
    const after = interpreter.execute(node.orelse, scope);
    return maybe.length > 0 ? { ...after, maybe: [...maybe, ...(after.maybe ?? [])] } : after;
  } finally {
    interpreter.control = outer;
  }
}

function executeWhile(
  interpreter: Interpreter,
  node: Statement & { readonly kind: 'While' },
  scope: Scope,
): Completion {
  for (;;) {
    interpreter.step();
    const test = interpreter.evaluate(node.test, scope);
    const truth = truthOf(test);
    if (truth === false) return interpreter.execute(node.orelse, scope);
    if (truth === undefined) {
      forgetEffects(
        interpreter,
        [node],
        scope,
        'it is made in a loop that may end sooner or later',
        test.env,
      );
      return NORMAL;
    }
    const completion = interpreter.execute(node.body, scope);
    if (completion.kind === 'return') return completion;
    if (completion.kind === 'break') return NORMAL;
  }
}
