import { compareCycles } from '../../facts/end-of-life.ts';
import { pythonLines } from '../../facts/python-lines.ts';
import type { Repository } from '../../project/repository.ts';
import { declaredSeries, findSeries, seriesOfStart } from '../packages/django-version.ts';
import type { RequestedPython } from './requested-python.ts';

/**
 * The newest line of Python that the build has and the Django runs on that is declared, or that
 * made the project, as X.Y; undefined when there is none.
 */
export function suitedPython(repository: Repository): string | undefined {
  const { lowest, highest } = repository.dependencies.declares('django')
    ? declaredSeries(repository)
    : { lowest: seriesOfStart(repository), highest: seriesOfStart(repository) };
  const [first, last] = [findSeries(lowest)?.python[0], findSeries(highest)?.python[1]];
  return pythonLines().findLast(
    ({ line, supportEnds }) =>
      supportEnds === undefined &&
      (first === undefined || compareCycles(line, first) >= 0) &&
      (last === undefined || compareCycles(line, last) <= 0),
  )?.line;
}

/**
 * The fix that writes another line of Python where a version was asked for, in the spelling of that
 * file; nothing when no line is given, and declined for a lock.
 */
export function pythonFix(
  { at, text }: RequestedPython,
  line: string | undefined,
): {
  readonly fix?: {
    title: string;
    safety: 'unsafe';
    edits: { file: string; start: number; end: number; text: string }[];
  };
  readonly declined?: string;
} {
  if (line === undefined) return {};
  if (at.file === 'Pipfile.lock') return { declined: 'a lock is not edited by hand' };
  const written = text.startsWith('python-') ? `python-${line}` : line;
  return {
    fix: { title: `Take Python ${line}`, safety: 'unsafe', edits: [{ ...at, text: written }] },
  };
}
