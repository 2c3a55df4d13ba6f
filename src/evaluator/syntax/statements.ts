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
import type { Completion, Run } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { list, none } from '../values/constructors.ts';
import type { Scope, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { allVariables, mergeVariables } from '../values/variables.ts';
import { assign, remove } from './assign.ts';
import { joinWays, keepWay, NORMAL, type Way, wayOf } from './branches.ts';
import { defineClass, defineFunction } from './definitions.ts';
import { importFrom, importNames } from './imports.ts';
import { executeMatch } from './match.ts';
import { placeOf } from './range-of.ts';
import { getItem, sliceOf } from './subscripts.ts';
import { executeTry, raiseFrom } from './try.ts';
import { executeWith } from './with.ts';

/**
 * Runs statements one after another. What was returned on some way only is kept in `maybe` of the
 * completion.
 */
export function execute(run: Run, body: readonly Statement[], scope: Scope): Completion {
  let maybe: readonly Value[] | undefined;
  for (const [index, statement] of body.entries()) {
    run.step();
    const completion =
      statement.kind === 'If'
        ? executeIf(run, statement, scope, body.slice(index + 1))
        : executeOne(run, statement, scope);
    if (completion.maybe !== undefined) maybe = [...(maybe ?? []), ...completion.maybe];
    if (completion.kind !== 'normal')
      return maybe === undefined ? completion : { ...completion, maybe };
    if (completion.ranRest) break;
  }
  return maybe === undefined ? NORMAL : { kind: 'normal', maybe };
}

function executeOne(run: Run, node: Exclude<Statement, If>, scope: Scope): Completion {
  const at = placeOf(node, scope);
  switch (node.kind) {
    case 'Expr':
      run.evaluate(node.value, scope);
      return NORMAL;
    case 'Assign': {
      const value = run.evaluate(node.value, scope);
      for (const target of node.targets) assign(run, target, value, scope, at);
      return NORMAL;
    }
    case 'AnnAssign':
      if (node.value !== null) assign(run, node.target, run.evaluate(node.value, scope), scope, at);
      return NORMAL;
    case 'AugAssign':
      return augment(run, node, scope);
    case 'Import':
      importNames(run, node, scope, at);
      return NORMAL;
    case 'ImportFrom':
      importFrom(run, node, scope, at);
      return NORMAL;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      defineFunction(run, node, scope);
      return NORMAL;
    case 'ClassDef':
      defineClass(run, node, scope);
      return NORMAL;
    case 'Return':
      return {
        kind: 'return',
        value: node.value === null ? none() : run.evaluate(node.value, scope),
      };
    case 'Break':
      return { kind: 'break' };
    case 'Continue':
      return { kind: 'continue' };
    case 'Delete':
      for (const target of node.targets) remove(run, target, scope, at);
      return NORMAL;
    case 'For':
    case 'AsyncFor':
      return executeFor(run, node, scope);
    case 'While':
      return executeWhile(run, node, scope);
    case 'Try':
    case 'TryStar':
      return executeTry(run, node, scope);
    case 'With':
    case 'AsyncWith':
      return executeWith(run, node, scope);
    case 'Match':
      return executeMatch(run, node, scope);
    case 'Raise':
      throw raiseFrom(run, node, scope);
    case 'Assert':
      if (truthOf(run.evaluate(node.test, scope)) === false)
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
  run: Run,
  node: Statement & { readonly kind: 'AugAssign' },
  scope: Scope,
): Completion {
  const at = placeOf(node, scope);
  const { target } = node;
  let before: Value;
  if (target.kind === 'Subscript') {
    const key =
      target.slice.kind === 'Slice'
        ? sliceOf(run, target.slice, scope)
        : run.evaluate(target.slice, scope);
    before = getItem(run, run.evaluate(target.value, scope), key, at);
  } else before = run.evaluate(target, scope);
  const more = run.evaluate(node.value, scope);
  // A list takes in any iterable, where `+` would refuse a tuple.
  const joins = node.op === 'Add' && before.kind === 'list' && more.kind !== 'either';
  const added = joins ? (itemsOf(run, more) ?? { items: [], open: true }) : undefined;
  const after =
    joins && before.kind === 'list' && added !== undefined
      ? list(
          [...before.items, ...added.items],
          mergeVariables(before.env, more.env),
          before.open || added.open,
        )
      : binary(node.op, before, more);
  if (after.kind === 'list' || after.kind === 'tuple' || after.kind === 'dict') after.at = at;
  assign(run, target, after, scope, at);
  return NORMAL;
}

function executeIf(run: Run, node: If, scope: Scope, rest: readonly Statement[]): Completion {
  const test = run.evaluate(node.test, scope);
  const env = allVariables(test);
  const assumed = truthOf(test);
  const truth =
    assumed !== undefined && insists(run, assumed ? node.body : node.orelse, env)
      ? undefined
      : assumed;
  const outer = run.control;
  run.control = mergeVariables(outer, env);
  try {
    if (truth !== undefined) {
      const completion = run.execute(truth ? node.body : node.orelse, scope);
      if (env.length > 0) taint(run, truth ? node.orelse : node.body, scope, env);
      return completion;
    }
    // With `break` or `continue` in it, the statements that follow belong to the way that goes on.
    const withRest = [...node.body, ...node.orelse].some(endsLoops);
    const way = (branch: readonly Statement[]) => (): Way =>
      wayOf(() => {
        const completion = run.execute(branch, scope);
        return withRest && completion.kind === 'normal' ? run.execute(rest, scope) : completion;
      });
    const [first, second] = run.journal.fork(way(node.body), way(node.orelse), keepWay);
    const completion = joinWays(first, second);
    return withRest && completion.kind === 'normal' ? { ...completion, ranRest: true } : completion;
  } finally {
    run.control = outer;
  }
}

/**
 * True when the branch raises for want of a variable that a dyno may well have: `if not env("NAME",
 * default=""): raise …` asks for the variable as a look-up without a default does, so the way on
 * which it is set is the one to follow.
 */
function insists(run: Run, branch: readonly Statement[], env: readonly string[]): boolean {
  if (run.unsetVariables !== 'unknown' || branch.at(-1)?.kind !== 'Raise') return false;
  return env.some((name) => !run.environment.map.has(name));
}

/** What the branch that was not taken would have set depends on the condition as well. */
function taint(run: Run, branch: readonly Statement[], scope: Scope, env: readonly string[]): void {
  const assigned = assignedNames(branch);
  for (const name of new Set([...assigned, ...changedNames(branch)])) {
    const binding = scope.variables.get(name);
    if (binding !== undefined)
      run.journal.bind(scope, name, { ...binding, env: mergeVariables(binding.env, env) });
  }
  for (const name of importsAll(branch) ? [...assigned, '*'] : assigned)
    scope.skipped.set(name, mergeVariables(scope.skipped.get(name) ?? [], env));
}

function executeFor(
  run: Run,
  node: Statement & { readonly kind: 'For' | 'AsyncFor' },
  scope: Scope,
): Completion {
  const iterated = run.evaluate(node.iter, scope);
  const source = iterated.kind === 'either' ? undefined : itemsOf(run, iterated);
  const outer = run.control;
  run.control = mergeVariables(outer, iterated.env);
  try {
    let maybe: readonly Value[] = [];
    for (const item of source?.items ?? []) {
      run.step();
      assign(run, node.target, item, scope, placeOf(node.target, scope));
      const completion = run.execute(node.body, scope);
      maybe = [...maybe, ...(completion.maybe ?? [])];
      if (completion.kind === 'return') return completion;
      if (completion.kind === 'break')
        return { kind: 'normal', ...(maybe.length > 0 ? { maybe } : {}) };
    }
    if (source === undefined || source.open)
      forgetEffects(
        run,
        [node],
        scope,
        'it is made in a loop over what is not fully known',
        iterated.env,
      );
    const after = run.execute(node.orelse, scope);
    return maybe.length > 0 ? { ...after, maybe: [...maybe, ...(after.maybe ?? [])] } : after;
  } finally {
    run.control = outer;
  }
}

function executeWhile(
  run: Run,
  node: Statement & { readonly kind: 'While' },
  scope: Scope,
): Completion {
  for (;;) {
    run.step();
    const test = run.evaluate(node.test, scope);
    const truth = truthOf(test);
    if (truth === false) return run.execute(node.orelse, scope);
    if (truth === undefined) {
      forgetEffects(
        run,
        [node],
        scope,
        'it is made in a loop that may end sooner or later',
        test.env,
      );
      return NORMAL;
    }
    const completion = run.execute(node.body, scope);
    if (completion.kind === 'return') return completion;
    if (completion.kind === 'break') return NORMAL;
  }
}
