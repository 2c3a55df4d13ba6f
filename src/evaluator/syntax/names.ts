import type { SourceRange } from '../../python/source-range.ts';
import { builtinOf } from '../builtins/builtins.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { moduleAttribute } from '../state/names.ts';
import { PythonRaise } from '../state/raise.ts';
import { findBinding } from '../state/scope.ts';
import { unknown } from '../values/constructors.ts';
import { isScalar, type Scope, type Value } from '../values/python-value.ts';
import { withVariables } from '../values/variables.ts';

/**
 * The value of a name. Raises NameError when it is surely not bound; unknown when a call that
 * is not evaluated may have bound it.
 */
export function lookUpName(
  interpreter: Interpreter,
  name: string,
  scope: Scope,
  at: SourceRange,
): Value {
  const binding = findBinding(scope, name);
  if (binding !== undefined)
    return isScalar(binding.value) ? withVariables(binding.value, binding.env) : binding.value;
  const own = moduleAttribute(interpreter, scope.globals, name);
  if (own !== undefined) return own;
  const found = builtinOf(interpreter, name);
  if (found !== undefined) return found;
  if (scope.globals.incomplete !== undefined) return unknown(scope.globals.incomplete);
  throw new PythonRaise('NameError', `name '${name}' is not defined`, { at });
}
