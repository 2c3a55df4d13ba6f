import type { SourceRange } from '../../python/source-range.ts';
import { builtinOf } from '../builtins/builtins.ts';
import { isScalar, str, unknown, type Value, withVariables } from '../values/python-value.ts';
import type { Run } from './interpreter.ts';
import { PythonRaise } from './raise.ts';
import { type Binding, findBinding, type Scope } from './scope.ts';

/**
 * The value of a name. Raises NameError when it is surely not bound; unknown when something
 * unmodelled may have bound it.
 */
export function lookUpName(run: Run, name: string, scope: Scope, at: SourceRange): Value {
  const binding = findBinding(scope, name);
  if (binding !== undefined)
    return isScalar(binding.value) ? withVariables(binding.value, binding.env) : binding.value;
  const own = moduleAttribute(run, scope.globals, name);
  if (own !== undefined) return own;
  const found = builtinOf(run, name, scope);
  if (found !== undefined) return found;
  if (scope.globals.open !== undefined) return unknown(scope.globals.open);
  throw new PythonRaise('NameError', `name '${name}' is not defined`, { at });
}

/** `__name__`, `__file__` and their likes of a module. */
export function moduleAttribute(run: Run, scope: Scope, name: string): Value | undefined {
  switch (name) {
    case '__name__':
      return str(scope.moduleName);
    case '__file__':
      return str(`${run.rootText}/${scope.file}`);
    case '__package__':
      return str(
        scope.isPackage ? scope.moduleName : scope.moduleName.split('.').slice(0, -1).join('.'),
      );
    case '__dict__':
      return { kind: 'namespace', scope, env: [], at: undefined };
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
  run: Run,
  scope: Scope,
  name: string,
  value: Value,
  at: SourceRange | undefined,
): void {
  const binding: Binding = { value, at, env: run.control, maybeUnset: false };
  run.journal.bind(scope.declared.get(name) ?? scope, name, binding);
}
