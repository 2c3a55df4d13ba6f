import { defineRule } from '../check/rule.ts';

export default defineRule<{ line: string }>({
  id: 'procfile-line-ignored',
  group: 'processes',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "The Procfile": format',
    url: 'https://devcenter.heroku.com/articles/procfile#procfile-format',
  },
  docs: 'A line of the Procfile is not a process type, and Heroku ignores it.',
  example: { line: 'web gunicorn shop.wsgi' },
  *check(repository) {
    for (const at of repository.procfile?.ignored ?? [])
      yield {
        at,
        facts: { line: repository.files.text(at.file)?.slice(at.start, at.end).trim() ?? '' },
      };
  },
  message: ({ line }) => ({
    what: `\`${line}\` is not a line of the form \`name: command\`.`,
    why: 'Heroku ignores the line silently, so its command never runs.',
    next: 'Write a name of letters, digits, - or _, a colon, and the command on the same line:\n  web: gunicorn shop.wsgi',
  }),
});
