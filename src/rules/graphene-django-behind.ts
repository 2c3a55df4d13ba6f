import { defineRule } from '../check/rule.ts';
import { compareCycles } from '../facts/end-of-life.ts';

/**
 * The newest Django that graphene-django declares, as a classifier of its newest version. Source:
 * metadata of graphene-django 3.2.3 on PyPI; read 2026-11-23.
 */
const NEWEST_DECLARED = '4.2';

export default defineRule<{ django: string }>({
  id: 'graphene-django-behind',
  group: 'graphql',
  severity: 'hint',
  since: '0.1.0',
  source: {
    title: 'PyPI, "graphene-django": classifiers',
    url: 'https://pypi.org/project/graphene-django/',
  },
  docs: 'graphene-django runs on a Django that it does not declare.',
  example: { django: '5.2' },
  *check(repository) {
    const { dependencies, djangoProject } = repository;
    const graphene = dependencies.find('graphene-django');
    const django = djangoProject?.djangoSeries.lowest;
    if (graphene === undefined || django === undefined) return;
    if (compareCycles(django, NEWEST_DECLARED) > 0) yield { at: graphene.at, facts: { django } };
  },
  message: ({ django }) => ({
    what: `graphene-django declares Django up to ${NEWEST_DECLARED}; the project uses ${django}.`,
    why: 'Nobody upstream tests this pair, and releases are rare: a change of Django that breaks the API may stay unfixed.',
    next: 'Cover the API with tests before you raise Django, and plan the move to strawberry-graphql-django.',
  }),
});
