import { bool, native, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import type { Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import type { Work } from '../values/work.ts';
import { classNames } from './classes.ts';

const TYPE_NAMES: Readonly<Partial<Record<Value['kind'], string>>> = {
  str: 'str',
  bytes: 'bytes',
  int: 'int',
  float: 'float',
  bool: 'bool',
  list: 'list',
  tuple: 'tuple',
  set: 'set',
  dict: 'dict',
  path: 'Path',
};

/** `type(value)`. */
export function typeOf(value: Value | undefined): Value {
  if (value?.kind === 'instance') return value.of;
  const name = value === undefined ? undefined : TYPE_NAMES[value.kind];
  return name === undefined
    ? unknown('it is the class of an unknown value')
    : native(name, { isType: true });
}

const CLASS_NOT_KNOWN = 'it depends on the class of an unknown value';

/** Names of the types that a kind of value is an instance of, where that is not its own name. */
const NAMES: Readonly<Partial<Record<Value['kind'], readonly string[]>>> = {
  bool: ['bool', 'int'],
  path: ['Path', 'PurePath', 'PosixPath'],
  set: ['set', 'frozenset'],
};

/** `isinstance(value, type)`. */
export function isInstance(work: Work, value: Value, type: Value): Value {
  work.spend(1);
  if (value.kind === 'either')
    return mapOptions(work, value, (option) => isInstance(work, option, type));
  if (type.kind === 'tuple') {
    const all = type.items.map((one) => isInstance(work, value, one));
    if (all.some((one) => truthOf(one) === true)) return bool(true, value.env);
    return all.some((one) => one.kind === 'unknown')
      ? unknown(CLASS_NOT_KNOWN, value.env)
      : bool(false, value.env);
  }
  if (value.kind === 'unknown' || (type.kind !== 'native' && type.kind !== 'class'))
    return unknown(CLASS_NOT_KNOWN, mergeVariables(value.env, type.env));
  if (value.kind === 'instance')
    return bool(
      type.kind === 'class' ? classNames(value.of).includes(type.name) : type.name === 'object',
      value.env,
    );
  if (value.kind === 'native') return unknown(`it depends on the class of ${value.name}`);
  const names = NAMES[value.kind] ?? [value.kind];
  return bool(type.name === 'object' || names.includes(type.name), value.env);
}
