import type { Run } from '../state/interpreter.ts';
import { classesOf } from '../state/raise.ts';
import { moduleScope } from '../state/scope.ts';
import type { ClassValue } from '../values/python-value.ts';

/** Python's own exception class of that name, or one of a library's. */
export function exceptionClass(run: Run, name: string): ClassValue {
  let found = run.exceptions.get(name);
  if (found === undefined) {
    const [own = name, parent] = classesOf(name);
    found = {
      kind: 'class',
      name: own,
      scope: moduleScope('builtins', false, ''),
      bases: parent === undefined ? [] : [exceptionClass(run, parent)],
      env: [],
      at: undefined,
    };
    run.exceptions.set(name, found);
  }
  return found;
}
