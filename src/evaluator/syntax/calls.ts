import { classMember, comesFromPackage, isException } from '../builtins/classes.ts';
import { isEnumeration, memberOfValue } from '../builtins/enumerations.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { childScope } from '../state/scope.ts';
import { absolutePath } from '../state/tree.ts';
import { list, none, str, tuple, unknown } from '../values/constructors.ts';
import { joinAll, mapOptions } from '../values/join.ts';
import { joinText } from '../values/posix-paths.ts';
import type {
  CallArguments,
  ClassValue,
  FunctionValue,
  Value,
  Variables,
} from '../values/python-value.ts';
import { textOf } from '../values/text.ts';
import { allVariables, mergeVariables } from '../values/variables.ts';
import { spendText } from '../values/work.ts';
import { yieldedBy } from './generators.ts';
import { bindParameters } from './parameters.ts';

/** Deeper than this, what a function gives is not known. */
const MAX_DEPTH = 40;

/** What a call gives. Raises PythonRaise where Python would raise. */
export function call(interpreter: Interpreter, callee: Value, args: CallArguments): Value {
  interpreter.spend(1);
  switch (callee.kind) {
    case 'function':
      return callFunction(interpreter, callee, args);
    case 'class':
      if (isEnumeration(callee) && args.positional[0] !== undefined)
        return memberOfValue(interpreter, callee, args.positional[0]);
      return instantiate(interpreter, callee, args);
    case 'native':
      // Whatever is made of a text reads it a few times.
      for (const one of args.positional) spendText(interpreter, 4 * (textOf(one)?.length ?? 0));
      return (
        callee.call?.(args) ??
        unknown(`it comes from ${callee.name}`, argumentVariables(interpreter, args))
      );
    case 'instance': {
      const method = classMember(callee.of, '__call__');
      return method === undefined
        ? unknown('it is a call of an object', argumentVariables(interpreter, args))
        : call(interpreter, method, { ...args, positional: [callee, ...args.positional] });
    }
    case 'either':
      return mapOptions(interpreter, callee, (option) => call(interpreter, option, args));
    case 'path':
      return str(
        joinedPath(interpreter, callee.value, args),
        mergeVariables(callee.env, argumentVariables(interpreter, args)),
      );
    case 'unknown':
      interpreter.mayHaveRaised ||= callee.external;
      return unknown(
        callee.because,
        mergeVariables(callee.env, argumentVariables(interpreter, args)),
        callee.external,
      );
    default:
      throw new PythonRaise('TypeError', `'${callee.kind}' object is not callable`, {
        at: args.at,
      });
  }
}

/** `environ.Path` is called with what is to be joined to it. */
function joinedPath(interpreter: Interpreter, base: string, args: CallArguments): string {
  return absolutePath(
    interpreter,
    joinText([base, ...args.positional.map((part) => textOf(part) ?? '')]),
  );
}

function argumentVariables(interpreter: Interpreter, args: CallArguments): Variables {
  const values = [...args.positional, ...args.keywords.values()];
  return mergeVariables(...values.map((value) => allVariables(interpreter, value)));
}

function callFunction(interpreter: Interpreter, callee: FunctionValue, args: CallArguments): Value {
  if (interpreter.callDepth >= MAX_DEPTH)
    return unknown(
      'its functions call each other too deeply',
      argumentVariables(interpreter, args),
    );
  const scope = childScope(callee.scope, 'function');
  for (const [name, value] of bindParameters(callee, args))
    scope.variables.set(name, { value, at: args.at, env: [], maybeUnset: false });
  interpreter.callDepth += 1;
  try {
    if ('kind' in callee.body) return interpreter.evaluate(callee.body, scope);
    const completion = interpreter.execute(callee.body, scope);
    if (callee.isGenerator)
      return list(yieldedBy(interpreter, scope), [], completion.maybe !== undefined);
    const last = completion.kind === 'return' ? completion.value : none();
    return completion.maybe === undefined
      ? last
      : joinAll(interpreter, [...completion.maybe, last]);
  } finally {
    interpreter.callDepth -= 1;
  }
}

function instantiate(interpreter: Interpreter, of: ClassValue, args: CallArguments): Value {
  const instance: Value = { kind: 'instance', of, attributes: new Map(), env: [], at: args.at };
  const initialiser = classMember(of, '__init__');
  if (initialiser?.kind === 'function')
    call(interpreter, initialiser, { ...args, positional: [instance, ...args.positional] });
  if (isException(of)) instance.attributes.set('args', tuple([...args.positional]));
  if (initialiser === undefined && !isException(of) && comesFromPackage(of))
    interpreter.mayHaveRaised = true;
  return instance;
}
