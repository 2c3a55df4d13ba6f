import { defineRule } from '../check/rule.ts';

export default defineRule<{ name: string }>({
  id: 'procfile-unread-locally',
  group: 'processes',
  severity: 'hint',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'strongloop/node-foreman, lib/procfile.js',
    url: 'https://github.com/strongloop/node-foreman/blob/master/lib/procfile.js',
  },
  docs: 'Heroku reads this line of the Procfile, but `heroku local` does not.',
  example: { name: 'web' },
  *check(repository) {
    for (const { name, at, commandAt } of repository.procfile?.lines ?? []) {
      const head = (repository.files.text(at.file) ?? '').slice(at.start, commandAt.start);
      if (/^[A-Za-z0-9_-]+:/.test(head)) continue;
      const edits = [{ file: at.file, start: at.start, end: commandAt.start, text: `${name}: ` }];
      yield {
        at,
        facts: { name },
        fix: { title: `Begin the line with \`${name}:\``, safety: 'safe', edits },
      };
    }
  },
  message: ({ name }) => ({
    what: `The line of \`${name}\` has no colon after the name, or a blank before it.`,
    why: 'Heroku accepts the line, but `heroku local` stops at it and starts no process.',
    next: `Begin the line with the name and a colon:\n  ${name}: COMMAND`,
  }),
});
