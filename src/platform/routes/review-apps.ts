import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { invalidParams, notFound } from '../api/api-error.ts';
import { answer, answerList, appOf, defineRoute, type Json, noBody } from '../api/route.ts';
import { destroyApp } from '../deploy/destroy-app.ts';
import { setUpApp } from '../deploy/setup-app.ts';
import { archiveFor, unpackSource } from '../deploy/sources.ts';
import { describeOwner } from '../describe/app.ts';
import { branchCommit, checkOut } from '../git/repository.ts';
import type { Platform } from '../platform-parts.ts';
import { appNameProblem } from '../state/app-names.ts';
import type { AppRecord, SharedRecord } from '../state/records.ts';
import { makeApp } from './apps.ts';
import { couple, pipelineNamed } from './pipelines.ts';
import { setupOf, startSetup } from './setups.ts';

type ReviewApp = SharedRecord['reviewApps'][number];

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const env = z.record(z.string(), z.string()).nullish();
const reviewBody = z.object({
  branch: z.string().regex(/^[^\s~^:?*[\\]{1,200}$/),
  pipeline: reference,
  source_blob: z.object({ url: z.string(), version: z.string().nullish() }),
  environment: env,
  pr_number: z.number().int().nullish(),
});
const configBody = z
  .object({
    repo: z.string().nullish(),
    automatic_review_apps: z.boolean().nullish(),
    destroy_stale_apps: z.boolean().nullish(),
    stale_days: z.number().int().min(1).max(30).nullish(),
    pipeline: z.string().nullish(),
    wait_for_ci: z.boolean().nullish(),
  })
  .default({});

function describeReview(platform: Platform, one: ReviewApp): Json {
  const { status, failure } = setupOf(platform, one.setup);
  const names = { pending: 'creating', succeeded: 'created', failed: 'errored' } as const;
  return {
    app: { id: one.app },
    app_setup: { id: one.setup },
    branch: one.branch,
    created_at: one.createdAt,
    creator: { id: describeOwner(platform).id },
    error_status: failure ?? null,
    fork_repo: null,
    id: one.id,
    message: null,
    pipeline: { id: one.pipeline },
    pr_number: one.prNumber,
    status: names[status],
    updated_at: one.updatedAt,
    wait_for_ci: false,
  };
}

/** The app whose repository holds the branches of a pipeline's review apps. */
function parentOf(platform: Platform, pipeline: string): AppRecord {
  const couplings = platform.store.shared().couplings.filter((one) => one.pipeline === pipeline);
  const apps = couplings
    .filter(({ stage }) => stage !== 'review')
    .flatMap(({ app }) => platform.store.findApp(app) ?? []);
  const parent = apps.find(({ id }) =>
    existsSync(join(platform.store.appFolder(id), 'repository.git')),
  );
  if (parent === undefined)
    throw invalidParams('Nothing was pushed to an app of this pipeline yet.');
  return parent;
}

function reviewName(pipeline: string, branch: string): string {
  const words = branch.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const name = `${pipeline.slice(0, 12)}-${words}`.replace(/-+/g, '-').slice(0, 24);
  const whole = `${name.replace(/-$/, '')}-${randomUUID().slice(0, 5)}`;
  return appNameProblem(whole) === undefined ? whole : `review-${randomUUID().slice(0, 8)}`;
}

async function startReview(
  platform: Platform,
  body: z.infer<typeof reviewBody>,
): Promise<ReviewApp> {
  const pipeline = pipelineNamed(platform, body.pipeline);
  const { url } = body.source_blob;
  const isSent = /\/sources\/[0-9a-f]{32}$/.test(url);
  const parent = isSent ? undefined : parentOf(platform, pipeline.id);
  const commit =
    parent === undefined ? undefined : await branchCommit(platform, parent.id, body.branch);
  if (isSent) archiveFor(platform, url);
  else if (commit === undefined) throw notFound('branch');
  const app = makeApp(platform, { name: reviewName(pipeline.name, body.branch) });
  couple(platform, app.id, pipeline.id, 'review');
  const setup = startSetup(platform, app);
  const at = platform.now().toISOString();
  const made: ReviewApp = {
    id: randomUUID(),
    pipeline: pipeline.id,
    setup: setup.id,
    app: app.id,
    branch: body.branch,
    prNumber: body.pr_number ?? null,
    createdAt: at,
    updatedAt: at,
  };
  platform.store.changeShared((draft) => void draft.reviewApps.push(made));
  void setUpApp(platform, {
    setup,
    environment: 'review',
    env: {
      HEROKU_APP_NAME: app.name,
      HEROKU_BRANCH: body.branch,
      ...(parent === undefined ? {} : { HEROKU_PARENT_APP_NAME: parent.name }),
      ...(body.pr_number == null ? {} : { HEROKU_PR_NUMBER: String(body.pr_number) }),
      ...body.environment,
    },
    takeSource: async () => {
      if (parent === undefined || commit === undefined)
        return await unpackSource(platform, app.id, url);
      const objects = join(platform.store.appFolder(parent.id), 'repository.git', 'objects');
      return { folder: await checkOut(platform, app.id, commit, [objects]), commit };
    },
  });
  return made;
}

function reviewOf({ store }: Platform, isWanted: (one: ReviewApp) => boolean): ReviewApp {
  const found = store.shared().reviewApps.find(isWanted);
  if (found === undefined) throw notFound('review_app');
  return found;
}

function describeConfig(platform: Platform, pipeline: string): Json {
  const found = platform.store.shared().reviewConfigs.find((one) => one.pipeline === pipeline);
  if (found === undefined) throw notFound('review_app_config');
  return {
    automatic_review_apps: found.automatic,
    base_name: null,
    deploy_target: null,
    destroy_stale_apps: found.destroyStale,
    pipeline_id: found.pipeline,
    repo: { id: 0 },
    stale_days: found.staleDays,
    wait_for_ci: false,
  };
}

/** Review apps of a pipeline, whose branches are pushed to one of its apps. */
export const REVIEW_APP_ROUTES = [
  defineRoute({
    method: 'POST',
    path: '/review-apps',
    body: reviewBody,
    run: async ({ platform, body }) =>
      answer(describeReview(platform, await startReview(platform, body)), 201),
  }),
  defineRoute({
    method: 'GET',
    path: '/review-apps/:review',
    body: noBody,
    run: ({ platform, params }) =>
      answer(
        describeReview(
          platform,
          reviewOf(platform, ({ id }) => id === params.review),
        ),
      ),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/review-apps/:review',
    body: noBody,
    run: async ({ platform, params }) => {
      const found = reviewOf(platform, ({ id }) => id === params.review);
      const described = { ...describeReview(platform, found), status: 'deleted' };
      const app = platform.store.findApp(found.app);
      if (app !== undefined) await destroyApp(platform, app);
      return answer(described);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/review-app',
    body: noBody,
    run: (call) => {
      const { id } = appOf(call);
      return answer(
        describeReview(
          call.platform,
          reviewOf(call.platform, (one) => one.app === id),
        ),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pipelines/:pipeline/review-apps',
    body: noBody,
    run: ({ platform, params }) => {
      const { id } = pipelineNamed(platform, params.pipeline);
      const found = platform.store.shared().reviewApps.filter(({ pipeline }) => pipeline === id);
      return answerList(found.map((one) => describeReview(platform, one)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pipelines/:pipeline/repo/branches/:branch',
    body: noBody,
    run: async ({ platform, params }) => {
      const { id } = pipelineNamed(platform, params.pipeline);
      const branch = params.branch ?? '';
      const commit = await branchCommit(platform, parentOf(platform, id).id, branch);
      if (commit === undefined) throw notFound('branch');
      return answer({ name: branch, sha: commit });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pipelines/:pipeline/review-app-config',
    body: noBody,
    run: ({ platform, params }) =>
      answer(describeConfig(platform, pipelineNamed(platform, params.pipeline).id)),
  }),
  ...(['POST', 'PATCH'] as const).map((method) =>
    defineRoute({
      method,
      path: '/pipelines/:pipeline/review-app-config',
      body: configBody,
      run: ({ platform, params, body }) => {
        const { id } = pipelineNamed(platform, params.pipeline);
        const at = platform.now().toISOString();
        platform.store.changeShared((draft) => {
          const before = draft.reviewConfigs.find((one) => one.pipeline === id);
          draft.reviewConfigs = draft.reviewConfigs.filter((one) => one.pipeline !== id);
          draft.reviewConfigs.push({
            pipeline: id,
            automatic: body.automatic_review_apps ?? before?.automatic ?? false,
            destroyStale: body.destroy_stale_apps ?? before?.destroyStale ?? false,
            staleDays: body.stale_days ?? before?.staleDays ?? 5,
            createdAt: before?.createdAt ?? at,
            updatedAt: at,
          });
        });
        return answer(describeConfig(platform, id), method === 'POST' ? 201 : 200);
      },
    }),
  ),
  defineRoute({
    method: 'DELETE',
    path: '/pipelines/:pipeline/review-app-config',
    body: noBody,
    run: ({ platform, params }) => {
      const { id } = pipelineNamed(platform, params.pipeline);
      const described = describeConfig(platform, id);
      platform.store.changeShared((draft) => {
        draft.reviewConfigs = draft.reviewConfigs.filter((one) => one.pipeline !== id);
      });
      return answer(described);
    },
  }),
];
