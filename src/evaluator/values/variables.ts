import type { Value, Variables } from './python-value.ts';
import { spendItems, type Work } from './work.ts';

export const NO_VARIABLES: Variables = [];

/** Past this many, a value names only the first of the variables that it was made from. */
const MAX_VARIABLES = 300;

/** The union of several sets of variables. */
export function mergeVariables(...sets: readonly Variables[]): Variables {
  let merged = NO_VARIABLES;
  for (const set of sets) merged = union(merged, set);
  return merged;
}

/** The union of two sorted sets; one of the two themselves when it has all of the other. */
function union(a: Variables, b: Variables): Variables {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const merged: string[] = [];
  let inA = 0;
  let inB = 0;
  while ((inA < a.length || inB < b.length) && merged.length < MAX_VARIABLES) {
    const fromA = a[inA];
    const fromB = b[inB];
    if (fromB === undefined || (fromA !== undefined && fromA <= fromB)) {
      merged.push(fromA!);
      inA += 1;
      if (fromA === fromB) inB += 1;
    } else {
      merged.push(fromB);
      inB += 1;
    }
  }
  return merged.length === a.length && inB === b.length ? a : merged;
}

/** The variables of several values, without those of what is in them. */
export function variablesOf(work: Work, values: Iterable<Value>): Variables {
  const sets = new Set<Variables>();
  for (const { env } of values) if (env.length > 0) sets.add(env);
  if (sets.size <= 1) return [...sets][0] ?? NO_VARIABLES;
  const names = new Set<string>();
  for (const set of sets) {
    spendItems(work, set.length);
    for (const name of set) names.add(name);
  }
  return [...names].sort().slice(0, MAX_VARIABLES);
}

/**
 * The same value with more variables; the very same object when it has them all. A container is
 * copied, but shares its contents with the original.
 */
export function withVariables<V extends Value>(value: V, env: Variables): V {
  const merged = mergeVariables(value.env, env);
  return merged === value.env ? value : { ...value, env: merged };
}

/** All variables that a value and everything in it was made from. */
export function allVariables(work: Work, value: Value): Variables {
  return variablesOf(work, reachable(work, value, new Set()));
}

/** The value and everything in it, each once. */
function reachable(work: Work, value: Value, seen: Set<Value>): Set<Value> {
  if (seen.has(value)) return seen;
  work.spend(0.2);
  seen.add(value);
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      for (const item of value.items) reachable(work, item, seen);
      break;
    case 'dict':
      for (const entry of value.entries.values()) reachable(work, entry.value, seen);
      break;
    case 'either':
      for (const option of value.options) reachable(work, option, seen);
      break;
    default:
  }
  return seen;
}
