import { createHash } from 'node:crypto';
import type { Json } from '../api/route.ts';
import { type Platform, webUrlOf } from '../platform-parts.ts';
import { servingRelease, slugOf } from '../state/app-ledger.ts';
import type { AppRecord } from '../state/records.ts';

/** The account as other objects name it. */
export function describeOwner({ store }: Platform): {
  readonly id: string;
  readonly email: string;
} {
  const { id, email } = store.shared().account;
  return { id, email };
}

/** An app as other objects name it. */
export function nameApp({ id, name }: AppRecord): { readonly id: string; readonly name: string } {
  return { id, name };
}

/** A lasting id for a thing that has none of its own, such as a stack. */
export function idFor(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex').slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The app as `GET /apps/{app}` answers it. */
export function describeApp(platform: Platform, app: AppRecord): Json {
  const release = servingRelease(app);
  const slug = slugOf(app, release);
  const { host } = new URL(platform.origin());
  return {
    acm: false,
    archived_at: null,
    build_stack: { id: idFor(app.buildStack), name: app.buildStack },
    buildpack_provided_description: slug === undefined ? null : 'Python',
    created_at: app.createdAt,
    generation: { id: idFor('cedar'), name: 'cedar' },
    git_url: `https://${host}/${app.name}.git`,
    id: app.id,
    internal_routing: null,
    maintenance: app.maintenance,
    name: app.name,
    organization: null,
    owner: describeOwner(platform),
    region: { id: idFor(app.region), name: app.region },
    released_at: slug === undefined ? null : (release?.createdAt ?? null),
    repo_size: null,
    slug_size: slug?.bytes ?? null,
    space: null,
    stack: { id: idFor(app.stack), name: app.stack },
    team: null,
    updated_at: app.updatedAt,
    web_url: webUrlOf(platform, app),
  };
}
