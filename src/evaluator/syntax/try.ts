import type { ExceptHandler, Raise, Statement } from '../../python/nodes.ts';
import { classNames } from '../builtins/classes.ts';
import type { Completion, Run } from '../state/interpreter.ts';
import { bindName } from '../state/names.ts';
import { PythonRaise } from '../state/raise.ts';
import { moduleScope } from '../state/scope.ts';
import { str, tuple, unknown } from '../values/constructors.ts';
import type { ClassValue, Scope, Value } from '../values/python-value.ts';
import { strOf } from '../values/text.ts';
import { joinWays, keepWay, type Way, wayOf } from './branches.ts';
import { placeOf } from './range-of.ts';

/**
 * `try`: the handler that fits, and the joined state when something unmodelled in the body may have
 * raised under a broad handler.
 */
export function executeTry(
  run: Run,
  node: Statement & { readonly kind: 'Try' | 'TryStar' },
  scope: Scope,
): Completion {
  const outer = run.mayHaveRaised;
  run.mayHaveRaised = false;
  const body = (): Way =>
    wayOf(() => {
      const completion = run.execute(node.body, scope);
      return completion.kind === 'normal'
        ? mergeMaybe(completion, run.execute(node.orelse, scope))
        : completion;
    });
  const broad = node.handlers.find((handler) => isBroad(run, handler, scope));
  const instead = (): Way | undefined =>
    run.mayHaveRaised && broad !== undefined
      ? wayOf(() => handle(run, broad, unknown('it is an exception of a package'), scope))
      : undefined;
  const [tried, handled] = run.journal.fork<Way | undefined>(body, instead, (a, b) =>
    b === undefined || b.raised !== undefined || a?.raised !== undefined ? 'first' : keepWay(a!, b),
  );
  run.mayHaveRaised ||= outer;
  const way =
    tried!.raised === undefined
      ? tried!
      : wayOf(() => handleRaised(run, node.handlers, tried!.raised!, scope));
  const completion = (): Completion => {
    if (way.raised !== undefined) throw way.raised;
    return handled?.completion === undefined || tried!.raised !== undefined
      ? way.completion
      : joinWays(way, handled);
  };
  const joined = wayOf(completion);
  const last = run.execute(node.finalbody, scope);
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
  run: Run,
  handlers: readonly ExceptHandler[],
  raised: PythonRaise,
  scope: Scope,
): Completion {
  const handler = handlers.find((one) => catches(run, one, raised, scope));
  if (handler === undefined) throw raised;
  return handle(run, handler, exceptionValue(raised), scope, raised);
}

function handle(
  run: Run,
  handler: ExceptHandler,
  value: Value,
  scope: Scope,
  raised?: PythonRaise,
): Completion {
  if (handler.name !== null) bindName(run, scope, handler.name, value, placeOf(handler, scope));
  const before = run.handling.get(scope);
  if (raised !== undefined) run.handling.set(scope, raised);
  try {
    return run.execute(handler.body, scope);
  } finally {
    if (before === undefined) run.handling.delete(scope);
    else run.handling.set(scope, before);
    if (handler.name !== null) run.journal.bind(scope, handler.name, undefined);
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

function caughtTypes(run: Run, handler: ExceptHandler, scope: Scope): Value[] | 'everything' {
  if (handler.type === null) return 'everything';
  const way = ((): Value => {
    try {
      return run.evaluate(handler.type!, scope);
    } catch (error) {
      if (error instanceof PythonRaise) return unknown('its class is not known');
      throw error;
    }
  })();
  return way.kind === 'tuple' ? way.items : [way];
}

function isBroad(run: Run, handler: ExceptHandler, scope: Scope): boolean {
  const types = caughtTypes(run, handler, scope);
  if (types === 'everything') return true;
  return types.some(
    (type) =>
      type.kind === 'unknown' ||
      (type.kind === 'class' && (type.name === 'Exception' || type.name === 'BaseException')),
  );
}

function catches(run: Run, handler: ExceptHandler, raised: PythonRaise, scope: Scope): boolean {
  const types = caughtTypes(run, handler, scope);
  return (
    types === 'everything' ||
    types.some((type) => type.kind === 'class' && raised.classes.includes(type.name))
  );
}

/** The exception that a `raise` statement raises. */
export function raiseFrom(run: Run, node: Raise, scope: Scope): PythonRaise {
  const at = placeOf(node, scope);
  if (node.exc === null)
    return (
      run.handling.get(scope) ??
      new PythonRaise('RuntimeError', 'No active exception to reraise', { at })
    );
  const value = run.evaluate(node.exc, scope);
  if (value.kind === 'class') return new PythonRaise(classNames(value), value.name, { at });
  if (value.kind !== 'instance')
    return new PythonRaise(
      ['an exception', 'Exception', 'BaseException'],
      'an exception of a package',
      { at },
    );
  const args = value.attributes.get('args');
  const [first] = args?.kind === 'tuple' ? args.items : [];
  const earlier = run.handling.get(scope);
  const variable =
    earlier?.failure === 'missing-variable'
      ? { failure: earlier.failure, variable: earlier.variable }
      : (missingIn(run, first) ?? {});
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
  run: Run,
  message: Value | undefined,
): { failure: 'missing-variable'; variable: string } | undefined {
  const text = message === undefined ? undefined : strOf(message);
  if (text === undefined) return undefined;
  const named = run.lookups
    .map((lookup) => lookup.variable)
    .filter(
      (variable) =>
        !run.environment.map.has(variable) &&
        new RegExp(`\\b${variable.replace(/[^\w]/g, '\\$&')}\\b`).test(text),
    )
    .sort((a, b) => b.length - a.length);
  return named[0] === undefined ? undefined : { failure: 'missing-variable', variable: named[0] };
}
