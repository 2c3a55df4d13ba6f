import { copyOfEnvironment } from '../state/environment.ts';
import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { missingBehind, PythonRaise } from '../state/raise.ts';
import {
  bool,
  bytes,
  collection,
  dict,
  float,
  int,
  list,
  none,
  str,
  unknown,
} from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import { distinct, keyOf } from '../values/keys.ts';
import type { CallArguments, Collection, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { charactersOf, reprOf, strOf } from '../values/text.ts';
import { truthOf } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { spendItems, spendText } from '../values/work.ts';
import type { Builtin } from './builtin.ts';
import { classMember, classNames, isException } from './classes.ts';
import { updateFrom } from './dict-methods.ts';
import { itemsOf } from './iterable-items.ts';
import { wholeNumber } from './operators.ts';

type Conversion = (interpreter: Interpreter, value: Value, args: CallArguments) => Value;

const TEXT_NOT_KNOWN = 'it is the text of a value that is not fully known';
const LENGTH_NOT_KNOWN = 'it is the length of a value that is not fully known';
const NUMBER_NOT_KNOWN = 'it is not a known number';

const overFirst =
  (convert: Conversion, empty: () => Value): Builtin =>
  (interpreter, args) => {
    const [value] = args.positional;
    if (value === undefined) return empty();
    return mapOptions(interpreter, value, (option) =>
      option.kind === 'unknown'
        ? unknown(option.because, option.env)
        : convert(interpreter, option, args),
    );
  };

const toInt: Conversion = (interpreter, value, args) => {
  const base = args.positional[1];
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool')
    return wholeNumber(Math.trunc(Number(value.value)), value.env);
  if (value.kind === 'str') {
    spendText(interpreter, 4 * value.value.length);
    const text = value.value.trim().replaceAll('_', '');
    const number =
      base?.kind === 'int' && base.value !== 10
        ? Number.parseInt(text, base.value || undefined)
        : /^[+-]?\d+$/.test(text)
          ? Number(text)
          : Number.NaN;
    if (Number.isNaN(number))
      throw new PythonRaise(
        'ValueError',
        `invalid literal for int() with base 10: ${reprOf(interpreter, value)}`,
        { at: args.at },
      );
    return wholeNumber(number, value.env);
  }
  if (value.kind === 'none' || value.kind === 'list' || value.kind === 'dict') {
    throw new PythonRaise(
      'TypeError',
      `int() argument must be a string or a real number, not '${typeName(value)}'`,
      { at: args.at, ...missingBehind(value) },
    );
  }
  return unknown('it is a number made from a value that is not known', value.env);
};

const toFloat: Conversion = (interpreter, value, args) => {
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool')
    return float(Number(value.value), value.env);
  if (value.kind === 'str') {
    spendText(interpreter, 4 * value.value.length);
    const text = value.value.trim();
    if (/^[+-]?inf(inity)?$/i.test(text))
      return float(text.startsWith('-') ? -Infinity : Infinity, value.env);
    if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
      throw new PythonRaise(
        'ValueError',
        `could not convert string to float: ${reprOf(interpreter, value)}`,
        { at: args.at },
      );
    return float(Number(text), value.env);
  }
  if (value.kind === 'none')
    throw new PythonRaise(
      'TypeError',
      "float() argument must be a string or a real number, not 'NoneType'",
      { at: args.at, ...missingBehind(value) },
    );
  return unknown('it is a number made from a value that is not known', value.env);
};

function toCollection(kind: Collection['kind']): Builtin {
  return (interpreter, args) => {
    const [value] = args.positional;
    if (value === undefined) return collection(kind, []);
    return mapOptions(interpreter, value, (option) => {
      const isCopyOfSet = option.kind === 'set' && kind === 'set';
      const source = isCopyOfSet ? option : itemsOf(interpreter, option);
      const items = source?.items ?? [];
      spendItems(interpreter, items.length);
      return collection(
        kind,
        kind === 'set' ? distinct(interpreter, items) : [...items],
        option.env,
        source?.incomplete ?? true,
      );
    });
  };
}

/** `dict(…)`. */
export const toDict: Builtin = (interpreter, args) => {
  const [value] = args.positional;
  if (value?.kind === 'native' && value.name === 'os.environ' && args.keywords.size === 0)
    return copyOfEnvironment(interpreter);
  const made = dict([], value?.env ?? []);
  updateFrom(interpreter, made, value, args.keywords);
  made.incomplete ||= args.incomplete;
  return made;
};

/** `dict.fromkeys(…)`. */
export const dictFromKeys: Builtin = (interpreter, args) => {
  const [keys = list([]), value = none()] = args.positional;
  const source = itemsOf(interpreter, keys);
  const made = dict();
  for (const key of source?.items ?? []) {
    interpreter.spend(1);
    const hash = keyOf(key);
    if (hash !== undefined) made.entries.set(hash, { key, value });
  }
  return { ...made, incomplete: source?.incomplete ?? true };
};

const toText: Conversion = (interpreter, value, args) => {
  if (value.kind === 'instance') {
    const method = classMember(value.of, '__str__');
    if (method?.kind === 'function') return interpreter.call(method, plainCall([value], args));
    const inner = value.attributes.get('args');
    const [first] = inner?.kind === 'tuple' ? inner.items : [];
    if (isException(value.of) && first?.kind === 'str' && classNames(value.of).includes('KeyError'))
      return str(reprOf(interpreter, first) ?? '', first.env);
    if (isException(value.of))
      return first === undefined ? str('') : toText(interpreter, first, args);
  }
  const isDecoded = value.kind === 'bytes' && args.positional.length > 1;
  const text = isDecoded ? value.value : strOf(interpreter, value);
  return text === undefined ? unknown(TEXT_NOT_KNOWN, value.env) : str(text, value.env);
};

const length: Conversion = (interpreter, value, args) => {
  switch (value.kind) {
    case 'str':
      return int(charactersOf(interpreter, value.value).length, value.env);
    case 'list':
    case 'tuple':
    case 'set':
      return value.incomplete
        ? unknown(LENGTH_NOT_KNOWN, value.env)
        : int(value.items.length, value.env);
    case 'dict':
      return value.incomplete
        ? unknown(LENGTH_NOT_KNOWN, value.env)
        : int(value.entries.size, value.env);
    case 'none':
    case 'int':
    case 'bool':
      throw new PythonRaise('TypeError', `object of type '${typeName(value)}' has no len()`, {
        at: args.at,
      });
    default:
      return unknown(LENGTH_NOT_KNOWN, value.env);
  }
};

const rounded: Conversion = (_interpreter, value, args) => {
  if (value.kind !== 'int' && value.kind !== 'float') return unknown(NUMBER_NOT_KNOWN, value.env);
  if (args.positional[1] !== undefined) return unknown('it is rounded', value.env);
  const floor = Math.floor(value.value);
  const isHalf = value.value - floor === 0.5;
  const even = floor % 2 === 0 ? floor : floor + 1;
  return wholeNumber(isHalf ? even : Math.round(value.value), value.env);
};

const character: Conversion = (_interpreter, value, args) => {
  if (value.kind !== 'int') return unknown(NUMBER_NOT_KNOWN, value.env);
  if (value.value < 0 || value.value > 0x10ffff)
    throw new PythonRaise('ValueError', 'chr() arg not in range(0x110000)', { at: args.at });
  return str(String.fromCodePoint(value.value), value.env);
};

/** Builtins that make one value from another. */
export const CONVERSIONS = tableOf<Builtin>({
  str: overFirst(toText, () => str('')),
  repr: overFirst(
    (interpreter, value) => {
      const text = reprOf(interpreter, value);
      return text === undefined ? unknown(TEXT_NOT_KNOWN, value.env) : str(text, value.env);
    },
    () => str(''),
  ),
  int: overFirst(toInt, () => int(0)),
  float: overFirst(toFloat, () => float(0)),
  bool: overFirst(
    (_interpreter, value) => {
      const truth = truthOf(value);
      return truth === undefined
        ? unknown('it depends on a value that is not fully known', value.env)
        : bool(truth, value.env);
    },
    () => bool(false),
  ),
  bytes: overFirst(
    (_interpreter, value) =>
      value.kind === 'str' || value.kind === 'bytes'
        ? bytes(value.value, value.env)
        : unknown('it is made of bytes', value.env),
    () => bytes(''),
  ),
  list: toCollection('list'),
  tuple: toCollection('tuple'),
  set: toCollection('set'),
  frozenset: toCollection('set'),
  dict: toDict,
  len: overFirst(length, () => int(0)),
  abs: overFirst(
    (_interpreter, value) =>
      value.kind === 'int' || value.kind === 'float'
        ? { ...value, value: Math.abs(value.value) }
        : unknown(NUMBER_NOT_KNOWN, value.env),
    () => int(0),
  ),
  round: overFirst(rounded, () => int(0)),
  chr: overFirst(character, () => str('')),
  ord: overFirst(
    (_interpreter, value) =>
      value.kind === 'str'
        ? int(value.value.codePointAt(0) ?? 0, value.env)
        : unknown('it is not a known text', value.env),
    () => int(0),
  ),
});
