import { unknown } from './constructors.ts';
import { keyOf } from './keys.ts';
import type { Collection, Dict, DictEntry, Unknown, Value, Variables } from './python-value.ts';
import { mergeVariables, NO_VARIABLES, withVariables } from './variables.ts';
import { spendItems, spendText, type Work } from './work.ts';

/**
 * Past this many alternatives a value is unknown: conditions that go together would give
 * combinations that cannot happen.
 */
export const MAX_OPTIONS = 4;

/** One of two values; the value itself when they are the same. */
export function joinValues(work: Work, a: Value, b: Value): Value {
  return joinAll(work, [a, b]);
}

/** One of several values; unknown when there are more than MAX_OPTIONS. */
export function joinAll(
  work: Work,
  values: readonly Value[],
  env: Variables = NO_VARIABLES,
): Value {
  const options: Value[] = [];
  let merged = env;
  let firstUnknown: Unknown | undefined;
  for (const value of values.flatMap((one) =>
    one.kind === 'either' ? one.options.map((option) => withVariables(option, one.env)) : [one],
  )) {
    merged = mergeVariables(merged, value.env);
    work.spend(1 + merged.length / 16);
    if (value.kind === 'unknown') firstUnknown ??= value;
    if (options.length <= MAX_OPTIONS && !options.some((option) => sameValue(work, option, value)))
      options.push(value);
  }
  const [only] = options;
  if (only !== undefined && options.length === 1)
    return only.kind === 'dict' || only.kind === 'list' ? only : withVariables(only, merged);
  if (options.length > MAX_OPTIONS)
    return unknown(firstUnknown?.because ?? 'it depends on several conditions', merged);
  return { kind: 'either', options, env: merged, at: undefined };
}

/** Applies a function of one value to each alternative. */
export function mapOptions(work: Work, value: Value, apply: (option: Value) => Value): Value {
  return value.kind === 'either'
    ? joinAll(work, value.options.map(apply), value.env)
    : apply(value);
}

/** True when two values are surely equal: the same object, or equal plain data. */
export function sameValue(work: Work, a: Value, b: Value): boolean {
  if (a === b) return true;
  work.spend(0.2);
  switch (a.kind) {
    case 'str':
    case 'bytes':
    case 'path':
      if (a.kind !== b.kind || a.value.length !== b.value.length) return false;
      spendText(work, a.value.length);
      return a.value === b.value;
    case 'int':
    case 'float':
    case 'bool':
    case 'none':
      return a.kind === b.kind && Object.is(a.value, b.value);
    case 'unknown':
      return b.kind === 'unknown' && a.because === b.because && a.external === b.external;
    case 'native':
    case 'class':
      return a.kind === b.kind && a.name === b.name;
    case 'list':
    case 'tuple':
    case 'set':
      return a.kind === b.kind && sameItems(work, a, b);
    case 'dict': {
      if (b.kind !== 'dict' || a.incomplete || b.incomplete || a.entries.size !== b.entries.size)
        return false;
      return [...a.entries].every(([key, entry]) => {
        const other = b.entries.get(key);
        return other !== undefined && sameValue(work, entry.value, other.value);
      });
    }
    default:
      return false;
  }
}

type Items = Pick<Collection, 'items' | 'incomplete'>;
type Entries = Pick<Dict, 'entries' | 'incomplete'>;

const sameItems = (work: Work, a: Items, b: Items): boolean =>
  !a.incomplete &&
  !b.incomplete &&
  a.items.length === b.items.length &&
  a.items.every((item, index) => sameValue(work, item, b.items[index]!));

/**
 * The contents of a list after two branches: what both have, in order, and possibly more.
 */
export function joinItems(work: Work, a: Items, b: Items): Items {
  if (sameItems(work, a, b)) return a;
  const [shorter, longer] = a.items.length <= b.items.length ? [a, b] : [b, a];
  spendItems(work, 2 * (a.items.length + b.items.length));
  const keys = new Set(shorter.items.map((item) => keyOf(item)));
  const withoutKey = shorter.items.filter((item) => keyOf(item) === undefined);
  const items = longer.items.filter((item) => {
    const key = keyOf(item);
    return key === undefined
      ? withoutKey.some((other) => sameValue(work, item, other))
      : keys.has(key);
  });
  return { items, incomplete: true };
}

/** The contents of a dict after two branches, key by key. */
export function joinEntries(work: Work, a: Entries, b: Entries): Entries {
  const entries = new Map<string, DictEntry>();
  for (const key of new Set([...a.entries.keys(), ...b.entries.keys()])) {
    const inA = a.entries.get(key);
    const inB = b.entries.get(key);
    work.spend(0.5);
    const value =
      inA === undefined || inB === undefined
        ? joinValues(work, (inA ?? inB)!.value, unknown('it is set under a condition only'))
        : joinValues(work, inA.value, inB.value);
    entries.set(key, { key: (inA ?? inB)!.key, value });
  }
  return { entries, incomplete: a.incomplete || b.incomplete };
}
