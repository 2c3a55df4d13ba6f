import type { Interpreter } from '../state/interpreter.ts';
import { EXCEPTION_NAMES, PythonRaise } from '../state/raise.ts';
import { textArgument } from '../values/arguments.ts';
import { bool, builtin, native, none, str, unknown } from '../values/constructors.ts';
import { joinAll } from '../values/join.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { truthOf } from '../values/truth.ts';
import { mergeVariables } from '../values/variables.ts';
import type { Builtin } from './builtin.ts';
import { classNames } from './classes.ts';
import { CONVERSIONS } from './conversions.ts';
import { exceptionClass } from './exceptions.ts';
import { runText } from './exec.ts';
import { ITERATION } from './iteration.ts';
import { superObject } from './methods.ts';
import { openFile } from './open-file.ts';

const identity: Builtin = (_interpreter, args) => args.positional[0] ?? none();

const OTHERS: Readonly<Record<string, Builtin>> = {
  print: () => none(),
  open: (interpreter, args) => {
    const file = textArgument(args, 0, 'file');
    return file === undefined
      ? unknown('it is read from a file that is not known', args.positional[0]?.env ?? [])
      : openFile(interpreter, file, textArgument(args, 1, 'mode') ?? 'r', args.at);
  },
  isinstance: (_interpreter, args) =>
    isInstance(args.positional[0] ?? none(), args.positional[1] ?? none()),
  issubclass: (_interpreter, args) => {
    const [of, above] = args.positional;
    return of?.kind === 'class' && above?.kind === 'class'
      ? bool(classNames(of).includes(above.name))
      : unknown('it compares classes of packages');
  },
  hasattr: (interpreter, args) => {
    const [value = none(), name] = args.positional;
    if (value.kind === 'unknown' || name?.kind !== 'str')
      return unknown('it asks for an attribute of what is not known', value.env);
    try {
      const found = interpreter.attribute(value, name.value, args.at);
      return found.kind === 'unknown' && value.kind === 'module'
        ? unknown(found.because)
        : bool(true);
    } catch (error) {
      if (error instanceof PythonRaise) return bool(false);
      throw error;
    }
  },
  getattr: (interpreter, args) => {
    const [value = none(), name, fallback] = args.positional;
    if (name?.kind !== 'str')
      return unknown('it asks for an attribute whose name is not known', name?.env ?? []);
    try {
      return interpreter.attribute(value, name.value, args.at);
    } catch (error) {
      if (error instanceof PythonRaise && fallback !== undefined) return fallback;
      throw error;
    }
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
      ? unknown('it asks whether something of a package can be called')
      : bool(value?.kind === 'function' || value?.kind === 'class');
  },
  globals: (_interpreter, args) => ({
    kind: 'namespace',
    scope: args.scope.globals,
    env: [],
    at: undefined,
  }),
  locals: (_interpreter, args) => ({
    kind: 'namespace',
    scope: args.scope,
    env: [],
    at: undefined,
  }),
  vars: (interpreter, args) =>
    args.positional[0] === undefined
      ? { kind: 'namespace', scope: args.scope, env: [], at: undefined }
      : interpreter.attribute(args.positional[0], '__dict__', args.at),
  type: (_interpreter, args) => {
    const [value] = args.positional;
    if (value?.kind === 'instance') return value.of;
    const name = value === undefined ? undefined : TYPE_NAMES[value.kind];
    return name === undefined ? unknown('it is the class of what is not known') : typeObject(name);
  },
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
  repr: (interpreter, args) => CONVERSIONS.repr!(interpreter, args),
};

function binding(args: CallArguments, kind: 'class' | 'static' | 'property'): Value {
  const [value = none()] = args.positional;
  return value.kind === 'function' ? { ...value, binding: kind } : value;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  str: 'str',
  bytes: 'bytes',
  int: 'int',
  float: 'float',
  bool: 'bool',
  list: 'list',
  tuple: 'tuple',
  set: 'set',
  dict: 'dict',
  path: 'Path',
};
const TYPES = [
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
];

const typeObject = (name: string): Value => native(name, { isType: true });

function isInstance(value: Value, type: Value): Value {
  if (value.kind === 'either')
    return joinAll(
      value.options.map((option) => isInstance(option, type)),
      value.env,
    );
  if (type.kind === 'tuple') {
    const all = type.items.map((one) => isInstance(value, one));
    if (all.some((one) => truthOf(one) === true)) return bool(true, value.env);
    return all.some((one) => one.kind === 'unknown')
      ? unknown('it depends on the class of what is not known', value.env)
      : bool(false, value.env);
  }
  if (value.kind === 'unknown' || (type.kind !== 'native' && type.kind !== 'class'))
    return unknown(
      'it depends on the class of what is not known',
      mergeVariables(value.env, type.env),
    );
  if (value.kind === 'instance')
    return bool(
      type.kind === 'class' ? classNames(value.of).includes(type.name) : type.name === 'object',
      value.env,
    );
  if (value.kind === 'native') return unknown(`it depends on the class of ${value.name}`);
  const names: Readonly<Record<string, readonly string[]>> = {
    bool: ['bool', 'int'],
    path: ['Path', 'PurePath', 'PosixPath'],
    set: ['set', 'frozenset'],
  };
  return bool(
    type.name === 'object' || (names[value.kind] ?? [value.kind]).includes(type.name),
    value.env,
  );
}

/** The builtin of that name; undefined when Python has none. */
export function builtinOf(interpreter: Interpreter, name: string): Value | undefined {
  if (EXCEPTION_NAMES.includes(name)) return exceptionClass(interpreter, name);
  const convert = CONVERSIONS[name];
  if (TYPES.includes(name))
    return native(name, {
      isType: true,
      call: (args) => (convert ?? OTHERS[name] ?? identity)(interpreter, args),
      attribute: (member) => memberOfType(interpreter, name, member),
    });
  const found = convert ?? ITERATION[name] ?? OTHERS[name];
  if (found !== undefined) return builtin(name, (args) => found(interpreter, args));
  if (name === '__builtins__') return unknown('it is the module of the builtins');
  if (name === '__debug__') return bool(true);
  return name === 'NotImplemented' || name === 'Ellipsis' || LESS_USED.has(name)
    ? unknown(`it is made by ${name}`)
    : undefined;
}

const LESS_USED = new Set([
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
  if (type === 'dict' && member === 'fromkeys') {
    return builtin('dict.fromkeys', (args) => CONVERSIONS.fromkeys!(interpreter, args));
  }
  return builtin(`${type}.${member}`, (args) => {
    const [self = none(), ...rest] = args.positional;
    return interpreter.call(interpreter.attribute(self, member, args.at), {
      ...args,
      positional: rest,
    });
  });
}
