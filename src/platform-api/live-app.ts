import { z } from 'zod';
import type { ApiAnswer } from './api-answer.ts';
import type { ApiClient } from './client.ts';

const named = z.object({ name: z.string() });

const app = z.object({
  name: z.string(),
  stack: named.nullish(),
  build_stack: named.nullish(),
  web_url: z.string().nullish(),
  maintenance: z.boolean().nullish(),
});

const configVars = z.record(z.string(), z.string().nullable());

const processType = z.object({
  type: z.string(),
  quantity: z.number(),
  size: z.string().nullish(),
  dyno_size: named.nullish(),
  command: z.string(),
});

const release = z.object({
  version: z.number(),
  status: z.string(),
  description: z.string(),
  created_at: z.string(),
  slug: z.object({ id: z.string() }).nullish(),
});

const slug = z.object({ commit: z.string().nullish() });

const buildpackInstallation = z.object({
  ordinal: z.number(),
  buildpack: z.object({ name: z.string().nullish(), url: z.string() }),
});

const addon = z.object({
  name: z.string(),
  plan: named,
  addon_service: named,
  state: z.string(),
  config_vars: z.array(z.string()),
});

const domain = z.object({
  hostname: z.string(),
  kind: z.string(),
  acm_status: z.string().nullish(),
  acm_status_reason: z.string().nullish(),
});

// The certificate itself is not read.
const sniEndpoint = z.object({
  name: z.string(),
  ssl_cert: z
    .object({ cert_domains: z.array(z.string()).nullish(), expires_at: z.string().nullish() })
    .nullish(),
});

const stack = z.object({ name: z.string(), state: z.string(), default: z.boolean().nullish() });

/** A running app as far as a repository can be held beside it. Config vars are names only. */
export interface LiveApp {
  readonly name: string;
  readonly webUrl: string | undefined;
  /** The stack of the running slug, and the one the next build will use. */
  readonly stack: string | undefined;
  readonly buildStack: string | undefined;
  readonly maintenance: boolean;
  readonly configVarNames: readonly string[];
  readonly processTypes: readonly {
    readonly name: string;
    readonly quantity: number;
    readonly size: string | undefined;
    readonly command: string;
  }[];
  readonly lastRelease:
    | {
        readonly version: number;
        readonly status: string;
        readonly description: string;
        readonly createdAt: string;
      }
    | undefined;
  /** The commit of the slug that runs; undefined when there is no slug or it has no commit. */
  readonly commit: string | undefined;
  /**
   * Names of official buildpacks (`heroku/python`), else URLs, in order; empty when Heroku chooses
   * at each build.
   */
  readonly buildpacks: readonly string[];
  readonly addons: readonly {
    readonly name: string;
    readonly plan: string;
    readonly state: string;
    readonly configVars: readonly string[];
  }[];
  /** Custom domains alone. */
  readonly domains: readonly string[];
  /** The host name that Heroku gave the app; undefined for an app without one. */
  readonly herokuDomain: string | undefined;
  /** What Heroku's certificate management says of custom domains that it does not serve yet. */
  readonly uncertified: readonly {
    readonly hostname: string;
    readonly status: string;
    readonly reason: string | undefined;
  }[];
  readonly certificates: readonly {
    readonly name: string;
    readonly domains: readonly string[];
    /** Day of the end, as YYYY-MM-DD; undefined when the API does not tell. */
    readonly expires: string | undefined;
  }[];
  readonly stacks: readonly { readonly name: string; readonly state: string }[];
}

/** A running app, and the values of its config vars, which are for computing alone. */
export interface LiveAnswer {
  readonly app: LiveApp;
  /** A map, so that no JSON of the answer holds a value by accident. */
  readonly values: ReadonlyMap<string, string>;
}

/** Releases that are looked through for the one that runs. */
const RELEASES = 'version ..; max=15, order=desc';

/**
 * What nine reads tell of the app (ten with a slug), or the first problem that came up. The reads run one after the
 * other, so that a refusal delays them all.
 */
export async function readLiveApp(
  client: ApiClient,
  appName: string,
): Promise<ApiAnswer<LiveAnswer>> {
  const at = `/apps/${encodeURIComponent(appName)}`;
  const about = await client.get(at, app);
  if (!about.ok) return about;
  const vars = await client.get(`${at}/config-vars`, configVars);
  if (!vars.ok) return vars;
  const formation = await client.list(`${at}/formation`, processType);
  if (!formation.ok) return formation;
  const releases = await client.list(`${at}/releases`, release, RELEASES);
  if (!releases.ok) return releases;
  const commit = await readCommit(client, at, releases.value);
  if (!commit.ok) return commit;
  const buildpacks = await client.list(`${at}/buildpack-installations`, buildpackInstallation);
  if (!buildpacks.ok) return buildpacks;
  const addons = await client.list(`${at}/addons`, addon);
  if (!addons.ok) return addons;
  const domains = await client.list(`${at}/domains`, domain);
  if (!domains.ok) return domains;
  const endpoints = optional(await client.list(`${at}/sni-endpoints`, sniEndpoint), []);
  if (!endpoints.ok) return endpoints;
  const stacks = await client.list('/stacks', stack);
  if (!stacks.ok) return stacks;

  const [last] = releases.value;
  const values = Object.entries(vars.value).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return {
    ok: true,
    value: {
      values: new Map(values),
      app: {
        name: about.value.name,
        webUrl: about.value.web_url ?? undefined,
        stack: about.value.stack?.name,
        buildStack: about.value.build_stack?.name,
        maintenance: about.value.maintenance ?? false,
        configVarNames: values.map(([name]) => name).sort(),
        processTypes: formation.value.map(describeProcessType),
        lastRelease: last && {
          version: last.version,
          status: last.status,
          description: last.description,
          createdAt: last.created_at,
        },
        commit: commit.value,
        buildpacks: [...buildpacks.value]
          .sort((a, b) => a.ordinal - b.ordinal)
          .map(({ buildpack }) => buildpack.name ?? buildpack.url),
        addons: addons.value.map(describeAddon),
        ...describeDomains(domains.value),
        certificates: endpoints.value.map(describeCertificate),
        stacks: stacks.value.map(({ name, state }) => ({ name, state })),
      },
    },
  };
}

type OneOf<Name extends 'processTypes' | 'addons' | 'certificates'> = LiveApp[Name][number];

function describeProcessType(one: z.infer<typeof processType>): OneOf<'processTypes'> {
  const { type, quantity, size, dyno_size, command } = one;
  return { name: type, quantity, size: dyno_size?.name ?? size ?? undefined, command };
}

function describeAddon({ name, plan, state, config_vars }: z.infer<typeof addon>): OneOf<'addons'> {
  return { name, plan: plan.name, state, configVars: config_vars };
}

function describeCertificate({
  name,
  ssl_cert,
}: z.infer<typeof sniEndpoint>): OneOf<'certificates'> {
  const expires = ssl_cert?.expires_at?.slice(0, 10);
  return { name, domains: ssl_cert?.cert_domains ?? [], expires };
}

/** The commit of the newest release that succeeded with a slug; its slug may be gone. */
async function readCommit(
  client: ApiClient,
  at: string,
  releases: readonly z.infer<typeof release>[],
): Promise<ApiAnswer<string | undefined>> {
  const running = releases.find((one) => one.status === 'succeeded' && one.slug != null);
  if (running?.slug == null) return { ok: true, value: undefined };
  const answer = optional(
    await client.get(`${at}/slugs/${encodeURIComponent(running.slug.id)}`, slug),
    {},
  );
  return answer.ok ? { ok: true, value: answer.value.commit || undefined } : answer;
}

function describeDomains(
  domains: readonly z.infer<typeof domain>[],
): Pick<LiveApp, 'domains' | 'herokuDomain' | 'uncertified'> {
  const custom = domains.filter(({ kind }) => kind === 'custom');
  return {
    domains: custom.map(({ hostname }) => hostname),
    herokuDomain: domains.find(({ kind }) => kind === 'heroku')?.hostname,
    uncertified: custom.flatMap(({ hostname, acm_status: status, acm_status_reason: reason }) =>
      status == null || /^(ok|cert issued)$/.test(status)
        ? []
        : [{ hostname, status, reason: reason ?? undefined }],
    ),
  };
}

/** The answer, with something in its place where the platform does not have it or keeps it back. */
function optional<Value>(answer: ApiAnswer<Value>, instead: Value): ApiAnswer<Value> {
  if (answer.ok || !['not-found', 'refused'].includes(answer.problem.kind)) return answer;
  return { ok: true, value: instead };
}

const appName = z.object({ name: z.string() });

/** The names of all apps of the account, sorted. */
export async function readAppNames(client: ApiClient): Promise<ApiAnswer<readonly string[]>> {
  const apps = await client.list('/users/~/apps', appName);
  return apps.ok ? { ok: true, value: apps.value.map(({ name }) => name).sort() } : apps;
}
