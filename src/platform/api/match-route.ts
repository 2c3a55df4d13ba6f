import { badRequest } from './api-error.ts';
import type { Route } from './route.ts';

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a method and a path. Comes to the methods that the path has when it is another. */
export type RouteFinder = (
  method: string,
  path: string,
) => RouteMatch | { readonly route: undefined; readonly methods: readonly string[] };

/** A finder over all routes; a part of a path that is fixed goes before one with a name. */
export function createRouteFinder(routes: readonly Route[]): RouteFinder {
  const compiled = routes
    .map((route) => ({ route, parts: route.path.split('/').slice(1) }))
    .sort((a, b) => names(a.parts) - names(b.parts));
  return (method, path) => {
    const given = path.split('/').slice(1).map(decode);
    const fitting = compiled.filter(
      ({ parts }) =>
        parts.length === given.length &&
        parts.every((part, at) => (part.startsWith(':') ? given[at] !== '' : part === given[at])),
    );
    const found = fitting.find(({ route }) => route.method === method);
    if (found === undefined)
      return { route: undefined, methods: fitting.map(({ route }) => route.method) };
    const named = found.parts.flatMap((part, at) =>
      part.startsWith(':') ? [[part.slice(1), given[at] ?? ''] as const] : [],
    );
    return { route: found.route, params: Object.fromEntries(named) };
  };
}

function names(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith(':')).length;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest('The path of the request is not encoded as a URL.');
  }
}
