import { updateFrom } from '../builtins/dict-methods.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { dict, list, namespace, none, str, tuple, unknown } from '../values/constructors.ts';
import type { CallArguments, Scope, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { setItem } from './assign.ts';
import { getItem } from './subscripts.ts';

type Method = (interpreter: Interpreter, scope: Scope, args: CallArguments) => Value;

const has = (scope: Scope, key: Value): boolean =>
  key.kind === 'str' && scope.variables.has(key.value);

/** A list of what is taken from each variable. */
function listOf(interpreter: Interpreter, scope: Scope, items: Value[]): Value {
  interpreter.spend(3 * items.length);
  return list(items, [], scope.incomplete !== undefined);
}

const METHODS = tableOf<Method>({
  get: (interpreter, scope, args) => {
    const [key = none(), fallback = none()] = args.positional;
    if (has(scope, key)) return getItem(interpreter, namespace(scope), key, args.at);
    return scope.incomplete === undefined ? fallback : unknown(scope.incomplete);
  },
  setdefault: (interpreter, scope, args) => {
    const [key = none(), fallback = none()] = args.positional;
    const self = namespace(scope);
    if (!has(scope, key)) setItem(interpreter, self, key, fallback, args.at);
    return getItem(interpreter, self, key, args.at);
  },
  update: (interpreter, scope, args) => {
    const given = dict();
    updateFrom(interpreter, given, args.positional[0], args.keywords);
    for (const { key, value } of given.entries.values())
      setItem(interpreter, namespace(scope), key, value, args.at);
    if (given.incomplete || args.incomplete)
      interpreter.transaction.markIncomplete(scope, 'names that are not known are set in it');
    return none();
  },
  keys: (interpreter, scope) =>
    listOf(
      interpreter,
      scope,
      [...scope.variables.keys()].map((key) => str(key)),
    ),
  values: (interpreter, scope) =>
    listOf(
      interpreter,
      scope,
      [...scope.variables.values()].map((binding) => binding.value),
    ),
  items: (interpreter, scope) =>
    listOf(
      interpreter,
      scope,
      [...scope.variables].map(([key, binding]) => tuple([str(key), binding.value])),
    ),
  copy: (interpreter, scope) => {
    interpreter.spend(3 * scope.variables.size);
    return dict([...scope.variables].map(([key, binding]) => [key, binding.value] as const));
  },
  pop: (interpreter, scope, args) => {
    const [key = none(), fallback = none()] = args.positional;
    const value = has(scope, key) ? getItem(interpreter, namespace(scope), key, args.at) : fallback;
    if (key.kind === 'str') interpreter.transaction.bind(scope, key.value, undefined);
    return value;
  },
});

/** The method of `globals()` or `locals()`; undefined when a dict has none of that name. */
export function namespaceMethod(
  interpreter: Interpreter,
  scope: Scope,
  name: string,
): ((args: CallArguments) => Value) | undefined {
  const method = METHODS.get(name);
  return method === undefined ? undefined : (args) => method(interpreter, scope, args);
}
