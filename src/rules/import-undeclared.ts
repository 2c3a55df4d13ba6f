import { defineRule, fixFrom } from '../check/rule.ts';
import { addRequirement } from '../edits/requirements.ts';
import { OFTEN_BROUGHT_ALONG, PACKAGES_OF_MODULE } from '../facts/packages.ts';
import type { Place } from '../project/place.ts';
import type { Project } from '../project/project.ts';
import type { Statement } from '../project/python/nodes.ts';
import { walk } from '../project/python/walk.ts';
import { productionChain, settingOf } from '../project/questions/production-settings.ts';
import { pythonSource } from '../project/questions/python-source.ts';
import { editableRequirements } from '../project/questions/requirements-file.ts';
import { servedFiles } from '../project/questions/served-modules.ts';

interface Facts {
  readonly module: string;
  readonly package: string;
  readonly setting: string | undefined;
  /** The file that imports it, where that is not one of the settings. */
  readonly file?: string;
}

export default defineRule<Facts>({
  id: 'import-undeclared',
  group: 'dependencies',
  severity: 'error',
  fixes: 'unsafe',
  since: '0.1.0',
  source: 'Heroku Dev Center, "Heroku Python Support": dependencies',
  foretells: ['collectstatic-other', 'H10'],
  docs: 'The production settings, or the code that a server loads, import a package that is not declared.',
  mendedBy: 'dependencies',
  example: { module: 'environ', package: 'django-environ', setting: undefined },
  *check(project) {
    const { dependencies } = project;
    // Without any declaration all of them would be listed; that has a finding of its own.
    if (dependencies.managers.length === 0) return;
    // What an import in a `try` decides is used only where it is installed.
    const seen = guardedModules(project);
    for (const { name: used, at, setting, file: importer } of usesOf(project)) {
      const module = topOf(used);
      const packages = PACKAGES_OF_MODULE[module];
      if (
        packages === undefined ||
        OFTEN_BROUGHT_ALONG.has(module) ||
        seen.has(module) ||
        packages.some((one) => dependencies.declares(one)) ||
        isLocal(project, module)
      )
        continue;
      seen.add(module);
      const name = packages[0] ?? module;
      const file = editableRequirements(project);
      const text = file === undefined ? undefined : project.files.text(file);
      const result = text === undefined ? undefined : addRequirement(text, { name, specifier: '' });
      yield {
        at,
        facts: { module, package: name, setting, ...(importer === undefined ? {} : { file: importer }) },
        ...fixFrom(`Declare ${name}`, 'unsafe', file, result),
      };
    }
  },
  advise: ({ module, package: name, setting, file }) => ({
    what: `${setting !== undefined ? `${setting} names \`${module}\`` : `\`${module}\` is imported by ${file === undefined ? 'the production settings' : `\`${file}\``}`}, and its package \`${name}\` is not declared.`,
    why:
      file === undefined
        ? 'It is installed on your machine by chance; the build installs what is declared, and then neither collectstatic nor the app can import the settings.'
        : 'It is installed on your machine by chance; the build installs what is declared, and then the app stops here with ModuleNotFoundError when it loads its apps and URLs.',
    next: `Add \`${name}\` to the main dependencies, not to a group for development.`,
  }),
});

interface Use {
  readonly name: string;
  readonly at: Place | undefined;
  readonly setting: string | undefined;
  readonly file?: string;
}

function* usesOf(project: Project): Generator<Use> {
  for (const source of productionChain(project)) yield* importsOf(source.module.body, source.file);
  if (project.site?.production?.failure !== undefined) return;
  for (const setting of ['INSTALLED_APPS', 'MIDDLEWARE']) {
    const state = settingOf(project, setting);
    const elements = state === undefined || state.state === 'absent' ? [] : (state.elements ?? []);
    for (const { value, at } of elements) if (typeof value === 'string') yield { name: value, at, setting };
  }
  yield* usesOfCode(project);
}

/** Imports of the code that a server loads; the text of a file is read as Python only where it seems to import a package that is not declared. */
function* usesOfCode(project: Project): Generator<Use> {
  const served = servedFiles(project);
  const isMissing = (name: string): boolean =>
    PACKAGES_OF_MODULE[topOf(name)]?.some((one) => project.dependencies.declares(one)) === false && !OFTEN_BROUGHT_ALONG.has(topOf(name));
  for (const { path, imports } of served) {
    if (!imports.some(isMissing)) continue;
    for (const use of importsOf(pythonSource(project, path)?.module.body ?? [], path)) {
      if (isMissing(use.name) && !served.some((one) => isTried(project, one.path, topOf(use.name)))) yield { ...use, file: path };
    }
  }
}

/** True when a file can do without the module: it imports it inside a `try`. */
function isTried(project: Project, path: string, module: string): boolean {
  const text = project.files.text(path) ?? '';
  return (
    text.includes(module) &&
    new RegExp(`^[ \\t]*try:[^\\n]*\\n(?:[ \\t][^\\n]*\\n|\\r?\\n)*?[ \\t]+(?:from|import)[ \\t]+${module}\\b`, 'm').test(text)
  );
}

/** Imports that certainly run: those inside `if`, `try`, functions and classes may be meant for another place. */
function* importsOf(body: readonly Statement[], file: string): Generator<Use> {
  for (const node of body) {
    if (node.kind === 'Import') {
      for (const { name, start, end } of node.names) yield { name, at: { file, start, end }, setting: undefined };
    } else if (node.kind === 'ImportFrom' && node.level === 0 && node.module !== null) {
      yield { name: node.module, at: { file, start: node.start, end: node.end }, setting: undefined };
    }
  }
}

/** Modules that the settings try to import and can do without. */
function guardedModules(project: Project): Set<string> {
  const guarded = new Set<string>();
  for (const { module } of productionChain(project)) {
    for (const node of walk(module)) {
      if (node.kind !== 'Try') continue;
      for (const inside of node.body.flatMap((statement) => [...walk(statement)])) {
        if (inside.kind === 'Import') for (const { name } of inside.names) guarded.add(topOf(name));
        else if (inside.kind === 'ImportFrom' && inside.level === 0 && inside.module !== null) guarded.add(topOf(inside.module));
      }
    }
  }
  return guarded;
}

function topOf(name: string): string {
  return name.split('.')[0] ?? name;
}

function isLocal(project: Project, module: string): boolean {
  const own = new RegExp(`(^|/)${module}(\\.py|/__init__\\.py)$`);
  return project.files.paths.some((path) => own.test(path));
}
