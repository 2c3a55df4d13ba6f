import type { AsyncFunctionDef, ClassDef, FunctionDef, Statement } from '../../python/nodes.ts';
import { makeClass } from '../builtins/classes.ts';
import { effectsOf } from '../state/forget-effects.ts';
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
  const defined: FunctionValue = {
    kind: 'function',
    node: { name: node.name, args: node.args },
    body: node.body,
    scope,
    defaults: node.args.defaults.map((one) => interpreter.evaluate(one, scope)),
    keywordDefaults: node.args.kw_defaults.map((one) =>
      one === null ? undefined : interpreter.evaluate(one, scope),
    ),
    isGenerator: effectsOf(interpreter, node.body).yields,
    binding: 'plain',
    env: [],
    at: rangeOf(node, scope),
  };
  bindDecorated(interpreter, node, defined, scope);
}

/** `class`: runs its body in a scope of its own and binds the class. */
export function defineClass(
  interpreter: Interpreter,
  node: ClassDef & Statement,
  scope: Scope,
): void {
  const bases = node.bases.map((base) => interpreter.evaluate(base, scope));
  const own = childScope(scope, 'class');
  interpreter.execute(node.body, own);
  const made = { name: node.name, scope: own, bases };
  bindDecorated(interpreter, node, makeClass(interpreter, made, rangeOf(node, scope)), scope);
}

function bindDecorated(
  interpreter: Interpreter,
  node: FunctionDef | AsyncFunctionDef | ClassDef,
  defined: Value,
  scope: Scope,
): void {
  let value = defined;
  for (const decorator of [...node.decorator_list].reverse()) {
    value = interpreter.call(
      interpreter.evaluate(decorator, scope),
      plainCall([value], { scope, at: rangeOf(decorator, scope) }),
    );
  }
  bindName(interpreter, scope, node.name, value, rangeOf(node, scope));
}
