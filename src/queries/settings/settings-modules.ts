import type { Repository } from '../../project/repository.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { knownSetting, productionSettings } from './production-settings.ts';

const FOR_DEVELOPMENT = /(^|[._])(local|dev|develop|development|debug|test|tests|testing)$/;
const FOR_PRODUCTION = /(^|[._])(prod|production|heroku|live|deploy|deployment)$/;

/**
 * The dotted names of settings modules beside the production module that are named for production,
 * such as `shop.settings.heroku`.
 */
export function productionNamedModules(repository: Repository): string[] {
  const { djangoProject } = repository;
  const settings = productionSettings(repository);
  if (djangoProject === undefined || settings?.file === undefined) return [];
  const folder = settings.file.slice(0, settings.file.lastIndexOf('/') + 1);
  const parent = settings.file.endsWith('/__init__.py')
    ? settings.module
    : settings.module.split('.').slice(0, -1).join('.');
  return repository.files.paths
    .filter(
      (path) =>
        path.startsWith(folder) &&
        /^\w+\.py$/.test(path.slice(folder.length)) &&
        path !== settings.file,
    )
    .map((path) => path.slice(folder.length, -'.py'.length))
    .filter((name) => FOR_PRODUCTION.test(name))
    .map((name) => (parent === '' ? name : `${parent}.${name}`));
}

/**
 * True when the module that a dyno imports is one for development: DEBUG is on in it, and it is
 * named so or a module named for production stands beside it unused.
 */
export function isDevelopmentModule(repository: Repository): boolean {
  const settings = productionSettings(repository);
  if (settings === undefined || knownSetting(repository, 'DEBUG')?.value !== true) return false;
  return FOR_DEVELOPMENT.test(settings.module) || productionNamedModules(repository).length > 0;
}

/**
 * The dotted names of the modules that look like settings, seen from the site's folder, sorted:
 * `shop.settings`, `shop.settings.heroku`.
 */
export function settingsModules(repository: Repository): string[] {
  const root = repository.djangoProject?.root ?? '';
  const prefix = folderPrefix(root);
  return repository.files.paths
    .filter(
      (path) =>
        path.startsWith(prefix) &&
        /(^|\/)([\w-]*settings[\w-]*|settings\/\w+)\.py$|(^|\/)settings\/__init__\.py$/.test(path),
    )
    .filter((path) =>
      /^([A-Z][A-Z0-9_]*\s*[:+]?=|from\s+\S+\s+import\s+\*)/m.test(
        repository.files.text(path) ?? '',
      ),
    )
    .map((path) =>
      path
        .slice(prefix.length)
        // A src layout: manage.py adds the folder to the path.
        .replace(repository.files.has(`${prefix}src/__init__.py`) ? '' : /^src\//, '')
        .replace(/(\/__init__)?\.py$/, '')
        .replaceAll('/', '.'),
    )
    .sort();
}
