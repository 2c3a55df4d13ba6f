import type { Statement } from '../../python/nodes.ts';
import type { Completion, Run } from '../state/interpreter.ts';
import { unknown } from '../values/constructors.ts';
import type { Scope } from '../values/python-value.ts';
import { assign } from './assign.ts';
import { joinWays, keepWay, type Way, wayOf } from './branches.ts';
import { placeOf } from './range-of.ts';

/**
 * `with`: files, `suppress` and the likes are modelled; any other manager is entered and left
 * without effect.
 */
export function executeWith(
  run: Run,
  node: Statement & { readonly kind: 'With' | 'AsyncWith' },
  scope: Scope,
): Completion {
  const exits: ((raised: readonly string[] | undefined) => boolean)[] = [];
  for (const item of node.items) {
    const manager = run.evaluate(item.context_expr, scope);
    const entered =
      manager.kind === 'model' && manager.enter !== undefined
        ? manager.enter()
        : unknown('it comes from a context manager', manager.env);
    if (item.optional_vars !== null)
      assign(run, item.optional_vars, entered, scope, placeOf(item, scope));
    if (manager.kind === 'model' && manager.exit !== undefined) {
      const { exit } = manager;
      exits.unshift((raised) => (raised ?? [undefined]).some((name) => exit(name)));
    }
  }
  const outer = run.mayHaveRaised;
  run.mayHaveRaised = false;
  const [done, early] = run.journal.fork<Way | undefined>(
    () => wayOf(() => run.execute(node.body, scope)),
    // What is suppressed may also have been raised by something unmodelled before anything was
    // done.
    () =>
      run.mayHaveRaised && exits.some((exit) => exit(['Exception']))
        ? { completion: { kind: 'normal' } }
        : undefined,
    (a, b) => (b === undefined || a?.raised !== undefined ? 'first' : keepWay(a!, b)),
  );
  run.mayHaveRaised ||= outer;
  const suppressed = exits.map((exit) => exit(done!.raised?.classes)).includes(true);
  if (done!.raised !== undefined) {
    if (!suppressed) throw done!.raised;
    return { kind: 'normal' };
  }
  return early === undefined ? done!.completion : joinWays(done!, early);
}
