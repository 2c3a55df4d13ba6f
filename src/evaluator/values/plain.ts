import type { Value } from './python-value.ts';
import type { PlainValue } from './setting-state.ts';
import { spendText, type Work } from './work.ts';

const MAX_DEPTH = 40;

/**
 * A value as plain data; undefined when any part of it is not known, or is no data, such as a
 * function.
 */
export function plainOf(work: Work, value: Value, depth = 0): PlainValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  work.spend(1);
  switch (value.kind) {
    case 'str':
    case 'path':
    case 'bytes':
      spendText(work, value.value.length);
      return value.value;
    case 'int':
    case 'float':
    case 'bool':
    case 'none':
      return value.value;
    case 'list':
    case 'tuple':
    case 'set': {
      if (value.incomplete) return undefined;
      const items: PlainValue[] = [];
      for (const item of value.items) {
        const plain = plainOf(work, item, depth + 1);
        if (plain === undefined) return undefined;
        items.push(plain);
      }
      return items;
    }
    case 'dict': {
      if (value.incomplete) return undefined;
      // The keys are the project's own: `__proto__` must be one like any other.
      const plain: Record<string, PlainValue> = Object.create(null);
      for (const entry of value.entries.values()) {
        const inner = plainOf(work, entry.value, depth + 1);
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

/** Why a value is not fully known; undefined when it is. */
export function becauseOf(work: Work, value: Value, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return 'it is nested too deeply';
  work.spend(1);
  switch (value.kind) {
    case 'unknown':
      return value.because;
    case 'either':
      return firstReason(work, value.options, depth) ?? 'it depends on a condition';
    case 'list':
    case 'tuple':
    case 'set':
      return (
        firstReason(work, value.items, depth) ??
        (value.incomplete ? 'it has elements that cannot be known' : undefined)
      );
    case 'dict':
      return (
        firstReason(
          work,
          [...value.entries.values()].map((entry) => entry.value),
          depth,
        ) ?? (value.incomplete ? 'it has keys that cannot be known' : undefined)
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

function firstReason(work: Work, values: readonly Value[], depth: number): string | undefined {
  for (const value of values) {
    const because = becauseOf(work, value, depth + 1);
    if (because !== undefined) return because;
  }
  return undefined;
}
