import { defineRule, fixFrom } from '../check/rule.ts';
import { setJsonValue } from '../edits/json.ts';
import { productionSettings } from '../queries/settings/production-settings.ts';
import { isOwnSecret, requiredLookups } from '../queries/settings/required-variables.ts';

/** Set by the platform or by the dyno\'s start script; nobody declares them. */
const GIVEN =
  /^(DYNO|PORT|HOME|PATH|PYTHON\w*|WEB_CONCURRENCY|DYNO_RAM|STACK|SOURCE_VERSION|REQUEST_ID|HEROKU_\w+|CI|LANG|FORWARDED_ALLOW_IPS|GUNICORN_CMD_ARGS|DJANGO_SETTINGS_MODULE)$/;
/** Brought by an add-on, which has a finding of its own. */
const FROM_ADDON = /_URL$/;
export default defineRule<{ variable: string; generated: boolean }>({
  id: 'app-json-variable-undeclared',
  group: 'app-json',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "app.json Schema": env',
    url: 'https://devcenter.heroku.com/articles/app-json-schema#env',
  },
  docs: 'The production settings need a config var that app.json does not declare.',
  initFeature: 'app-json',
  example: { variable: 'SECRET_KEY', generated: true },
  *check(repository) {
    const { appJson } = repository;
    if (appJson === undefined) return;
    const settings = productionSettings(repository);
    if (settings === undefined) return;
    for (const { variable, at } of requiredLookups(repository)) {
      if (appJson.env.has(variable) || GIVEN.test(variable) || FROM_ADDON.test(variable)) continue;
      const generated = isOwnSecret(settings, variable);
      const declared = {
        description: `${variable} of this app`,
        ...(generated ? { generator: 'secret' } : {}),
      };
      const result = setJsonValue(
        repository.files.text('app.json') ?? '',
        ['env', variable],
        declared,
        { keep: true },
      );
      yield {
        at,
        facts: { variable, generated },
        ...fixFrom(`Declare ${variable}`, 'safe', 'app.json', result),
      };
    }
  },
  message: ({ variable, generated }) => ({
    what: `The settings need the config var ${variable}, and app.json does not mention it.`,
    why: 'A review app or a second environment made from app.json lacks it: its build stops in collectstatic, or the app does not start.',
    next: `Declare it under "env"${generated ? ', generated for each app' : ''}:\n  "${variable}": ${generated ? '{ "description": "…", "generator": "secret" }' : '{ "description": "…" }'}`,
  }),
});
