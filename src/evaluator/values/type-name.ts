import type { Value } from './python-value.ts';

const NAMES: Readonly<Partial<Record<Value['kind'], string>>> = {
  none: 'NoneType',
  path: 'PosixPath',
};

/** The name of a value's class in Python's messages, such as `NoneType`. */
export function typeName(value: Value): string {
  return value.kind === 'instance' ? value.of.name : (NAMES[value.kind] ?? value.kind);
}
