import { defineRule, fixFrom } from '../check/rule.ts';
import { addRequirement } from '../edits/requirements.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { editableRequirements } from '../queries/packages/requirements-file.ts';
import {
  asDict,
  productionChain,
  productionSettings,
} from '../queries/settings/production-settings.ts';

/**
 * Packages that need the client themselves and so bring it along; Celery and kombu only do with
 * their extra.
 */
const BRINGS_REDIS = [
  'redis',
  'django-redis',
  'django-redis-cache',
  'channels-redis',
  'rq',
  'django-rq',
  'celery-redbeat',
  'huey',
  'django-valkey',
];
const BACKEND = 'django.core.cache.backends.redis.RedisCache';

export default defineRule<{ setting: string }>({
  id: 'redis-undeclared',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Django\'s cache framework": Redis',
    url: 'https://docs.djangoproject.com/en/6.1/topics/cache/#redis',
  },
  docs: 'The settings use Redis, but its client is not among the dependencies.',
  example: { setting: 'CACHES' },
  *check(repository) {
    const { dependencies } = repository;
    if (dependencies.managers.length === 0) return;
    if (BRINGS_REDIS.some((name) => dependencies.declares(name))) return;
    if (
      dependencies.requirements.some(
        ({ normalizedName, extras }) =>
          /^(celery|kombu)$/.test(normalizedName) && extras.includes('redis'),
      )
    )
      return;
    const use = useOf(repository);
    if (use === undefined) return;
    const file = editableRequirements(repository);
    const result =
      file === undefined
        ? undefined
        : addRequirement(repository.files.text(file) ?? '', {
            name: 'redis',
            specifier: '>=6.4,<9',
          });
    yield {
      at: use.at,
      facts: { setting: use.setting },
      ...fixFrom('Add redis', 'safe', file, result),
    };
  },
  message: ({ setting }) => ({
    what: `${setting} uses Redis, and the package \`redis\` is not declared.`,
    why: 'Neither Django nor Celery installs the client. The first use fails with "No module named \'redis\'".',
    next: 'Add it to the main dependencies:\n  redis>=6.4,<9',
  }),
});

/**
 * What the settings hold by default counts: an address from the environment leaves the kind of
 * cache or broker as it is.
 */
function useOf(
  repository: Repository,
): { readonly setting: string; readonly at: SourceRange | undefined } | undefined {
  const stateOf = (name: string) => {
    const state = productionSettings(repository)?.get(name);
    return state?.state === 'absent' ? undefined : state;
  };
  const caches = stateOf('CACHES');
  const backends =
    caches?.state === 'known'
      ? Object.values(asDict(caches.value) ?? {}).map((cache) => asDict(cache)?.BACKEND)
      : [];
  const isWritten =
    caches?.state === 'computed' &&
    productionChain(repository).some(
      ({ text }) => text.includes(`'${BACKEND}'`) || text.includes(`"${BACKEND}"`),
    );
  if (backends.includes(BACKEND) || isWritten) return { setting: 'CACHES', at: caches?.at };
  if (!repository.dependencies.declares('celery')) return undefined;
  for (const setting of ['CELERY_BROKER_URL', 'CELERY_RESULT_BACKEND']) {
    const state = stateOf(setting);
    const isRedis =
      state?.state === 'known'
        ? /^rediss?:\/\//.test(String(state.value))
        : state?.dependsOn.some((variable) => /^REDIS(_TLS)?_URL$/.test(variable));
    if (isRedis === true) return { setting, at: state?.at };
  }
  return undefined;
}
