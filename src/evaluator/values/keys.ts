import type { Value } from './python-value.ts';

/**
 * What a dict compares of a key; undefined for a key that is not known or that Python would refuse.
 */
export function keyOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'str':
      return `s${value.value}`;
    case 'path':
    case 'bytes':
      return `${value.kind}${value.value}`;
    case 'int':
    case 'float':
      return `n${value.value}`;
    case 'bool':
      return `n${Number(value.value)}`;
    case 'none':
      return 'none';
    case 'tuple': {
      const keys = value.items.map(keyOf);
      return value.incomplete || keys.includes(undefined) ? undefined : `t${JSON.stringify(keys)}`;
    }
    case 'class':
    case 'native':
      return `o${value.name}`;
    default:
      return undefined;
  }
}

/** The items without those that equal an earlier one. */
export function distinct(items: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (key === undefined) return true;
    const fresh = !seen.has(key);
    seen.add(key);
    return fresh;
  });
}
