import type { Interpreter } from '../state/interpreter.ts';
import type { Scope, Value } from '../values/python-value.ts';

/** Keeps what a generator yields while its body runs to the end. */
export function collectYield(interpreter: Interpreter, scope: Scope, value: Value): void {
  const values = interpreter.yielded.get(scope) ?? [];
  values.push(value);
  interpreter.yielded.set(scope, values);
}

/** All that the body with this scope yielded. */
export function yieldedBy(interpreter: Interpreter, scope: Scope): Value[] {
  const values = interpreter.yielded.get(scope) ?? [];
  interpreter.yielded.delete(scope);
  return values;
}
