import { defineRule } from '../check/rule.ts';
import { type EarlyQuery, earlyQueries } from '../queries/apps/early-queries.ts';

type Facts = Pick<EarlyQuery, 'when' | 'through'>;

export default defineRule<Facts>({
  id: 'query-at-import',
  group: 'release',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Applications": AppConfig.ready()',
    url: 'https://docs.djangoproject.com/en/6.1/ref/applications/#django.apps.AppConfig.ready',
  },
  leadsTo: ['H10'],
  docs: 'Served code asks the database while it is imported or when apps are ready, before any migration ran.',
  example: { when: 'import', through: undefined },
  *check(repository) {
    for (const { at, when, tolerated, through } of earlyQueries(repository))
      if (!tolerated) yield { at, facts: { when, through } };
  },
  message: ({ when, through }) => ({
    what:
      through === undefined
        ? `This asks the database while ${when === 'ready' ? 'Django starts' : 'the file is imported'}.`
        : `\`${through}()\` asks the database, and is called while ${when === 'ready' ? 'Django starts' : 'the file is imported'}.`,
    why: '`migrate` loads this code before it makes the table: the first release on a new database, such as one of a review app, fails with "relation does not exist". Later the answer is as old as the process.',
    next: 'Ask when the answer is needed: in the view, in the `__init__` of the form, or pass the function itself, such as `choices=get_choices`.',
  }),
});
