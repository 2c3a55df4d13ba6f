import type { Expression, Statement } from '../../python/nodes.ts';
import { unknown } from '../values/constructors.ts';
import type { Scope, Value, Variables } from '../values/python-value.ts';
import { type Effects, findEffects } from './effects.ts';
import type { Interpreter } from './interpreter.ts';
import { bindName } from './names.ts';
import { PythonRaise } from './raise.ts';
import { findBinding } from './scope.ts';

/** The effects of a block of statements; found once for each block. */
export function effectsOf(interpreter: Interpreter, block: readonly Statement[]): Effects {
  // A block of one statement has no array of its own when a loop is passed as such.
  const key = block.length === 1 ? block[0]! : block;
  const known = interpreter.effects.get(key);
  if (known !== undefined) return known;
  const effects = findEffects(block);
  interpreter.spend(effects.size);
  interpreter.effects.set(key, effects);
  return effects;
}

/** Marks as unknown whatever a block may change that runs an unknown number of times. */
export function forgetEffects(
  interpreter: Interpreter,
  block: readonly Statement[],
  scope: Scope,
  because: string,
  env: Variables,
): void {
  const { assigned, changed, extended, importsAll } = effectsOf(interpreter, block);
  interpreter.spend(assigned.size + changed.size);
  if (importsAll) interpreter.transaction.markIncomplete(scope, because);
  for (const target of extended) markNamespace(interpreter, target, scope);
  for (const name of assigned) {
    const before = findBinding(scope, name);
    const value =
      before?.value.kind === 'list' || before?.value.kind === 'tuple'
        ? { ...before.value, items: [...before.value.items], incomplete: true }
        : unknown(because, env);
    bindName(interpreter, scope, name, value, before?.at);
  }
  for (const name of changed) markContainer(interpreter, findBinding(scope, name)?.value);
}

function markNamespace(interpreter: Interpreter, target: Expression, scope: Scope): void {
  try {
    const value = interpreter.evaluate(target, scope);
    if (value.kind === 'module' || value.kind === 'namespace')
      interpreter.transaction.markIncomplete(value.scope, NAMES_NOT_KNOWN);
  } catch (error) {
    if (!(error instanceof PythonRaise)) throw error;
  }
}

const NAMES_NOT_KNOWN = 'names are set in a loop over a value that is not fully known';

function markContainer(interpreter: Interpreter, value: Value | undefined): void {
  const { transaction } = interpreter;
  if (value?.kind === 'list' || value?.kind === 'set')
    transaction.setItems(value, value.items, true);
  if (value?.kind === 'dict') transaction.setEntries(value, value.entries, true);
  if (value?.kind === 'namespace') transaction.markIncomplete(value.scope, NAMES_NOT_KNOWN);
}
