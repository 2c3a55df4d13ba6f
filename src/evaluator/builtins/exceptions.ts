import type { Interpreter } from '../state/interpreter.ts';
import { classesOf } from '../state/raise.ts';
import { moduleScope } from '../state/scope.ts';
import type { ClassValue } from '../values/python-value.ts';

/** Python's own exception class of that name, or one of a library's. */
export function exceptionClass(interpreter: Interpreter, name: string): ClassValue {
  let found = interpreter.exceptions.get(name);
  if (found === undefined) {
    const [own = name, parent] = classesOf(name);
    found = {
      kind: 'class',
      name: own,
      scope: moduleScope('builtins', false, ''),
      bases: parent === undefined ? [] : [exceptionClass(interpreter, parent)],
      env: [],
      at: undefined,
    };
    interpreter.exceptions.set(name, found);
  }
  return found;
}
