import { manageScripts } from '../../project/django/manage-scripts.ts';
import type { Repository } from '../../project/repository.ts';

/**
 * True when manage.py, and what it runs, leave it to a config var which settings module is used. A
 * container or a library such as django-configurations names it in a way of its own.
 */
export function managesWithoutSettings({ djangoProject, files }: Repository): boolean {
  if (djangoProject === undefined || files.has('heroku.yml')) return false;
  return !manageScripts(files, djangoProject.managePath).some((path) =>
    /settings|configurations|environ/i.test(files.text(path) ?? ''),
  );
}
