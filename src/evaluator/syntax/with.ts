import type { Statement } from '../../python/nodes.ts';
import type { Completion, Interpreter } from '../state/interpreter.ts';
import { unknown } from '../values/constructors.ts';
import type { Scope } from '../values/python-value.ts';
import { assign } from './assign.ts';
import { type BranchOutcome, branchToKeep, joinOutcomes, outcomeOf } from './branches.ts';
import { rangeOf } from './range-of.ts';

/**
 * `with`: files, `suppress` and the like are evaluated; any other manager is entered and left
 * without effect.
 */
export function executeWith(
  interpreter: Interpreter,
  node: Statement & { readonly kind: 'With' | 'AsyncWith' },
  scope: Scope,
): Completion {
  const exits: ((raised: readonly string[] | undefined) => boolean)[] = [];
  for (const item of node.items) {
    const manager = interpreter.evaluate(item.context_expr, scope);
    const entered =
      manager.kind === 'native' && manager.enter !== undefined
        ? manager.enter()
        : unknown('it comes from a context manager', manager.env);
    if (item.optional_vars !== null)
      assign(interpreter, item.optional_vars, entered, scope, rangeOf(item, scope));
    if (manager.kind === 'native' && manager.exit !== undefined) {
      const { exit } = manager;
      exits.unshift((raised) => (raised ?? [undefined]).some((name) => exit(name)));
    }
  }
  const outer = interpreter.mayHaveRaised;
  interpreter.mayHaveRaised = false;
  const [done, early] = interpreter.transaction.branch<BranchOutcome | undefined>(
    () => outcomeOf(() => interpreter.execute(node.body, scope)),
    // What is suppressed may also have been raised by a call that is not evaluated before anything was
    // done.
    () =>
      interpreter.mayHaveRaised && exits.some((exit) => exit(['Exception']))
        ? { completion: { kind: 'normal' } }
        : undefined,
    (a, b) => (b === undefined || a?.raised !== undefined ? 'first' : branchToKeep(a!, b)),
  );
  interpreter.mayHaveRaised ||= outer;
  const suppressed = exits.map((exit) => exit(done!.raised?.classes)).includes(true);
  if (done!.raised !== undefined) {
    if (!suppressed) throw done!.raised;
    return { kind: 'normal' };
  }
  return early === undefined ? done!.completion : joinOutcomes(interpreter, done!, early);
}
