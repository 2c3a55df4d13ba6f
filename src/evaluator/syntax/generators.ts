import type { Scope } from '../state/scope.ts';
import type { Value } from '../values/python-value.ts';

const yielded = new WeakMap<Scope, Value[]>();

/** Keeps what a generator yields while its body runs to the end. */
export function collectYield(scope: Scope, value: Value): void {
  const values = yielded.get(scope) ?? [];
  values.push(value);
  yielded.set(scope, values);
}

/** All that the body with this scope yielded. */
export function yieldedBy(scope: Scope): Value[] {
  return yielded.get(scope) ?? [];
}
