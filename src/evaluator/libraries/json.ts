import { exceptionClass } from '../builtins/exceptions.ts';
import { wholeNumber } from '../builtins/operators.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { bool, builtin, dict, float, list, none, str, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import type { CallArguments, Value, Variables } from '../values/python-value.ts';
import { floatText } from '../values/text.ts';
import { spendText, type Work } from '../values/work.ts';
import type { Members } from './library.ts';

/** `json`. */
export const jsonModule: Members = (interpreter, name) => {
  switch (name) {
    case 'loads':
      return builtin('json.loads', (args) =>
        parseJson(interpreter, args.positional[0] ?? none(), args),
      );
    case 'load':
      return builtin('json.load', (args) => readJson(interpreter, args));
    case 'dumps':
      return builtin('json.dumps', (args) => {
        const [value = none()] = args.positional;
        const text = args.keywords.size > 0 ? undefined : jsonText(interpreter, value);
        return text === undefined ? unknown('it is written as JSON') : str(text, value.env);
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
  return parseJson(interpreter, text, args);
}

/**
 * A JSON text as a value. Raises JSONDecodeError for what is no JSON and TypeError for what is no
 * text.
 */
export function parseJson(work: Work, value: Value, args: Pick<CallArguments, 'at'>): Value {
  return mapOptions(work, value, (text) => {
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
    spendText(work, 8 * text.value.length);
    try {
      JSON.parse(text.value);
      return fromJson(work, JSON.parse(markFloats(text.value)), text.env);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new PythonRaise('JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)', {
        at: args.at,
      });
    }
  });
}

const FLOAT_MARK = '\u0000float ';

/** JSON, which must be valid, whose floats are strings, so that `1.0` is told from `1`. */
function markFloats(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/gs, (token) =>
    /^[-\d].*[.eE]/.test(token) ? `"\\u0000float ${token}"` : token,
  );
}

function fromJson(work: Work, value: unknown, env: Variables): Value {
  work.spend(1);
  if (value === null) return none(env);
  if (typeof value === 'boolean') return bool(value, env);
  if (typeof value === 'number') return wholeNumber(value, env);
  if (typeof value === 'string')
    return value.startsWith(FLOAT_MARK)
      ? float(Number(value.slice(FLOAT_MARK.length)), env)
      : str(value, env);
  if (Array.isArray(value))
    return list(
      value.map((item) => fromJson(work, item, env)),
      env,
    );
  return dict(
    Object.entries(value as object).map(([key, item]) => [key, fromJson(work, item, env)] as const),
    env,
  );
}

/** What `json.dumps` writes without options; undefined for what is not known or is no JSON. */
function jsonText(work: Work, value: Value): string | undefined {
  work.spend(1);
  switch (value.kind) {
    case 'none':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'int':
      return String(value.value);
    case 'float':
      return Number.isFinite(value.value) ? floatText(value.value) : undefined;
    case 'str':
      spendText(work, 4 * value.value.length);
      return asciiJson(value.value);
    case 'list':
    case 'tuple':
      return value.incomplete ? undefined : bracketed('[', value.items, ']');
    case 'dict':
      return value.incomplete ? undefined : bracketed('{', [...value.entries.values()], '}');
    default:
      return undefined;
  }

  function bracketed(
    open: string,
    items: readonly (Value | { readonly key: Value; readonly value: Value })[],
    close: string,
  ): string | undefined {
    const texts: string[] = [];
    for (const item of items) {
      const text = 'key' in item ? member(item.key, item.value) : jsonText(work, item);
      if (text === undefined) return undefined;
      spendText(work, text.length);
      texts.push(text);
    }
    return open + texts.join(', ') + close;
  }

  function member(key: Value, inner: Value): string | undefined {
    const text = jsonText(work, inner);
    if (text === undefined || key.kind !== 'str') return undefined;
    return `${asciiJson(key.value)}: ${text}`;
  }
}

/** A JSON string in ASCII, as Python writes it. */
function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
