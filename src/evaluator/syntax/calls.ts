import { classMember, isException } from '../builtins/classes.ts';
import { isEnumeration, memberOfValue } from '../builtins/enumerations.ts';
import type { Run } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { childScope } from '../state/scope.ts';
import { absolutePath } from '../state/tree.ts';
import { list, none, str, tuple, unknown } from '../values/constructors.ts';
import { joinAll } from '../values/join.ts';
import { joinText } from '../values/posix-paths.ts';
import type { CallArguments, ClassValue, FunctionValue, Value } from '../values/python-value.ts';
import { textOf } from '../values/text.ts';
import { allVariables, mergeVariables } from '../values/variables.ts';
import { yieldedBy } from './generators.ts';
import { bindParameters } from './parameters.ts';

/** Deeper than this, what a function gives is not known. */
const MAX_DEPTH = 40;

/** What a call gives. Raises PythonRaise where Python would raise. */
export function call(run: Run, callee: Value, args: CallArguments): Value {
  run.step();
  switch (callee.kind) {
    case 'function':
      return callFunction(run, callee, args);
    case 'class':
      if (isEnumeration(callee) && args.positional[0] !== undefined)
        return memberOfValue(run, callee, args.positional[0]);
      return instantiate(run, callee, args);
    case 'model':
      return (
        callee.call?.(args) ?? unknown(`it comes from ${callee.name}`, argumentVariables(args))
      );
    case 'instance': {
      const method = classMember(callee.of, '__call__');
      return method === undefined
        ? unknown('it is a call of an object', argumentVariables(args))
        : call(run, method, { ...args, positional: [callee, ...args.positional] });
    }
    case 'either':
      return joinAll(
        callee.options.map((option) => call(run, option, args)),
        callee.env,
      );
    case 'path':
      return str(
        joinedPath(run, callee.value, args),
        mergeVariables(callee.env, argumentVariables(args)),
      );
    case 'unknown':
      run.mayHaveRaised ||= callee.external;
      return unknown(
        callee.because,
        mergeVariables(callee.env, argumentVariables(args)),
        callee.external,
      );
    default:
      throw new PythonRaise('TypeError', `'${callee.kind}' object is not callable`, {
        at: args.at,
      });
  }
}

/** `environ.Path` is called with what is to be joined to it. */
function joinedPath(run: Run, base: string, args: CallArguments): string {
  return absolutePath(run, joinText([base, ...args.positional.map((part) => textOf(part) ?? '')]));
}

function argumentVariables(args: CallArguments): readonly string[] {
  return mergeVariables(
    ...[...args.positional, ...args.keywords.values()].map((value) => allVariables(value)),
  );
}

function callFunction(run: Run, callee: FunctionValue, args: CallArguments): Value {
  if (run.callDepth >= MAX_DEPTH)
    return unknown('its functions call each other too deeply', argumentVariables(args));
  const scope = childScope(callee.scope, 'function');
  for (const [name, value] of bindParameters(callee, args))
    scope.variables.set(name, { value, at: args.at, env: [], maybeUnset: false });
  run.callDepth += 1;
  try {
    if ('kind' in callee.body) return run.evaluate(callee.body, scope);
    const completion = run.execute(callee.body, scope);
    if (callee.isGenerator) return list(yieldedBy(run, scope), [], completion.maybe !== undefined);
    const last = completion.kind === 'return' ? completion.value : none();
    return completion.maybe === undefined ? last : joinAll([...completion.maybe, last]);
  } finally {
    run.callDepth -= 1;
  }
}

function instantiate(run: Run, of: ClassValue, args: CallArguments): Value {
  const instance: Value = { kind: 'instance', of, attributes: new Map(), env: [], at: args.at };
  const initialiser = classMember(of, '__init__');
  if (initialiser?.kind === 'function')
    call(run, initialiser, { ...args, positional: [instance, ...args.positional] });
  if (isException(of)) instance.attributes.set('args', tuple([...args.positional]));
  if (
    initialiser === undefined &&
    !isException(of) &&
    of.bases.some((base) => base.kind === 'unknown')
  )
    run.mayHaveRaised = true;
  return instance;
}
