import type { Pattern, Statement } from '../../python/nodes.ts';
import { equal } from '../builtins/comparison.ts';
import { forgetEffects } from '../state/forget-effects.ts';
import type { Completion, Interpreter } from '../state/interpreter.ts';
import { bindName } from '../state/names.ts';
import type { Scope, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { rangeOf } from './range-of.ts';

/**
 * `match` over values, alternatives, names and `_`; with any other pattern, what the cases set is
 * not known.
 */
export function executeMatch(
  interpreter: Interpreter,
  node: Statement & { readonly kind: 'Match' },
  scope: Scope,
): Completion {
  const subject = interpreter.evaluate(node.subject, scope);
  for (const one of node.cases) {
    const fits = matches(interpreter, one.pattern, subject, scope);
    const guard =
      fits !== true || one.guard === null ? fits : truthOf(interpreter.evaluate(one.guard, scope));
    if (guard === true) return interpreter.execute(one.body, scope);
    if (guard === undefined) {
      for (const other of node.cases)
        forgetEffects(
          interpreter,
          other.body,
          scope,
          'it depends on a match that cannot be decided',
          subject.env,
        );
      return { kind: 'normal' };
    }
  }
  return { kind: 'normal' };
}

function matches(
  interpreter: Interpreter,
  pattern: Pattern,
  subject: Value,
  scope: Scope,
): boolean | undefined {
  switch (pattern.kind) {
    case 'MatchValue':
      return equal(interpreter, interpreter.evaluate(pattern.value, scope), subject);
    case 'MatchSingleton':
      return subject.kind === 'unknown' || subject.kind === 'either'
        ? undefined
        : (subject.kind === 'none' ? null : subject.kind === 'bool' ? subject.value : 0) ===
            pattern.value;
    case 'MatchOr': {
      const all = pattern.patterns.map((inner) => matches(interpreter, inner, subject, scope));
      return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
    }
    case 'MatchAs': {
      const inner =
        pattern.pattern === null ? true : matches(interpreter, pattern.pattern, subject, scope);
      if (inner === true && pattern.name !== null)
        bindName(interpreter, scope, pattern.name, subject, rangeOf(pattern, scope));
      return inner;
    }
    default:
      return undefined;
  }
}
