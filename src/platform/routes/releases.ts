import { z } from 'zod';
import { isEligibleForRollback, rollbackChange } from '../../heroku/release/ledger.ts';
import { invalidParams, notFound } from '../api/api-error.ts';
import { answer, answerList, appOf, defineRoute, noBody } from '../api/route.ts';
import { releaseInTurn } from '../deploy/wait-for-release.ts';
import { describeRelease, describeSlug } from '../describe/release.ts';
import { asLedger } from '../state/app-ledger.ts';
import type { AppRecord, ReleaseRecord } from '../state/records.ts';

const createBody = z.object({
  slug: z.string().optional(),
  release: z.string().optional(),
  description: z.string().max(1_000).optional(),
});

const slugBody = z.object({
  process_types: z.record(z.string(), z.string()),
  commit: z.string().nullish(),
});

/** The release of that id or version, with or without a `v`. */
function findRelease(app: AppRecord, wanted: string): ReleaseRecord {
  const found = app.releases.find(
    ({ id, version }) => id === wanted || `v${version}` === wanted || String(version) === wanted,
  );
  if (found === undefined) throw notFound('release');
  return found;
}

/** Releases, and the slugs that they serve. */
export const RELEASE_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/apps/:app/releases',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      const items = app.releases.map((one) => describeRelease(call.platform, app, one));
      return answerList(items, 'version');
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/releases/:release',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      const release = findRelease(app, call.params.release ?? '');
      return answer(describeRelease(call.platform, app, release));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/apps/:app/releases',
    body: createBody,
    run: async (call) => {
      const { platform, body } = call;
      const app = appOf(call);
      const target = body.release === undefined ? undefined : findRelease(app, body.release);
      if (target !== undefined && !isEligibleForRollback(asLedger(target)))
        throw invalidParams(`Cannot roll back to v${target.version}: it was never deployed.`);
      if (target === undefined && !app.slugs.some(({ id }) => id === body.slug))
        throw body.slug === undefined
          ? invalidParams('slug or release is required.')
          : notFound('slug');
      const release = await releaseInTurn(platform, app, (now) =>
        target === undefined
          ? { description: body.description ?? 'Deploy', slug: body.slug ?? '' }
          : rollbackChange(now.releases.map(asLedger), asLedger(target)),
      );
      return answer(describeRelease(platform, platform.store.findApp(app.id) ?? app, release), 201);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/slugs/:slug',
    body: noBody,
    run: (call) => {
      const slug = appOf(call).slugs.find(({ id }) => id === call.params.slug);
      if (slug === undefined) throw notFound('slug');
      return answer(describeSlug(call.platform, slug));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/apps/:app/slugs',
    body: slugBody,
    run: (call) => {
      appOf(call);
      throw invalidParams(
        `This platform builds every slug itself; push with git, or POST /apps/${call.params.app}/builds.`,
      );
    },
  }),
];
