import type {
  AsyncFunctionDef,
  ClassDef,
  FunctionDef,
  PyNode,
  Statement,
} from '../../python/nodes.ts';
import { childrenOf } from '../../python/walk.ts';
import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { bindName } from '../state/names.ts';
import { childScope } from '../state/scope.ts';
import type { FunctionValue, Scope, Value } from '../values/python-value.ts';
import { rangeOf } from './range-of.ts';

/** `def`: binds the function, or what its decorators make of it. */
export function defineFunction(
  interpreter: Interpreter,
  node: FunctionDef | AsyncFunctionDef,
  scope: Scope,
): void {
  const at = rangeOf(node, scope);
  let value: Value = {
    kind: 'function',
    node: { name: node.name, args: node.args },
    body: node.body,
    scope,
    defaults: node.args.defaults.map((one) => interpreter.evaluate(one, scope)),
    keywordDefaults: node.args.kw_defaults.map((one) =>
      one === null ? undefined : interpreter.evaluate(one, scope),
    ),
    isGenerator: node.body.some(yields),
    binding: 'plain',
    env: [],
    at,
  } satisfies FunctionValue;
  for (const decorator of [...node.decorator_list].reverse()) {
    value = interpreter.call(
      interpreter.evaluate(decorator, scope),
      plainCall([value], { scope, at: rangeOf(decorator, scope) }),
    );
  }
  bindName(interpreter, scope, node.name, value, at);
}

function yields(node: PyNode): boolean {
  if (node.kind === 'Yield' || node.kind === 'YieldFrom') return true;
  if (
    node.kind === 'FunctionDef' ||
    node.kind === 'AsyncFunctionDef' ||
    node.kind === 'ClassDef' ||
    node.kind === 'Lambda'
  )
    return false;
  return [...childrenOf(node)].some(yields);
}

/** `class`: runs its body in a scope of its own and binds the class. */
export function defineClass(
  interpreter: Interpreter,
  node: ClassDef & Statement,
  scope: Scope,
): void {
  const at = rangeOf(node, scope);
  const bases = node.bases.map((base) => interpreter.evaluate(base, scope));
  const own = childScope(scope, 'class');
  interpreter.execute(node.body, own);
  let value: Value = { kind: 'class', name: node.name, scope: own, bases, env: [], at };
  for (const decorator of [...node.decorator_list].reverse()) {
    value = interpreter.call(
      interpreter.evaluate(decorator, scope),
      plainCall([value], { scope, at: rangeOf(decorator, scope) }),
    );
  }
  bindName(interpreter, scope, node.name, value, at);
}
