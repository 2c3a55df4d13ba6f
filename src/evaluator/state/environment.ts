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
import { tableOf } from '../values/table.ts';
import { textOf } from '../values/text.ts';
import { withVariables } from '../values/variables.ts';
import type { Interpreter } from './interpreter.ts';
import { PythonRaise } from './raise.ts';

/** Variables and their values: the environment, or a copy that the code made of it. */
interface Environment {
  map: Map<string, Value>;
}

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
  /** A copy of the environment, when the code looks into one. */
  readonly environment?: Environment;
}

const NAME_NOT_KNOWN = 'the name of an environment variable is not known';
const dependsOn = (variable: string): Value =>
  unknown(`it depends on the environment variable ${variable}`, [variable]);

/** The value of an environment variable as the code would get it. */
export function lookUp(interpreter: Interpreter, request: LookupRequest): Value {
  const { variable, at, fallback, environment = interpreter.environment } = request;
  record(interpreter, request);
  const set = environment.map.get(variable);
  if (set !== undefined) return writtenAt(withVariables(set, [variable]), at);
  const isOpen =
    fallback === undefined
      ? interpreter.unsetVariables !== 'absent'
      : request.implicit && interpreter.unsetVariables === 'unknown';
  if (isOpen) return dependsOn(variable);
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
  const key = `${variable}\n${at.file}\n${at.start}`;
  if (interpreter.lookups.has(key)) return;
  interpreter.spend(4);
  interpreter.lookups.set(key, {
    variable,
    at,
    required: fallback === undefined && missing !== NOTHING_MISSING,
    fallback: fallback === undefined ? undefined : plainOf(interpreter, fallback),
  });
}

const NOTHING_MISSING = (): PythonRaise => new PythonRaise('KeyError', '');

/** Whether a variable is set: unknown for one that may be set on the dyno. */
export function isSet(
  interpreter: Interpreter,
  variable: string,
  at: SourceRange,
  environment: Environment = interpreter.environment,
): Value {
  record(interpreter, { variable, at, missing: NOTHING_MISSING });
  if (environment.map.has(variable)) return bool(true, [variable]);
  return interpreter.unsetVariables === 'unknown' ? dependsOn(variable) : bool(false, [variable]);
}

/** `os.environ`, or a copy of it. */
export function environmentObject(
  interpreter: Interpreter,
  environment: Environment = interpreter.environment,
): NativeObject {
  return native('os.environ', {
    attribute: (name) => {
      const method = METHODS.get(name);
      return method === undefined
        ? undefined
        : builtin(`os.environ.${name}`, (args) => method(interpreter, environment, args));
    },
    item: (key, at) => {
      const variable = textOf(key);
      return variable === undefined
        ? unknown(NAME_NOT_KNOWN, key.env)
        : lookUp(interpreter, { variable, at, environment });
    },
    setItem: (key, value) => setVariable(interpreter, environment, key, value),
    contains: (key) => {
      const variable = textOf(key);
      return variable === undefined || interpreter.here === undefined
        ? unknown(NAME_NOT_KNOWN)
        : isSet(interpreter, variable, interpreter.here, environment);
    },
    items: () =>
      interpreter.unsetVariables === 'unknown' ? undefined : names(interpreter, environment),
  });
}

type Method = (interpreter: Interpreter, environment: Environment, args: CallArguments) => Value;

const METHODS = tableOf<Method>({
  get: (interpreter, environment, args) => getOrDefault(interpreter, args, environment),
  pop: (interpreter, environment, args) => {
    const value = getOrDefault(interpreter, args, environment);
    const variable = textOf(args.positional[0]);
    if (variable !== undefined) interpreter.transaction.setInMap(environment, variable, undefined);
    return value;
  },
  setdefault: setDefault,
  update: (interpreter, environment, args) => {
    const [source] = args.positional;
    if (source?.kind === 'dict') {
      interpreter.spend(source.entries.size);
      for (const { key, value } of source.entries.values())
        setVariable(interpreter, environment, key, value);
    }
    for (const [name, value] of args.keywords)
      setVariable(interpreter, environment, str(name), value);
    return none();
  },
  copy: (interpreter, environment) => copyOfEnvironment(interpreter, environment),
  items: (interpreter, environment) => listOf(interpreter, pairs(interpreter, environment)),
  keys: (interpreter, environment) => listOf(interpreter, names(interpreter, environment)),
  values: (interpreter, { map }) => {
    interpreter.spend(map.size);
    return listOf(
      interpreter,
      [...map].map(([name, value]) => withVariables(value, [name])),
    );
  },
});

/** A list of what is known of the environment; a dyno may have more. */
const listOf = ({ unsetVariables }: Interpreter, items: Value[]): Value =>
  list(items, [], unsetVariables === 'unknown');

/** A copy of the environment that may be changed by itself. */
export function copyOfEnvironment(
  interpreter: Interpreter,
  environment: Environment = interpreter.environment,
): NativeObject {
  interpreter.spend(environment.map.size);
  return environmentObject(interpreter, { map: new Map(environment.map) });
}

function setDefault(
  interpreter: Interpreter,
  environment: Environment,
  args: CallArguments,
): Value {
  const [key, value = none()] = args.positional;
  const variable = textOf(key);
  if (variable === undefined) return unknown(NAME_NOT_KNOWN);
  const present = environment.map.get(variable);
  if (present !== undefined) return present;
  const made = interpreter.unsetVariables === 'unknown' ? withVariables(value, [variable]) : value;
  interpreter.transaction.setInMap(environment, variable, made);
  return made;
}

function names(interpreter: Interpreter, { map }: Environment): Value[] {
  interpreter.spend(map.size);
  return [...map.keys()].map((name) => str(name, [name]));
}

function pairs(interpreter: Interpreter, { map }: Environment): Value[] {
  interpreter.spend(3 * map.size);
  return [...map].map(([name, value]) => tuple([str(name, [name]), withVariables(value, [name])]));
}

function setVariable(
  interpreter: Interpreter,
  environment: Environment,
  key: Value,
  value: Value,
): void {
  const variable = textOf(key);
  if (variable !== undefined) interpreter.transaction.setInMap(environment, variable, value);
}

/** `os.environ.get` and `os.getenv`. */
export function getOrDefault(
  interpreter: Interpreter,
  args: CallArguments,
  environment: Environment = interpreter.environment,
): Value {
  const variable = textOf(args.positional[0] ?? args.keywords.get('key'));
  const fallback = args.positional[1] ?? args.keywords.get('default');
  if (variable === undefined) return unknown(NAME_NOT_KNOWN, args.positional[0]?.env ?? []);
  return lookUp(interpreter, {
    variable,
    at: args.at,
    fallback: fallback ?? none(),
    implicit: fallback === undefined,
    environment,
  });
}
