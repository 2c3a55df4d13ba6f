import { PythonRaise } from '../state/raise.ts';
import { dict, tuple, unknown } from '../values/constructors.ts';
import type { CallArguments, FunctionValue, Value } from '../values/python-value.ts';
import { mergeVariables } from '../values/variables.ts';

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
    bound.set(parameters.vararg.arg, { ...tuple(rest), incomplete: args.incomplete });
  else if (rest.length > 0)
    throw new PythonRaise('TypeError', `${name}() takes ${ordered.length} positional arguments`, {
      at: args.at,
    });
  if (parameters.kwarg !== null)
    bound.set(parameters.kwarg.arg, { ...dict(keywords), incomplete: args.incomplete });
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
  if (args.incomplete)
    return unknown(
      'it is passed by * or **',
      mergeVariables(...args.positional.map((value) => value.env)),
    );
  throw new PythonRaise('TypeError', `${name}() missing 1 required argument: '${parameter}'`, {
    at: args.at,
  });
}
