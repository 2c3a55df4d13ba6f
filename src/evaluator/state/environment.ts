import type { SourceRange } from '../../python/source-range.ts';
import {
  bool,
  builtin,
  list,
  native,
  none,
  str,
  tuple,
  unknown,
  writtenAt,
} from '../values/constructors.ts';
import { plainOf } from '../values/plain.ts';
import type { CallArguments, NativeObject, Value } from '../values/python-value.ts';
import { textOf } from '../values/text.ts';
import { withVariables } from '../values/variables.ts';
import type { Interpreter } from './interpreter.ts';
import { PythonRaise } from './raise.ts';

/**
 * What a look-up asks for. Without `fallback`, a variable that is not set raises what `missing`
 * gives.
 */
export interface LookupRequest {
  readonly variable: string;
  readonly at: SourceRange;
  readonly fallback?: Value | undefined;
  /**
   * True when the code names no default and gets None: then a variable that may be set is not
   * known.
   */
  readonly implicit?: boolean;
  readonly missing?: () => PythonRaise;
}

/** The value of an environment variable as the code would get it. */
export function lookUp(interpreter: Interpreter, request: LookupRequest): Value {
  const { variable, at, fallback } = request;
  record(interpreter, request);
  const set = interpreter.environment.map.get(variable);
  if (set !== undefined) return writtenAt(withVariables(set, [variable]), at);
  if (interpreter.unsetVariables === 'unknown' && (fallback === undefined || request.implicit)) {
    return unknown(`it depends on the environment variable ${variable}`, [variable]);
  }
  if (fallback !== undefined) return withVariables(fallback, [variable]);
  throw request.missing?.() ?? missingVariable(variable, at, 'KeyError', `'${variable}'`);
}

/** The exception that a library raises for a variable that is not set. */
export function missingVariable(
  variable: string,
  at: SourceRange,
  name: string,
  text: string,
): PythonRaise {
  return new PythonRaise(name, text, { at, failure: 'missing-variable', variable });
}

function record(
  interpreter: Interpreter,
  { variable, at, fallback, missing }: LookupRequest,
): void {
  const required = fallback === undefined && missing !== NOTHING_MISSING;
  const known = interpreter.lookups.some(
    (one) => one.variable === variable && one.at.file === at.file && one.at.start === at.start,
  );
  if (!known)
    interpreter.lookups.push({
      variable,
      at,
      required,
      fallback: fallback === undefined ? undefined : plainOf(fallback),
    });
}

const NOTHING_MISSING = (): PythonRaise => new PythonRaise('KeyError', '');

/** Whether a variable is set: unknown for one that may be set on the dyno. */
export function isSet(interpreter: Interpreter, variable: string, at: SourceRange): Value {
  record(interpreter, { variable, at, missing: NOTHING_MISSING });
  if (interpreter.environment.map.has(variable)) return bool(true, [variable]);
  if (interpreter.unsetVariables === 'unknown')
    return unknown(`it depends on the environment variable ${variable}`, [variable]);
  return bool(false, [variable]);
}

/** `os.environ`, or a copy of it. */
export function environmentObject(
  interpreter: Interpreter,
  owner: { map: Map<string, Value> } = interpreter.environment,
): NativeObject {
  const own: Interpreter =
    owner === interpreter.environment ? interpreter : { ...interpreter, environment: owner };
  const methods: Record<string, (args: CallArguments) => Value> = {
    get: (args) => getOrDefault(own, args),
    pop: (args) => {
      const value = getOrDefault(own, args);
      const variable = textOf(args.positional[0]);
      if (variable !== undefined) interpreter.transaction.setInMap(owner, variable, undefined);
      return value;
    },
    setdefault: (args) => {
      const [key, value = none()] = args.positional;
      const variable = textOf(key);
      if (variable === undefined)
        return unknown('the name of an environment variable is not known');
      if (!owner.map.has(variable) && own.unsetVariables === 'absent')
        interpreter.transaction.setInMap(owner, variable, value);
      if (!owner.map.has(variable))
        interpreter.transaction.setInMap(owner, variable, withVariables(value, [variable]));
      return owner.map.get(variable) ?? value;
    },
    update: (args) => {
      const [source] = args.positional;
      if (source?.kind === 'dict') {
        for (const { key, value } of source.entries.values())
          setVariable(interpreter, owner, key, value);
      }
      for (const [name, value] of args.keywords) setVariable(interpreter, owner, str(name), value);
      return none();
    },
    copy: () => environmentObject(own, { map: new Map(owner.map) }),
    items: () => list(pairs(owner), [], own.unsetVariables === 'unknown'),
    keys: () => list(names(owner), [], own.unsetVariables === 'unknown'),
    values: () =>
      list(
        [...owner.map].map(([name, value]) => withVariables(value, [name])),
        [],
        own.unsetVariables === 'unknown',
      ),
  };
  return native('os.environ', {
    attribute: (name) =>
      methods[name] === undefined ? undefined : builtin(`os.environ.${name}`, methods[name]),
    item: (key, at) => {
      const variable = textOf(key);
      return variable === undefined
        ? unknown('the name of an environment variable is not known', key.env)
        : lookUp(own, { variable, at });
    },
    setItem: (key, value) => setVariable(interpreter, owner, key, value),
    contains: (key) => {
      const variable = textOf(key);
      return variable === undefined || interpreter.here === undefined
        ? unknown('the name of an environment variable is not known')
        : isSet(own, variable, interpreter.here);
    },
    items: () => (own.unsetVariables === 'unknown' ? undefined : names(owner)),
  });
}

const names = (owner: { map: Map<string, Value> }): Value[] =>
  [...owner.map.keys()].map((name) => str(name, [name]));
const pairs = (owner: { map: Map<string, Value> }): Value[] =>
  [...owner.map].map(([name, value]) => tuple([str(name, [name]), withVariables(value, [name])]));

function setVariable(
  interpreter: Interpreter,
  owner: { map: Map<string, Value> },
  key: Value,
  value: Value,
): void {
  const variable = textOf(key);
  if (variable !== undefined) interpreter.transaction.setInMap(owner, variable, value);
}

/** `os.environ.get` and `os.getenv`. */
export function getOrDefault(interpreter: Interpreter, args: CallArguments): Value {
  const variable = textOf(args.positional[0] ?? args.keywords.get('key'));
  const fallback = args.positional[1] ?? args.keywords.get('default');
  if (variable === undefined)
    return unknown(
      'the name of an environment variable is not known',
      args.positional[0]?.env ?? [],
    );
  return lookUp(interpreter, {
    variable,
    at: args.at,
    fallback: fallback ?? none(),
    implicit: fallback === undefined,
  });
}
