import type { Value, Variables } from './python-value.ts';

export const NO_VARIABLES: Variables = [];

/** The union of several sets of variables. */
export function mergeVariables(...sets: readonly Variables[]): Variables {
  let merged: Variables = NO_VARIABLES;
  for (const set of sets) {
    if (set.length === 0 || set === merged) continue;
    merged = merged.length === 0 ? set : [...new Set([...merged, ...set])].sort();
  }
  return merged;
}

/**
 * The same value with more variables; the very same object when it is a container that others hold
 * as well.
 */
export function withVariables<V extends Value>(value: V, env: Variables): V {
  if (env.length === 0 || env.every((name) => value.env.includes(name))) return value;
  return { ...value, env: mergeVariables(value.env, env) };
}

/** All variables that a value and everything in it was made from. */
export function allVariables(value: Value, seen: Set<Value> = new Set()): Variables {
  if (seen.has(value)) return NO_VARIABLES;
  seen.add(value);
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return mergeVariables(value.env, ...value.items.map((item) => allVariables(item, seen)));
    case 'dict':
      return mergeVariables(
        value.env,
        ...[...value.entries.values()].map((entry) => allVariables(entry.value, seen)),
      );
    case 'either':
      return mergeVariables(
        value.env,
        ...value.options.map((option) => allVariables(option, seen)),
      );
    default:
      return value.env;
  }
}
