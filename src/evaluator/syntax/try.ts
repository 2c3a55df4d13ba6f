import type { ExceptHandler, Statement } from '../../python/nodes.ts';
import { makeClass } from '../builtins/classes.ts';
import { exceptionClass } from '../builtins/exceptions.ts';
import type { Completion, Interpreter } from '../state/interpreter.ts';
import { bindName } from '../state/names.ts';
import { EXCEPTION_NAMES, PythonRaise } from '../state/raise.ts';
import { moduleScope } from '../state/scope.ts';
import { str, tuple, unknown } from '../values/constructors.ts';
import type { ClassValue, Scope, Value } from '../values/python-value.ts';
import { type BranchOutcome, branchToKeep, joinOutcomes, outcomeOf } from './branches.ts';
import { rangeOf } from './range-of.ts';

/**
 * `try`: the handler that fits. When a call in the body that is not evaluated may have raised under
 * a broad handler, the state is that of the body and of the handler, joined.
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
      : joinOutcomes(interpreter, outcome, handled);
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
  interpreter.spend(20);
  return handle(interpreter, handler, exceptionValue(interpreter, raised), scope, raised);
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

function exceptionValue(interpreter: Interpreter, raised: PythonRaise): Value {
  // The text of a KeyError is the key as `repr` writes it; its argument is the key.
  const text = raised.classes.includes('KeyError')
    ? raised.text.replace(/^'(.*)'$/s, '$1')
    : raised.text;
  const of = classNamed(interpreter, raised.classes);
  const attributes = new Map<string, Value>([['args', tuple([str(text)])]]);
  const module =
    raised.failure === 'missing-module'
      ? /^No module named '([^']+)'/.exec(raised.text)?.[1]
      : undefined;
  if (module !== undefined) attributes.set('name', str(module)).set('msg', str(text));
  return { kind: 'instance', of, attributes, env: [], at: raised.at };
}

/** A class of the first name, below one of the second, and so on. */
function classNamed(
  interpreter: Interpreter,
  [name = '', ...above]: readonly string[],
): ClassValue {
  if (EXCEPTION_NAMES.has(name)) return exceptionClass(interpreter, name);
  return makeClass(interpreter, {
    name,
    scope: moduleScope('builtins', false, ''),
    bases: above.length === 0 ? [] : [classNamed(interpreter, above)],
  });
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
