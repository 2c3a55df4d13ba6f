import { randomUUID } from 'node:crypto';
import {
  appendRelease,
  configVarsOf,
  currentRelease,
  type ReleaseChange,
} from '../../heroku/release/ledger.ts';
import type { AppRecord, ReleaseRecord, SlugRecord } from './records.ts';

/** The release that serves; undefined before the first. */
export function servingRelease(app: AppRecord): ReleaseRecord | undefined {
  const current = currentRelease<string>(app.releases.map(asLedger));
  return app.releases.find(({ version }) => version === current?.version);
}

/** The config vars that the app has now. */
export function configVarsNow(app: AppRecord): Readonly<Record<string, string>> {
  return configVarsOf<string>(app.releases.map(asLedger));
}

/** The slug of that release; undefined before the first deploy. */
export function slugOf(app: AppRecord, release: ReleaseRecord | undefined): SlugRecord | undefined {
  return app.slugs.find(({ id }) => id === release?.slug);
}

/** Appends a release to the app's ledger, and returns its record. */
export function addRelease(
  draft: AppRecord,
  change: ReleaseChange<string>,
  { now, streamKey }: { readonly now: Date; readonly streamKey?: string | undefined },
): ReleaseRecord {
  const { release } = appendRelease<string>(draft.releases.map(asLedger), change);
  const at = now.toISOString();
  const record: ReleaseRecord = {
    id: randomUUID(),
    version: release.version,
    description: release.description,
    status: release.status,
    configVars: { ...release.configVars },
    addonVars: [...release.addonVars],
    createdAt: at,
    updatedAt: at,
    addonPlans: draft.addons.map(({ service, plan }) => `${service}:${plan}`),
    ...(release.slug === undefined ? {} : { slug: release.slug }),
    ...(streamKey === undefined ? {} : { streamKey }),
  };
  draft.releases.push(record);
  return record;
}

/** A kept release as the ledger's functions read it. */
export function asLedger(release: ReleaseRecord) {
  return { ...release, slug: release.slug };
}
