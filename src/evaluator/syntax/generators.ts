import type { Run } from '../state/interpreter.ts';
import type { Scope, Value } from '../values/python-value.ts';

/** Keeps what a generator yields while its body runs to the end. */
export function collectYield(run: Run, scope: Scope, value: Value): void {
  const values = run.yielded.get(scope) ?? [];
  values.push(value);
  run.yielded.set(scope, values);
}

/** All that the body with this scope yielded. */
export function yieldedBy(run: Run, scope: Scope): Value[] {
  const values = run.yielded.get(scope) ?? [];
  run.yielded.delete(scope);
  return values;
}
