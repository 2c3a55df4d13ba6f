import type { Json } from '../api/route.ts';
import type { Platform } from '../platform-parts.ts';
import type { AddonRecord, AppRecord, AttachmentRecord } from '../state/records.ts';
import { idFor, nameApp } from './app.ts';

/** Names of the services, as people read them. */
const TITLES = {
  'heroku-postgresql': 'Heroku Postgres',
  'heroku-redis': 'Heroku Key-Value Store',
} as const;

/** An add-on as `GET /apps/{app}/addons/{addon}` answers it. */
export function describeAddon(
  platform: Platform,
  app: AppRecord,
  addon: AddonRecord,
  state = 'provisioned',
): Json {
  const plan = `${addon.service}:${addon.plan}`;
  return {
    actions: [],
    addon_service: { id: idFor(addon.service), name: addon.service },
    app: nameApp(app),
    billed_price: { cents: 0, contract: false, unit: 'month' },
    billing_entity: { ...nameApp(app), type: 'app' },
    config_vars: app.attachments
      .filter((one) => one.addon === addon.id)
      .map(({ name }) => `${name}_URL`),
    created_at: addon.createdAt,
    id: addon.id,
    name: addon.name,
    plan: {
      ...describePlan(addon.service, addon.plan),
      id: idFor(plan),
      name: plan,
    },
    provider_id: addon.id,
    provision_message: '',
    state,
    updated_at: addon.createdAt,
    web_url: `${platform.origin()}/addons/${addon.id}`,
  };
}

/** A plan as the API answers it; nothing costs anything on this machine. */
export function describePlan(service: AddonRecord['service'], plan: string): Json {
  const name = `${service}:${plan}`;
  return {
    addon_service: { id: idFor(service), name: service },
    compliance: null,
    created_at: '2026-01-01T00:00:00Z',
    default: plan === 'essential-0' || plan === 'mini',
    description: `${TITLES[service]} ${plan}`,
    human_name: plan,
    id: idFor(name),
    installable_inside_private_network: false,
    installable_outside_private_network: true,
    name,
    price: { cents: 0, contract: false, unit: 'month' },
    space_default: false,
    state: 'ga',
    updated_at: '2026-01-01T00:00:00Z',
    visible: true,
  };
}

/** An attachment as `GET /addon-attachments` answers it. */
export function describeAttachment(
  platform: Platform,
  app: AppRecord,
  attachment: AttachmentRecord,
): Json {
  const addon = app.addons.find(({ id }) => id === attachment.addon);
  const plan = addon === undefined ? '' : `${addon.service}:${addon.plan}`;
  return {
    addon: {
      app: nameApp(app),
      id: attachment.addon,
      name: addon?.name ?? '',
      plan: { id: idFor(plan), name: plan },
    },
    app: nameApp(app),
    created_at: attachment.createdAt,
    id: attachment.id,
    log_input_url: null,
    name: attachment.name,
    namespace: null,
    updated_at: attachment.createdAt,
    web_url: `${platform.origin()}/addons/${attachment.addon}`,
  };
}
