import { defineRule } from '../check/rule.ts';

export default defineRule<{ message: string }>({
  id: 'app-json-invalid',
  group: 'app-json',
  severity: 'warning',
  since: '0.1.0',
  source: 'Heroku Dev Center, "app.json Schema"',
  docs: 'app.json is no JSON, or holds what the schema of the platform refuses.',
  example: { message: 'Unknown field `adons`' },
  *check(project) {
    for (const { at, what } of project.broken) if (at.file === 'app.json') yield { at, facts: { message: what } };
    for (const { at, message } of project.appJson?.problems ?? []) yield { at, facts: { message } };
  },
  advise: ({ message }) => ({
    what: `app.json is not valid: ${message.replace(/\.$/, '')}.`,
    why: 'Review apps, Heroku CI and the deploy button read it when they create an app, refuse the whole file, and create nothing.',
    next: 'Mend this part; nothing else is lost, as deploys of existing apps do not read the file.',
  }),
});
