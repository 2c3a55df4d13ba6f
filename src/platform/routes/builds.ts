import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openCache } from '../../heroku/buildpack/cache-store.ts';
import { notFound } from '../api/api-error.ts';
import { answer, answerList, appOf, defineRoute, noBody } from '../api/route.ts';
import { buildApp, recordBuild } from '../deploy/build-app.ts';
import { archiveFor, newSourceKey, sourceUrl, unpackSource } from '../deploy/sources.ts';
import { describeBuild } from '../describe/release.ts';
import type { Platform } from '../platform-parts.ts';
import type { BuildRecord } from '../state/records.ts';

const createBody = z.object({
  source_blob: z.object({
    url: z.string(),
    version: z.string().nullish(),
    checksum: z.string().nullish(),
    version_description: z.string().nullish(),
  }),
  buildpacks: z
    .array(z.object({ url: z.string().optional(), name: z.string().optional() }))
    .nullish(),
});

/** Builds an archive in the app's queue. Comes to the record of the build, which is pending. */
export function startBuild(
  platform: Platform,
  appId: string,
  url: string,
  version: string | undefined,
): { readonly build: BuildRecord; readonly done: Promise<'succeeded' | 'failed'> } {
  archiveFor(platform, url);
  const { build, stream } = recordBuild(platform, appId, {
    commit: version ?? '',
    sourceUrl: url,
  });
  const onLine = (line: string): void => stream.write(`${line}\n`);
  const done = platform
    .runtimeOf({ id: appId })
    .queue.run(async () => {
      const { folder, commit } = await unpackSource(platform, appId, url);
      const request = { sourceFolder: folder, commit: version ?? commit, onLine };
      return (await buildApp(platform, appId, build.id, request)).status;
    })
    .catch((error: Error) => {
      onLine(` !     ${error.message}`);
      platform.store.changeApp(appId, (draft) => {
        const one = draft.builds.find(({ id }) => id === build.id);
        if (one?.status === 'pending') one.status = 'failed';
      });
      return 'failed' as const;
    })
    .finally(() => stream.end());
  return { build, done };
}

/** Sources and builds. */
export const BUILD_ROUTES = [
  ...(['/sources', '/apps/:app/sources'] as const).map((path) =>
    defineRoute({
      method: 'POST',
      path,
      body: noBody,
      run: ({ platform }) => {
        const url = sourceUrl(platform, newSourceKey(platform));
        return answer({ source_blob: { get_url: url, put_url: url } }, 201);
      },
    }),
  ),
  defineRoute({
    method: 'POST',
    path: '/apps/:app/builds',
    body: createBody,
    run: (call) => {
      const { platform, body } = call;
      const app = appOf(call);
      const { url, version } = body.source_blob;
      const { build } = startBuild(platform, app.id, url, version ?? undefined);
      return answer(describeBuild(platform, app, build), 201);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/builds',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      return answerList(app.builds.map((build) => describeBuild(call.platform, app, build)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/builds/:build',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      const build = app.builds.find(({ id }) => id === call.params.build);
      if (build === undefined) throw notFound('build');
      return answer(describeBuild(call.platform, app, build));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/apps/:app/build-cache',
    body: noBody,
    run: async (call) => {
      const app = appOf(call);
      const root = join(call.platform.store.appFolder(app.id), 'source');
      const { env, signal } = call.platform;
      await call.platform.runtimeOf(app).queue.run(async () => {
        if (!existsSync(root)) return;
        await openCache({ root, env, signal, buildpack: 'classic', mode: 'build' }).remove();
      });
      return answer({}, 202);
    },
  }),
];
