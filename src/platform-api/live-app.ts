import { z } from 'zod';
import type { ApiAnswer } from './api-answer.ts';
import type { ApiClient } from './client.ts';

const named = z.object({ name: z.string() });

const app = z.object({
  name: z.string(),
  stack: named.nullish(),
  build_stack: named.nullish(),
  web_url: z.string().nullish(),
});

// The values go no further than this line.
const configVarNames = z
  .record(z.string(), z.unknown())
  .transform((vars) => Object.keys(vars).sort());

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
  current: z.boolean().nullish(),
});

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

const domain = z.object({ hostname: z.string(), kind: z.string() });

const stack = z.object({ name: z.string(), state: z.string(), default: z.boolean().nullish() });

/** A running app as far as a repository can be held beside it. Config vars are names only. */
export interface LiveApp {
  readonly name: string;
  readonly webUrl: string | undefined;
  /** The stack of the running slug, and the one the next build will use. */
  readonly stack: string | undefined;
  readonly buildStack: string | undefined;
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
  readonly domains: readonly string[];
  readonly stacks: readonly { readonly name: string; readonly state: string }[];
}

/**
 * What eight reads tell of the app, or the first problem that came up. The reads run one after the
 * other, so that a refusal delays them all.
 */
export async function readLiveApp(client: ApiClient, appName: string): Promise<ApiAnswer<LiveApp>> {
  const at = `/apps/${encodeURIComponent(appName)}`;
  const about = await client.get(at, app);
  if (!about.ok) return about;
  const vars = await client.get(`${at}/config-vars`, configVarNames);
  if (!vars.ok) return vars;
  const formation = await client.list(`${at}/formation`, processType);
  if (!formation.ok) return formation;
  const releases = await client.list(`${at}/releases`, release, 'version ..; max=1, order=desc');
  if (!releases.ok) return releases;
  const buildpacks = await client.list(`${at}/buildpack-installations`, buildpackInstallation);
  if (!buildpacks.ok) return buildpacks;
  const addons = await client.list(`${at}/addons`, addon);
  if (!addons.ok) return addons;
  const domains = await client.list(`${at}/domains`, domain);
  if (!domains.ok) return domains;
  const stacks = await client.list('/stacks', stack);
  if (!stacks.ok) return stacks;

  const [last] = releases.value;
  return {
    ok: true,
    value: {
      name: about.value.name,
      webUrl: about.value.web_url ?? undefined,
      stack: about.value.stack?.name,
      buildStack: about.value.build_stack?.name,
      configVarNames: vars.value,
      processTypes: formation.value.map(({ type, quantity, size, dyno_size, command }) => ({
        name: type,
        quantity,
        size: dyno_size?.name ?? size ?? undefined,
        command,
      })),
      lastRelease: last && {
        version: last.version,
        status: last.status,
        description: last.description,
        createdAt: last.created_at,
      },
      buildpacks: [...buildpacks.value]
        .sort((a, b) => a.ordinal - b.ordinal)
        .map(({ buildpack }) => buildpack.name ?? buildpack.url),
      addons: addons.value.map(({ name, plan, state, config_vars }) => ({
        name,
        plan: plan.name,
        state,
        configVars: config_vars,
      })),
      domains: domains.value
        .filter(({ kind }) => kind === 'custom')
        .map(({ hostname }) => hostname),
      stacks: stacks.value.map(({ name, state }) => ({ name, state })),
    },
  };
}
