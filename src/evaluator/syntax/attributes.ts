import type { SourceRange } from '../../python/source-range.ts';
import { classMember, comesFromPackage, isException } from '../builtins/classes.ts';
import { collectionMethod } from '../builtins/collection-methods.ts';
import { dictMethod } from '../builtins/dict-methods.ts';
import { enumMember, isEnumeration } from '../builtins/enumerations.ts';
import { boundMethod } from '../builtins/methods.ts';
import { pathAttribute } from '../builtins/path-methods.ts';
import { textMethod } from '../builtins/text-methods.ts';
import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { moduleAttribute } from '../state/names.ts';
import { missingBehind, PythonRaise } from '../state/raise.ts';
import { builtin, dict, str, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import type { CallArguments, ClassValue, Instance, Value } from '../values/python-value.ts';
import { typeName } from '../values/type-name.ts';
import { spendItems } from '../values/work.ts';
import { namespaceMethod } from './namespace-methods.ts';

/** `value.name`. Raises AttributeError when there is surely none. */
export function attribute(
  interpreter: Interpreter,
  value: Value,
  name: string,
  at: SourceRange,
): Value {
  if (value.kind === 'either')
    return mapOptions(interpreter, value, (option) => attribute(interpreter, option, name, at));
  if (value.kind === 'unknown') return unknown(value.because, value.env, value.external);
  const found = find(interpreter, value, name, at);
  if (found === undefined)
    throw new PythonRaise('AttributeError', `${describe(value)} has no attribute '${name}'`, {
      at,
      ...missingBehind(value),
    });
  return found;
}

const describe = (value: Value): string =>
  value.kind === 'module' ? `module '${value.name}'` : `'${typeName(value)}' object`;

function find(
  interpreter: Interpreter,
  value: Value,
  name: string,
  at: SourceRange,
): Value | undefined {
  switch (value.kind) {
    case 'str':
    case 'bytes':
      return asMethod(name, textMethod(interpreter, value, name));
    case 'list':
    case 'tuple':
    case 'set':
      return asMethod(name, collectionMethod(interpreter, value, name));
    case 'dict':
      return asMethod(name, dictMethod(interpreter, value, name));
    case 'path':
      return pathAttribute(interpreter, value, name);
    case 'none':
      return name === '__class__' ? unknown('it is made from a class') : undefined;
    case 'int':
    case 'float':
    case 'bool':
      return unknown(`it is made from ${value.kind}.${name}`, value.env);
    case 'namespace':
      return asMethod(name, namespaceMethod(interpreter, value.scope, name));
    case 'module':
      return memberOfModule(interpreter, value, name);
    case 'class':
      return memberOfClass(interpreter, value, name);
    case 'instance':
      return memberOfInstance(interpreter, value, name, at);
    case 'function':
      return name === '__name__'
        ? str(value.node.name)
        : unknown(`it is made from ${name} of a function`);
    case 'native': {
      const own = value.attribute?.(name, at);
      if (own !== undefined || value.attribute !== undefined) return own;
      return name === '__name__' ? str(value.name) : unknown(`it comes from ${value.name}.${name}`);
    }
    default:
      return undefined;
  }
}

function asMethod(
  name: string,
  method: ((args: CallArguments) => Value) | undefined,
): Value | undefined {
  return method === undefined ? undefined : builtin(name, method);
}

/** A variable of a module, or a module below it that was imported. */
export function memberOfModule(
  interpreter: Interpreter,
  value: Value & { readonly kind: 'module' },
  name: string,
): Value | undefined {
  const binding = value.scope.variables.get(name);
  if (binding !== undefined) return binding.value;
  const own =
    moduleAttribute(interpreter, value.scope, name) ??
    interpreter.modules.get(`${value.name}.${name}`);
  if (own !== undefined) return own;
  return value.scope.incomplete === undefined ? undefined : unknown(value.scope.incomplete);
}

function memberOfClass(
  interpreter: Interpreter,
  value: ClassValue,
  name: string,
): Value | undefined {
  spendItems(interpreter, value.ancestors.length);
  const enumerated = isEnumeration(value) ? enumMember(interpreter, value, name) : undefined;
  if (enumerated !== undefined) return enumerated;
  const member = classMember(value, name);
  if (member?.kind === 'function' && member.binding === 'class')
    return boundMethod(interpreter, member, value);
  if (member !== undefined) return member;
  if (name === '__name__' || name === '__qualname__') return str(value.name);
  if (comesFromPackage(value)) return unknown('it comes from a class of a package');
  return name.startsWith('__') ? unknown(`it is made from ${name} of a class`) : undefined;
}

function memberOfInstance(
  interpreter: Interpreter,
  value: Instance,
  name: string,
  at: SourceRange,
): Value | undefined {
  const own = value.attributes.get(name);
  if (own !== undefined) return own;
  spendItems(interpreter, value.of.ancestors.length);
  const member = classMember(value.of, name);
  if (member?.kind === 'function') {
    if (member.binding === 'static') return member;
    if (member.binding === 'property')
      return interpreter.call(member, plainCall([value], { scope: member.scope, at }));
    return boundMethod(interpreter, member, member.binding === 'class' ? value.of : value);
  }
  // A base of a package, such as pydantic's, may fill the attributes of an instance from anywhere.
  if (member !== undefined)
    return comesFromPackage(value.of) && !name.startsWith('_')
      ? unknown('it is filled by a class of a package', [], true)
      : member;
  if (name === '__class__') return value.of;
  if (name === '__dict__') {
    interpreter.spend(value.attributes.size);
    return dict(value.attributes);
  }
  // Python's own exceptions have more of them, each class its own: `errno`, `lineno`,
  // `__traceback__`.
  if (isException(value.of)) return unknown(`it is made from ${name} of an exception`);
  return value.of.bases.some((base) => base.kind !== 'class') ||
    classMember(value.of, '__getattr__') !== undefined
    ? unknown('it comes from a class of a package', [], true)
    : undefined;
}
