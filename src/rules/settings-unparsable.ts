import { defineRule } from '../check/rule.ts';
import { productionSettings } from '../queries/settings/production-settings.ts';

export default defineRule<{ module: string; message: string }>({
  id: 'settings-unparsable',
  group: 'settings',
  severity: 'error',
  since: '0.1.0',
  source: {
    title:
      'heroku/heroku-buildpack-python v351, bin/steps/collectstatic: the settings are imported',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/bin/steps/collectstatic#L61-L92',
  },
  leadsTo: ['collectstatic-syntax-error'],
  docs: 'A file of the production settings is not valid Python.',
  example: { module: 'shop.settings', message: 'invalid syntax' },
  *check(repository) {
    const failure = repository.djangoProject?.production?.failure;
    if (failure?.kind !== 'syntax-error') return;
    yield {
      at: failure.at,
      facts: {
        module: productionSettings(repository)?.module ?? '',
        message: failure.message.replace(/^SyntaxError: /, '').replace(/ \(line \d+\)$/, ''),
      },
    };
  },
  message: ({ module, message }) => ({
    what: `Python cannot read the settings \`${module}\`: ${message}.`,
    why: 'The build imports them for collectstatic and stops with `collectstatic-syntax-error`.',
    next: 'Fix the line. This command shows the same error:\n  python -m compileall -q .',
  }),
});
