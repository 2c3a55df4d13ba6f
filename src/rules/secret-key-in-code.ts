import { defineRule, fixFrom } from '../check/rule.ts';
import { decideByEnvironment } from '../edits/python/decide-setting.ts';
import type { SourceRange } from '../python/source-range.ts';
import { decidingLookups } from '../queries/settings/deciding-lookups.ts';
import { productionSettings, settingOf } from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<{
  fault: 'literal' | 'fallback';
  variable: string | undefined;
  stock: boolean;
}>({
  id: 'secret-key-in-code',
  group: 'secrets',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Deployment checklist": SECRET_KEY',
    url: 'https://docs.djangoproject.com/en/6.1/howto/deployment/checklist/#secret-key',
  },
  docs: 'The production secret key is in the code, as a value or as a fallback.',
  initFeature: 'secrets',
  example: { fault: 'literal', variable: undefined, stock: true },
  *check(repository) {
    const settings = productionSettings(repository);
    const state = settingOf(repository, 'SECRET_KEY');
    if (settings === undefined || state === undefined || state.state === 'absent') return;
    const source = settingSource(repository, 'SECRET_KEY');
    const fixBy = (variable: string) =>
      fixFrom(
        'Take it from the environment',
        'unsafe',
        source?.file,
        source && decideByEnvironment(source, 'SECRET_KEY', `os.environ["${variable}"]`),
      );
    if (
      state.state === 'known' &&
      state.dependsOn.length === 0 &&
      typeof state.value === 'string' &&
      state.value !== ''
    ) {
      const facts = {
        fault: 'literal' as const,
        variable: undefined,
        stock: state.value.startsWith('django-insecure-'),
      };
      yield { at: state.at, facts, ...fixBy('SECRET_KEY') };
      return;
    }
    const lookup = decidingLookups(settings, state).find(
      ({ fallback }) => typeof fallback === 'string' && fallback !== '',
    );
    if (lookup === undefined) return;
    const at: SourceRange | undefined = state.at ?? lookup.at;
    yield {
      at,
      facts: {
        fault: 'fallback',
        variable: lookup.variable,
        stock: String(lookup.fallback).startsWith('django-insecure-'),
      },
      ...fixBy(lookup.variable),
    };
  },
  message: ({ fault, variable, stock }) => ({
    what:
      fault === 'literal'
        ? `SECRET_KEY is in the code${stock ? ', and it is the insecure key that startproject generates' : ''}.`
        : `SECRET_KEY falls back to a string in the code when the config var ${variable} is not set.`,
    why: 'It signs sessions and password resets: anyone who can read the repository can log in as any user.',
    next: `Read it from the environment, without a fallback, and set a new one:\n  SECRET_KEY = os.environ["${variable ?? 'SECRET_KEY'}"]\n  heroku config:set ${variable ?? 'SECRET_KEY'}="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')"`,
  }),
});
