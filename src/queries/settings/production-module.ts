import type { EvaluatedSettings } from '../../evaluator/api.ts';
import { platformEnvironment } from '../../project/django/platform-environment.ts';
import type { DjangoProject, Repository } from '../../project/repository.ts';
import { knownSetting, setsNothing } from './production-settings.ts';
import { isOnByDefault } from './settings-without-config-vars.ts';

const FOR_DEVELOPMENT = /(^|[._])(local|dev|develop|development|debug|test|tests|testing)$/;
const FOR_PRODUCTION = /(^|[._])(heroku|production|prod|live|deploy|deployment)$/;
const SHARED = /(^|[._])(base|common|default|defaults|shared)$/;

/** What an app cannot do without, as far as the module has it that a dyno would import. */
const NEEDED = ['ROOT_URLCONF', 'INSTALLED_APPS'] as const;

/** Code that loads a settings module whose name only running it tells. */
const LOADS_BY_NAME = /\b(import_module|__import__|run_path|exec|include|optional)\s*\(/;

/** True for a module that is named for production, such as `shop.settings.heroku`. */
export function isNamedForProduction(module: string): boolean {
  return FOR_PRODUCTION.test(module);
}

/** True for a module that is named for development or tests, such as `shop.settings.local`. */
export function isNamedForDevelopment(module: string): boolean {
  return FOR_DEVELOPMENT.test(module);
}

/** True for a module that is in the repository and sets nothing, such as an empty package. */
export function isEmptyModule(djangoProject: DjangoProject, module: string): boolean {
  const settings = djangoProject.evaluate(module, { DJANGO_SETTINGS_MODULE: module }, 'unknown');
  return settings.file !== undefined && setsNothing(settings);
}

/**
 * The modules for production that stand beside the one that a dyno would import, and that nothing
 * uses: named for production, whole, and loaded by no other settings module. One named for Heroku
 * comes first. Empty where the module that a dyno would import is meant for production.
 */
export function unusedProductionModules(repository: Repository): readonly string[] {
  const { djangoProject } = repository;
  const current = djangoProject?.production;
  if (djangoProject === undefined || current?.file === undefined) return [];
  const isEmpty = setsNothing(current);
  const isChosen = isNamedOutside(repository) && !isForDevelopment(repository);
  if (!isEmpty && (isNamedForProduction(current.module) || isChosen)) return [];
  const needs = NEEDED.filter((name) => isEmpty || current.get(name).state !== 'absent');
  const whole = siblings(repository, current)
    .map((module) => evaluateWhole(repository, module, needs))
    .filter((one) => one !== undefined);
  const unused = whole.filter((one) => !isLoaded(repository, one, current));
  const isMeant = isEmpty || isForDevelopment(repository) || SHARED.test(current.module);
  return unused
    .filter((one) => isMeant || one.files.includes(current.file!))
    .map(({ module }) => module)
    .sort((a, b) => rankOf(a) - rankOf(b));
}

/** What keeps the module that a dyno would import from being production's. */
export interface DevelopmentModule {
  readonly module: string;
  /** True when DEBUG is on in it unless a config var says otherwise. */
  readonly debug: boolean;
  /** The module for production beside it; undefined when there is none. */
  readonly better: string | undefined;
}

/**
 * The module that a dyno would import, where that is one for development: DEBUG is on in one that
 * is named so, or a module for production stands beside it unused. Undefined when it is meant for
 * production.
 */
export function developmentModuleInProduction(
  repository: Repository,
): DevelopmentModule | undefined {
  const current = repository.djangoProject?.production;
  if (current?.file === undefined || setsNothing(current)) return undefined;
  const { module } = current;
  const debug = isDebugOn(repository);
  const better = unusedProductionModules(repository)[0];
  return better !== undefined || (debug && isNamedForDevelopment(module))
    ? { module, debug, better }
    : undefined;
}

/**
 * True when the module that a dyno would import is one for development: it is named so, or DEBUG is
 * on in it unless a config var says otherwise.
 */
function isForDevelopment(repository: Repository): boolean {
  const { djangoProject } = repository;
  const current = djangoProject?.production;
  return current !== undefined && (FOR_DEVELOPMENT.test(current.module) || isDebugOn(repository));
}

function isDebugOn(repository: Repository): boolean {
  return knownSetting(repository, 'DEBUG')?.value === true || isOnByDefault(repository, 'DEBUG');
}

/** True when app.json, a process or an image name the module: then somebody has chosen it. */
function isNamedOutside({ djangoProject }: Repository): boolean {
  return djangoProject?.productionModule?.at.file.endsWith('.py') === false;
}

function rankOf(module: string): number {
  const name = FOR_PRODUCTION.exec(module)?.[2] ?? '';
  return ['heroku', 'production', 'prod'].indexOf(name) + 1 || 4;
}

/** The modules in the folder of the settings, and in the package itself, named for production. */
function siblings(repository: Repository, { module, file = '' }: EvaluatedSettings): string[] {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const isPackage = file.endsWith('/__init__.py');
  const parent = isPackage ? module : module.split('.').slice(0, -1).join('.');
  return repository.files.paths
    .filter((path) => path.startsWith(folder) && path !== file)
    .map((path) => /^(\w+)(?:\.py|\/__init__\.py)$/.exec(path.slice(folder.length))?.[1] ?? '')
    .filter((name) => FOR_PRODUCTION.test(name))
    .map((name) => (parent === '' ? name : `${parent}.${name}`));
}

/** The settings of a module; undefined when they do not import or lack one of the settings. */
function evaluateWhole(
  repository: Repository,
  module: string,
  needs: readonly string[],
): EvaluatedSettings | undefined {
  const environment = {
    ...platformEnvironment(repository.appJson),
    DJANGO_SETTINGS_MODULE: module,
  };
  const settings = repository.djangoProject?.evaluate(module, environment, 'required');
  const isWhole =
    settings?.file !== undefined &&
    settings.failure === undefined &&
    needs.every((name) => settings.get(name).state !== 'absent');
  return isWhole ? settings : undefined;
}

/** True when the module is part of another settings module, or may be chosen while one is loaded. */
function isLoaded(
  { files }: Repository,
  { module, file = '' }: EvaluatedSettings,
  current: EvaluatedSettings,
): boolean {
  if (current.files.includes(file)) return true;
  if (LOADS_BY_NAME.test(files.text(current.file ?? '') ?? '')) return true;
  const name = module.split('.').at(-1) ?? module;
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const loads = new RegExp(
    `^[ \\t]*(from\\s+[\\w.]*\\b${name}\\s+import|import\\s+[\\w.]*\\b${name}\\b|from\\s+\\.+\\s+import\\s+.*\\b${name}\\b)`,
    'm',
  );
  return files.paths.some(
    (path) =>
      path.endsWith('.py') &&
      path !== file &&
      path.slice(0, path.lastIndexOf('/') + 1) === folder &&
      loads.test(files.text(path) ?? ''),
  );
}
