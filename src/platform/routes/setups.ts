import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { notFound } from '../api/api-error.ts';
import { answer, defineRoute, type Json, noBody } from '../api/route.ts';
import { setUpApp } from '../deploy/setup-app.ts';
import { archiveFor, unpackSource } from '../deploy/sources.ts';
import type { Platform } from '../platform-parts.ts';
import type { AppRecord, SharedRecord } from '../state/records.ts';
import { makeApp } from './apps.ts';
import { couple, pipelineNamed } from './pipelines.ts';

type Setup = SharedRecord['setups'][number];

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const env = z.record(z.string(), z.string()).nullish();
const setupBody = z.object({
  app: z.object({ name: z.string().nullish(), region: z.string().nullish() }).nullish(),
  source_blob: z.object({ url: z.string(), version: z.string().nullish() }),
  overrides: z.object({ env }).nullish(),
  pipeline_coupling: z
    .object({
      pipeline: reference,
      stage: z.enum(['review', 'development', 'staging', 'production']),
    })
    .nullish(),
});
/** Puts the setup of an app on record. */
export function startSetup(platform: Platform, app: AppRecord): Setup {
  const at = platform.now().toISOString();
  const setup: Setup = {
    id: randomUUID(),
    app: app.id,
    appName: app.name,
    status: 'pending',
    createdAt: at,
    updatedAt: at,
  };
  platform.store.changeShared((draft) => void draft.setups.push(setup));
  return setup;
}

function describeSetup(platform: Platform, setup: Setup): Json {
  const { status, postdeploy } = setup;
  return {
    app: { id: setup.app, name: setup.appName },
    build:
      setup.build === undefined
        ? null
        : { id: setup.build, output_stream_url: buildStream(platform, setup), status },
    created_at: setup.createdAt,
    failure_message: setup.failure ?? null,
    id: setup.id,
    manifest_errors: [],
    postdeploy:
      postdeploy === undefined
        ? null
        : { exit_code: postdeploy.exitCode, output: postdeploy.output },
    resolved_success_url: setup.successUrl ?? null,
    status,
    updated_at: setup.updatedAt,
  };
}

function buildStream(platform: Platform, { app, build }: Setup): string {
  const found = platform.store.findApp(app)?.builds.find(({ id }) => id === build);
  return `${platform.origin()}/streams/${found?.streamKey ?? ''}`;
}

/** The setup of that id. Throws the API's 404. */
export function setupOf({ store }: Platform, id: string | undefined): Setup {
  const found = store.shared().setups.find((one) => one.id === id);
  if (found === undefined) throw notFound('app_setup');
  return found;
}

/** App setups: an app from its app.json. */
export const SETUP_ROUTES = [
  defineRoute({
    method: 'POST',
    path: '/app-setups',
    body: setupBody,
    run: ({ platform, body }) => {
      const { url } = body.source_blob;
      archiveFor(platform, url);
      const coupling = body.pipeline_coupling ?? undefined;
      const pipeline =
        coupling === undefined ? undefined : pipelineNamed(platform, coupling.pipeline);
      const app = makeApp(platform, { name: body.app?.name, region: body.app?.region });
      if (coupling !== undefined && pipeline !== undefined)
        couple(platform, app.id, pipeline.id, coupling.stage);
      const setup = startSetup(platform, app);
      void setUpApp(platform, {
        setup,
        environment: undefined,
        env: body.overrides?.env ?? {},
        takeSource: () => unpackSource(platform, app.id, url),
      });
      return answer(describeSetup(platform, setup), 202);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/app-setups/:setup',
    body: noBody,
    run: ({ platform, params }) => answer(describeSetup(platform, setupOf(platform, params.setup))),
  }),
];
