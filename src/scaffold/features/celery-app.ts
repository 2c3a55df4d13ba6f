import { type FeatureContext, packageFile } from '../plan/feature.ts';

/** The file of the project's Celery app, as it will be; undefined when there is none. */
export function findCeleryApp({
  djangoProject,
  draft,
}: Pick<FeatureContext, 'djangoProject' | 'draft'>): string | undefined {
  const named = djangoProject.references.find(({ kind }) => kind === 'celery')?.at.file;
  const path = named ?? packageFile(djangoProject, 'celery.py');
  return path === undefined || (named === undefined && draft.text(path) === undefined)
    ? undefined
    : path;
}
