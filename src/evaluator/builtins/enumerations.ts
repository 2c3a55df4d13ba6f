import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { native, str, unknown } from '../values/constructors.ts';
import type { ClassValue, Value } from '../values/python-value.ts';
import { classMember } from './classes.ts';
import { equal } from './comparison.ts';

/**
 * True for a class below one of Python's `enum`, which makes members out of what the class assigns.
 */
export function isEnumeration(of: ClassValue): boolean {
  return of.ancestors.some(
    (one) => one.kind === 'unknown' && /^it comes from enum\.\w+$/.test(one.because),
  );
}

/** True when the members are texts or numbers as well, which no value here can be at once. */
function isMixed(of: ClassValue): boolean {
  return of.ancestors.some((one) =>
    one.kind === 'class'
      ? false
      : one.kind !== 'unknown' || /enum\.(Str|Int)|Flag$/.test(one.because),
  );
}

/**
 * The member of that name, the same one at each look-up; undefined when the class assigns no such
 * name.
 */
export function enumMember(
  interpreter: Interpreter,
  of: ClassValue,
  name: string,
): Value | undefined {
  const value = of.scope.variables.get(name)?.value;
  if (value === undefined || value.kind === 'function' || name.startsWith('_')) return undefined;
  const members = interpreter.enumMembers.get(of) ?? new Map<string, Value>();
  interpreter.enumMembers.set(of, members);
  const made = (): Value =>
    isMixed(of)
      ? unknown('it is a member of an enumeration')
      : native(`${of.name}.${name}`, { attribute: (wanted) => attributeOf(name, value, wanted) });
  const found = members.get(name) ?? made();
  members.set(name, found);
  return found;
}

function attributeOf(name: string, value: Value, wanted: string): Value {
  if (wanted === 'value' || wanted === '_value_') return value;
  return wanted === 'name'
    ? str(name)
    : unknown(`it is made from ${wanted} of a member of an enumeration`);
}

/** All members, in the order in which the class assigns them. */
export function enumMembers(interpreter: Interpreter, of: ClassValue): Value[] {
  interpreter.spend(of.scope.variables.size);
  return [...of.scope.variables.keys()].flatMap((name) => enumMember(interpreter, of, name) ?? []);
}

/**
 * `Colour("red")`: the member of that value; unknown when it cannot be told, ValueError when surely
 * none has it.
 */
export function memberOfValue(interpreter: Interpreter, of: ClassValue, wanted: Value): Value {
  const names = [...of.scope.variables.keys()].filter(
    (name) => enumMember(interpreter, of, name) !== undefined,
  );
  const same = names.map((name) => equal(interpreter, of.scope.variables.get(name)!.value, wanted));
  const found = names[same.indexOf(true)];
  if (found !== undefined) return enumMember(interpreter, of, found)!;
  if (same.includes(undefined) || classMember(of, '_missing_')?.kind === 'function')
    return unknown('it is a member of an enumeration', wanted.env);
  throw new PythonRaise('ValueError', `it is not a valid ${of.name}`);
}
