import { platformEnvironment } from '../../project/django/platform-environment.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { productionChain, productionSettings } from './production-settings.ts';
import { redisLookup } from './redis-lookup.ts';

/** A setting that connects to the add-on's Redis and says nothing of its certificate. */
export interface UncertainConnection {
  readonly setting: string;
  /** The setting that would say it, for those of Celery. */
  readonly option: string | undefined;
  readonly at: SourceRange | undefined;
}

/** Settings that hold an address of Redis, with the one that says how to treat its certificate. */
const CONNECTIONS: readonly (readonly [setting: string, option?: string])[] = [
  ['CACHES'],
  ['CHANNEL_LAYERS'],
  ['CELERY_BROKER_URL', 'CELERY_BROKER_USE_SSL'],
  ['CELERY_RESULT_BACKEND', 'CELERY_REDIS_BACKEND_USE_SSL'],
];
const SAYS_IT = /ssl_cert_reqs|CERT_NONE|ssl_check_hostname/i;

/**
 * The settings that connect to a `rediss://` address without a word on its certificate, where the
 * settings are evaluated with such an address; empty where that cannot be told.
 */
export function uncertainRedisConnections(repository: Repository): UncertainConnection[] {
  const variable = redisLookup(productionSettings(repository))?.variable;
  const module = productionSettings(repository)?.module;
  if (variable === undefined || module === undefined) return [];
  const settings = repository.djangoProject?.evaluate(
    module,
    { ...platformEnvironment(repository.appJson), [variable]: 'rediss://:secret@host:6380/0' },
    'unknown',
  );
  if (settings === undefined || settings.failure !== undefined) return [];
  return CONNECTIONS.flatMap(([setting, option]) => {
    const state = settings.get(setting);
    if (state.state !== 'known') return [];
    const value = JSON.stringify(state.value);
    if (!value.includes('rediss://') || SAYS_IT.test(value)) return [];
    if (option !== undefined && mayBeSet(repository, option, settings.get(option).state)) return [];
    return [{ setting, option, at: state.at }];
  });
}

/** The setting, or the same under the name that Celery's own configuration has for it. */
function mayBeSet(repository: Repository, option: string, state: string): boolean {
  if (state !== 'absent') return true;
  const own = option.replace(/^CELERY_/, '').toLowerCase();
  const texts = [
    ...productionChain(repository).map(({ text }) => text),
    ...repository.files.paths
      .filter((path) => /(^|\/)celery\w*\.py$/.test(path))
      .map((path) => repository.files.text(path) ?? ''),
  ];
  return texts.some((text) => text.toLowerCase().includes(own));
}
