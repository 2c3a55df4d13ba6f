import type { Raise } from '../../python/nodes.ts';
import { classNames } from '../builtins/classes.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import type { Scope } from '../values/python-value.ts';
import { strOf } from '../values/text.ts';
import { rangeOf } from './range-of.ts';

/** The exception that a `raise` statement raises. */
export function raiseFrom(interpreter: Interpreter, node: Raise, scope: Scope): PythonRaise {
  const at = rangeOf(node, scope);
  const earlier = interpreter.handling.get(scope);
  if (node.exc === null)
    return earlier ?? new PythonRaise('RuntimeError', 'No active exception to reraise', { at });
  const value = interpreter.evaluate(node.exc, scope);
  if (value.kind === 'class') return new PythonRaise(classNames(value), value.name, { at });
  if (value.kind !== 'instance')
    return new PythonRaise(
      ['an exception', 'Exception', 'BaseException'],
      'an exception of a package',
      { at },
    );
  const args = value.attributes.get('args');
  const [first] = args?.kind === 'tuple' ? args.items : [];
  const text = first === undefined ? undefined : strOf(interpreter, first);
  const variable =
    earlier?.failure === 'missing-variable'
      ? { failure: earlier.failure, variable: earlier.variable }
      : (missingIn(interpreter, text) ?? {});
  return new PythonRaise(classNames(value.of), text ?? value.of.name, { at, ...variable });
}

/**
 * A project's own message often names the variable that is missing: the longest one that was looked
 * up in vain.
 */
function missingIn(
  interpreter: Interpreter,
  message: string | undefined,
): { failure: 'missing-variable'; variable: string } | undefined {
  if (message === undefined) return undefined;
  interpreter.spend(message.length);
  const words = new Set(message.match(/\w+/g));
  let longest: string | undefined;
  for (const { variable } of interpreter.lookups.values()) {
    interpreter.spend(0.2);
    if (
      words.has(variable) &&
      !interpreter.environment.map.has(variable) &&
      variable.length > (longest?.length ?? 0)
    )
      longest = variable;
  }
  return longest === undefined ? undefined : { failure: 'missing-variable', variable: longest };
}
