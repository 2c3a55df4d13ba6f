import type { Interpreter } from '../state/interpreter.ts';
import { builtin, native, none, unknown } from '../values/constructors.ts';
import type { ClassValue, Scope, Value } from '../values/python-value.ts';
import { classMember, comesFromPackage } from './classes.ts';

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
  // The method may be inherited: then its own class is one of those above.
  const from =
    of.ancestors.find((one): one is ClassValue => one.kind === 'class' && one.scope === owner) ??
    of;
  return native('super()', {
    attribute: (name) => {
      for (const base of from.bases) {
        const member = base.kind === 'class' ? classMember(base, name) : undefined;
        if (member?.kind === 'function') return boundMethod(interpreter, member, self);
        if (member !== undefined) return member;
      }
      return builtin(name, () =>
        comesFromPackage(from) ? unknown('it comes from a class of a package') : none(),
      );
    },
  });
}
