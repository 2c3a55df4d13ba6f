import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defaultStack, stacks } from '../../facts/stacks.ts';
import { invalidParams, notFound } from '../api/api-error.ts';
import { answer, answerList, appOf, defineRoute, noBody } from '../api/route.ts';
import { destroyApp } from '../deploy/destroy-app.ts';
import { describeApp, describeOwner, idFor, nameApp } from '../describe/app.ts';
import { logApi, type Platform } from '../platform-parts.ts';
import { addRelease } from '../state/app-ledger.ts';
import { appNameProblem, randomAppName } from '../state/app-names.ts';
import type { AppRecord } from '../state/records.ts';

/** A thing that a client may name by its name or id, or by an object with either. */
const named = z.union([
  z.string(),
  z.object({ name: z.string() }).transform(({ name }) => name),
  z.object({ id: z.string() }).transform(({ id }) => id),
]);

const createBody = z
  .object({
    name: z.string().nullish(),
    region: named.nullish(),
    stack: named.nullish(),
  })
  .default({});

const updateBody = z.object({
  name: z.string().optional(),
  maintenance: z.boolean().optional(),
  build_stack: named.optional(),
});

/** Makes an app that nothing was deployed to, with its first two releases. */
export function makeApp(
  platform: Platform,
  given: z.infer<typeof createBody>,
  features: readonly string[] = [],
): AppRecord {
  const name = given.name ?? randomAppName();
  assertName(platform, name);
  const at = platform.now().toISOString();
  const stack = stackNamed(given.stack ?? defaultStack());
  const app: AppRecord = {
    schemaVersion: 1,
    id: randomUUID(),
    name,
    createdAt: at,
    updatedAt: at,
    stack,
    buildStack: stack,
    region: given.region === 'eu' ? 'eu' : 'us',
    maintenance: false,
    buildpacks: [],
    features: [...features],
    formation: {},
    releases: [],
    slugs: [],
    builds: [],
    addons: [],
    attachments: [],
    domains: [],
    drains: [],
  };
  for (const description of ['Initial release', 'Enable Logplex'])
    addRelease(app, { description }, { now: platform.now() });
  platform.store.addApp(app);
  logApi(platform, app, 'Initial release');
  return app;
}

function assertName(platform: Platform, name: string): void {
  const problem = appNameProblem(name);
  if (problem !== undefined) throw invalidParams(problem);
  if (platform.store.findApp(name) !== undefined)
    throw invalidParams(`Name ${name} is already taken`);
}

function stackNamed(wanted: string): string {
  const found = stacks().find(({ name }) => name === wanted || idFor(name) === wanted);
  if (found === undefined) throw notFound('stack');
  return found.name;
}

/** Apps: made, read, changed and destroyed. */
export const APP_ROUTES = [
  ...(['/apps', '/users/:user/apps', '/teams/apps'] as const).map((path) =>
    defineRoute({
      method: 'GET',
      path,
      body: noBody,
      run: ({ platform }) =>
        answerList(
          platform.store.apps().map((app) => describeApp(platform, app)),
          'name',
        ),
    }),
  ),
  defineRoute({
    method: 'POST',
    path: '/apps',
    body: createBody,
    run: ({ platform, body }) => answer(describeApp(platform, makeApp(platform, body)), 201),
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app',
    body: noBody,
    run: (call) => answer(describeApp(call.platform, appOf(call))),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/apps/:app',
    body: updateBody,
    run: (call) => {
      const { platform, body } = call;
      const app = appOf(call);
      if (body.name !== undefined && body.name !== app.name) assertName(platform, body.name);
      const stack = body.build_stack === undefined ? undefined : stackNamed(body.build_stack);
      const changed = platform.store.changeApp(app.id, (draft) => {
        draft.name = body.name ?? draft.name;
        draft.maintenance = body.maintenance ?? draft.maintenance;
        draft.buildStack = stack ?? draft.buildStack;
        // An app that was never deployed has nothing that was built on the stack before.
        if (draft.slugs.length === 0) draft.stack = draft.buildStack;
      });
      if (changed === undefined) throw notFound('app');
      if (body.maintenance !== undefined && body.maintenance !== app.maintenance)
        logApi(platform, app, `Maintenance mode ${body.maintenance ? 'enabled' : 'disabled'}`);
      return answer(describeApp(platform, changed));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/apps/:app',
    body: noBody,
    run: async (call) => {
      const app = appOf(call);
      const described = describeApp(call.platform, app);
      await destroyApp(call.platform, app);
      return answer(described);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/collaborators',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      return answerList([
        {
          app: nameApp(app),
          created_at: app.createdAt,
          id: idFor(app.id.slice(0, 8)),
          permissions: [],
          role: 'owner',
          updated_at: app.createdAt,
          user: { ...describeOwner(call.platform), federated: false },
        },
      ]);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/stacks',
    body: noBody,
    run: () => answerList(describeStacks(), 'name'),
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/available-stacks',
    body: noBody,
    run: (call) => {
      appOf(call);
      return answerList(describeStacks(), 'name');
    },
  }),
];

function describeStacks() {
  return stacks().map(({ name }) => ({
    created_at: '2026-01-01T00:00:00Z',
    default: name === defaultStack(),
    id: idFor(name),
    name,
    state: 'public',
    updated_at: '2026-01-01T00:00:00Z',
  }));
}
