import type { Arguments } from '../../python/nodes.ts';
import { PythonRaise } from '../state/raise.ts';
import {
  type CallArguments,
  dict,
  type FunctionValue,
  mergeVariables,
  tuple,
  unknown,
  type Value,
} from '../values/python-value.ts';
import { textOf } from '../values/text.ts';

/** The argument at a position or of a name; undefined when it was not given. */
export function argument(args: CallArguments, position: number, name: string): Value | undefined {
  return args.keywords.get(name) ?? args.positional[position];
}

/** The text of an argument; undefined when it was not given or is not known. */
export function textArgument(
  args: CallArguments,
  position: number,
  name: string,
): string | undefined {
  return textOf(argument(args, position, name));
}

/** A flag given by name; the default when it was not given or is not known. */
export function flag(args: CallArguments, name: string, fallback: boolean): boolean {
  const value = args.keywords.get(name);
  return value?.kind === 'bool' ? value.value : fallback;
}

/** Each parameter with what a call gives it. Raises TypeError for a call that does not fit. */
export function bindParameters(callee: FunctionValue, args: CallArguments): Map<string, Value> {
  const { args: parameters, name } = callee.node;
  const bound = new Map<string, Value>();
  const ordered = [...parameters.posonlyargs, ...parameters.args].map((parameter) => parameter.arg);
  const keywords = new Map(args.keywords);
  for (const [index, parameter] of ordered.entries()) {
    const value =
      args.positional[index] ??
      keywords.get(parameter) ??
      defaultOf(callee, index - ordered.length);
    keywords.delete(parameter);
    bound.set(parameter, value ?? missing(args, name, parameter));
  }
  for (const [index, parameter] of parameters.kwonlyargs.entries()) {
    const value = keywords.get(parameter.arg) ?? callee.keywordDefaults[index];
    keywords.delete(parameter.arg);
    bound.set(parameter.arg, value ?? missing(args, name, parameter.arg));
  }
  const rest = args.positional.slice(ordered.length);
  if (parameters.vararg !== null)
    bound.set(parameters.vararg.arg, { ...tuple(rest), open: args.open });
  else if (rest.length > 0)
    throw new PythonRaise('TypeError', `${name}() takes ${ordered.length} positional arguments`, {
      at: args.at,
    });
  if (parameters.kwarg !== null)
    bound.set(parameters.kwarg.arg, { ...dict(keywords), open: args.open });
  else if (keywords.size > 0)
    throw new PythonRaise(
      'TypeError',
      `${name}() got an unexpected keyword argument '${[...keywords.keys()][0]}'`,
      { at: args.at },
    );
  return bound;
}

function defaultOf(callee: FunctionValue, fromEnd: number): Value | undefined {
  return callee.defaults[callee.defaults.length + fromEnd];
}

function missing(args: CallArguments, name: string, parameter: string): Value {
  if (args.open)
    return unknown(
      'it is passed by * or **',
      mergeVariables(...args.positional.map((value) => value.env)),
    );
  throw new PythonRaise('TypeError', `${name}() missing 1 required argument: '${parameter}'`, {
    at: args.at,
  });
}

/** Names that a function's parameters bind. */
export function parameterNames(parameters: Arguments): string[] {
  return [...parameters.posonlyargs, ...parameters.args, ...parameters.kwonlyargs].map(
    (parameter) => parameter.arg,
  );
}
