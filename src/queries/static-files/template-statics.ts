import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { stringsOf } from '../settings/production-settings.ts';
import { collectedFiles } from './static-files.ts';

/**
 * The static files that templates name and that certainly no static folder of the repository holds,
 * with the place of each name.
 */
export function* missingStaticFiles(
  repository: Repository,
): Generator<{ readonly name: string; readonly at: SourceRange }> {
  const collected = collectedFiles(repository);
  if (collected === undefined) return;
  const ours = new Set([...collected.keys()].map((path) => path.split('/')[0]));
  const foreign = hasForeignApps(repository);
  for (const file of repository.files.paths.filter((path) => /\.(html?|txt|xml)$/.test(path))) {
    for (const match of (repository.files.text(file) ?? '').matchAll(
      /\{%-?\s*static\s+(["'])([^"'{}]+)\1/g,
    )) {
      const name = (match[2] ?? '').replace(/[?#].*$/, '');
      const top = name.split('/')[0] ?? '';
      if (collected.has(name) || name.endsWith('/') || top === 'admin' || top === 'gis') continue;
      // What lies in a folder of its own may come with an installed package.
      if (foreign && name.includes('/') && !ours.has(top)) continue;
      const start = match.index + match[0].indexOf(match[2] ?? '');
      yield { name, at: { file, start, end: start + name.length } };
    }
  }
}

function hasForeignApps(repository: Repository): boolean {
  const apps = stringsOf(repository, 'INSTALLED_APPS') ?? [];
  return apps.some((app) => {
    const top = app.split('.')[0] ?? '';
    return (
      !/^(django|whitenoise)$/.test(top) &&
      !repository.files.paths.some((path) => new RegExp(`(^|/)${top}(/|\\.py$)`).test(path))
    );
  });
}
