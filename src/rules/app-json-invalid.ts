import { defineRule } from '../check/rule.ts';

export default defineRule<{ message: string }>({
  id: 'app-json-invalid',
  group: 'app-json',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "app.json Schema"',
    url: 'https://devcenter.heroku.com/articles/app-json-schema#schema-reference',
  },
  docs: "app.json is not JSON, or does not match Heroku's schema.",
  example: { message: 'adons is not a field of app.json' },
  *check(repository) {
    const broken = repository.broken
      .filter(({ at }) => at.file === 'app.json')
      .map(({ at, what }) => ({ at, message: what }));
    // What is no JSON at all is one fault, not two.
    for (const { at, message } of broken.length > 0 ? broken : (repository.appJson?.problems ?? []))
      yield { at, facts: { message } };
  },
  message: ({ message }) => ({
    what: `app.json is not valid: ${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}.`,
    why: 'Review apps, Heroku CI and the deploy button read it when they create an app. They reject the whole file and create nothing.',
    next: 'Fix this part. Deploys of existing apps do not read the file.',
  }),
});
