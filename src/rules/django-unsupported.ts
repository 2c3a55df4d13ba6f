import { defineRule } from '../check/rule.ts';
import { factsInForce, newestReading } from '../facts/in-force.ts';
import {
  findSeries,
  isAtLeast,
  oldestSupportedSeries,
} from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';

export default defineRule<{
  series: string;
  ended: string | undefined;
  target: string;
  read: string;
}>({
  id: 'django-unsupported',
  group: 'dependencies',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'djangoproject.com, "Download": supported versions',
    url: 'https://www.djangoproject.com/download/#supported-versions',
  },
  docs: 'The build would install a Django series that no longer gets security fixes.',
  example: { series: '4.2', ended: '2026-04-07', target: '5.2', read: '2026-11-24' },
  *check(repository) {
    const series = installedSeries(repository);
    const target = oldestSupportedSeries();
    if (series === undefined || target === undefined || isAtLeast(series, target)) return;
    const ended = findSeries(series)?.supportEnds;
    const read = newestReading(factsInForce().tables.django);
    yield {
      at: repository.dependencies.find('django')?.at,
      facts: { series, ended, target, read },
    };
  },
  message: ({ series, ended, target, read }) => ({
    what: `The build would install Django ${series}${ended === undefined ? '' : `, whose security fixes ended on ${ended}`} (read on ${read}).`,
    why: 'Vulnerabilities found since then stay open, and newer Pythons and packages drop support for it.',
    next: `Upgrade one series at a time, running the tests in between, until ${target} or newer:\n  python -Wa manage.py test`,
  }),
});
