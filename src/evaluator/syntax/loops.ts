import type { Statement } from '../../python/nodes.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import { forgetEffects } from '../state/forget-effects.ts';
import type { Completion, Interpreter } from '../state/interpreter.ts';
import type { Scope, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import { spendItems } from '../values/work.ts';
import { assign } from './assign.ts';
import { NORMAL } from './branches.ts';
import { rangeOf } from './range-of.ts';

/** `for`: each item that is known; what further rounds may change is not known. */
export function executeFor(
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
      interpreter.spend(1);
      assign(interpreter, node.target, item, scope, rangeOf(node.target, scope));
      const completion = interpreter.execute(node.body, scope);
      spendItems(interpreter, maybe.length);
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
        'it is made in a loop over a value that is not fully known',
        iterated.env,
      );
    const after = interpreter.execute(node.orelse, scope);
    return maybe.length > 0 ? { ...after, maybe: [...maybe, ...(after.maybe ?? [])] } : after;
  } finally {
    interpreter.control = outer;
  }
}

/** `while`: as long as its condition is known to be true. */
export function executeWhile(
  interpreter: Interpreter,
  node: Statement & { readonly kind: 'While' },
  scope: Scope,
): Completion {
  for (;;) {
    interpreter.spend(1);
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
