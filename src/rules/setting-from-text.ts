import { defineRule } from '../check/rule.ts';
import { settingsFromText, type TextSetting } from '../queries/settings/settings-from-text.ts';

type Facts = Pick<TextSetting, 'setting' | 'variable' | 'kind'>;

export default defineRule<Facts>({
  id: 'setting-from-text',
  group: 'settings',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Configuration and Config Vars"',
    url: 'https://devcenter.heroku.com/articles/config-vars',
  },
  docs: 'A setting that must be a truth value, a list or a number is the text of a config var.',
  example: { setting: 'ALLOWED_HOSTS', variable: 'HOSTS', kind: 'list' },
  *check(repository) {
    for (const { at, ...facts } of settingsFromText(repository))
      yield { at, facts, ...(facts.kind === 'list' ? {} : { severity: 'warning' as const }) };
  },
  message: ({ setting, variable, kind }) => ({
    what: {
      boolean: `${setting} is the text of ${variable}, not a truth value.`,
      truth: `${setting} is \`bool(…)\` of the text of ${variable}.`,
      list: `${setting} is the text of ${variable}, not a list.`,
      number: `${setting === 'DATABASES' ? 'CONN_MAX_AGE of DATABASES' : setting} is the text of ${variable}, not a number.`,
    }[kind],
    why: {
      boolean: `Every text that is not empty counts as true, so \`${variable}=False\` switches it on.`,
      truth: `Every text that is not empty counts as true, so \`${variable}=False\` switches it on.`,
      list: LISTS[setting] ?? 'Django takes each character for an entry.',
      number: `Django counts with it, and each request that does ends in TypeError once ${variable} is set.`,
    }[kind],
    next: {
      boolean: `Compare the text:\n  ${setting} = os.environ.get("${variable}", "").lower() in ("1", "true", "yes")`,
      truth: `Compare the text:\n  ${setting} = os.environ.get("${variable}", "").lower() in ("1", "true", "yes")`,
      list: `Split it at the commas:\n  ${setting} = [one.strip() for one in os.environ.get("${variable}", "").split(",") if one.strip()]`,
      number: `Make it a number:\n  int(os.environ.get("${variable}", "600"))`,
    }[kind],
  }),
});

const CHARACTERS =
  'The system check takes each character for an origin without a scheme, so `migrate` stops and the release fails.';
const TYPE = 'Django refuses to start: "The setting must be a list or a tuple".';
const LISTS: Readonly<Record<string, string>> = {
  ALLOWED_HOSTS: TYPE.replace('The setting', 'The ALLOWED_HOSTS setting'),
  SECRET_KEY_FALLBACKS: TYPE.replace('The setting', 'The SECRET_KEY_FALLBACKS setting'),
  CSRF_TRUSTED_ORIGINS: CHARACTERS,
  CORS_ALLOWED_ORIGINS:
    'The system check of django-cors-headers stops `migrate`, and the release fails.',
  CORS_ORIGIN_WHITELIST:
    'The system check of django-cors-headers stops `migrate`, and the release fails.',
};
