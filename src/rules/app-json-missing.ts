import { defineRule } from '../check/rule.ts';

export default defineRule<null>({
  id: 'app-json-missing',
  group: 'app-json',
  severity: 'hint',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Creating a \'Deploy to Heroku\' Button"',
    url: 'https://devcenter.heroku.com/articles/heroku-button',
  },
  docs: 'The repository shows a deploy button, which needs an app.json.',
  initFeature: 'app-json',
  example: null,
  *check(repository) {
    const { files, djangoProject } = repository;
    if (djangoProject === undefined || files.has('app.json')) return;
    for (const file of files.paths.filter((path) => /^(README|docs\/[^/]+)(\.\w+)?$/i.test(path))) {
      const match = /https:\/\/(www\.|dashboard\.)?heroku\.com\/(deploy|new)\b[^\s)"'>\]]*/.exec(
        files.text(file) ?? '',
      );
      if (match === null) continue;
      yield { at: { file, start: match.index, end: match.index + match[0].length }, facts: null };
      return;
    }
  },
  message: () => ({
    what: 'This page has a deploy button, but the root has no app.json.',
    why: 'The button reads config vars and add-ons from that file. Without it, the visitor gets an error page.',
    next: 'Run `dynoready init --only app-json`, which derives it from the settings.',
  }),
});
