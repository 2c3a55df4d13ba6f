import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ApiError, invalidParams, notFound } from '../api/api-error.ts';
import { answer, answerList, appOf, defineRoute, type Json, noBody } from '../api/route.ts';
import { promote } from '../deploy/promote.ts';
import { describeApp, describeOwner, idFor, nameApp } from '../describe/app.ts';
import type { Platform } from '../platform-parts.ts';
import { servingRelease } from '../state/app-ledger.ts';
import type { SharedRecord } from '../state/records.ts';

type Pipeline = SharedRecord['pipelines'][number];
type Coupling = SharedRecord['couplings'][number];
type Promotion = SharedRecord['promotions'][number];

const STAGES = ['test', 'review', 'development', 'staging', 'production'] as const;
const reference = z.union([
  z.string(),
  z.object({ id: z.string() }).transform(({ id }) => id),
  z.object({ name: z.string() }).transform(({ name }) => name),
]);
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{1,28}[a-z0-9]$/, 'Name is invalid');
const stage = z.enum(STAGES);
const promotionBody = z.object({
  pipeline: z.object({ id: z.string() }),
  source: z.object({ app: z.object({ id: z.string() }) }),
  targets: z
    .array(z.object({ app: z.object({ id: z.string() }) }))
    .min(1)
    .max(50),
});

/** The pipeline of that id or name. Throws the API's 404. */
export function pipelineNamed({ store }: Platform, wanted: string | undefined): Pipeline {
  const found = store.shared().pipelines.find((one) => one.id === wanted || one.name === wanted);
  if (found === undefined) throw notFound('pipeline');
  return found;
}

function describePipeline(platform: Platform, { id, name, createdAt, updatedAt }: Pipeline): Json {
  return {
    created_at: createdAt,
    generation: { id: idFor('cedar'), name: 'cedar' },
    id,
    name,
    owner: { id: describeOwner(platform).id, type: 'user' },
    updated_at: updatedAt,
  };
}

function describeCoupling(platform: Platform, coupling: Coupling): Json {
  const pipeline = pipelineNamed(platform, coupling.pipeline);
  return {
    app: { id: coupling.app },
    created_at: coupling.createdAt,
    id: coupling.id,
    pipeline: { id: pipeline.id, name: pipeline.name },
    stage: coupling.stage,
    updated_at: coupling.updatedAt,
  };
}

function couplingOf({ store }: Platform, isWanted: (one: Coupling) => boolean): Coupling {
  const found = store.shared().couplings.find(isWanted);
  if (found === undefined) throw notFound('pipeline_coupling');
  return found;
}

/** Puts an app into a pipeline, at a stage. Throws the API's 422 for one that is in another. */
export function couple(
  platform: Platform,
  app: string,
  pipeline: string,
  at: (typeof STAGES)[number],
): Coupling {
  if (platform.store.shared().couplings.some((one) => one.app === app))
    throw invalidParams('App is already in a pipeline');
  const now = platform.now().toISOString();
  const made = { id: randomUUID(), app, pipeline, stage: at, createdAt: now, updatedAt: now };
  platform.store.changeShared((draft) => void draft.couplings.push(made));
  return made;
}

function describePromotion(promotion: Promotion): Json {
  const isPending = promotion.targets.some(({ status }) => status === 'pending');
  return {
    created_at: promotion.createdAt,
    id: promotion.id,
    pipeline: { id: promotion.pipeline },
    source: { app: { id: promotion.source }, release: { id: promotion.sourceRelease } },
    status: isPending ? 'pending' : 'completed',
    updated_at: null,
  };
}

function promotionOf({ store }: Platform, id: string | undefined): Promotion {
  const found = store.shared().promotions.find((one) => one.id === id);
  if (found === undefined) throw notFound('pipeline_promotion');
  return found;
}

const PIPELINES = [
  defineRoute({
    method: 'GET',
    path: '/pipelines',
    body: noBody,
    run: ({ platform, query }) => {
      const wanted = query.get('eq[name]');
      const all = platform.store.shared().pipelines;
      const found = wanted === null ? all : all.filter((one) => one.name === wanted);
      return answerList(
        found.map((one) => describePipeline(platform, one)),
        'name',
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pipelines',
    body: z.object({ name }),
    run: ({ platform, body }) => {
      if (platform.store.shared().pipelines.some((one) => one.name === body.name))
        throw invalidParams(`Name ${body.name} is already taken`);
      const at = platform.now().toISOString();
      const made = { id: randomUUID(), name: body.name, createdAt: at, updatedAt: at };
      platform.store.changeShared((draft) => void draft.pipelines.push(made));
      return answer(describePipeline(platform, made), 201);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pipelines/:pipeline',
    body: noBody,
    run: ({ platform, params }) =>
      answer(describePipeline(platform, pipelineNamed(platform, params.pipeline))),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/pipelines/:pipeline',
    body: z.object({ name }),
    run: ({ platform, params, body }) => {
      const { id } = pipelineNamed(platform, params.pipeline);
      platform.store.changeShared((draft) => {
        for (const one of draft.pipelines) if (one.id === id) one.name = body.name;
      });
      return answer(describePipeline(platform, pipelineNamed(platform, id)));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/pipelines/:pipeline',
    body: noBody,
    run: ({ platform, params }) => {
      const found = pipelineNamed(platform, params.pipeline);
      platform.store.changeShared((draft) => {
        draft.pipelines = draft.pipelines.filter(({ id }) => id !== found.id);
        draft.couplings = draft.couplings.filter(({ pipeline }) => pipeline !== found.id);
        draft.reviewConfigs = draft.reviewConfigs.filter(({ pipeline }) => pipeline !== found.id);
      });
      return answer(describePipeline(platform, found));
    },
  }),
];

const COUPLINGS = [
  ...(['/pipeline-couplings', '/users/:user/pipeline-couplings'] as const).map((path) =>
    defineRoute({
      method: 'GET',
      path,
      body: noBody,
      run: ({ platform }) =>
        answerList(platform.store.shared().couplings.map((one) => describeCoupling(platform, one))),
    }),
  ),
  defineRoute({
    method: 'GET',
    path: '/pipelines/:pipeline/pipeline-couplings',
    body: noBody,
    run: ({ platform, params }) => {
      const { id } = pipelineNamed(platform, params.pipeline);
      const found = platform.store.shared().couplings.filter(({ pipeline }) => pipeline === id);
      return answerList(found.map((one) => describeCoupling(platform, one)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/pipeline-couplings',
    body: noBody,
    run: (call) => {
      const { id } = appOf(call);
      const found = couplingOf(call.platform, (one) => one.app === id);
      return answer(describeCoupling(call.platform, found));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/pipeline-couplings',
    body: z.object({ app: reference, pipeline: reference, stage }),
    run: ({ platform, body }) => {
      const app = platform.store.findApp(body.app);
      if (app === undefined) throw notFound('app');
      const { id } = pipelineNamed(platform, body.pipeline);
      return answer(describeCoupling(platform, couple(platform, app.id, id, body.stage)), 201);
    },
  }),
  ...(['GET', 'DELETE'] as const).map((method) =>
    defineRoute({
      method,
      path: '/pipeline-couplings/:coupling',
      body: noBody,
      run: ({ platform, params }) => {
        const found = couplingOf(platform, ({ id }) => id === params.coupling);
        const described = describeCoupling(platform, found);
        if (method === 'DELETE') {
          platform.store.changeShared((draft) => {
            draft.couplings = draft.couplings.filter(({ id }) => id !== found.id);
          });
        }
        return answer(described);
      },
    }),
  ),
  defineRoute({
    method: 'PATCH',
    path: '/pipeline-couplings/:coupling',
    body: z.object({ stage }),
    run: ({ platform, params, body }) => {
      const { id } = couplingOf(platform, (one) => one.id === params.coupling);
      platform.store.changeShared((draft) => {
        for (const one of draft.couplings) if (one.id === id) one.stage = body.stage;
      });
      return answer(
        describeCoupling(
          platform,
          couplingOf(platform, (one) => one.id === id),
        ),
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/filters/apps',
    body: z.object({ in: z.object({ id: z.array(z.string()).max(1_000) }) }),
    run: ({ platform, body }) => {
      const wanted = new Set(body.in.id);
      const found = platform.store.apps().filter(({ id }) => wanted.has(id));
      return answerList(found.map((app) => describeApp(platform, app)));
    },
  }),
];

const PROMOTIONS = [
  defineRoute({
    method: 'POST',
    path: '/pipeline-promotions',
    body: promotionBody,
    run: ({ platform, body }) => {
      const pipeline = pipelineNamed(platform, body.pipeline.id);
      const isIn = (app: string): boolean =>
        platform.store
          .shared()
          .couplings.some((one) => one.app === app && one.pipeline === pipeline.id);
      const source = platform.store.findApp(body.source.app.id);
      const targets = body.targets.map(({ app }) => app.id);
      if (source === undefined || ![source.id, ...targets].every(isIn)) throw notFound('app');
      const release = servingRelease(source);
      const slug = source.slugs.find(({ id }) => id === release?.slug);
      if (release === undefined || slug === undefined)
        throw new ApiError(422, 'no_slug', `${nameApp(source).name} has nothing to promote yet.`);
      const promotion: Promotion = {
        id: randomUUID(),
        pipeline: pipeline.id,
        source: source.id,
        sourceRelease: release.id,
        createdAt: platform.now().toISOString(),
        targets: targets.map((app) => ({
          id: randomUUID(),
          app,
          release: null,
          status: 'pending',
          error: null,
        })),
      };
      platform.store.changeShared((draft) => void draft.promotions.push(promotion));
      promote(platform, promotion, source, slug);
      return answer(describePromotion(promotion), 201);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/pipeline-promotions/:promotion',
    body: noBody,
    run: ({ platform, params }) =>
      answer(describePromotion(promotionOf(platform, params.promotion))),
  }),
  defineRoute({
    method: 'GET',
    path: '/pipeline-promotions/:promotion/promotion-targets',
    body: noBody,
    run: ({ platform, params }) => {
      const promotion = promotionOf(platform, params.promotion);
      return answerList(
        promotion.targets.map(({ id, app, release, status, error }) => ({
          app: { id: app },
          error_message: error,
          id,
          pipeline_promotion: { id: promotion.id },
          release: release === null ? null : { id: release },
          status,
        })),
      );
    },
  }),
];

/** Pipelines, the apps in them, and promotions. */
export const PIPELINE_ROUTES = [...PIPELINES, ...COUPLINGS, ...PROMOTIONS];
