import { defineRule, fixFrom } from '../check/rule.ts';
import { decideSetting } from '../edits/python/decide-setting.ts';
import {
  asDict,
  effectiveValue,
  fallbackRange,
  knownSetting,
  settingOf,
} from '../queries/settings/production-settings.ts';
import { settingSource } from '../queries/settings/setting-source.ts';

export default defineRule<null>({
  id: 'sessions-in-process-memory',
  group: 'logging-and-scale',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Using cached sessions"',
    url: 'https://docs.djangoproject.com/en/6.1/topics/http/sessions/#using-cached-sessions',
  },
  docs: 'Sessions are kept in a cache that is private to each process.',
  example: null,
  *check(repository) {
    if (
      effectiveValue(repository, 'SESSION_ENGINE', '') !== 'django.contrib.sessions.backends.cache'
    )
      return;
    const alias = effectiveValue(repository, 'SESSION_CACHE_ALIAS', 'default');
    const caches = settingOf(repository, 'CACHES');
    const backend = asDict(
      asDict(knownSetting(repository, 'CACHES')?.value)?.[String(alias)],
    )?.BACKEND;
    if (caches?.state !== 'absent' && !String(backend ?? '').endsWith('.LocMemCache')) return;
    const source = settingSource(repository, 'SESSION_ENGINE');
    const result =
      source && decideSetting(source, 'SESSION_ENGINE', '"django.contrib.sessions.backends.db"');
    yield {
      at: fallbackRange(repository, 'SESSION_ENGINE'),
      facts: null,
      ...fixFrom('Keep sessions in the database', 'unsafe', source?.file, result),
    };
  },
  message: () => ({
    what: "Sessions are kept in the cache, and the cache is one process's memory.",
    why: 'A dyno runs two workers or more. A user who logs in on one is unknown to the others, and a restart logs everybody out.',
    next: 'Keep sessions in the database (the default), or point CACHES at a Redis:\n  SESSION_ENGINE = "django.contrib.sessions.backends.db"',
  }),
});
