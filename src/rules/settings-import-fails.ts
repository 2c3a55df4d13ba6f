import { defineRule } from '../check/rule.ts';
import type { SettingsFailure } from '../evaluator/api.ts';

interface Facts {
  readonly module: string;
  readonly kind: SettingsFailure['kind'];
  readonly message: string;
  readonly variable: string | undefined;
}

export default defineRule<Facts>({
  id: 'settings-import-fails',
  group: 'settings',
  severity: 'error',
  since: '0.1.0',
  source: {
    title:
      'heroku/heroku-buildpack-python v351, bin/steps/collectstatic: the settings are imported',
    url: 'https://github.com/heroku/heroku-buildpack-python/blob/v351/bin/steps/collectstatic#L61-L92',
  },
  leadsTo: ['collectstatic-other', 'collectstatic-improper-configuration'],
  docs: 'The production settings cannot be imported from the files that git would push.',
  example: {
    module: 'shop.settings.heroku',
    kind: 'missing-module',
    message: "No module named 'shop.settings.local'",
    variable: undefined,
  },
  *check(repository) {
    const settings = repository.djangoProject?.production;
    const failure = settings?.failure;
    if (
      settings === undefined ||
      settings.file === undefined ||
      failure === undefined ||
      failure.kind === 'syntax-error'
    )
      return;
    const { kind, message, variable } = failure;
    yield {
      at: failure.at ?? { file: settings.file, start: 0, end: 0 },
      facts: { module: settings.module, kind, message, variable },
    };
  },
  message: ({ module, kind, message, variable }) => ({
    what: `Importing \`${module}\` fails: ${message.replace(/\.$/, '')}.`,
    why: 'The build imports the settings to collect static files, and every process imports them at start. All of them stop at this line.',
    next:
      kind === 'missing-variable'
        ? `Set the config var before the first push, as the build needs it already:\n  heroku config:set ${variable ?? 'NAME'}=…`
        : kind === 'missing-module'
          ? 'Commit the module if git ignores it, or remove the import from production:\n  git check-ignore -v PATH'
          : 'Import the settings on your machine with the config vars of the app, and fix what it shows.',
  }),
});
