import { type EntryContext, reasons, type WriteEntry } from '../entry.ts';
import { addRedisAddress } from '../redis-address.ts';
import { cacheBackend } from '../soundness.ts';

const because = reasons('cache');
const REASON = because('CACHES: workers and dynos share one cache, and sessions outlive a restart without a query for each request');

/** The cache in Redis, over the TLS that Heroku's has; sessions read through it. A cache that is shared already stays. */
export const writeCache: WriteEntry = (context) => {
  const { answers, settings, production, render } = context;
  if (answers.cache !== 'redis' || isShared(context)) return;
  addRedisAddress(context, REASON);
  const ownSessions = settings.get('SESSION_ENGINE').state !== 'absent';
  production.add({ reason: REASON, imports: [], body: render('project/package/settings/heroku/cache.py', { sessions: !ownSessions }) });
};

/** True when the cache stands outside the process already, or where it stands cannot be told. */
function isShared({ settings }: EntryContext): boolean {
  const { state } = settings.get('CACHES');
  return state === 'computed' || (state === 'known' && !/\.(locmem|dummy|filebased)\./.test(cacheBackend(settings)));
}
