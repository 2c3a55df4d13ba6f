import { REDIS_PLAN } from './config-vars.ts';
import type { Reason } from './draft.ts';
import type { EntryContext } from './entry.ts';

/** Gives production's settings the name REDIS_URL once, unless they have it. */
export function addRedisAddress({ settings, production, render, reader }: EntryContext, reason: Reason): void {
  const isThere = production.sections.some(({ body }) => /^REDIS_URL = /m.test(body));
  if (isThere || settings.get('REDIS_URL').state !== 'absent') return;
  production.add({
    reason,
    imports: ['import sys'],
    body: render('project/package/settings/heroku/redis.py', { plan: REDIS_PLAN, read: reader }),
  });
}
