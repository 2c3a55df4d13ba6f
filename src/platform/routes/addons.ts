import { z } from 'zod';
import { notFound } from '../api/api-error.ts';
import { answer, answerList, appOf, defineRoute, type Json, noBody } from '../api/route.ts';
import { createAddon, destroyAddon, readPlan } from '../deploy/addons.ts';
import { describeAddon, describeAttachment, describePlan } from '../describe/addon.ts';
import type { Platform } from '../platform-parts.ts';
import type { AddonRecord, AppRecord, AttachmentRecord } from '../state/records.ts';

const reference = z.union([
  z.string(),
  z.object({ name: z.string() }).transform(({ name }) => name),
  z.object({ id: z.string() }).transform(({ id }) => id),
]);
const createBody = z.object({
  plan: reference,
  name: z
    .string()
    .regex(/^[a-zA-Z][A-Za-z0-9_-]{0,100}$/)
    .nullish(),
  attachment: z.object({ name: z.string().nullish() }).nullish(),
  config: z.record(z.string(), z.unknown()).nullish(),
  confirm: z.string().nullish(),
});
const resolveBody = z.object({
  addon: z.string().nullish(),
  addon_attachment: z.string().nullish(),
  addon_service: z.string().nullish(),
  app: z.string().nullish(),
});

interface Found {
  readonly app: AppRecord;
  readonly addon: AddonRecord;
}

/** Every add-on of these apps that goes by that name: its own, its id's, or an attachment's. */
function findAddons(apps: readonly AppRecord[], wanted: string): readonly Found[] {
  return apps.flatMap((app) =>
    app.addons
      .filter(
        (addon) =>
          [addon.id, addon.name].includes(wanted) ||
          [addon.service, `${addon.service}:${addon.plan}`].includes(wanted) ||
          attachmentsOf(app, addon).some(({ name }) =>
            [name, `${name}_URL`].includes(wanted.toUpperCase()),
          ),
      )
      .map((addon) => ({ app, addon })),
  );
}

function attachmentsOf(app: AppRecord, addon: AddonRecord): readonly AttachmentRecord[] {
  return app.attachments.filter((one) => one.addon === addon.id);
}

function appsNamed(platform: Platform, name: string | null | undefined): readonly AppRecord[] {
  if (name === null || name === undefined) return platform.store.apps();
  const app = platform.store.findApp(name);
  if (app === undefined) throw notFound('app');
  return [app];
}

function oneAddon(apps: readonly AppRecord[], wanted: string): Found {
  const [found] = findAddons(apps, wanted);
  if (found === undefined) throw notFound('add_on');
  return found;
}

function describeAll(platform: Platform, apps: readonly AppRecord[]): readonly Json[] {
  return apps.flatMap((app) => app.addons.map((addon) => describeAddon(platform, app, addon)));
}

function describeAttachments(platform: Platform, apps: readonly AppRecord[]): readonly Json[] {
  return apps.flatMap((app) =>
    app.attachments.map((attachment) => describeAttachment(platform, app, attachment)),
  );
}

/** Add-ons and their attachments. */
export const ADDON_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/addons',
    body: noBody,
    run: ({ platform }) => answerList(describeAll(platform, platform.store.apps())),
  }),
  defineRoute({
    method: 'GET',
    path: '/addons/:addon',
    body: noBody,
    run: ({ platform, params }) => {
      const { app, addon } = oneAddon(platform.store.apps(), params.addon ?? '');
      return answer(describeAddon(platform, app, addon));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/addons/:addon/config',
    body: noBody,
    run: () => answerList([], 'name'),
  }),
  defineRoute({
    method: 'GET',
    path: '/addons/:addon/addon-attachments',
    body: noBody,
    run: ({ platform, params }) => {
      const { app, addon } = oneAddon(platform.store.apps(), params.addon ?? '');
      const items = attachmentsOf(app, addon).map((one) => describeAttachment(platform, app, one));
      return answerList(items);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/addons',
    body: noBody,
    run: (call) => answerList(describeAll(call.platform, [appOf(call)])),
  }),
  defineRoute({
    method: 'POST',
    path: '/apps/:app/addons',
    body: createBody,
    run: async (call) => {
      const { platform, body } = call;
      const app = appOf(call);
      readPlan(body.plan);
      const addon = await platform.runtimeOf(app).queue.run(() =>
        createAddon(platform, app.id, {
          plan: body.plan,
          name: body.name ?? undefined,
          as: body.attachment?.name ?? undefined,
        }),
      );
      return answer(describeAddon(platform, platform.store.findApp(app.id) ?? app, addon), 201);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/addons/:addon',
    body: noBody,
    run: (call) => {
      const { app, addon } = oneAddon([appOf(call)], call.params.addon ?? '');
      return answer(describeAddon(call.platform, app, addon));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/apps/:app/addons/:addon',
    body: noBody,
    run: async (call) => {
      const { platform, params } = call;
      const { app, addon } = oneAddon([appOf(call)], params.addon ?? '');
      const described = describeAddon(platform, app, addon, 'deprovisioned');
      await platform.runtimeOf(app).queue.run(() => destroyAddon(platform, app.id, addon));
      return answer(described);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/addon-attachments',
    body: noBody,
    run: ({ platform }) => answerList(describeAttachments(platform, platform.store.apps())),
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/addon-attachments',
    body: noBody,
    run: (call) => answerList(describeAttachments(call.platform, [appOf(call)])),
  }),
  defineRoute({
    method: 'POST',
    path: '/actions/addons/resolve',
    body: resolveBody,
    run: ({ platform, body }) => {
      const found = findAddons(appsNamed(platform, body.app), body.addon ?? '').filter(
        ({ addon }) => body.addon_service == null || addon.service === body.addon_service,
      );
      if (found.length === 0) throw notFound('add_on');
      return answerList(found.map(({ app, addon }) => describeAddon(platform, app, addon)));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/actions/addon-attachments/resolve',
    body: resolveBody,
    run: ({ platform, body }) => {
      const apps = appsNamed(platform, body.app);
      const wanted = body.addon_attachment ?? '';
      const found = apps.flatMap((app) =>
        app.attachments
          .filter(
            ({ id, name, addon }) =>
              [name, `${name}_URL`].includes(wanted.toUpperCase()) ||
              id === wanted ||
              findAddons([app], wanted).some((one) => one.addon.id === addon),
          )
          .filter(({ addon }) => {
            const service = app.addons.find(({ id }) => id === addon)?.service;
            return body.addon_service == null || service === body.addon_service;
          })
          .map((attachment) => describeAttachment(platform, app, attachment)),
      );
      if (found.length === 0) throw notFound('add_on_attachment');
      return answerList(found);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/addon-services',
    body: noBody,
    run: () => answerList(['heroku-postgresql', 'heroku-redis'].map(describeService), 'name'),
  }),
  defineRoute({
    method: 'GET',
    path: '/addon-services/:service',
    body: noBody,
    run: ({ params }) => answer(describeService(readPlan(params.service ?? '').service)),
  }),
  defineRoute({
    method: 'GET',
    path: '/addon-services/:service/plans',
    body: noBody,
    run: ({ params }) => {
      const { service, plan } = readPlan(params.service ?? '');
      return answerList([describePlan(service, plan)], 'name');
    },
  }),
];

function describeService(name: string): Json {
  const plan = describePlan(readPlan(name).service, readPlan(name).plan);
  return {
    cli_plugin_name: null,
    created_at: '2026-01-01T00:00:00Z',
    human_name: plan.description,
    id: (plan.addon_service as Json).id,
    name,
    state: 'ga',
    supported_generations: [],
    supports_multiple_installations: true,
    supports_sharing: false,
    updated_at: '2026-01-01T00:00:00Z',
  };
}
