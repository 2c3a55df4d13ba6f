import { z } from 'zod';
import { dynoSize } from '../../facts/dynos.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { Dyno } from '../../heroku/dyno/start-dyno.ts';
import { ApiError, invalidParams, notFound } from '../api/api-error.ts';
import { answer, answerList, appOf, defineRoute, noBody, type RouteCall } from '../api/route.ts';
import { type FormationChange, scaleApp } from '../deploy/scale-app.ts';
import {
  describeDynoSizes,
  describeDynos,
  describeFormation,
  describeOneOff,
} from '../describe/process.ts';
import { servingRelease, slugOf } from '../state/app-ledger.ts';
import type { AppRecord } from '../state/records.ts';

const size = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
/** The official command line sends numbers as text, and `+1` for one more. */
const quantity = z.union([z.number().int(), z.string().regex(/^[+-]?\d{1,6}$/)]);
const updateBody = z.object({
  quantity: quantity.optional(),
  size: size.nullish(),
  dyno_size: size.nullish(),
});
const batchBody = z.object({ updates: z.array(updateBody.extend({ type: z.string() })) });
const dynoBody = z.object({
  command: z.string().min(1),
  attach: z.boolean().nullish(),
  env: z.record(z.string(), z.union([z.string(), z.number()])).nullish(),
  force_no_tty: z.boolean().nullish(),
  size: z.string().nullish(),
  type: z
    .string()
    .regex(/^[\w-]{1,63}$/)
    .nullish(),
  time_to_live: z.number().int().min(1).max(86_400).nullish(),
});

/** Dynos of one process type. */
const DYNOS_AT_MOST = 100;

/** What an update comes to. Throws the API's 422 for what no formation can be. */
function readChange(
  app: AppRecord,
  type: string,
  update: z.infer<typeof updateBody>,
): FormationChange {
  const slug = slugOf(app, servingRelease(app));
  if (slug?.processTypes[type] === undefined) {
    throw new ApiError(404, 'not_found', `Couldn't find that process type (${type}).`, {
      resource: 'formation',
    });
  }
  const wanted = update.dyno_size ?? update.size ?? undefined;
  const now = app.formation[type]?.quantity ?? 0;
  const given = update.quantity;
  const isStep = typeof given === 'string' && /^[+-]/.test(given);
  const next = given === undefined ? now : isStep ? now + Number(given) : Number(given);
  if (next < 0 || next > DYNOS_AT_MOST)
    throw invalidParams(`Cannot update to ${next} dynos; from 0 to ${DYNOS_AT_MOST} are allowed.`);
  return { type, quantity: next, size: wanted === undefined ? undefined : sizeNamed(wanted) };
}

function sizeNamed(name: string): string {
  try {
    return dynoSize(name).name;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw invalidParams(`No such size as ${name}.`);
  }
}

async function update(
  call: RouteCall<unknown>,
  updates: readonly (z.infer<typeof updateBody> & { readonly type: string })[],
): Promise<AppRecord> {
  const app = appOf(call);
  const changes = updates.map((one) => readChange(app, one.type, one));
  await scaleApp(call.platform, app, changes);
  return call.platform.store.findApp(app.id) ?? app;
}

/** Restarts or stops dynos of the formation, and ends one-off dynos. */
async function endDynos(
  call: RouteCall<unknown>,
  isWanted: (dyno: { readonly name: string }) => boolean,
  how: 'restart' | 'halt',
): Promise<void> {
  const app = appOf(call);
  const runtime = call.platform.runtimeOf(app);
  const formation = runtime.formation();
  const oneOffs = runtime.oneOffs.list().filter(isWanted);
  const found = [...(formation?.dynos() ?? []), ...oneOffs].some(isWanted);
  if (!found && how === 'halt') throw notFound('dyno');
  for (const oneOff of oneOffs) oneOff.stop();
  const wanted = (dyno: Dyno): boolean => isWanted(dyno);
  await runtime.queue.run(async () => {
    await (how === 'restart' ? formation?.restart(wanted) : formation?.halt(wanted));
  });
}

const byName =
  (name: string) =>
  (dyno: { readonly name: string }): boolean =>
    dyno.name === name || dyno.name.startsWith(`${name}.`);
const everyDyno = (dyno: { readonly name: string }): boolean => !dyno.name.startsWith('run.');

/** Formation and dynos. */
export const PROCESS_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/apps/:app/formation',
    body: noBody,
    run: (call) => answerList(describeFormation(appOf(call)), 'type'),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/apps/:app/formation',
    body: batchBody,
    run: async (call) => answer(describeFormation(await update(call, call.body.updates))),
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/formation/:type',
    body: noBody,
    run: (call) => {
      const found = describeFormation(appOf(call)).find(({ type }) => type === call.params.type);
      if (found === undefined) throw notFound('formation');
      return answer(found);
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/apps/:app/formation/:type',
    body: updateBody,
    run: async (call) => {
      const type = call.params.type ?? '';
      const app = await update(call, [{ ...call.body, type }]);
      return answer(describeFormation(app).find((one) => one.type === type));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/dynos',
    body: noBody,
    run: (call) => answerList(describeDynos(call.platform, appOf(call)), 'name'),
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/dynos/:dyno',
    body: noBody,
    run: (call) => {
      const wanted = call.params.dyno;
      const dynos = describeDynos(call.platform, appOf(call));
      const found = dynos.find(({ id, name }) => id === wanted || name === wanted);
      if (found === undefined) throw notFound('dyno');
      return answer(found);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/apps/:app/dynos',
    body: dynoBody,
    run: (call) => {
      const { platform, body } = call;
      const app = appOf(call);
      const release = servingRelease(app);
      const slug = slugOf(app, release);
      if (release === undefined || slug === undefined)
        throw new ApiError(
          422,
          'no_slug',
          'Cannot run a dyno: nothing was deployed to this app yet.',
        );
      const runtime = platform.runtimeOf(app);
      const env = Object.entries(body.env ?? {}).map(([name, value]) => [name, String(value)]);
      const request = {
        command: slug.processTypes[body.command] ?? body.command,
        env: Object.fromEntries(env) as Record<string, string>,
        size: sizeNamed(body.size ?? 'basic'),
        type: body.type ?? 'run',
        timeToLive: body.time_to_live ?? undefined,
        withTerminal: body.force_no_tty !== true,
      };
      const one = runtime.appOf(release, slug);
      const oneOff =
        body.attach === true
          ? runtime.oneOffs.prepareAttached(one, release.version, request)
          : runtime.oneOffs.startDetached(one, release.version, request);
      return answer(describeOneOff(platform, app, oneOff), 201);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/apps/:app/dynos',
    body: noBody,
    run: async (call) => {
      await endDynos(call, everyDyno, 'restart');
      return answer({}, 202);
    },
  }),
  ...(['/apps/:app/dynos/:dyno', '/apps/:app/formations/:dyno'] as const).flatMap((path) => [
    defineRoute({
      method: 'DELETE',
      path,
      body: noBody,
      run: async (call) => {
        await endDynos(call, byName(call.params.dyno ?? ''), 'restart');
        return answer({}, 202);
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/actions/stop`,
      body: noBody,
      run: async (call) => {
        await endDynos(call, byName(call.params.dyno ?? ''), 'halt');
        return answer({}, 202);
      },
    }),
  ]),
  defineRoute({
    method: 'GET',
    path: '/dyno-sizes',
    body: noBody,
    run: () => answerList(describeDynoSizes(), 'name'),
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/available-dyno-sizes',
    body: noBody,
    run: (call) => {
      appOf(call);
      return answerList(describeDynoSizes(), 'name');
    },
  }),
];
