import { defineRule, fixFrom } from '../check/rule.ts';
import { insertListItem } from '../edits/python/list-items.ts';
import { fallbackRange, isWhole } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';
import { hasStaticFilesApp, skipsCollectstatic } from '../queries/static-files/static-files.ts';

export default defineRule<null>({
  id: 'staticfiles-app-missing',
  group: 'static-files',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title:
      'heroku/heroku-buildpack-python v351, bin/steps/collectstatic: it runs wherever Django and manage.py are',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/bin/steps/collectstatic#L45-L70',
  },
  leadsTo: ['collectstatic-other'],
  docs: 'The build runs collectstatic, and the app that provides the command is not installed.',
  example: null,
  *check(repository) {
    if (
      !isWhole(repository, 'INSTALLED_APPS') ||
      hasStaticFilesApp(repository) ||
      skipsCollectstatic(repository)
    )
      return;
    const source = settingSource(repository, 'INSTALLED_APPS');
    const result =
      source &&
      insertListItem(source, 'INSTALLED_APPS', 'django.contrib.staticfiles', {
        after: 'django.contrib.messages',
        otherwise: 'last',
      });
    yield {
      at: fallbackRange(repository, 'INSTALLED_APPS'),
      facts: null,
      ...fixFrom('Add the app', 'safe', source?.file, result),
    };
  },
  message: () => ({
    what: 'INSTALLED_APPS does not hold `django.contrib.staticfiles`.',
    why: 'The build runs collectstatic wherever it finds Django and a manage.py; the command is unknown, and the build stops with `collectstatic-other`.',
    next: 'Add the app, or, if there is nothing to collect, switch the step off:\n  heroku config:set DISABLE_COLLECTSTATIC=1',
  }),
});
