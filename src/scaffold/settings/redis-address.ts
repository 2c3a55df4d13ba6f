import { redisLookup } from '../../queries/settings/redis-lookup.ts';
import type { Reason } from '../plan/draft.ts';
import type { FeatureContext } from '../plan/feature.ts';
import { REDIS_PLAN } from './config-vars.ts';
import { cacheBackend } from './missing-settings.ts';

/** Gives production's settings the name REDIS_URL once, unless they have it. */
export function addRedisAddress(
  { settings, production, render, reader }: FeatureContext,
  reason: Reason,
): void {
  const isThere = production.sections.some(({ body }) => /^REDIS_URL = /m.test(body));
  if (isThere || settings.get('REDIS_URL').state !== 'absent') return;
  production.add({
    reason,
    imports: ['import sys'],
    body: render('project/package/settings/heroku/redis.py', { plan: REDIS_PLAN, read: reader }),
  });
}

function textsOf({ settings, repository }: FeatureContext): string {
  return settings.files.map((path) => repository.files.text(path) ?? '').join('\n');
}

/**
 * Lets a cache of the project's own connect to Heroku's Redis, whose certificate nobody could
 * verify. Nothing to do when it says how to treat that.
 */
export function acceptCertificateOfCache(context: FeatureContext, reason: Reason): void {
  const { settings, production, render, layout } = context;
  const variable = redisLookup(settings)?.variable;
  const caches = settings.get('CACHES');
  const backend = cacheBackend(settings);
  const cache = /^django\.core\.cache\.backends\.redis\./.test(backend)
    ? 'django'
    : /^django_redis\./.test(backend)
      ? 'django_redis'
      : undefined;
  if (
    variable === undefined ||
    cache === undefined ||
    caches.state === 'absent' ||
    !caches.dependsOn.includes(variable)
  )
    return;
  if (/(CACHES|OPTIONS|POOL_KWARGS)\b.*ssl_cert_reqs|ssl_cert_reqs=/.test(textsOf(context))) return;
  const body = render(CERTIFICATE, {
    variable,
    cache,
    broker: false,
    results: false,
    shared: layout.mode === 'split',
  });
  production.add({ reason, imports: ['import os'], body });
}

/** Lets the broker of a Celery app of the project's own do the same, and where results go. */
export function acceptCertificateOfBroker(context: FeatureContext, reason: Reason): void {
  const { settings, production, render } = context;
  const variable = redisLookup(settings)?.variable;
  if (variable === undefined || /BROKER_USE_SSL|ssl_cert_reqs=/.test(textsOf(context))) return;
  const follows = (name: string): boolean => {
    const state = settings.get(name);
    return state.state !== 'absent' && state.dependsOn.includes(variable);
  };
  const [broker, results] = [follows('CELERY_BROKER_URL'), follows('CELERY_RESULT_BACKEND')];
  if (!broker && !results) return;
  production.add({
    reason,
    imports: ['import os', 'import ssl'],
    body: render(CERTIFICATE, { variable, cache: undefined, broker, results, shared: false }),
  });
}

const CERTIFICATE = 'project/package/settings/heroku/redis-certificate.py';
