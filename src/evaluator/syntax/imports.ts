import type { Import, ImportFrom } from '../../python/nodes.ts';
import { parseFile } from '../../python/parse-file.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import { libraryModule } from '../libraries/registry.ts';
import { findModule } from '../state/find-module.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { bindName } from '../state/names.ts';
import { PythonRaise } from '../state/raise.ts';
import { moduleScope } from '../state/scope.ts';
import { treePath } from '../state/tree.ts';
import { unknown } from '../values/constructors.ts';
import { joinPaths } from '../values/posix-paths.ts';
import type { ModuleValue, Scope, Value } from '../values/python-value.ts';
import { textOf } from '../values/text.ts';
import { mergeVariables } from '../values/variables.ts';
import { memberOfModule } from './attributes.ts';

/**
 * Top-level modules that are part of the project although they are not in the repository: people
 * keep them out of git.
 */
const LOOKS_LOCAL =
  /^(?:local_?settings|settings\w*|\w+_settings|local|private|secret_?keys?|config(?:uration)?|conf|env|keys|credentials|passwords?|production|development|staging|dev|prod)$/i;

/**
 * Imports a dotted module with the packages above it. A module of a package is unknown; one that is
 * missing in the project raises.
 */
export function importModule(interpreter: Interpreter, name: string, at: SourceRange): Value {
  interpreter.spend(10 * interpreter.searchPath.items.length + name.length / 4);
  const library =
    ownModule(interpreter, name.split('.')[0]!) === undefined || name === 'os'
      ? libraryModule(interpreter, name)
      : undefined;
  if (library !== undefined) return library;
  const parts = name.split('.');
  let parent: ModuleValue | undefined;
  for (let length = 1; length <= parts.length; length += 1) {
    const dotted = parts.slice(0, length).join('.');
    const loaded = interpreter.modules.get(dotted) ?? load(interpreter, dotted, at);
    if (loaded === undefined) {
      if (length === 1 && !LOOKS_LOCAL.test(dotted))
        return unknown(`it comes from the package ${dotted}`, [], true);
      if (parent?.scope.file === '' && length > 1 && !isProjectFolder(interpreter, parts[0]!))
        return unknown(`it comes from the package ${parts[0]}`, [], true);
      throw new PythonRaise('ModuleNotFoundError', `No module named '${dotted}'`, {
        at,
        failure: 'missing-module',
      });
    }
    if (parent !== undefined)
      parent.scope.variables.set(parts[length - 1]!, {
        value: loaded,
        at,
        env: [],
        maybeUnset: false,
      });
    parent = loaded;
  }
  return parent!;
}

/**
 * A folder with Python files in it belongs to the project; `docs` or `static` may share their name
 * with a package.
 */
function isProjectFolder(interpreter: Interpreter, name: string): boolean {
  const folder = treePath(
    interpreter,
    joinPaths([textOf(interpreter.searchPath.items[0]) ?? '', name]),
  );
  interpreter.spend(interpreter.files.paths.length / 8);
  return (
    folder !== undefined &&
    interpreter.files.paths.some((path) => path.startsWith(`${folder}/`) && path.endsWith('.py'))
  );
}

/**
 * The module of the tree, unless it is a folder without Python: that hides no package of its name,
 * as Python takes it last.
 */
function ownModule(interpreter: Interpreter, name: string): ReturnType<typeof findModule> {
  const found = findModule(interpreter, name);
  const isBare = found !== undefined && found.file === undefined && !name.includes('.');
  return isBare && !LOOKS_LOCAL.test(name) && !isProjectFolder(interpreter, name)
    ? undefined
    : found;
}

function load(interpreter: Interpreter, name: string, at: SourceRange): ModuleValue | undefined {
  const found = ownModule(interpreter, name);
  if (found === undefined) return undefined;
  const scope = moduleScope(name, found.isPackage, found.file ?? '');
  const value: ModuleValue = { kind: 'module', name, scope, env: [], at: undefined };
  interpreter.modules.set(name, value);
  if (found.file === undefined) return value;
  try {
    runFile(interpreter, found.file, scope, at);
  } catch (error) {
    interpreter.modules.delete(name);
    interpreter.failed.set(name, scope);
    throw error;
  }
  return value;
}

/** Runs a file of the tree in a scope. Raises SyntaxError for one that is not Python. */
export function runFile(
  interpreter: Interpreter,
  file: string,
  scope: Scope,
  at: SourceRange,
): void {
  const parse = parseFile(interpreter.files, file);
  interpreter.readFiles.add(file);
  if (parse === undefined)
    throw new PythonRaise('FileNotFoundError', `No such file: '${file}'`, { at });
  if (!parse.ok)
    throw new PythonRaise('SyntaxError', parse.error.message, {
      at: parse.error.at,
      failure: 'syntax-error',
    });
  const control = interpreter.control;
  interpreter.control = [];
  try {
    interpreter.execute(parse.source.module.body, scope);
  } finally {
    interpreter.control = control;
  }
}

/** `import a.b, c as d`. */
export function importNames(
  interpreter: Interpreter,
  node: Import,
  scope: Scope,
  at: SourceRange,
): void {
  for (const { name, asname } of node.names) {
    const value = importModule(interpreter, name, at);
    if (asname !== null) bindName(interpreter, scope, asname, value, at);
    else {
      const first = name.split('.')[0]!;
      bindName(
        interpreter,
        scope,
        first,
        first === name ? value : importModule(interpreter, first, at),
        at,
      );
    }
  }
}

/** `from a import b`, `from . import c`, `from .d import *`. */
export function importFrom(
  interpreter: Interpreter,
  node: ImportFrom,
  scope: Scope,
  at: SourceRange,
): void {
  if (node.module === '__future__') return;
  const name = node.level === 0 ? (node.module ?? '') : absoluteName(scope, node, at);
  const source = importModule(interpreter, name, at);
  for (const alias of node.names) {
    if (alias.name === '*') importAll(interpreter, source, name, scope, at);
    else
      bindName(
        interpreter,
        scope,
        alias.asname ?? alias.name,
        memberOf(interpreter, source, name, alias.name, at),
        at,
      );
  }
}

function absoluteName(scope: Scope, node: ImportFrom, at: SourceRange): string {
  const parts = scope.moduleName.split('.');
  const up = node.level - (scope.isPackage ? 1 : 0);
  if (up >= parts.length + (scope.isPackage ? 1 : 0)) {
    throw new PythonRaise('ImportError', 'attempted relative import with no known parent package', {
      at,
    });
  }
  const base = parts.slice(0, parts.length - up);
  return [...base, ...(node.module === null ? [] : [node.module])].join('.');
}

function memberOf(
  interpreter: Interpreter,
  source: Value,
  module: string,
  name: string,
  at: SourceRange,
): Value {
  if (source.kind === 'module') {
    const member =
      source.scope.variables.has(name) || source.scope.incomplete === undefined
        ? memberOfModule(interpreter, source, name)
        : undefined;
    if (member !== undefined) return member;
    if (findModule(interpreter, `${module}.${name}`) !== undefined)
      return importModule(interpreter, `${module}.${name}`, at);
    if (source.scope.incomplete !== undefined) return unknown(source.scope.incomplete);
    throw new PythonRaise('ImportError', `cannot import name '${name}' from '${module}'`, {
      at,
      failure: 'missing-module',
    });
  }
  if (source.kind === 'native') {
    const member = source.attribute?.(name, at) ?? libraryModule(interpreter, `${module}.${name}`);
    return member ?? unknown(`it comes from ${module}.${name}`);
  }
  return interpreter.attribute(source, name, at);
}

function importAll(
  interpreter: Interpreter,
  source: Value,
  module: string,
  scope: Scope,
  at: SourceRange,
): void {
  if (source.kind !== 'module') {
    interpreter.transaction.markIncomplete(scope, `the package ${module} may define it`);
    return;
  }
  interpreter.spend(source.scope.variables.size);
  const all = source.scope.variables.get('__all__');
  const listed =
    all === undefined ? undefined : new Set(itemsOf(interpreter, all.value)?.items.map(textOf));
  for (const [name, binding] of source.scope.variables) {
    if (listed === undefined ? name.startsWith('_') : !listed.has(name)) continue;
    interpreter.transaction.bind(scope, name, binding);
  }
  for (const name of listed ?? []) {
    if (name !== undefined && !source.scope.variables.has(name))
      bindName(interpreter, scope, name, memberOf(interpreter, source, module, name, at), at);
  }
  for (const [name, env] of source.scope.skipped)
    scope.skipped.set(name, mergeVariables(scope.skipped.get(name) ?? [], env));
  if (source.scope.incomplete !== undefined)
    interpreter.transaction.markIncomplete(scope, source.scope.incomplete);
}
