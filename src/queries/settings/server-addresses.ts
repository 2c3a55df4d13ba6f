import type { PlainValue } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { asDict, knownSetting } from './production-settings.ts';

/** The address of a server, such as a broker, that a setting of production names. */
export interface ServerAddress {
  readonly setting: string;
  /** Host name or IP address, without port; never empty. */
  readonly host: string;
  readonly at: SourceRange | undefined;
}

/** Settings that name servers, beside the databases, and the package that reads each. */
const SETTINGS: Readonly<Record<string, string | undefined>> = {
  CACHES: undefined,
  CELERY_BROKER_URL: 'celery',
  BROKER_URL: 'celery',
  CELERY_RESULT_BACKEND: 'celery',
  CHANNEL_LAYERS: 'channels',
  RQ_QUEUES: 'django-rq',
  HUEY: 'huey',
  Q_CLUSTER: undefined,
  DRAMATIQ_BROKER: 'django-dramatiq',
  ELASTICSEARCH_DSL: 'django-elasticsearch-dsl',
  OPENSEARCH_DSL: 'django-opensearch-dsl',
  HAYSTACK_CONNECTIONS: 'django-haystack',
};

/** Keys of a dict whose text is an address, though it has no scheme. */
const BARE = /^(location|hosts?|address|server)$/i;

/**
 * The addresses of servers that production's settings write down; one that depends on a config var
 * is not among them.
 */
export function serverAddresses(repository: Repository): ServerAddress[] {
  return Object.entries(SETTINGS).flatMap(([setting, reader]) => {
    if (reader !== undefined && !repository.dependencies.declares(reader)) return [];
    const state = knownSetting(repository, setting);
    if (state === undefined || state.dependsOn.length > 0) return [];
    return [...hostsIn(state.value, false)].map((host) => ({ setting, host, at: state.at }));
  });
}

function* hostsIn(value: PlainValue | undefined, isAddress: boolean): Generator<string> {
  if (typeof value === 'string') {
    const host = hostOf(value, isAddress);
    if (host !== undefined) yield host;
    return;
  }
  if (Array.isArray(value)) {
    // A pair is a host and its port; other lists hold addresses.
    for (const one of value) yield* hostsIn(one, isAddress);
    return;
  }
  const dict = asDict(value);
  if (dict === undefined) return;
  // The location of a cache is a folder, a table or any name where no server holds it.
  const isOwnCache = /\.(locmem|filebased|db|dummy)\./.test(String(dict.BACKEND ?? ''));
  for (const [key, one] of Object.entries(dict))
    if (!isOwnCache) yield* hostsIn(one, BARE.test(key));
}

function hostOf(text: string, isAddress: boolean): string | undefined {
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/\s]*@)?(\[[^\]\s]*\]|[^:/?#\s]+)/i.exec(text)?.[1];
  if (url !== undefined) return /^[a-z]+\+?socket:/i.test(text) ? undefined : url;
  return isAddress ? /^(\[[^\]\s]*\]|[\w.-]+)(?::\d+)?$/.exec(text)?.[1] : undefined;
}
