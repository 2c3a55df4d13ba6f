import type { If, Statement } from '../../python/nodes.ts';
import { effectsOf } from '../state/forget-effects.ts';
import type { Completion, Interpreter } from '../state/interpreter.ts';
import type { Scope, Variables } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { allVariables, mergeVariables, NO_VARIABLES } from '../values/variables.ts';
import { spendItems } from '../values/work.ts';
import { type BranchOutcome, branchToKeep, joinOutcomes, outcomeOf } from './branches.ts';

/**
 * `if`: the branch that the condition chooses, or both when it cannot be decided. `rest` gives the
 * statements after it.
 */
export function executeIf(
  interpreter: Interpreter,
  node: If,
  scope: Scope,
  rest: () => readonly Statement[],
): Completion {
  const test = interpreter.evaluate(node.test, scope);
  const env = allVariables(interpreter, test);
  const assumed = truthOf(test);
  const truth =
    assumed !== undefined && requiresVariable(interpreter, assumed ? node.body : node.orelse, env)
      ? undefined
      : assumed;
  const outer = interpreter.control;
  interpreter.control = mergeVariables(outer, env);
  try {
    if (truth === undefined) return executeBoth(interpreter, node, scope, rest);
    const completion = interpreter.execute(truth ? node.body : node.orelse, scope);
    if (env.length > 0) taint(interpreter, truth ? node.orelse : node.body, scope, env);
    return completion;
  } finally {
    interpreter.control = outer;
  }
}

function executeBoth(
  interpreter: Interpreter,
  node: If,
  scope: Scope,
  rest: () => readonly Statement[],
): Completion {
  // With `break` or `continue` in it, the statements that follow belong to the branch that goes on.
  const withRest =
    effectsOf(interpreter, node.body).endsLoop || effectsOf(interpreter, node.orelse).endsLoop;
  const outcome = (branch: readonly Statement[]) => (): BranchOutcome =>
    outcomeOf(() => {
      const completion = interpreter.execute(branch, scope);
      return withRest && completion.kind === 'normal'
        ? interpreter.execute(rest(), scope)
        : completion;
    });
  const [first, second] = interpreter.transaction.branch(
    outcome(node.body),
    outcome(node.orelse),
    branchToKeep,
  );
  const completion = joinOutcomes(interpreter, first, second);
  return withRest && completion.kind === 'normal' ? { ...completion, ranRest: true } : completion;
}

/**
 * True when the branch raises for want of a variable that a dyno may well have: `if not env("NAME",
 * default=""): raise …` requires the variable as a look-up without a default does, so the branch on
 * which it is set is the one to follow.
 */
function requiresVariable(
  interpreter: Interpreter,
  branch: readonly Statement[],
  env: Variables,
): boolean {
  if (interpreter.unsetVariables !== 'unknown' || branch.at(-1)?.kind !== 'Raise') return false;
  return env.some((name) => !interpreter.environment.map.has(name));
}

/** What the branch that was not taken would have set depends on the condition as well. */
function taint(
  interpreter: Interpreter,
  branch: readonly Statement[],
  scope: Scope,
  env: Variables,
): void {
  const { assigned, changed, importsAll } = effectsOf(interpreter, branch);
  interpreter.spend(assigned.size + changed.size);
  for (const name of new Set([...assigned, ...changed])) {
    const binding = scope.variables.get(name);
    if (binding === undefined) continue;
    spendItems(interpreter, binding.env.length + env.length);
    interpreter.transaction.bind(scope, name, {
      ...binding,
      env: mergeVariables(binding.env, env),
    });
  }
  for (const name of importsAll ? [...assigned, '*'] : assigned) {
    const before = scope.skipped.get(name) ?? NO_VARIABLES;
    spendItems(interpreter, before.length + env.length);
    scope.skipped.set(name, mergeVariables(before, env));
  }
}
