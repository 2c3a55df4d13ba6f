import { defineRule } from '../check/rule.ts';
import { misnamedProcfiles } from '../queries/processes/procfile-names.ts';

export default defineRule<{ path: string }>({
  id: 'procfile-misnamed',
  group: 'processes',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "The Procfile": naming and location',
    url: 'https://devcenter.heroku.com/articles/procfile#procfile-naming-and-location',
  },
  leadsTo: ['H14'],
  docs: 'The Procfile has the wrong name or is in the wrong folder.',
  example: { path: 'Procfile.txt' },
  *check(repository) {
    for (const path of misnamedProcfiles(repository))
      yield { at: { file: path, start: 0, end: 0 }, facts: { path } };
  },
  message: ({ path }) => ({
    what: `\`${path}\` is not read: Heroku looks for a file named exactly \`Procfile\` in the root of the repository.`,
    why: 'No web process would start, and every request would end in H14.',
    next: `Rename it:\n  git mv ${quoted(path)} Procfile`,
  }),
});

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path}'`;
}
