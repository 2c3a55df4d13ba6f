import { environmentObject } from '../state/environment.ts';
import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { missingBehind, PythonRaise } from '../state/raise.ts';
import {
  bool,
  collection,
  dict,
  float,
  int,
  list,
  none,
  str,
  unknown,
} from '../values/constructors.ts';
import { distinct, keyOf } from '../values/keys.ts';
import type { CallArguments, Collection, Value } from '../values/python-value.ts';
import { reprOf, strOf } from '../values/text.ts';
import { mapOptions, truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import type { Builtin } from './builtin.ts';
import { classMember, classNames, isException } from './classes.ts';
import { updateFrom } from './dict-methods.ts';
import { itemsOf } from './iterable-items.ts';

const overFirst =
  (
    convert: (interpreter: Interpreter, value: Value, args: CallArguments) => Value,
    empty: () => Value,
  ): Builtin =>
  (interpreter, args) => {
    const [value] = args.positional;
    if (value === undefined) return empty();
    return mapOptions(value, (option) =>
      option.kind === 'unknown'
        ? unknown(option.because, option.env)
        : convert(interpreter, option, args),
    );
  };

function toInt(_interpreter: Interpreter, value: Value, args: CallArguments): Value {
  const base = args.positional[1];
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool')
    return int(Math.trunc(Number(value.value)), value.env);
  if (value.kind === 'str') {
    const text = value.value.trim().replaceAll('_', '');
    if (base?.kind === 'int' && base.value !== 10)
      return int(Number.parseInt(text, base.value || undefined), value.env);
    if (!/^[+-]?\d+$/.test(text))
      throw new PythonRaise(
        'ValueError',
        `invalid literal for int() with base 10: ${reprOf(value)}`,
        { at: args.at },
      );
    return int(Number(text), value.env);
  }
  if (value.kind === 'none' || value.kind === 'list' || value.kind === 'dict') {
    throw new PythonRaise(
      'TypeError',
      `int() argument must be a string or a real number, not '${value.kind === 'none' ? 'NoneType' : value.kind}'`,
      { at: args.at, ...missingBehind(value) },
    );
  }
  return unknown('it is a number made from what is not known', value.env);
}

function toFloat(_interpreter: Interpreter, value: Value, args: CallArguments): Value {
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool')
    return float(Number(value.value), value.env);
  if (value.kind === 'str') {
    const text = value.value.trim();
    if (/^[+-]?inf(inity)?$/i.test(text))
      return float(text.startsWith('-') ? -Infinity : Infinity, value.env);
    if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
      throw new PythonRaise('ValueError', `could not convert string to float: ${reprOf(value)}`, {
        at: args.at,
      });
    return float(Number(text), value.env);
  }
  if (value.kind === 'none')
    throw new PythonRaise(
      'TypeError',
      "float() argument must be a string or a real number, not 'NoneType'",
      {
        at: args.at,
        ...missingBehind(value),
      },
    );
  return unknown('it is a number made from what is not known', value.env);
}

function toCollection(kind: Collection['kind']): Builtin {
  return (interpreter, args) => {
    const [value] = args.positional;
    if (value === undefined) return collection(kind, []);
    return mapOptions(value, (option) => {
      const source = itemsOf(interpreter, option);
      const all =
        option.kind === 'set' && kind === 'set'
          ? { items: option.items, incomplete: option.incomplete }
          : source;
      const items = [...(all?.items ?? [])];
      return collection(
        kind,
        kind === 'set' ? distinct(items) : items,
        option.env,
        all?.incomplete ?? true,
      );
    });
  };
}

const toDict: Builtin = (interpreter, args) => {
  const [value] = args.positional;
  if (value?.kind === 'native' && value.name === 'os.environ' && args.keywords.size === 0)
    return environmentObject(interpreter, { map: new Map(interpreter.environment.map) });
  const made = dict([], value?.env ?? []);
  updateFrom(interpreter, made, value, args.keywords);
  made.incomplete ||= args.incomplete;
  return made;
};

function toText(interpreter: Interpreter, value: Value, args: CallArguments): Value {
  if (value.kind === 'instance') {
    const method = classMember(value.of, '__str__');
    if (method?.kind === 'function') return interpreter.call(method, plainCall([value], args));
    const inner = value.attributes.get('args');
    const [first] = inner?.kind === 'tuple' ? inner.items : [];
    if (isException(value.of) && first?.kind === 'str' && classNames(value.of).includes('KeyError'))
      return str(reprOf(first) ?? '', first.env);
    if (isException(value.of))
      return first === undefined ? str('') : toText(interpreter, first, args);
  }
  const text = value.kind === 'bytes' && args.positional.length > 1 ? value.value : strOf(value);
  return text === undefined
    ? unknown('it is the text of what is not fully known', value.env)
    : str(text, value.env);
}

/** Builtins that make one value from another. */
export const CONVERSIONS: Readonly<Record<string, Builtin>> = {
  str: overFirst(toText, () => str('')),
  repr: overFirst(
    (_interpreter, value) => {
      const text = reprOf(value);
      return text === undefined
        ? unknown('it is the text of what is not fully known', value.env)
        : str(text, value.env);
    },
    () => str(''),
  ),
  int: overFirst(toInt, () => int(0)),
  float: overFirst(toFloat, () => float(0)),
  bool: overFirst(
    (_interpreter, value) => {
      const truth = truthOf(value);
      return truth === undefined
        ? unknown('it depends on what is not fully known', value.env)
        : bool(truth, value.env);
    },
    () => bool(false),
  ),
  bytes: overFirst(
    (_interpreter, value) =>
      value.kind === 'str'
        ? { ...value, kind: 'bytes' }
        : unknown('it is made of bytes', value.env),
    () => ({ kind: 'bytes', value: '', env: [], at: undefined }),
  ),
  list: toCollection('list'),
  tuple: toCollection('tuple'),
  set: toCollection('set'),
  frozenset: toCollection('set'),
  dict: toDict,
  fromkeys: (interpreter, args) => {
    const source = itemsOf(interpreter, args.positional[0] ?? list([]));
    const made = dict();
    for (const key of source?.items ?? []) {
      const hash = keyOf(key);
      if (hash !== undefined) made.entries.set(hash, { key, value: args.positional[1] ?? none() });
    }
    return { ...made, incomplete: source?.incomplete ?? true };
  },
  len: overFirst(
    (_interpreter, value, args) => {
      switch (value.kind) {
        case 'str':
          return int([...value.value].length, value.env);
        case 'list':
        case 'tuple':
        case 'set':
          return value.incomplete
            ? unknown('it is the length of what is not fully known', value.env)
            : int(value.items.length, value.env);
        case 'dict':
          return value.incomplete
            ? unknown('it is the length of what is not fully known', value.env)
            : int(value.entries.size, value.env);
        case 'none':
        case 'int':
        case 'bool':
          throw new PythonRaise(
            'TypeError',
            `object of type '${value.kind === 'none' ? 'NoneType' : value.kind}' has no len()`,
            {
              at: args.at,
            },
          );
        default:
          return unknown('it is the length of what is not fully known', value.env);
      }
    },
    () => int(0),
  ),
  abs: overFirst(
    (_interpreter, value) =>
      value.kind === 'int' || value.kind === 'float'
        ? { ...value, value: Math.abs(value.value) }
        : unknown('it is not a known number', value.env),
    () => int(0),
  ),
  round: overFirst(
    (_interpreter, value, args) => {
      if (value.kind !== 'int' && value.kind !== 'float')
        return unknown('it is not a known number', value.env);
      if (args.positional[1] !== undefined) return unknown('it is rounded', value.env);
      const floor = Math.floor(value.value);
      const half = value.value - floor === 0.5;
      return int(
        half ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(value.value),
        mergeVariables(value.env),
      );
    },
    () => int(0),
  ),
  chr: overFirst(
    (_interpreter, value) =>
      value.kind === 'int'
        ? str(String.fromCodePoint(value.value), value.env)
        : unknown('it is not a known number', value.env),
    () => str(''),
  ),
  ord: overFirst(
    (_interpreter, value) =>
      value.kind === 'str'
        ? int(value.value.codePointAt(0) ?? 0, value.env)
        : unknown('it is not a known text', value.env),
    () => int(0),
  ),
};
