import { exceptionClass } from '../builtins/exceptions.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import {
  bool,
  builtin,
  dict,
  float,
  int,
  list,
  none,
  str,
  unknown,
} from '../values/constructors.ts';
import { plainOf } from '../values/plain.ts';
import type { CallArguments, Value, Variables } from '../values/python-value.ts';
import { mapOptions } from '../values/truth.ts';
import type { Members } from './library.ts';

/** `json`. */
export const jsonModule: Members = (interpreter, name) => {
  switch (name) {
    case 'loads':
      return builtin('json.loads', (args) => parseJson(args.positional[0] ?? none(), args));
    case 'load':
      return builtin('json.load', (args) => readJson(interpreter, args));
    case 'dumps':
      return builtin('json.dumps', (args) => {
        const plain = plainOf(args.positional[0] ?? none());
        return plain === undefined || args.keywords.size > 0
          ? unknown('it is written as JSON')
          : str(JSON.stringify(plain).replace(/([,:])(?=["\d[{tfn])/g, '$1 '));
      });
    case 'JSONDecodeError':
    case 'decoder':
      return exceptionClass(interpreter, 'JSONDecodeError');
    default:
      return undefined;
  }
};

function readJson(interpreter: Interpreter, args: CallArguments): Value {
  const [file = none()] = args.positional;
  const text =
    file.kind === 'native'
      ? interpreter.call(interpreter.attribute(file, 'read', args.at), { ...args, positional: [] })
      : unknown('it is read from a file that is not known', file.env);
  return parseJson(text, args);
}

/**
 * A JSON text as a value. Raises JSONDecodeError for what is no JSON and TypeError for what is no
 * text.
 */
export function parseJson(value: Value, args: Pick<CallArguments, 'at'>): Value {
  return mapOptions(value, (text) => {
    if (text.kind === 'none')
      throw new PythonRaise(
        'TypeError',
        'the JSON object must be str, bytes or bytearray, not NoneType',
        { at: args.at },
      );
    if (text.kind !== 'str' && text.kind !== 'bytes')
      return unknown(
        text.kind === 'unknown' ? text.because : 'it is JSON that is not known',
        text.env,
      );
    try {
      return fromJson(JSON.parse(text.value), text.value, text.env);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new PythonRaise('JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)', {
        at: args.at,
      });
    }
  });
}

function fromJson(value: unknown, source: string, env: Variables): Value {
  if (value === null) return none(env);
  if (typeof value === 'boolean') return bool(value, env);
  if (typeof value === 'string') return str(value, env);
  if (typeof value === 'number')
    return Number.isInteger(value) && !source.includes(`${value}.`)
      ? int(value, env)
      : float(value, env);
  if (Array.isArray(value))
    return list(
      value.map((item) => fromJson(item, source, env)),
      env,
    );
  return dict(
    Object.entries(value as object).map(
      ([key, item]) => [key, fromJson(item, source, env)] as const,
    ),
    env,
  );
}
