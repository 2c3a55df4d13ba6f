import type { Import, ImportFrom } from '../../python/nodes.ts';
import { parseFile } from '../../python/parse-file.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import { moduleModel } from '../libraries/registry.ts';
import { findModule } from '../state/find-module.ts';
import type { Run } from '../state/interpreter.ts';
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
export function importModule(run: Run, name: string, at: SourceRange): Value {
  const modelled =
    ownModule(run, name.split('.')[0]!) === undefined || name === 'os'
      ? moduleModel(run, name)
      : undefined;
  if (modelled !== undefined) return modelled;
  const parts = name.split('.');
  let parent: ModuleValue | undefined;
  for (let length = 1; length <= parts.length; length += 1) {
    const dotted = parts.slice(0, length).join('.');
    const loaded = run.modules.get(dotted) ?? load(run, dotted, at);
    if (loaded === undefined) {
      if (length === 1 && !LOOKS_LOCAL.test(dotted))
        return unknown(`it comes from the package ${dotted}`, [], true);
      if (parent?.scope.file === '' && length > 1 && !isProjectFolder(run, parts[0]!))
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
function isProjectFolder(run: Run, name: string): boolean {
  const folder = treePath(run, joinPaths([textOf(run.searchPath.items[0]) ?? '', name]));
  return (
    folder !== undefined &&
    run.files.paths.some((path) => path.startsWith(`${folder}/`) && path.endsWith('.py'))
  );
}

/**
 * The module of the tree, unless it is a folder without Python: that hides no package of its name,
 * as Python takes it last.
 */
function ownModule(run: Run, name: string): ReturnType<typeof findModule> {
  const found = findModule(run, name);
  const isBare = found !== undefined && found.file === undefined && !name.includes('.');
  return isBare && !LOOKS_LOCAL.test(name) && !isProjectFolder(run, name) ? undefined : found;
}

function load(run: Run, name: string, at: SourceRange): ModuleValue | undefined {
  const found = ownModule(run, name);
  if (found === undefined) return undefined;
  const scope = moduleScope(name, found.isPackage, found.file ?? '');
  const value: ModuleValue = { kind: 'module', name, scope, env: [], at: undefined };
  run.modules.set(name, value);
  if (found.file === undefined) return value;
  try {
    runFile(run, found.file, scope, at);
  } catch (error) {
    run.modules.delete(name);
    run.failed.set(name, scope);
    throw error;
  }
  return value;
}

/** Runs a file of the tree in a scope. Raises SyntaxError for one that is not Python. */
export function runFile(run: Run, file: string, scope: Scope, at: SourceRange): void {
  const parse = parseFile(run.files, file);
  run.readFiles.add(file);
  if (parse === undefined)
    throw new PythonRaise('FileNotFoundError', `No such file: '${file}'`, { at });
  if (!parse.ok)
    throw new PythonRaise('SyntaxError', parse.error.message, {
      at: parse.error.at,
      failure: 'syntax-error',
    });
  const control = run.control;
  run.control = [];
  try {
    run.execute(parse.source.module.body, scope);
  } finally {
    run.control = control;
  }
}

/** `import a.b, c as d`. */
export function importNames(run: Run, node: Import, scope: Scope, at: SourceRange): void {
  for (const { name, asname } of node.names) {
    const value = importModule(run, name, at);
    if (asname !== null) bindName(run, scope, asname, value, at);
    else {
      const first = name.split('.')[0]!;
      bindName(run, scope, first, first === name ? value : importModule(run, first, at), at);
    }
  }
}

/** `from a import b`, `from . import c`, `from .d import *`. */
export function importFrom(run: Run, node: ImportFrom, scope: Scope, at: SourceRange): void {
  if (node.module === '__future__') return;
  const name = node.level === 0 ? (node.module ?? '') : absoluteName(scope, node, at);
  const source = importModule(run, name, at);
  for (const alias of node.names) {
    if (alias.name === '*') importAll(run, source, name, scope, at);
    else
      bindName(
        run,
        scope,
        alias.asname ?? alias.name,
        memberOf(run, source, name, alias.name, at),
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

function memberOf(run: Run, source: Value, module: string, name: string, at: SourceRange): Value {
  if (source.kind === 'module') {
    const member =
      source.scope.variables.has(name) || source.scope.open === undefined
        ? memberOfModule(run, source, name)
        : undefined;
    if (member !== undefined) return member;
    if (findModule(run, `${module}.${name}`) !== undefined)
      return importModule(run, `${module}.${name}`, at);
    if (source.scope.open !== undefined) return unknown(source.scope.open);
    throw new PythonRaise('ImportError', `cannot import name '${name}' from '${module}'`, {
      at,
      failure: 'missing-module',
    });
  }
  if (source.kind === 'model') {
    const member = source.attribute?.(name, at) ?? moduleModel(run, `${module}.${name}`);
    return member ?? unknown(`it comes from ${module}.${name}`);
  }
  return run.attribute(source, name, at);
}

function importAll(run: Run, source: Value, module: string, scope: Scope, at: SourceRange): void {
  if (source.kind !== 'module') {
    run.journal.openScope(scope, `the package ${module} may define it`);
    return;
  }
  const all = source.scope.variables.get('__all__');
  const listed = all === undefined ? undefined : itemsOf(run, all.value)?.items.map(textOf);
  for (const [name, binding] of source.scope.variables) {
    if (listed === undefined ? name.startsWith('_') : !listed.includes(name)) continue;
    run.journal.bind(scope, name, binding);
  }
  for (const name of listed ?? []) {
    if (name !== undefined && !source.scope.variables.has(name))
      bindName(run, scope, name, memberOf(run, source, module, name, at), at);
  }
  for (const [name, env] of source.scope.skipped)
    scope.skipped.set(name, mergeVariables(scope.skipped.get(name) ?? [], env));
  if (source.scope.open !== undefined) run.journal.openScope(scope, source.scope.open);
}
