import type { Repository } from '../../project/repository.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';

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
