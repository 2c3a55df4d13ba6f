import { type EntryContext, packageFile } from '../plan/feature.ts';

/** The file of the project's Celery app, as it will be; undefined when there is none. */
export function findCeleryApp({
  site,
  draft,
}: Pick<EntryContext, 'site' | 'draft'>): string | undefined {
  const named = site.references.find(({ kind }) => kind === 'celery')?.at.file;
  const path = named ?? packageFile(site, 'celery.py');
  return path === undefined || (named === undefined && draft.text(path) === undefined)
    ? undefined
    : path;
}
