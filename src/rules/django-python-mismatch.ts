import { defineRule } from '../check/rule.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { factsInForce } from '../facts/in-force.ts';
import { olderNewestPython, pythonLines } from '../facts/python-lines.ts';
import { declaredSeries, findSeries } from '../queries/packages/django-version.ts';
import { buildPython, pythonFix, suitedPython } from '../queries/python-version/python-versions.ts';

export default defineRule<{
  series: string;
  python: string;
  file: string;
  range: string;
  built: string;
  tooOld: boolean;
}>({
  id: 'django-python-mismatch',
  group: 'python-version',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "FAQ: Installation": what Python version can I use with Django?',
    url: 'https://docs.djangoproject.com/en/6.1/faq/install/#what-python-version-can-i-use-with-django',
  },
  leadsTo: ['install-dependencies::pip', 'install-dependencies::uv'],
  docs: 'The declared Django does not run on the requested Python.',
  example: {
    series: '6.1',
    python: '3.11',
    file: '.python-version',
    range: '3.12 to 3.15',
    built: '3.12, 3.13, 3.14',
    tooOld: true,
  },
  *check(repository) {
    const python = buildPython(repository);
    const declared = declaredSeries(repository);
    if (python === undefined || declared === undefined) return;
    // What a Django runs on that is newer than the facts, they cannot say.
    if (!factsInForce().complete && olderNewestPython(python.line) !== undefined) return;
    const lowest = findSeries(declared.lowest);
    const highest = findSeries(declared.highest);
    const tooOld = lowest !== undefined && compareCycles(python.line, lowest.python[0]) < 0;
    const tooNew = highest !== undefined && compareCycles(python.line, highest.python[1]) > 0;
    const series = tooOld ? lowest : tooNew ? highest : undefined;
    if (series === undefined) return;
    const [first, last] = series.python;
    const built = pythonLines()
      .filter(({ line }) => compareCycles(line, first) >= 0 && compareCycles(line, last) <= 0)
      .map(({ line }) => line);
    const facts = {
      series: series.cycle,
      python: python.line,
      file: python.at.file,
      range: `${first} to ${last}`,
      built: built.join(', '),
      tooOld,
    };
    yield {
      at: python.at,
      facts,
      ...(tooOld ? {} : { severity: 'warning' as const }),
      ...pythonFix(python, suitedPython(repository)),
    };
  },
  message: ({ series, python, file, range, built, tooOld }) => ({
    what: `Django ${series} is for Python ${range}; ${file} asks for ${python}.`,
    why: tooOld
      ? 'The installer finds no matching Django, and the build stops.'
      : 'It installs, as Django sets no upper bound, and was never tested there: removed modules of the standard library show only when a page uses them.',
    next: `${tooOld ? 'Write' : 'Raise Django, or write'} one of ${built} into ${file}.`,
  }),
});
