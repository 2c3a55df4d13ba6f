import { toDict } from '../builtins/conversions.ts';
import { exceptionClass } from '../builtins/exceptions.ts';
import { itemsOfAll } from '../builtins/iterable-items.ts';
import { wholeNumber } from '../builtins/operators.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import {
  bool,
  builtin,
  float,
  int,
  list,
  native,
  none,
  str,
  unknown,
} from '../values/constructors.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { textOf } from '../values/text.ts';
import type { Work } from '../values/work.ts';
import type { Members } from './library.ts';

const LEVELS = tableOf({
  NOTSET: 0,
  DEBUG: 10,
  INFO: 20,
  WARNING: 30,
  WARN: 30,
  ERROR: 40,
  CRITICAL: 50,
  FATAL: 50,
});
const passing = builtin('a decorator', (args) => args.positional[0] ?? none());
const silent = builtin('a call without effect', () => none());
const logger = native('a logger', { attribute: () => silent });

const MODULES = tableOf<Members>({
  logging: (_interpreter, name) => {
    const level = LEVELS.get(name);
    if (level !== undefined) return int(level);
    if (name === 'getLogger') return builtin('getLogger', () => logger);
    return /^(?:basicConfig|captureWarnings|disable|debug|info|warning|warn|error|critical|exception|addLevelName)$/.test(
      name,
    )
      ? silent
      : undefined;
  },
  warnings: () => silent,
  contextlib: (_interpreter, name) => {
    if (name === 'suppress') return builtin(name, suppress);
    return name === 'contextmanager'
      ? builtin(name, () => unknown('it comes from a context manager'))
      : undefined;
  },
  collections: (interpreter, name) => {
    if (name === 'OrderedDict') return builtin(name, (args) => toDict(interpreter, args));
    if (name !== 'defaultdict') return undefined;
    return builtin(name, (args) => {
      const made = toDict(interpreter, { ...args, positional: args.positional.slice(1) });
      return made.kind === 'dict' ? { ...made, incomplete: true } : made;
    });
  },
  copy: (interpreter, name) =>
    name === 'copy' || name === 'deepcopy'
      ? builtin(name, (args) => copyDeep(interpreter, args.positional[0] ?? none()))
      : undefined,
  functools: (interpreter, name) => {
    if (name === 'lru_cache')
      return builtin(name, (args) =>
        args.positional[0]?.kind === 'function' ? args.positional[0] : passing,
      );
    if (name === 'cache' || name === 'cached_property') return passing;
    if (name === 'wraps') return builtin(name, () => passing);
    if (name !== 'partial') return undefined;
    return builtin(name, ({ positional: [callee = none(), ...first], keywords }) =>
      builtin('partial()', (args) =>
        interpreter.call(callee, {
          ...args,
          positional: [...first, ...args.positional],
          keywords: new Map([...keywords, ...args.keywords]),
        }),
      ),
    );
  },
  itertools: (interpreter, name) =>
    name === 'chain' ? builtin(name, (args) => chain(interpreter, args)) : undefined,
  importlib: (interpreter, name) => {
    if (name !== 'import_module') return undefined;
    return builtin(name, (args) => {
      const module = textOf(args.positional[0]);
      return module === undefined || module.startsWith('.')
        ? unknown('it imports a module whose name is not known', [], true)
        : interpreter.importModule(module, args.at);
    });
  },
  'importlib.util': (interpreter, name) =>
    name === 'find_spec'
      ? builtin(name, (args) =>
          interpreter.modules.has(textOf(args.positional[0]) ?? '')
            ? bool(true)
            : unknown('it depends on which packages are installed'),
        )
      : undefined,
  platform: (_interpreter, name) =>
    name === 'system' ? builtin(name, () => str('Linux')) : undefined,
  tempfile: (_interpreter, name) =>
    name === 'gettempdir' ? builtin(name, () => str('/tmp')) : undefined,
  string: (_interpreter, name) =>
    name === 'ascii_letters'
      ? str('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
      : name === 'digits'
        ? str('0123456789')
        : undefined,
  math: (_interpreter, name) => (name === 'inf' ? float(Infinity) : undefined),
  configparser: (interpreter, name) =>
    name.endsWith('Error') ? exceptionClass(interpreter, 'Exception') : undefined,
  typing: (_interpreter, name) =>
    name === 'TYPE_CHECKING'
      ? bool(false)
      : name === 'cast'
        ? builtin(name, (args) => args.positional[1] ?? none())
        : undefined,
  ast: (_interpreter, name) =>
    name === 'literal_eval' ? builtin(name, (args) => literal(args)) : undefined,
});
const EXTERNAL = tableOf<Members>({
  'distutils.util': (_interpreter, name) =>
    name === 'strtobool' ? builtin(name, (args) => strToBool(args)) : undefined,
});

/** The members of a module of the standard library; undefined when none of them is implemented. */
export function standardModule(name: string): Members | undefined {
  return MODULES.get(name) ?? EXTERNAL.get(name);
}

function suppress(args: CallArguments): Value {
  const names = args.positional.map((type) => (type.kind === 'class' ? type.name : 'Exception'));
  return native('suppress()', {
    enter: () => none(),
    exit: (raised) => raised !== undefined && names.includes(raised),
  });
}

/** A copy that shares nothing that can be changed. */
function copyDeep(work: Work, value: Value): Value {
  work.spend(1);
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return { ...value, items: value.items.map((item) => copyDeep(work, item)) };
    case 'dict': {
      const entries = [...value.entries].map(
        ([key, entry]) => [key, { ...entry, value: copyDeep(work, entry.value) }] as const,
      );
      return { ...value, entries: new Map(entries) };
    }
    default:
      return value;
  }
}

function chain(interpreter: Interpreter, args: CallArguments): Value {
  const { items, incomplete } = itemsOfAll(interpreter, args.positional);
  return list([...items], [], incomplete);
}

function strToBool(args: CallArguments): Value {
  const [value = none()] = args.positional;
  if (value.kind !== 'str')
    return unknown(value.kind === 'unknown' ? value.because : 'it is no text', value.env);
  if (/^(?:y|yes|t|true|on|1)$/i.test(value.value)) return int(1, value.env);
  if (/^(?:n|no|f|false|off|0)$/i.test(value.value)) return int(0, value.env);
  throw new PythonRaise('ValueError', `invalid truth value '${value.value.toLowerCase()}'`, {
    at: args.at,
  });
}

function literal(args: CallArguments): Value {
  const [value = none()] = args.positional;
  if (value.kind !== 'str')
    return unknown(value.kind === 'unknown' ? value.because : 'it is no text', value.env);
  const text = value.value.trim();
  if (/^[+-]?\d+$/.test(text)) return wholeNumber(Number(text), value.env);
  if (text === 'True' || text === 'False') return bool(text === 'True', value.env);
  if (text === 'None') return none(value.env);
  if (/^(["'])[^"'\\]*\1$/.test(text)) return str(text.slice(1, -1), value.env);
  if (/^[A-Za-z_][\w.]*$/.test(text) || text === '')
    throw new PythonRaise('ValueError', 'malformed node or string', { at: args.at });
  return unknown('it is read from a text by literal_eval', value.env);
}
