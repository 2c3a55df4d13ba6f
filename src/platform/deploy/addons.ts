import { randomInt, randomUUID } from 'node:crypto';
import { connectionsOfPlan } from '../../facts/postgres-plans.ts';
import { UsageError } from '../../facts/usage-error.ts';
import { ApiError, invalidParams } from '../api/api-error.ts';
import { logApi, type Platform } from '../platform-parts.ts';
import { addonUrl, isPortFree } from '../runtime/addon-servers.ts';
import { configVarsNow } from '../state/app-ledger.ts';
import { randomAppName } from '../state/app-names.ts';
import type { AddonRecord, AppRecord, AttachmentRecord } from '../state/records.ts';
import { releaseApp } from './release-app.ts';

/** Plans of the key-value store. Source: Dev Center, "Heroku Key-Value Store"; read 2026-11-23. */
const REDIS_PLAN = /^(mini|premium-\d{1,2})$/;
const DEFAULT_PLANS = { 'heroku-postgresql': 'essential-0', 'heroku-redis': 'mini' } as const;
const FIRST_NAMES = { 'heroku-postgresql': 'DATABASE', 'heroku-redis': 'REDIS' } as const;
const COLORS = 'AMBER, AQUA, BLUE, BRONZE, COPPER, CYAN, GOLD, GREEN, IVORY, ONYX, ROSE'.split(
  ', ',
);

/** What `addons:create` asks for. */
export interface AddonRequest {
  /** Such as `heroku-postgresql:essential-0`; without a plan the smallest. */
  readonly plan: string;
  /** Name of the add-on; undefined for one of the platform's. */
  readonly name: string | undefined;
  /** Name of its attachment, which its config var begins with. */
  readonly as: string | undefined;
}

/** The service and plan of an add-on. Throws the API's 404 for one that no stand-in imitates. */
export function readPlan(wanted: string): Pick<AddonRecord, 'service' | 'plan'> {
  const [service = '', plan] = wanted.split(':');
  if (service !== 'heroku-postgresql' && service !== 'heroku-redis') {
    throw new ApiError(
      404,
      'not_found',
      `Couldn't find that add-on service: ${service}. This platform has heroku-postgresql and heroku-redis.`,
      {
        resource: 'addon_service',
      },
    );
  }
  const chosen = plan ?? DEFAULT_PLANS[service];
  const isKnown =
    service === 'heroku-postgresql'
      ? connectionsOfPlan(chosen) !== undefined
      : REDIS_PLAN.test(chosen);
  if (!isKnown)
    throw new ApiError(
      404,
      'not_found',
      `Couldn't find either the add-on service or the add-on plan of "${wanted}".`,
      { resource: 'plan' },
    );
  return { service, plan: chosen };
}

/**
 * Provisions an add-on: starts its server, attaches it, and makes the release that brings its config
 * var. Only in the app's queue. A server that does not start leaves nothing on record.
 */
export async function createAddon(
  platform: Platform,
  appId: string,
  request: AddonRequest,
): Promise<AddonRecord> {
  const { service, plan } = readPlan(request.plan);
  const app = platform.store.findApp(appId);
  if (app === undefined) throw new Error('the app was destroyed meanwhile');
  const attachment = nameAttachment(app, service, request.as);
  const at = platform.now().toISOString();
  const kind = service === 'heroku-postgresql' ? 'postgresql' : 'redis';
  const addon: AddonRecord = {
    id: randomUUID(),
    name: request.name ?? `${kind}-${randomAppName()}`,
    service,
    plan,
    address: await platform.servers.reserve(service),
    createdAt: at,
  };
  if (platform.store.apps().some(({ addons }) => addons.some(({ name }) => name === addon.name)))
    throw invalidParams(`Name ${addon.name} is already taken`);
  await platform.servers.start(addon).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    throw new ApiError(503, 'provisioning_failed', error.message);
  });
  const made: AttachmentRecord = {
    id: randomUUID(),
    name: attachment,
    addon: addon.id,
    createdAt: at,
  };
  await attach(platform, appId, addon, made);
  return addon;
}

async function attach(
  platform: Platform,
  appId: string,
  addon: AddonRecord,
  attachment: AttachmentRecord,
): Promise<void> {
  const variable = `${attachment.name}_URL`;
  const app = platform.store.findApp(appId);
  await releaseApp(
    platform,
    appId,
    {
      description: `Attach ${attachment.name} (@ref:${addon.name})`,
      configVars: { ...(app === undefined ? {} : configVarsNow(app)), [variable]: addonUrl(addon) },
      addonVars: [...addonVarsOf(app), variable],
    },
    {
      change: (draft) => {
        draft.addons.push(addon);
        draft.attachments.push(attachment);
      },
    },
  );
}

/** Takes an add-on away: its config vars in a release, then its server with all data. */
export async function destroyAddon(
  platform: Platform,
  appId: string,
  addon: AddonRecord,
): Promise<void> {
  const app = platform.store.findApp(appId);
  if (app === undefined) return;
  const gone = app.attachments.filter((one) => one.addon === addon.id);
  const variables = gone.map(({ name }) => `${name}_URL`);
  const kept = Object.entries(configVarsNow(app)).filter(([name]) => !variables.includes(name));
  const names = gone.map(({ name }) => name).join(', ');
  await releaseApp(
    platform,
    appId,
    {
      description: `Detach ${names} (@ref:${addon.name})`,
      configVars: Object.fromEntries(kept),
      addonVars: addonVarsOf(app).filter((name) => !variables.includes(name)),
    },
    {
      runsCommand: false,
      change: (draft) => {
        draft.addons = draft.addons.filter(({ id }) => id !== addon.id);
        draft.attachments = draft.attachments.filter((one) => one.addon !== addon.id);
      },
    },
  );
  await platform.servers.destroy(addon);
}

/** Starts the add-ons of all apps again; one whose port was taken meanwhile gets another. */
export async function resumeAddons(platform: Platform): Promise<void> {
  const all = platform.store.apps().flatMap((app) => app.addons.map((addon) => ({ app, addon })));
  await Promise.all(
    all.map(async ({ app, addon }) => {
      const isFree = await isPortFree(addon.address.port);
      const now = isFree ? addon : await moveAddon(platform, app, addon);
      await platform.servers.start(now).catch((error: unknown) => {
        if (!(error instanceof UsageError)) throw error;
        logApi(platform, app, `${addon.name} does not start (${error.message})`);
      });
    }),
  );
}

/** Gives an add-on another port, in its record and in the config vars of the app's newest release. */
async function moveAddon(
  platform: Platform,
  app: AppRecord,
  addon: AddonRecord,
): Promise<AddonRecord> {
  const { port } = await platform.servers.reserve(addon.service);
  const moved = { ...addon, address: { ...addon.address, port } };
  platform.store.changeApp(app.id, (draft) => {
    draft.addons = draft.addons.map((one) => (one.id === addon.id ? moved : one));
    for (const release of draft.releases)
      for (const [name, value] of Object.entries(release.configVars))
        if (value === addonUrl(addon)) release.configVars[name] = addonUrl(moved);
  });
  return moved;
}

function addonVarsOf(app: AppRecord | undefined): readonly string[] {
  return app?.releases.at(-1)?.addonVars ?? [];
}

/** The first of a service is `DATABASE` or `REDIS`, each further one has a colour. */
function nameAttachment(
  app: AppRecord,
  service: AddonRecord['service'],
  as: string | undefined,
): string {
  const taken = new Set(app.attachments.map(({ name }) => name));
  const variables = configVarsNow(app);
  if (as !== undefined) {
    if (!/^[A-Z][A-Z0-9_]{0,60}$/.test(as.toUpperCase()))
      throw invalidParams('Name of the attachment must be letters, digits and underscores.');
    const name = as.toUpperCase().replace(/_URL$/, '');
    if (taken.has(name) || `${name}_URL` in variables)
      throw invalidParams(`${name} is already attached or set as ${name}_URL.`);
    return name;
  }
  const first = FIRST_NAMES[service];
  if (!taken.has(first) && !(`${first}_URL` in variables)) return first;
  const prefix = service.toUpperCase().replace('-', '_');
  const free = COLORS.map((color) => `${prefix}_${color}`).filter((name) => !taken.has(name));
  return free[randomInt(Math.max(1, free.length))] ?? `${prefix}_${randomInt(1_000, 10_000)}`;
}
