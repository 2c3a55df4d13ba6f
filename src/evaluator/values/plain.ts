import type { Value } from './python-value.ts';
import type { PlainValue } from './setting-state.ts';

/**
 * A value as plain data; undefined when any part of it is not known, or is a thing such as a
 * function.
 */
export function plainOf(value: Value, depth = 0): PlainValue | undefined {
  if (depth > 40) return undefined;
  switch (value.kind) {
    case 'str':
    case 'int':
    case 'float':
    case 'bool':
    case 'none':
    case 'path':
    case 'bytes':
      return value.value;
    case 'list':
    case 'tuple':
    case 'set': {
      if (value.incomplete) return undefined;
      const items = value.items.map((item) => plainOf(item, depth + 1));
      return items.includes(undefined) ? undefined : (items as PlainValue[]);
    }
    case 'dict': {
      if (value.incomplete) return undefined;
      const plain: Record<string, PlainValue> = {};
      for (const entry of value.entries.values()) {
        const inner = plainOf(entry.value, depth + 1);
        const key = keyText(entry.key);
        if (inner === undefined || key === undefined) return undefined;
        plain[key] = inner;
      }
      return plain;
    }
    case 'native':
      return value.plain;
    default:
      return undefined;
  }
}

/** A dict's key as text, as JSON would write it; undefined for a key that is no scalar. */
function keyText(key: Value): string | undefined {
  switch (key.kind) {
    case 'str':
    case 'path':
    case 'bytes':
      return key.value;
    case 'int':
    case 'float':
      return String(key.value);
    case 'bool':
      return key.value ? 'true' : 'false';
    case 'none':
      return 'null';
    case 'tuple':
      return key.items.map(keyText).join(',');
    default:
      return undefined;
  }
}

/**
 * What is known of a value of which parts are not: unknown elements are left out of lists and
 * dicts.
 */
export function becauseOf(value: Value, depth = 0): string | undefined {
  if (depth > 40) return 'it is nested too deeply';
  switch (value.kind) {
    case 'unknown':
      return value.because;
    case 'either':
      return (
        value.options
          .map((option) => becauseOf(option, depth + 1))
          .find((because) => because !== undefined) ?? 'it depends on a condition'
      );
    case 'list':
    case 'tuple':
    case 'set':
      return (
        value.items
          .map((item) => becauseOf(item, depth + 1))
          .find((because) => because !== undefined) ??
        (value.incomplete ? 'it has elements that cannot be known' : undefined)
      );
    case 'dict':
      return (
        [...value.entries.values()]
          .map((entry) => becauseOf(entry.value, depth + 1))
          .find((because) => because !== undefined) ??
        (value.incomplete ? 'it has keys that cannot be known' : undefined)
      );
    case 'str':
    case 'bytes':
    case 'int':
    case 'float':
    case 'bool':
    case 'none':
    case 'path':
      return undefined;
    case 'native':
      return value.plain === undefined ? `it is made from ${value.name}` : undefined;
    default:
      return `it is a ${value.kind}, not plain data`;
  }
}
