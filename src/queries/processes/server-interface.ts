import type { Repository } from '../../project/repository.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { gunicornConfigFile, gunicornSetting, type WebServer } from './web-server.ts';

/** The application that a server loads. */
export interface ServedModule {
  /** Dotted, such as `shop.wsgi`. */
  readonly module: string;
  readonly attribute: string;
  /** The file of the module; undefined when it is not in the repository. */
  readonly file: string | undefined;
}

/**
 * The module that a server is told to load; undefined when the line names none or the folder that
 * is searched for it is not known.
 */
export function serverModule(
  repository: Repository,
  { application, options }: WebServer,
): ServedModule | undefined {
  if (application === undefined || !/^[\w.]+(:\w+)?$/.test(application.text)) return undefined;
  const [module = '', attribute = 'application'] = application.text.split(':');
  const folder = (options.get('chdir') ?? options.get('pythonpath') ?? options.get('app-dir'))
    ?.value;
  const base = (folder ?? '').replace(/^(\.?\/)?(app\/)?/, '').replace(/\/+$/, '');
  if (base.includes('$') || repository.appJson?.env.has('PYTHONPATH')) return undefined;
  const path = `${folderPrefix(base === '.' ? '' : base)}${module.replaceAll('.', '/')}`;
  const file = [`${path}.py`, `${path}/__init__.py`].find((one) => repository.files.has(one));
  return { module, attribute, file };
}

/** How gunicorn's workers take requests; `unknown` where it is computed. */
export type GunicornWorkerKind = 'sync' | 'threads' | 'asgi' | 'other' | 'unknown';

/** Reads gunicorn's options and its configuration file. */
export function gunicornWorkerKind(repository: Repository, server: WebServer): GunicornWorkerKind {
  if (repository.appJson?.env.has('GUNICORN_CMD_ARGS')) return 'unknown';
  const config = repository.files.text(gunicornConfigFile(server)) ?? '';
  const setting = (name: string): unknown => {
    const known = gunicornSetting(repository, server, name);
    if (known !== undefined) return known.value;
    return new RegExp(`^[ \\t]*${name}\\b|["']${name}["']`, 'm').test(config)
      ? 'unknown'
      : undefined;
  };
  const kind = setting('worker_class');
  if (kind === 'unknown' || /^[ \t]*from\b.*\bimport \*/m.test(config)) return 'unknown';
  if (typeof kind === 'string' && /uvicorn|asgi|hypercorn|daphne/i.test(kind)) return 'asgi';
  if (kind === 'gthread') return 'threads';
  if (kind !== undefined && kind !== 'sync') return 'other';
  const threads = setting('threads');
  if (threads === 'unknown') return 'unknown';
  return threads === undefined || Number(threads) === 1 ? 'sync' : 'threads';
}

/** What a server calls its application as; `unknown` where it finds out or cannot be told. */
export function serverInterface(
  repository: Repository,
  server: WebServer,
): 'asgi' | 'wsgi' | 'unknown' {
  switch (server.name) {
    case 'waitress-serve':
      return 'wsgi';
    case 'daphne':
      return 'asgi';
    case 'uvicorn': {
      const named = server.options.get('interface')?.value;
      return named === 'wsgi' ? 'wsgi' : 'asgi';
    }
    case 'hypercorn':
      return 'unknown';
    case 'gunicorn': {
      const kind = gunicornWorkerKind(repository, server);
      return kind === 'unknown' ? 'unknown' : kind === 'asgi' ? 'asgi' : 'wsgi';
    }
  }
}
