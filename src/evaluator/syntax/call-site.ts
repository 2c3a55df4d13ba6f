import type { Call, Expression } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName } from '../../python/walk.ts';
import type { Interpreter } from '../state/interpreter.ts';
import type { CallArguments, Scope, Value } from '../values/python-value.ts';
import { evaluateElements } from './starred.ts';

/** Calls that are given `__name__` only to know whom they speak to. */
const NAMED_FOR_THE_LOG =
  /(?:^|\.)(?:get_?logger|Celery|files|version|get_distribution|distribution|import_module)$/i;

/**
 * The value of a call. One that is not evaluated, and gets the module's own name or its variables,
 * may define anything.
 */
export function evaluateCall(
  interpreter: Interpreter,
  node: Call,
  scope: Scope,
  at: SourceRange,
): Value {
  const callee = interpreter.evaluate(node.func, scope);
  const { items: positional, ...rest } = evaluateElements(interpreter, node.args, scope);
  const keywords = new Map<string, Value>();
  let { incomplete } = rest;
  for (const keyword of node.keywords) {
    const value = interpreter.evaluate(keyword.value, scope);
    if (keyword.arg !== null) keywords.set(keyword.arg, value);
    else if (value.kind === 'dict') {
      interpreter.spend(value.entries.size / 2);
      for (const entry of value.entries.values())
        if (entry.key.kind === 'str') keywords.set(entry.key.value, entry.value);
      incomplete ||= value.incomplete;
    } else incomplete = true;
  }
  interpreter.here = at;
  const args: CallArguments = { positional, keywords, incomplete, scope, at };
  if (callee.kind === 'unknown') markWhatItMayDefine(interpreter, node, callee.external, args);
  return interpreter.call(callee, args);
}

function markWhatItMayDefine(
  interpreter: Interpreter,
  node: Call,
  external: boolean,
  args: CallArguments,
): void {
  const name = dottedName(node.func) ?? '';
  const because = `${name === '' ? 'a call' : `${name}()`} may define it`;
  for (const value of [...args.positional, ...args.keywords.values()]) {
    if (value.kind === 'namespace') interpreter.transaction.markIncomplete(value.scope, because);
    if (value.kind === 'module') interpreter.transaction.markIncomplete(value.scope, because);
  }
  // Such as `import_settings_modules(...)`, which looks up its caller's variables by itself.
  if (external && /settings/i.test(name.split('.').at(-1) ?? ''))
    interpreter.transaction.markIncomplete(args.scope.globals, because);
  // `inspect.currentframe().f_back.f_globals.update(…)` reaches the caller's variables.
  if (/(?:^|\.)f_(?:globals|locals)\b/.test(memberName(node.func)))
    interpreter.transaction.markIncomplete(args.scope.globals, because);
  const getsOwnName = node.args.some(
    (argument) => argument.kind === 'Name' && argument.id === '__name__',
  );
  if (external && getsOwnName && !NAMED_FOR_THE_LOG.test(name))
    interpreter.transaction.markIncomplete(args.scope.globals, because);
}

/** The attributes at the end of an expression, such as `f_back.f_globals.update`. */
function memberName(expression: Expression): string {
  return expression.kind === 'Attribute'
    ? `${memberName(expression.value)}.${expression.attr}`
    : '';
}
