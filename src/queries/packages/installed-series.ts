import { djangoCycles } from '../../facts/django-series.ts';
import { compareCycles } from '../../facts/end-of-life.ts';
import type { Repository } from '../../project/repository.ts';
import { requestedPython } from '../python-version/python-versions.ts';
import { declaredSeries } from './django-version.ts';

/**
 * The series that a build would install today: the locked one, the highest that is allowed, or,
 * without an upper bound, the newest that the requested Python can run. Undefined when Django is
 * not declared.
 */
export function installedSeries(repository: Repository): string | undefined {
  const { highest } = declaredSeries(repository);
  if (highest !== undefined) return highest;
  if (repository.dependencies.find('django') === undefined) return undefined;
  const python = requestedPython(repository)?.line;
  return djangoCycles().findLast(
    (one) => python === undefined || compareCycles(python, one.python[0]) >= 0,
  )?.cycle;
}
