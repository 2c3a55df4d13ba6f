import type { SourceRange } from '../../python/source-range.ts';
import type { SettingsFailure } from '../values/setting-state.ts';

/**
 * Python's own exceptions and those of the libraries, each with the class above it.
 * Source: the library reference of Python 3.13.
 */
const PARENTS: Readonly<Record<string, string>> = {
  Exception: 'BaseException',
  SystemExit: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  ArithmeticError: 'Exception',
  ZeroDivisionError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  EOFError: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  OSError: 'Exception',
  FileNotFoundError: 'OSError',
  FileExistsError: 'OSError',
  IsADirectoryError: 'OSError',
  NotADirectoryError: 'OSError',
  PermissionError: 'OSError',
  ConnectionError: 'OSError',
  TimeoutError: 'OSError',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  StopIteration: 'Exception',
  SyntaxError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  UnicodeError: 'ValueError',
  UnicodeDecodeError: 'UnicodeError',
  JSONDecodeError: 'ValueError',
  Warning: 'Exception',
  DeprecationWarning: 'Warning',
  UserWarning: 'Warning',
  RuntimeWarning: 'Warning',
  ResourceWarning: 'Warning',
  ImproperlyConfigured: 'Exception',
  AppRegistryNotReady: 'Exception',
  UndefinedValueError: 'Exception',
  EnvError: 'ValueError',
  EnvValidationError: 'EnvError',
};
/** Other names of the same class. */
const ALIASES: Readonly<Record<string, string>> = {
  IOError: 'OSError',
  EnvironmentError: 'OSError',
};

/** Names that builtins hold for exceptions. */
export const EXCEPTION_NAMES: ReadonlySet<string> = new Set([
  'BaseException',
  ...Object.keys(PARENTS),
  ...Object.keys(ALIASES),
]);

/**
 * A Python exception on its way up. `classes` are the names of its class and of those above it. It
 * is no Error of the engine, which would note the stack each time.
 */
export class PythonRaise {
  readonly classes: readonly string[];
  readonly text: string;
  readonly at: SourceRange | undefined;
  readonly failure: SettingsFailure['kind'];
  readonly variable: string | undefined;

  constructor(
    name: string | readonly string[],
    text: string,
    details: {
      readonly at?: SourceRange | undefined;
      readonly failure?: SettingsFailure['kind'];
      readonly variable?: string | undefined;
    } = {},
  ) {
    this.classes = typeof name === 'string' ? classesOf(name) : name;
    this.text = text;
    this.at = details.at;
    this.failure = details.failure ?? 'raised';
    this.variable = details.variable;
  }
}

/** The class of that name and all above it. */
export function classesOf(name: string): string[] {
  const classes: string[] = [];
  for (let at: string | undefined = ALIASES[name] ?? name; at !== undefined; at = PARENTS[at])
    classes.push(at);
  return classes;
}

/** Details for an exception about a None that stands for a variable that is not set. */
export function missingBehind(value: {
  readonly kind: string;
  readonly env: readonly string[];
}): { failure: 'missing-variable'; variable: string } | object {
  const [variable, ...others] = value.env;
  return value.kind === 'none' && variable !== undefined && others.length === 0
    ? { failure: 'missing-variable', variable }
    : {};
}
