import type { Repository } from '../../project/repository.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { websocketRoute } from './websocket-routes.ts';

/** Paths at most. */
const MAX_PATHS = 3;
const ROUTE = /\b(re_)?path\(\s*r?(["'])((?:(?!\2)[^\n])*)\2\s*,\s*(?:\w+\.)*\w+\.as_asgi\(/g;

/**
 * Paths at which the project takes WebSockets, with something put in for each parameter; at most
 * three. Empty for a project without such routes.
 */
export function websocketPaths(repository: Repository): string[] {
  if (websocketRoute(repository) === undefined) return [];
  const prefix = folderPrefix(repository.djangoProject?.root ?? '');
  const found = repository.files.paths
    .filter((path) => path.startsWith(prefix) && /(^|\/)(asgi|routing|urls|routes)\.py$/.test(path))
    .flatMap((path) => [...(repository.files.text(path) ?? '').matchAll(ROUTE)])
    .flatMap((match) => {
      const path = match[1] === undefined ? filled(match[3]!) : filledExpression(match[3]!);
      return path === undefined ? [] : [`/${path.replace(/^\//, '')}`];
    });
  return [...new Set(found)].slice(0, MAX_PATHS);
}

function filled(route: string): string {
  return route.replace(/<(?:(\w+):)?\w+>/g, (_, kind?: string) =>
    kind === 'int' ? '1' : kind === 'uuid' ? '00000000-0000-4000-8000-000000000000' : 'dynoready',
  );
}

/** Undefined for an expression that more than groups of words and numbers. */
function filledExpression(route: string): string | undefined {
  const text = route
    .replace(/^\^/, '')
    .replace(/\/\?\$?$|\$$/, '')
    .replace(/\((?:\?P<\w+>)?(\\d|\[0-9\])[^)]*\)/g, '1')
    .replace(/\((?:\?P<\w+>)?[^()]*\)/g, 'dynoready')
    .replace(/\\([-/.])/g, '$1');
  return /[\\^$|?*+()[\]{}]/.test(text) ? undefined : text;
}
