import { unknown } from './constructors.ts';
import { plainOf } from './plain.ts';
import type { Collection, Dict, DictEntry, Unknown, Value, Variables } from './python-value.ts';
import { mergeVariables, withVariables } from './variables.ts';

/**
 * Past this many alternatives a value is unknown: conditions that go together would give
 * combinations that cannot happen.
 */
export const MAX_OPTIONS = 4;

/** One of two values; the value itself when they are the same. */
export function joinValues(a: Value, b: Value): Value {
  return joinAll([a, b]);
}

/** One of several values; unknown when there are more than MAX_OPTIONS. */
export function joinAll(values: readonly Value[], env: Variables = []): Value {
  const options: Value[] = [];
  let merged = env;
  for (const value of values.flatMap((one) =>
    one.kind === 'either' ? one.options.map((option) => withVariables(option, one.env)) : [one],
  )) {
    merged = mergeVariables(merged, value.env);
    if (!options.some((option) => sameValue(option, value))) options.push(value);
  }
  const [only] = options;
  if (only !== undefined && options.length === 1)
    return only.kind === 'dict' || only.kind === 'list' ? only : withVariables(only, merged);
  const anyUnknown = options.find((option): option is Unknown => option.kind === 'unknown');
  if (options.length > MAX_OPTIONS)
    return unknown(anyUnknown?.because ?? 'it depends on several conditions', merged);
  return { kind: 'either', options, env: merged, at: undefined };
}

/** True when two values are surely equal: the same object, or equal plain data. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'unknown' && b.kind === 'unknown')
    return a.because === b.because && a.external === b.external;
  if ((a.kind === 'native' && b.kind === 'native') || (a.kind === 'class' && b.kind === 'class'))
    return a.name === b.name;
  const plainA = plainOf(a);
  const plainB = plainOf(b);
  return (
    plainA !== undefined &&
    plainB !== undefined &&
    JSON.stringify(plainA) === JSON.stringify(plainB)
  );
}

type Items = Pick<Collection, 'items' | 'incomplete'>;
type Entries = Pick<Dict, 'entries' | 'incomplete'>;

/**
 * The contents of a list after two branches: what both have, in order, and
 * possibly more.
 */
export function joinItems(a: Items, b: Items): Items {
  const [shorter, longer] = a.items.length <= b.items.length ? [a, b] : [b, a];
  const common = longer.items.filter((item) =>
    shorter.items.some((other) => sameValue(item, other)),
  );
  const same =
    !a.incomplete &&
    !b.incomplete &&
    a.items.length === b.items.length &&
    a.items.every((item, index) => sameValue(item, b.items[index]!));
  return same ? a : { items: common, incomplete: true };
}

/** The contents of a dict after two branches, key by key. */
export function joinEntries(a: Entries, b: Entries): Entries {
  const entries = new Map<string, DictEntry>();
  for (const key of new Set([...a.entries.keys(), ...b.entries.keys()])) {
    const inA = a.entries.get(key);
    const inB = b.entries.get(key);
    const value =
      inA === undefined || inB === undefined
        ? joinValues((inA ?? inB)!.value, unknown('it is set under a condition only'))
        : joinValues(inA.value, inB.value);
    entries.set(key, { key: (inA ?? inB)!.key, value });
  }
  return { entries, incomplete: a.incomplete || b.incomplete };
}
