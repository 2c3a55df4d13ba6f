import type { Interpreter } from '../state/interpreter.ts';
import { EXCEPTION_NAMES, PythonRaise } from '../state/raise.ts';
import { textArgument } from '../values/arguments.ts';
import { bool, builtin, namespace, native, none, str, unknown } from '../values/constructors.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import type { Builtin } from './builtin.ts';
import { classNames } from './classes.ts';
import { CONVERSIONS, dictFromKeys } from './conversions.ts';
import { exceptionClass } from './exceptions.ts';
import { runText } from './exec.ts';
import { isInstance, typeOf } from './instance-of.ts';
import { ITERATION } from './iteration.ts';
import { superObject } from './methods.ts';
import { openFile } from './open-file.ts';

const identity: Builtin = (_interpreter, args) => args.positional[0] ?? none();

const OTHERS = tableOf<Builtin>({
  print: () => none(),
  open: (interpreter, args) => {
    const file = textArgument(args, 0, 'file');
    return file === undefined
      ? unknown('it is read from a file that is not known', args.positional[0]?.env ?? [])
      : openFile(interpreter, file, textArgument(args, 1, 'mode') ?? 'r', args.at);
  },
  isinstance: (interpreter, args) =>
    isInstance(interpreter, args.positional[0] ?? none(), args.positional[1] ?? none()),
  issubclass: (_interpreter, args) => {
    const [of, above] = args.positional;
    return of?.kind === 'class' && above?.kind === 'class'
      ? bool(classNames(of).includes(above.name))
      : unknown('it compares classes of packages');
  },
  hasattr: (interpreter, args) => {
    const [value = none(), name] = args.positional;
    if (value.kind === 'unknown' || name?.kind !== 'str')
      return unknown('it asks for an attribute of an unknown value', value.env);
    const found = attributeOr(interpreter, value, name.value, args, undefined);
    if (found === undefined) return bool(false);
    return found.kind === 'unknown' && value.kind === 'module'
      ? unknown(found.because)
      : bool(true);
  },
  getattr: (interpreter, args) => {
    const [value = none(), name, fallback] = args.positional;
    if (name?.kind !== 'str')
      return unknown('it asks for an attribute whose name is not known', name?.env ?? []);
    return fallback === undefined
      ? interpreter.attribute(value, name.value, args.at)
      : attributeOr(interpreter, value, name.value, args, fallback);
  },
  setattr: (interpreter, args) => {
    const [target = none(), name, value = none()] = args.positional;
    if (name?.kind === 'str') interpreter.setAttribute(target, name.value, value, args.at);
    else if (target.kind === 'module')
      interpreter.transaction.markIncomplete(
        target.scope,
        'names that are not known are set in it',
      );
    return none();
  },
  callable: (_interpreter, args) => {
    const [value] = args.positional;
    return value?.kind === 'unknown' || value?.kind === 'native'
      ? unknown('it asks whether an object of a package can be called')
      : bool(value?.kind === 'function' || value?.kind === 'class');
  },
  globals: (_interpreter, args) => namespace(args.scope.globals),
  locals: (_interpreter, args) => namespace(args.scope),
  vars: (interpreter, args) =>
    args.positional[0] === undefined
      ? namespace(args.scope)
      : interpreter.attribute(args.positional[0], '__dict__', args.at),
  type: (_interpreter, args) => typeOf(args.positional[0]),
  super: (interpreter, args) => {
    const self = [...args.scope.variables.values()][0]?.value;
    return self?.kind === 'instance'
      ? superObject(interpreter, self.of, args.scope.owner, self)
      : unknown('it calls super()');
  },
  exec: (interpreter, args) => runText(interpreter, args),
  eval: () => unknown('it is made by eval()'),
  compile: identity,
  input: () => unknown('it is asked for on the terminal'),
  exit: () => {
    throw new PythonRaise('SystemExit', 'exit');
  },
  classmethod: (_interpreter, args) => binding(args, 'class'),
  staticmethod: (_interpreter, args) => binding(args, 'static'),
  property: (_interpreter, args) => binding(args, 'property'),
  __import__: (interpreter, args) => {
    const name = textArgument(args, 0, 'name');
    return name === undefined
      ? unknown('it imports a module whose name is not known', [], true)
      : interpreter.importModule(name.split('.')[0]!, args.at);
  },
  id: () => unknown('it is an address in memory'),
});

/** An attribute, or the fallback where Python would raise. */
function attributeOr<T>(
  interpreter: Interpreter,
  value: Value,
  name: string,
  args: CallArguments,
  fallback: T,
): Value | T {
  try {
    return interpreter.attribute(value, name, args.at);
  } catch (error) {
    if (!(error instanceof PythonRaise)) throw error;
    interpreter.spend(20);
    return fallback;
  }
}

function binding(args: CallArguments, kind: 'class' | 'static' | 'property'): Value {
  const [value = none()] = args.positional;
  return value.kind === 'function' ? { ...value, binding: kind } : value;
}

const TYPES = new Set([
  'str',
  'bytes',
  'int',
  'float',
  'bool',
  'list',
  'tuple',
  'set',
  'frozenset',
  'dict',
  'object',
  'type',
]);

/** The builtin of that name; undefined when Python has none. */
export function builtinOf(interpreter: Interpreter, name: string): Value | undefined {
  if (EXCEPTION_NAMES.has(name)) return exceptionClass(interpreter, name);
  const call = CONVERSIONS.get(name) ?? ITERATION.get(name) ?? OTHERS.get(name);
  if (TYPES.has(name))
    return native(name, {
      isType: true,
      call: (args) => (call ?? identity)(interpreter, args),
      attribute: (member) => memberOfType(interpreter, name, member),
    });
  if (call !== undefined) return builtin(name, (args) => call(interpreter, args));
  if (name === '__builtins__') return unknown('it is the module of the builtins');
  if (name === '__debug__') return bool(true);
  return NOT_EVALUATED.has(name) ? unknown(`it is made by ${name}`) : undefined;
}

const NOT_EVALUATED = new Set([
  'NotImplemented',
  'Ellipsis',
  'complex',
  'bytearray',
  'memoryview',
  'slice',
  'help',
  'hash',
  'pow',
  'divmod',
  'bin',
  'hex',
  'oct',
  'ascii',
  'quit',
  'delattr',
  'aiter',
  'anext',
  'breakpoint',
  'format',
  'dir',
]);

/** `str.upper`, `dict.fromkeys`: a method that takes its object as the first argument. */
function memberOfType(interpreter: Interpreter, type: string, member: string): Value | undefined {
  if (member === '__name__') return str(type);
  if (type === 'dict' && member === 'fromkeys')
    return builtin('dict.fromkeys', (args) => dictFromKeys(interpreter, args));
  return builtin(`${type}.${member}`, (args) => {
    const [self = none(), ...rest] = args.positional;
    return interpreter.call(interpreter.attribute(self, member, args.at), {
      ...args,
      positional: rest,
    });
  });
}
