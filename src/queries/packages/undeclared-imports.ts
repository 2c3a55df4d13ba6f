import { OFTEN_BROUGHT_ALONG, PACKAGES_OF_MODULE } from '../../facts/packages.ts';
import type { Repository } from '../../project/repository.ts';
import type { Statement, With } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName, walk } from '../../python/walk.ts';
import { pythonSource } from '../apps/python-source.ts';
import { servedFiles } from '../apps/served-modules.ts';
import { productionChain, settingOf } from '../settings/production-settings.ts';

/** A package that production imports and nothing declares. */
export interface UndeclaredImport {
  /** Top-level name of the module. */
  readonly module: string;
  /** The package to declare. */
  readonly package: string;
  /** The setting that names it; undefined for an import. */
  readonly setting: string | undefined;
  /** The file that imports it, where that is not one of the settings. */
  readonly file: string | undefined;
  readonly at: SourceRange | undefined;
}

/**
 * The packages that the production settings or the code a server loads import and that are not
 * declared, as far as they are known; each once.
 */
export function* undeclaredImports(repository: Repository): Generator<UndeclaredImport> {
  const { dependencies } = repository;
  // What an import in a `try` decides is used only where it is installed.
  const seen = guardedModules(repository);
  for (const { name: used, at, setting, file } of usesOf(repository)) {
    const module = topOf(used);
    const packages = PACKAGES_OF_MODULE[module];
    if (
      packages === undefined ||
      OFTEN_BROUGHT_ALONG.has(module) ||
      seen.has(module) ||
      packages.some((one) => dependencies.declares(one)) ||
      isLocal(repository, module)
    )
      continue;
    seen.add(module);
    yield { module, package: packages[0] ?? module, setting, file, at };
  }
}

interface Use {
  readonly name: string;
  readonly at: SourceRange | undefined;
  readonly setting: string | undefined;
  readonly file?: string;
}

function* usesOf(repository: Repository): Generator<Use> {
  for (const source of productionChain(repository))
    yield* importsOf(source.module.body, source.file);
  if (repository.djangoProject?.production?.failure !== undefined) return;
  for (const setting of ['INSTALLED_APPS', 'MIDDLEWARE']) {
    const state = settingOf(repository, setting);
    const elements = state === undefined || state.state === 'absent' ? [] : (state.elements ?? []);
    for (const { value, at } of elements)
      if (typeof value === 'string') yield { name: value, at, setting };
  }
  yield* usesOfCode(repository);
}

/**
 * Imports of the code that a server loads; the text of a file is read as Python only where it seems
 * to import a package that is not declared.
 */
function* usesOfCode(repository: Repository): Generator<Use> {
  const served = servedFiles(repository);
  const isMissing = (name: string): boolean =>
    PACKAGES_OF_MODULE[topOf(name)]?.some((one) => repository.dependencies.declares(one)) ===
      false && !OFTEN_BROUGHT_ALONG.has(topOf(name));
  for (const { path, imports } of served) {
    if (!imports.some(isMissing)) continue;
    for (const use of importsOf(pythonSource(repository, path)?.module.body ?? [], path)) {
      if (
        isMissing(use.name) &&
        !served.some((one) => isTried(repository, one.path, topOf(use.name)))
      )
        yield { ...use, file: path };
    }
  }
}

/** True when a file can do without the module: it imports it inside a `try` or `suppress`. */
function isTried(repository: Repository, path: string, module: string): boolean {
  const text = repository.files.text(path) ?? '';
  return (
    text.includes(module) &&
    new RegExp(
      `^[ \\t]*(?:try|with[ \\t][^\\n]*suppress\\([^\\n]*\\)):[^\\n]*\\n(?:[ \\t][^\\n]*\\n|\\r?\\n)*?[ \\t]+(?:from|import)[ \\t]+${module}\\b`,
      'm',
    ).test(text)
  );
}

/**
 * Imports that certainly run: those inside `if`, `try`, functions and classes may be meant for
 * another place.
 */
function* importsOf(body: readonly Statement[], file: string): Generator<Use> {
  for (const node of body) {
    if (node.kind === 'Import') {
      for (const { name, start, end } of node.names)
        yield { name, at: { file, start, end }, setting: undefined };
    } else if (node.kind === 'ImportFrom' && node.level === 0 && node.module !== null) {
      yield {
        name: node.module,
        at: { file, start: node.start, end: node.end },
        setting: undefined,
      };
    }
  }
}

/** Modules that the settings try to import and can do without. */
function guardedModules(repository: Repository): Set<string> {
  const guarded = new Set<string>();
  for (const { module } of productionChain(repository)) {
    for (const node of walk(module)) {
      if (node.kind !== 'Try' && !(node.kind === 'With' && suppresses(node))) continue;
      for (const inside of node.body.flatMap((statement) => [...walk(statement)])) {
        if (inside.kind === 'Import') for (const { name } of inside.names) guarded.add(topOf(name));
        else if (inside.kind === 'ImportFrom' && inside.level === 0 && inside.module !== null)
          guarded.add(topOf(inside.module));
      }
    }
  }
  return guarded;
}

/** `with suppress(ImportError):` */
const suppresses = ({ items }: With): boolean =>
  items.some(
    ({ context_expr: manager }) =>
      manager.kind === 'Call' && /(?:^|\.)suppress$/.test(dottedName(manager.func) ?? ''),
  );

function topOf(name: string): string {
  return name.split('.')[0] ?? name;
}

/** True when the project has a module or package of its own with that name. */
export function isLocal(repository: Repository, module: string): boolean {
  const own = new RegExp(`(^|/)${module}(\\.py|/__init__\\.py)$`);
  return repository.files.paths.some((path) => own.test(path));
}
