import { wholeNumber } from '../builtins/operators.ts';
import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { bool, collection, dict, float, list, str, unknown } from '../values/constructors.ts';
import type { CallArguments, Dict, Value, Variables } from '../values/python-value.ts';
import { reprOf } from '../values/text.ts';
import { mergeVariables } from '../values/variables.ts';

/** What django-environ makes of a text. */
export type Cast =
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'list' | 'tuple' | 'call'; readonly of: Value }
  | { readonly kind: 'dict'; readonly of: Dict };

/** The value of a text. Raises ValueError for numbers that are none. */
export function castText(
  interpreter: Interpreter,
  text: string,
  cast: Cast,
  env: Variables,
  args: CallArguments,
): Value {
  interpreter.spend(text.length);
  const parts = text.split(',').filter((part) => part !== '');
  switch (cast.kind) {
    case 'list':
      return list(
        parts.map((part) => castOne(interpreter, part, cast.of, env, args)),
        env,
      );
    case 'tuple':
      return collection(
        'tuple',
        unbracketed(text).map((part) => castOne(interpreter, part, cast.of, env, args)),
        env,
      );
    case 'dict': {
      const value = cast.of.entries.get('svalue')?.value;
      const byKey = cast.of.entries.get('scast')?.value;
      const pairs = text.split(';').filter((part) => part !== '');
      return dict(
        pairs.map((pair) => {
          const [key = '', inner = ''] = pair.split('=');
          const own = byKey?.kind === 'dict' ? byKey.entries.get(`s${key}`)?.value : undefined;
          return [
            key,
            own === undefined && value === undefined
              ? str(inner, env)
              : castOne(interpreter, inner, (own ?? value)!, env, args),
          ] as const;
        }),
        env,
      );
    }
    case 'call': {
      const result = interpreter.call(cast.of, plainCall([str(text, env)], args));
      return result.kind === 'unknown'
        ? { ...result, env: mergeVariables(result.env, env) }
        : result;
    }
    default:
      return castToType(interpreter, text, cast.name, parts, env, args);
  }
}

const unbracketed = (text: string): string[] =>
  text
    .replace(/^\(+|\)+$/g, '')
    .split(',')
    .filter((part) => part !== '');

function castOne(
  interpreter: Interpreter,
  text: string,
  cast: Value,
  env: Variables,
  args: CallArguments,
): Value {
  return castText(
    interpreter,
    text,
    cast.kind === 'native' && cast.isType
      ? { kind: 'type', name: cast.name }
      : { kind: 'call', of: cast },
    env,
    args,
  );
}

function castToType(
  interpreter: Interpreter,
  text: string,
  name: string,
  parts: readonly string[],
  env: Variables,
  args: CallArguments,
): Value {
  switch (name) {
    case 'str':
      return str(text, env);
    case 'bool':
      return bool(
        /^\s*[+-]?\d+\s*$/.test(text)
          ? Number(text) !== 0
          : /^(?:true|on|ok|y|yes|1)$/.test(text.toLowerCase().trim()),
        env,
      );
    case 'int':
      if (!/^[+-]?\d+$/.test(text.trim()))
        throw new PythonRaise(
          'ValueError',
          `invalid literal for int() with base 10: ${reprOf(interpreter, str(text))}`,
          { at: args.at },
        );
      return wholeNumber(Number(text), env);
    case 'float': {
      const pieces = text.replace(/[^\d,.-]/g, '').split(/[,.]/);
      const number = Number(
        pieces.length === 1 ? pieces[0] : `${pieces.slice(0, -1).join('')}.${pieces.at(-1)}`,
      );
      if (Number.isNaN(number))
        throw new PythonRaise('ValueError', 'could not convert string to float', { at: args.at });
      return float(number, env);
    }
    case 'list':
      return list(
        parts.map((part) => str(part, env)),
        env,
      );
    case 'tuple':
      return collection(
        'tuple',
        unbracketed(text).map((part) => str(part, env)),
        env,
      );
    case 'dict':
      return dict(
        parts.map(
          (part) =>
            [part.split('=')[0] ?? '', str(part.slice(part.indexOf('=') + 1), env)] as const,
        ),
        env,
      );
    default:
      return unknown(`it is made by ${name}`, env);
  }
}
