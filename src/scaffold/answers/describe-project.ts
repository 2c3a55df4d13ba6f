import type { Project } from '../../project/project.ts';
import { djangoSeries } from '../packages/django-series.ts';

/**
 * One or two lines that say what was found: the project, its settings, how it declares packages,
 * and what is missing.
 */
export function describeProject(project: Project): string {
  const { site } = project;
  const name = site?.package ?? 'a project';
  const place = site?.root ? ` in ${site.root}/` : '';
  const settings =
    site?.production?.file ?? site?.productionModule?.value ?? 'settings that were not found';
  const arranged = site?.settingsArePackage
    ? `a settings package (production: ${settings})`
    : `one settings file (${settings})`;
  const packages = project.dependencies.editable?.path ?? 'no list of packages';
  const missing = ['Procfile', '.python-version', 'app.json'].filter(
    (path) => !project.files.has(path),
  );
  const lacks = missing.length === 0 ? '' : `, no ${missing.join(', no ')}`;
  return `Found ${name}${place}: Django ${djangoSeries(project)}, ${arranged}, ${packages}${lacks}.`;
}
