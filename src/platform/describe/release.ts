import { currentRelease, isEligibleForRollback } from '../../heroku/release/ledger.ts';
import type { Json } from '../api/route.ts';
import type { Platform } from '../platform-parts.ts';
import { asLedger } from '../state/app-ledger.ts';
import type { AppRecord, BuildRecord, ReleaseRecord, SlugRecord } from '../state/records.ts';
import { describeOwner, idFor, nameApp } from './app.ts';

/** A release as `GET /apps/{app}/releases/{release}` answers it. */
export function describeRelease(platform: Platform, app: AppRecord, release: ReleaseRecord): Json {
  const current = currentRelease(app.releases.map(asLedger))?.version === release.version;
  return {
    addon_plan_names: release.addonPlans,
    app: nameApp(app),
    artifacts: release.slug === undefined ? [] : [{ id: release.slug, type: 'slug' }],
    created_at: release.createdAt,
    current,
    description: release.description,
    eligible_for_rollback: isEligibleForRollback(asLedger(release)),
    id: release.id,
    oci_image: null,
    output_stream_url:
      release.streamKey === undefined ? null : streamUrl(platform, release.streamKey),
    slug: release.slug === undefined ? null : { id: release.slug },
    status: release.status,
    updated_at: release.updatedAt,
    user: describeOwner(platform),
    version: release.version,
  };
}

/** A build as `GET /apps/{app}/builds/{build}` answers it. */
export function describeBuild(platform: Platform, app: AppRecord, build: BuildRecord): Json {
  return {
    app: { id: app.id },
    buildpacks: app.buildpacks.map((url) => ({ url })),
    created_at: build.createdAt,
    id: build.id,
    output_stream_url: streamUrl(platform, build.streamKey),
    release: build.release === undefined ? null : { id: build.release },
    slug: build.slug === undefined ? null : { id: build.slug },
    source_blob: {
      checksum: null,
      url: build.sourceUrl === '' ? `${platform.origin()}/sources/git` : build.sourceUrl,
      version: build.commit === '' ? null : build.commit,
      version_description: null,
    },
    stack: build.stack,
    status: build.status,
    updated_at: build.updatedAt,
    user: describeOwner(platform),
  };
}

/** A slug as `GET /apps/{app}/slugs/{slug}` answers it; its archive cannot be fetched. */
export function describeSlug(platform: Platform, slug: SlugRecord): Json {
  return {
    blob: { method: 'get', url: `${platform.origin()}/slugs/${slug.id}` },
    buildpack_provided_description: 'Python',
    checksum: null,
    commit: slug.commit === '' ? null : slug.commit,
    commit_description: slug.commitDescription === '' ? null : slug.commitDescription,
    created_at: slug.createdAt,
    id: slug.id,
    process_types: slug.processTypes,
    size: slug.bytes,
    stack: { id: idFor(slug.stack), name: slug.stack },
    updated_at: slug.createdAt,
  };
}

function streamUrl(platform: Platform, key: string): string {
  return `${platform.origin()}/streams/${key}`;
}
