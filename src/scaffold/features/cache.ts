import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { cacheBackend } from '../settings/missing-settings.ts';
import { acceptCertificateOfCache, addRedisAddress } from '../settings/redis-address.ts';

const because = reasons('cache');
const REASON = because(
  'CACHES: workers and dynos share one cache, and sessions outlive a restart without a query for each request',
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
      because("CACHES: nobody could verify the certificate of Heroku's Redis"),
    );
    return;
  }
  if (settings.get('CACHES').state === 'computed') {
    draft.decline({
      entry: 'cache',
      path: settings.files.at(-1),
      because: 'CACHES is put together in a way that cannot be told without running it',
      next: 'Let it use django.core.cache.backends.redis.RedisCache with the address in REDIS_URL, or leave it if it is shared already.',
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
