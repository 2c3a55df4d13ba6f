import { defineRule } from '../check/rule.ts';
import { removeLineAt } from '../edits/process-call.ts';

export default defineRule<{ name: string; kept: string }>({
  id: 'procfile-process-twice',
  group: 'processes',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "The Procfile": format',
    url: 'https://devcenter.heroku.com/articles/procfile#procfile-format',
  },
  docs: 'The Procfile defines a process type twice, and only the last line counts.',
  example: { name: 'web', kept: 'daphne shop.asgi:application' },
  *check(repository) {
    const { lines = [], processTypes } = repository.procfile ?? {};
    for (const line of lines) {
      const kept = processTypes?.get(line.name);
      if (kept === undefined || kept.at.start === line.at.start) continue;
      const edits = [
        {
          ...removeLineAt(repository.files.text('Procfile') ?? '', line.at.start),
          file: 'Procfile',
        },
      ];
      yield {
        at: line.at,
        facts: { name: line.name, kept: kept.command },
        fix: { title: 'Delete the line that never runs', safety: 'unsafe', edits },
      };
    }
  },
  message: ({ name, kept }) => ({
    what: `The Procfile gives \`${name}\` again further down.`,
    why: `The last line wins, so this one never runs; Heroku starts \`${kept}\`.`,
    next: 'Keep one of the two lines, or rename the other, for example to `websocket`.',
  }),
});
