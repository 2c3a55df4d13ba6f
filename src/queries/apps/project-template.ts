import { isUnfilled } from '../../project/django/find-manage.ts';
import type { Repository } from '../../project/repository.ts';

/**
 * A file that shows that the repository is a template from which projects are made; undefined for a
 * project, and where there is neither.
 */
export function templateFile({ files, djangoProjects }: Repository): string | undefined {
  if (djangoProjects.length > 0) return undefined;
  return files.paths.find(
    (path) => /(^|\/)(manage|settings|wsgi)\.py$/.test(path) && isUnfilled(files, path),
  );
}
