import type { Repository } from '../../project/repository.ts';
import { djangoSeries } from '../packages/django-series.ts';

/**
 * One or two lines that say what was found: the project, its settings, how it declares packages,
 * and what is missing.
 */
export function describeProject(repository: Repository): string {
  const { djangoProject } = repository;
  const name = djangoProject?.package ?? 'a project';
  const place = djangoProject?.root ? ` in ${djangoProject.root}/` : '';
  const settings =
    djangoProject?.production?.file ??
    djangoProject?.productionModule?.value ??
    'settings that were not found';
  const arranged = djangoProject?.settingsArePackage
    ? `a settings package (production: ${settings})`
    : `one settings file (${settings})`;
  const packages = repository.dependencies.editable?.path ?? 'no list of packages';
  const missing = ['Procfile', '.python-version', 'app.json'].filter(
    (path) => !repository.files.has(path),
  );
  const lacks = missing.length === 0 ? '' : `, no ${missing.join(', no ')}`;
  return `Found ${name}${place}: Django ${djangoSeries(repository)}, ${arranged}, ${packages}${lacks}.`;
}
