import type { Interpreter } from '../state/interpreter.ts';
import { builtin, native, none, unknown } from '../values/constructors.ts';
import type { ClassValue, Scope, Value } from '../values/python-value.ts';
import { classMember } from './classes.ts';

/** A method with its first argument filled in. */
export function boundMethod(interpreter: Interpreter, method: Value, self: Value): Value {
  return native('a method', {
    call: (args) => interpreter.call(method, { ...args, positional: [self, ...args.positional] }),
  });
}

/** `super()` inside a method: the members of the bases, bound to the instance. */
export function superObject(
  interpreter: Interpreter,
  of: ClassValue,
  owner: Scope | undefined,
  self: Value,
): Value {
  const from = classWithScope(of, owner) ?? of;
  return native('super()', {
    attribute: (name) => {
      for (const base of from.bases) {
        const member = base.kind === 'class' ? classMember(base, name) : undefined;
        if (member?.kind === 'function') return boundMethod(interpreter, member, self);
        if (member !== undefined) return member;
      }
      return builtin(name, () =>
        from.bases.some((base) => base.kind === 'unknown')
          ? unknown('it comes from a class of a package')
          : none(),
      );
    },
  });
}

/** The class, among one and those above it, whose body has that scope. */
function classWithScope(of: ClassValue, scope: Scope | undefined): ClassValue | undefined {
  if (of.scope === scope) return of;
  for (const base of of.bases) {
    const found = base.kind === 'class' ? classWithScope(base, scope) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
