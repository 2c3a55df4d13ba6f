import type { Value } from './python-value.ts';
import { spendItems, type Work } from './work.ts';

/** A longer text, or a larger tuple, is not looked up: its key counts as not known. */
const MAX_LENGTH = 1000;
const MAX_TUPLE_LENGTH = 300;
const MAX_DEPTH = 20;

/**
 * What a dict compares of a key; undefined for a key that is not known, that is too long, or that
 * Python would refuse.
 */
export function keyOf(value: Value, depth = 0): string | undefined {
  switch (value.kind) {
    case 'str':
      return value.value.length > MAX_LENGTH ? undefined : `s${value.value}`;
    case 'path':
    case 'bytes':
      return value.value.length > MAX_LENGTH ? undefined : `${value.kind}${value.value}`;
    case 'int':
    case 'float':
      return `n${value.value}`;
    case 'bool':
      return `n${Number(value.value)}`;
    case 'none':
      return 'none';
    case 'tuple': {
      if (value.incomplete || depth > MAX_DEPTH) return undefined;
      let key = 't';
      for (const item of value.items) {
        const part = keyOf(item, depth + 1);
        if (part === undefined || key.length > MAX_TUPLE_LENGTH) return undefined;
        key += `${part.length}:${part}`;
      }
      return key;
    }
    case 'class':
    case 'native':
      return `o${value.name}`;
    default:
      return undefined;
  }
}

/** The items without those that equal an earlier one. */
export function distinct(work: Work, items: readonly Value[]): Value[] {
  spendItems(work, 2 * items.length);
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (key === undefined) return true;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
