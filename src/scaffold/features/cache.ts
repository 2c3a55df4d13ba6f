import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { cacheBackend } from '../settings/missing-settings.ts';
import { acceptCertificateOfCache, addRedisAddress } from '../settings/redis-address.ts';

const because = reasons('cache');
const REASON = because(
  'CACHES: all workers and dynos share one cache, and sessions survive a restart without a query per request',
);

/**
 * The cache in Redis, over the TLS that Heroku's has; sessions read through it. A cache that is
 * shared already stays.
 */
export const writeCache: WriteEntry = (context) => {
  const { answers, settings, production, render, draft } = context;
  if (answers.cache !== 'redis') return;
  if (isShared(context)) {
    acceptCertificateOfCache(
      context,
      because('CACHES: the self-signed certificate of Heroku Key-Value Store cannot be verified'),
    );
    return;
  }
  if (settings.get('CACHES').state === 'computed') {
    draft.decline({
      entry: 'cache',
      path: settings.files.at(-1),
      because: 'the value of CACHES cannot be determined without running the settings',
      next: 'Use django.core.cache.backends.redis.RedisCache with the URL in REDIS_URL, unless the cache is already shared.',
    });
    return;
  }
  addRedisAddress(context, REASON);
  const ownSessions = settings.get('SESSION_ENGINE').state !== 'absent';
  production.add({
    reason: REASON,
    imports: [],
    body: render('project/package/settings/heroku/cache.py', { sessions: !ownSessions }),
  });
};

/** True when the cache stands outside the process already. */
function isShared({ settings }: FeatureContext): boolean {
  return (
    settings.get('CACHES').state === 'known' &&
    !/\.(locmem|dummy|filebased)\./.test(cacheBackend(settings))
  );
}
