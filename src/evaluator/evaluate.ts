import type { FileTree } from '../python/file-tree.ts';
import type { Interpreter } from './state/interpreter.ts';
import { PythonRaise } from './state/raise.ts';
import { resultOf } from './state/result.ts';
import { Transaction } from './state/transaction.ts';
import { workingDirectory } from './state/tree.ts';
import { setAttribute, setItem } from './syntax/assign.ts';
import { attribute } from './syntax/attributes.ts';
import { call } from './syntax/calls.ts';
import { evaluate } from './syntax/expressions.ts';
import { importModule, runFile } from './syntax/imports.ts';
import { execute } from './syntax/statements.ts';
import { list, str } from './values/constructors.ts';
import type { EvaluatedSettings, SettingsFailure, UnsetVariables } from './values/setting-state.ts';
import { OutOfWork, workOf } from './values/work.ts';

/** Under what a settings module is evaluated. */
export interface EvaluateOptions {
  /**
   * Folder of `manage.py` relative to the tree's root, `''` for the root: the first entry of
   * `sys.path` and the working directory.
   */
  readonly djangoRoot: string;
  /** Dotted module, such as `shop.settings.heroku`. */
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly unsetVariables: UnsetVariables;
  /** How the tree's root is written in paths; `<root>` when not given. */
  readonly rootText?: string;
}

/** Work granted to one evaluation: the largest settings known take about a tenth of it. */
const MAX_WORK = 400_000;

/**
 * What a settings module defines, found without running it. Never throws and always ends; what
 * cannot be decided is `computed`.
 */
export function evaluateSettings(files: FileTree, options: EvaluateOptions): EvaluatedSettings {
  const interpreter = newInterpreter(files, options);
  const at = { file: '', start: 0, end: 0 };
  let failure: SettingsFailure | undefined;
  let because: string | undefined;
  try {
    interpreter.importModule(options.module, at);
  } catch (error) {
    if (error instanceof PythonRaise) failure = failureOf(error, interpreter);
    else because = limitOf(error);
  }
  return resultOf(interpreter, options.module, failure, because);
}

/** Which limit an error of ours means; other errors go on. */
function limitOf(error: unknown): string {
  if (error instanceof OutOfWork) return 'the settings take too much work to evaluate';
  // What overflows the stack is a RangeError of the engine.
  if (error instanceof RangeError) return 'the settings are nested too deeply to evaluate';
  throw error;
}

function newInterpreter(files: FileTree, options: EvaluateOptions): Interpreter {
  const work = workOf(MAX_WORK);
  const environment = new Map(
    Object.entries(options.environment).map(([name, value]) => [name, str(value, [name])]),
  );
  const interpreter: Interpreter = {
    files,
    djangoRoot: options.djangoRoot === '.' ? '' : options.djangoRoot,
    rootText: options.rootText ?? '<root>',
    unsetVariables: options.unsetVariables,
    environment: { map: environment },
    lookups: new Map(),
    transaction: new Transaction(work),
    modules: new Map(),
    failed: new Map(),
    libraries: new Map(),
    exceptions: new Map(),
    enumMembers: new Map(),
    handling: new Map(),
    yielded: new Map(),
    effects: new Map(),
    folders: undefined,
    searchPath: list([]),
    readFiles: new Set(),
    written: new Set(),
    control: [],
    mayHaveRaised: false,
    callDepth: 0,
    here: undefined,
    spend: work.spend,
    evaluate: (node, scope) => evaluate(interpreter, node, scope),
    execute: (body, scope) => execute(interpreter, body, scope),
    call: (callee, args) => call(interpreter, callee, args),
    attribute: (value, name, at) => attribute(interpreter, value, name, at),
    setAttribute: (value, name, to, at) => setAttribute(interpreter, value, name, to, at),
    setItem: (container, key, value, at) => setItem(interpreter, container, key, value, at),
    runFile: (file, scope, at) => runFile(interpreter, file, scope, at),
    importModule: (name, at) => importModule(interpreter, name, at),
  };
  interpreter.searchPath.items.push(str(workingDirectory(interpreter)));
  return interpreter;
}

function failureOf(error: PythonRaise, interpreter: Interpreter): SettingsFailure {
  const at = error.at ?? interpreter.here;
  return {
    kind: error.failure,
    message: error.text === '' ? error.classes[0]! : `${error.classes[0]}: ${error.text}`,
    variable: error.variable,
    at: at?.file === '' ? undefined : at,
  };
}
