/**
 * One app as the simulated Platform API tells of it. The objects are the bodies themselves, so
 * their fields are named as on the wire.
 */
export interface SimulatedApp {
  readonly app: Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string };
  readonly configVars: Readonly<Record<string, string>>;
  readonly formation: readonly Record<string, unknown>[];
  readonly releases: readonly Record<string, unknown>[];
  readonly buildpackInstallations: readonly Record<string, unknown>[];
  readonly addons: readonly Record<string, unknown>[];
  readonly domains: readonly Record<string, unknown>[];
  readonly sniEndpoints?: readonly Record<string, unknown>[];
  /** Bodies of slugs; a release names one by its id. */
  readonly slugs?: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
}

/** What one API token gives access to. */
export interface SimulatedAccount {
  readonly token: string;
  readonly email: string;
  readonly apps: readonly SimulatedApp[];
  readonly stacks: readonly Record<string, unknown>[];
}

/** What a route answers: an object, a list that can be cut into pages, or an error. */
export type RouteAnswer =
  | { readonly kind: 'object'; readonly body: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'list';
      readonly items: readonly Record<string, unknown>[];
      readonly property: string;
    }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly body: Readonly<Record<string, unknown>>;
    };

/** What each part of an app answers, by the path behind `/apps/{app}`. */
const APP_PARTS: Readonly<Record<string, (app: SimulatedApp) => RouteAnswer>> = {
  '': ({ app }) => ({ kind: 'object', body: app }),
  'config-vars': ({ configVars }) => ({ kind: 'object', body: configVars }),
  formation: ({ formation }) => ({ kind: 'list', items: formation, property: 'id' }),
  releases: ({ releases }) => ({ kind: 'list', items: releases, property: 'version' }),
  'buildpack-installations': ({ buildpackInstallations }) => ({
    kind: 'list',
    items: buildpackInstallations,
    property: 'ordinal',
  }),
  addons: ({ addons }) => ({ kind: 'list', items: addons, property: 'id' }),
  domains: ({ domains }) => ({ kind: 'list', items: domains, property: 'hostname' }),
  'sni-endpoints': ({ sniEndpoints = [] }) => ({
    kind: 'list',
    items: sniEndpoints,
    property: 'name',
  }),
};

/**
 * The answer of the account to a GET of the path (without query), as far as the simulated API goes:
 * the reads a comparison needs, and the account.
 */
export function answerRead(account: SimulatedAccount, path: string): RouteAnswer {
  if (path === '/account')
    return { kind: 'object', body: { id: account.email, email: account.email } };
  if (path === '/stacks') return { kind: 'list', items: account.stacks, property: 'name' };
  if (path === '/apps' || path === '/users/~/apps')
    return { kind: 'list', items: account.apps.map(({ app }) => app), property: 'name' };
  const match = /^\/apps\/([^/]+)(?:\/(.*))?$/.exec(path);
  const [, slugId] = /^slugs\/([^/]+)$/.exec(match?.[2] ?? '') ?? [];
  const part = APP_PARTS[match?.[2] ?? ''];
  if (match === null || (part === undefined && slugId === undefined))
    return notFound('The requested API endpoint was not found.', undefined);
  const wanted = decodeURIComponent(match[1]!);
  const found = account.apps.find(({ app }) => app.name === wanted || app.id === wanted);
  if (found === undefined) return notFound("Couldn't find that app.", 'app');
  if (part !== undefined) return part(found);
  const slug = found.slugs?.find(({ id }) => id === slugId);
  return slug === undefined
    ? notFound("Couldn't find that slug.", 'slug')
    : { kind: 'object', body: slug };
}

function notFound(message: string, resource: string | undefined): RouteAnswer {
  return {
    kind: 'error',
    status: 404,
    body: { ...(resource === undefined ? {} : { resource }), id: 'not_found', message },
  };
}
