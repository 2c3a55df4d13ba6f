import type { SourceRange } from '../../python/source-range.ts';
import { classMember, isException } from '../builtins/classes.ts';
import { collectionMethod } from '../builtins/collection-methods.ts';
import { dictMethod, updateFrom } from '../builtins/dict-methods.ts';
import { enumMember, isEnumeration } from '../builtins/enumerations.ts';
import { boundMethod } from '../builtins/methods.ts';
import { pathAttribute } from '../builtins/path-methods.ts';
import { textMethod } from '../builtins/text-methods.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { moduleAttribute } from '../state/names.ts';
import { missingBehind, PythonRaise } from '../state/raise.ts';
import { builtin, dict, list, none, str, tuple, unknown } from '../values/constructors.ts';
import { joinAll } from '../values/join.ts';
import type { CallArguments, ClassValue, Instance, Scope, Value } from '../values/python-value.ts';
import { setItem } from './assign.ts';
import { getItem } from './subscripts.ts';

/** `value.name`. Raises AttributeError when there is surely none. */
export function attribute(
  interpreter: Interpreter,
  value: Value,
  name: string,
  at: SourceRange,
): Value {
  if (value.kind === 'either')
    return joinAll(
      value.options.map((option) => attribute(interpreter, option, name, at)),
      value.env,
    );
  if (value.kind === 'unknown') return unknown(value.because, value.env, value.external);
  const found = find(interpreter, value, name, at);
  if (found === undefined)
    throw new PythonRaise('AttributeError', `${describe(value)} has no attribute '${name}'`, {
      at,
      ...missingBehind(value),
    });
  return found;
}

const PYTHON_NAMES: Readonly<Record<string, string>> = { none: 'NoneType', path: 'PosixPath' };

function describe(value: Value): string {
  if (value.kind === 'module') return `module '${value.name}'`;
  return `'${value.kind === 'instance' ? value.of.name : (PYTHON_NAMES[value.kind] ?? value.kind)}' object`;
}

function find(
  interpreter: Interpreter,
  value: Value,
  name: string,
  at: SourceRange,
): Value | undefined {
  switch (value.kind) {
    case 'str':
    case 'bytes':
      return asMethod(
        name,
        textMethod(interpreter, value as typeof value & { value: string }, name),
      );
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
  value: Value & { readonly kind: 'class' },
  name: string,
): Value | undefined {
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
  const member = classMember(value.of, name);
  if (member?.kind === 'function') {
    if (member.binding === 'static') return member;
    if (member.binding === 'property')
      return interpreter.call(member, {
        positional: [value],
        keywords: new Map(),
        incomplete: false,
        scope: member.scope,
        at,
      });
    return boundMethod(interpreter, member, member.binding === 'class' ? value.of : value);
  }
  // A base of a package, such as pydantic's, may fill the attributes of an instance from anywhere.
  if (member !== undefined)
    return comesFromPackage(value.of) && !name.startsWith('_')
      ? unknown('it is filled by a class of a package', [], true)
      : member;
  if (name === '__class__') return value.of;
  if (name === '__dict__') return dict(value.attributes);
  // Python's own exceptions have more of them, each class its own: `errno`, `lineno`,
  // `__traceback__`.
  if (isException(value.of)) return unknown(`it is made from ${name} of an exception`);
  return value.of.bases.some((base) => base.kind !== 'class') ||
    classMember(value.of, '__getattr__') !== undefined
    ? unknown('it comes from a class of a package', [], true)
    : undefined;
}

const comesFromPackage = (of: ClassValue): boolean =>
  of.bases.some(
    (base) => base.kind === 'unknown' || (base.kind === 'class' && comesFromPackage(base)),
  );

function namespaceMethod(
  interpreter: Interpreter,
  scope: Scope,
  name: string,
): ((args: CallArguments) => Value) | undefined {
  const self: Value = { kind: 'namespace', scope, env: [], at: undefined };
  const has = (key: Value | undefined): boolean =>
    key?.kind === 'str' && scope.variables.has(key.value);
  switch (name) {
    case 'get':
      return (args) => {
        const [key = none(), fallback = none()] = args.positional;
        if (has(key)) return getItem(interpreter, self, key, args.at);
        return scope.incomplete === undefined ? fallback : unknown(scope.incomplete);
      };
    case 'setdefault':
      return (args) => {
        const [key = none(), fallback = none()] = args.positional;
        if (!has(key)) setItem(interpreter, self, key, fallback, args.at);
        return getItem(interpreter, self, key, args.at);
      };
    case 'update':
      return (args) => {
        const given = dict();
        updateFrom(interpreter, given, args.positional[0], args.keywords);
        for (const { key, value } of given.entries.values())
          setItem(interpreter, self, key, value, args.at);
        if (given.incomplete || args.incomplete)
          interpreter.transaction.markIncomplete(scope, 'names that are not known are set in it');
        return none();
      };
    case 'keys':
      return () =>
        list(
          [...scope.variables.keys()].map((key) => str(key)),
          [],
          scope.incomplete !== undefined,
        );
    case 'values':
      return () =>
        list(
          [...scope.variables.values()].map((binding) => binding.value),
          [],
          scope.incomplete !== undefined,
        );
    case 'items':
      return () =>
        list(
          [...scope.variables].map(([key, binding]) => tuple([str(key), binding.value])),
          [],
          scope.incomplete !== undefined,
        );
    case 'copy':
      return () =>
        dict([...scope.variables].map(([key, binding]) => [key, binding.value] as const));
    case 'pop':
      return (args) => {
        const [key = none(), fallback = none()] = args.positional;
        const value = has(key) ? getItem(interpreter, self, key, args.at) : fallback;
        if (key.kind === 'str') interpreter.transaction.bind(scope, key.value, undefined);
        return value;
      };
    default:
      return undefined;
  }
}
