import type { Interpreter } from '../state/interpreter.ts';
import { classesOf } from '../state/raise.ts';
import { moduleScope } from '../state/scope.ts';
import type { ClassValue } from '../values/python-value.ts';
import { makeClass } from './classes.ts';

/** Python's own exception class of that name, or one of a library's. */
export function exceptionClass(interpreter: Interpreter, name: string): ClassValue {
  const known = interpreter.exceptions.get(name);
  if (known !== undefined) return known;
  const [own = name, parent] = classesOf(name);
  const made = makeClass(interpreter, {
    name: own,
    scope: moduleScope('builtins', false, ''),
    bases: parent === undefined ? [] : [exceptionClass(interpreter, parent)],
  });
  interpreter.exceptions.set(name, made);
  return made;
}
