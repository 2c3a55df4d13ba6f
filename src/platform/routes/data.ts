import { POSTGRES_VERSION } from '../../facts/postgres-binaries.ts';
import { connectionsOfPlan } from '../../facts/postgres-plans.ts';
import { countConnections } from '../../heroku/addons/count-connections.ts';
import { notFound } from '../api/api-error.ts';
import { answer, defineRoute, type Json, noBody } from '../api/route.ts';
import type { Platform } from '../platform-parts.ts';
import { addonUrl } from '../runtime/addon-servers.ts';
import type { AddonRecord } from '../state/records.ts';

function addonNamed(
  { store }: Platform,
  service: AddonRecord['service'],
  wanted: string | undefined,
): AddonRecord {
  const found = store
    .apps()
    .flatMap(({ addons }) => addons)
    .find((one) => one.service === service && [one.id, one.name].includes(wanted ?? ''));
  if (found === undefined) throw notFound('database');
  return found;
}

function describeDatabase(addon: AddonRecord): Json {
  const limit = connectionsOfPlan(addon.plan) ?? 0;
  const open = countConnections(addon.address.port);
  const info = {
    Plan: addon.plan,
    Status: 'Available',
    Connections: `${open ?? 'unknown'}/${limit}`,
    'PG Version': POSTGRES_VERSION,
    Created: addon.createdAt,
    'Continuous Protection': 'Off',
  };
  return {
    addon_id: addon.id,
    name: addon.name,
    plan: addon.plan,
    resource_url: addonUrl(addon),
    info: Object.entries(info).map(([name, value]) => ({ name, values: [value] })),
  };
}

/** What `pg:info` and `redis:info` ask the data services; here they are at the same address. */
export const DATA_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/client/v11/databases/:database',
    body: noBody,
    run: ({ platform, params }) =>
      answer(describeDatabase(addonNamed(platform, 'heroku-postgresql', params.database))),
  }),
  defineRoute({
    method: 'GET',
    path: '/redis/v0/databases/:database',
    body: noBody,
    run: ({ platform, params }) => {
      const addon = addonNamed(platform, 'heroku-redis', params.database);
      const info = { Plan: addon.plan, Status: 'available', Created: addon.createdAt };
      return answer({
        name: addon.name,
        plan: addon.plan,
        resource_url: addonUrl(addon),
        info: Object.entries(info).map(([name, value]) => ({ name, values: [value] })),
      });
    },
  }),
];
