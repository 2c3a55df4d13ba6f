import type { ExceptHandler, Raise, Statement } from '../../python/nodes.ts';
import { classNames } from '../builtins/classes.ts';
import type { Completion, Interpreter } from '../state/interpreter.ts';
import { bindName } from '../state/names.ts';
import { PythonRaise } from '../state/raise.ts';
import { moduleScope } from '../state/scope.ts';
import { str, tuple, unknown } from '../values/constructors.ts';
import type { ClassValue, Scope, Value } from '../values/python-value.ts';
import { strOf } from '../values/text.ts';
import { type BranchOutcome, branchToKeep, joinOutcomes, outcomeOf } from './branches.ts';
import { rangeOf } from './range-of.ts';

/**
 * `try`: the handler that fits, and the joined state when a call in the body that is not evaluated may have
 * raised under a broad handler.
 */
export function executeTry(
  interpreter: Interpreter,
  node: Statement & { readonly kind: 'Try' | 'TryStar' },
  scope: Scope,
): Completion {
  const outer = interpreter.mayHaveRaised;
  interpreter.mayHaveRaised = false;
  const body = (): BranchOutcome =>
    outcomeOf(() => {
      const completion = interpreter.execute(node.body, scope);
      return completion.kind === 'normal'
        ? mergeMaybe(completion, interpreter.execute(node.orelse, scope))
        : completion;
    });
  const broad = node.handlers.find((handler) => isBroad(interpreter, handler, scope));
  const instead = (): BranchOutcome | undefined =>
    interpreter.mayHaveRaised && broad !== undefined
      ? outcomeOf(() =>
          handle(interpreter, broad, unknown('it is an exception of a package'), scope),
        )
      : undefined;
  const [tried, handled] = interpreter.transaction.branch<BranchOutcome | undefined>(
    body,
    instead,
    (a, b) =>
      b === undefined || b.raised !== undefined || a?.raised !== undefined
        ? 'first'
        : branchToKeep(a!, b),
  );
  interpreter.mayHaveRaised ||= outer;
  const outcome =
    tried!.raised === undefined
      ? tried!
      : outcomeOf(() => handleRaised(interpreter, node.handlers, tried!.raised!, scope));
  const completion = (): Completion => {
    if (outcome.raised !== undefined) throw outcome.raised;
    return handled?.completion === undefined || tried!.raised !== undefined
      ? outcome.completion
      : joinOutcomes(outcome, handled);
  };
  const joined = outcomeOf(completion);
  const last = interpreter.execute(node.finalbody, scope);
  if (last.kind !== 'normal') return last;
  if (joined.raised !== undefined) throw joined.raised;
  return joined.completion;
}

function mergeMaybe(first: Completion, second: Completion): Completion {
  return first.maybe === undefined
    ? second
    : { ...second, maybe: [...first.maybe, ...(second.maybe ?? [])] };
}

function handleRaised(
  interpreter: Interpreter,
  handlers: readonly ExceptHandler[],
  raised: PythonRaise,
  scope: Scope,
): Completion {
  const handler = handlers.find((one) => catches(interpreter, one, raised, scope));
  if (handler === undefined) throw raised;
  return handle(interpreter, handler, exceptionValue(raised), scope, raised);
}

function handle(
  interpreter: Interpreter,
  handler: ExceptHandler,
  value: Value,
  scope: Scope,
  raised?: PythonRaise,
): Completion {
  if (handler.name !== null)
    bindName(interpreter, scope, handler.name, value, rangeOf(handler, scope));
  const before = interpreter.handling.get(scope);
  if (raised !== undefined) interpreter.handling.set(scope, raised);
  try {
    return interpreter.execute(handler.body, scope);
  } finally {
    if (before === undefined) interpreter.handling.delete(scope);
    else interpreter.handling.set(scope, before);
    if (handler.name !== null) interpreter.transaction.bind(scope, handler.name, undefined);
  }
}

function exceptionValue(raised: PythonRaise): Value {
  // The text of a KeyError is the key as `repr` writes it; its argument is the key.
  const text = raised.classes.includes('KeyError')
    ? raised.text.replace(/^'(.*)'$/s, '$1')
    : raised.text;
  const of: ClassValue = {
    kind: 'class',
    name: raised.classes[0]!,
    scope: moduleScope('builtins', false, ''),
    bases: parents(raised.classes.slice(1)),
    env: [],
    at: undefined,
  };
  const attributes = new Map<string, Value>([['args', tuple([str(text)])]]);
  const module =
    raised.failure === 'missing-module'
      ? /^No module named '([^']+)'/.exec(raised.text)?.[1]
      : undefined;
  if (module !== undefined) attributes.set('name', str(module)).set('msg', str(text));
  return { kind: 'instance', of, attributes, env: [], at: raised.at };
}

function parents(names: readonly string[]): ClassValue[] {
  const [first, ...rest] = names;
  return first === undefined
    ? []
    : [
        {
          kind: 'class',
          name: first,
          scope: moduleScope('builtins', false, ''),
          bases: parents(rest),
          env: [],
          at: undefined,
        },
      ];
}

function caughtTypes(
  interpreter: Interpreter,
  handler: ExceptHandler,
  scope: Scope,
): Value[] | 'everything' {
  if (handler.type === null) return 'everything';
  const type = ((): Value => {
    try {
      return interpreter.evaluate(handler.type!, scope);
    } catch (error) {
      if (error instanceof PythonRaise) return unknown('its class is not known');
      throw error;
    }
  })();
  return type.kind === 'tuple' ? type.items : [type];
}

function isBroad(interpreter: Interpreter, handler: ExceptHandler, scope: Scope): boolean {
  const types = caughtTypes(interpreter, handler, scope);
  if (types === 'everything') return true;
  return types.some(
    (type) =>
      type.kind === 'unknown' ||
      (type.kind === 'class' && (type.name === 'Exception' || type.name === 'BaseException')),
  );
}

function catches(
  interpreter: Interpreter,
  handler: ExceptHandler,
  raised: PythonRaise,
  scope: Scope,
): boolean {
  const types = caughtTypes(interpreter, handler, scope);
  return (
    types === 'everything' ||
    types.some((type) => type.kind === 'class' && raised.classes.includes(type.name))
  );
}

/** The exception that a `raise` statement raises. */
export function raiseFrom(interpreter: Interpreter, node: Raise, scope: Scope): PythonRaise {
  const at = rangeOf(node, scope);
  if (node.exc === null)
    return (
      interpreter.handling.get(scope) ??
      new PythonRaise('RuntimeError', 'No active exception to reraise', { at })
    );
  const value = interpreter.evaluate(node.exc, scope);
  if (value.kind === 'class') return new PythonRaise(classNames(value), value.name, { at });
  if (value.kind !== 'instance')
    return new PythonRaise(
      ['an exception', 'Exception', 'BaseException'],
      'an exception of a package',
      { at },
    );
  const args = value.attributes.get('args');
  const [first] = args?.kind === 'tuple' ? args.items : [];
  const earlier = interpreter.handling.get(scope);
  const variable =
    earlier?.failure === 'missing-variable'
      ? { failure: earlier.failure, variable: earlier.variable }
      : (missingIn(interpreter, first) ?? {});
  return new PythonRaise(
    classNames(value.of),
    first === undefined ? value.of.name : (strOf(first) ?? value.of.name),
    { at, ...variable },
  );
}

/**
 * A project's own message often names the variable that is missing: the longest one that was looked
 * up in vain.
 */
function missingIn(
  interpreter: Interpreter,
  message: Value | undefined,
): { failure: 'missing-variable'; variable: string } | undefined {
  const text = message === undefined ? undefined : strOf(message);
  if (text === undefined) return undefined;
  const named = interpreter.lookups
    .map((lookup) => lookup.variable)
    .filter(
      (variable) =>
        !interpreter.environment.map.has(variable) &&
        new RegExp(`\\b${variable.replace(/[^\w]/g, '\\$&')}\\b`).test(text),
    )
    .sort((a, b) => b.length - a.length);
  return named[0] === undefined ? undefined : { failure: 'missing-variable', variable: named[0] };
}
