import type { Value } from './python-value.ts';

/** Whether a value counts as true; undefined when it is not known. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'str':
    case 'bytes':
      return value.value !== '';
    case 'int':
    case 'float':
      return value.value !== 0;
    case 'bool':
      return value.value;
    case 'none':
      return false;
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.length > 0 ? true : value.incomplete ? undefined : false;
    case 'dict':
      return value.entries.size > 0 ? true : value.incomplete ? undefined : false;
    case 'either': {
      const truths = new Set(value.options.map(truthOf));
      return truths.size === 1 ? [...truths][0] : undefined;
    }
    case 'unknown':
    case 'native':
      return value.kind === 'unknown' || value.items !== undefined ? undefined : true;
    default:
      return true;
  }
}
