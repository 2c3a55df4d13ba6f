import type { SourceRange } from '../../python/source-range.ts';
import { namespace, str, unknown } from '../values/constructors.ts';
import type { Binding, Scope, Value } from '../values/python-value.ts';
import type { Interpreter } from './interpreter.ts';

/** `__name__`, `__file__` and their likes of a module. */
export function moduleAttribute(
  interpreter: Interpreter,
  scope: Scope,
  name: string,
): Value | undefined {
  switch (name) {
    case '__name__':
      return str(scope.moduleName);
    case '__file__':
      return str(`${interpreter.rootText}/${scope.file}`);
    case '__package__':
      return str(
        scope.isPackage ? scope.moduleName : scope.moduleName.split('.').slice(0, -1).join('.'),
      );
    case '__dict__':
      return namespace(scope);
    case '__doc__':
    case '__spec__':
    case '__path__':
      return unknown(`it is made from ${name}`);
    default:
      return undefined;
  }
}

/** Binds a name in a scope, or in the one that `global` or `nonlocal` names. */
export function bindName(
  interpreter: Interpreter,
  scope: Scope,
  name: string,
  value: Value,
  at: SourceRange | undefined,
): void {
  const binding: Binding = { value, at, env: interpreter.control, maybeUnset: false };
  interpreter.transaction.bind(scope.declared.get(name) ?? scope, name, binding);
}
