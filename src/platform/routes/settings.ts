import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { invalidParams, notFound } from '../api/api-error.ts';
import { answer, answerList, appOf, defineRoute, type Json, noBody } from '../api/route.ts';
import { idFor, nameApp } from '../describe/app.ts';
import { webUrlOf } from '../platform-parts.ts';
import type { AppRecord } from '../state/records.ts';

/** Features of an app. Source: from memory, after `heroku features`; 2026-11-30. */
const FEATURES: Readonly<Record<string, string>> = {
  'log-runtime-metrics': 'Emit dyno resource usage information into app logs',
  'http-session-affinity': 'Enable session affinity for all requests',
  preboot: 'Provide seamless web dyno deploys',
  'spaces-dns-discovery': 'Provide DNS addresses for dynos in private spaces',
};

function describeFeature(app: AppRecord, name: string): Json {
  return {
    created_at: app.createdAt,
    description: FEATURES[name] ?? '',
    display_name: name,
    doc_url: 'https://devcenter.heroku.com/categories/platform-api',
    enabled: app.features.includes(name),
    feedback_email: 'feedback@localhost.invalid',
    id: idFor(name),
    name,
    state: 'general',
    updated_at: app.updatedAt,
  };
}

function featureNamed(wanted: string): string {
  const found = Object.keys(FEATURES).find((name) => name === wanted || idFor(name) === wanted);
  if (found === undefined) throw notFound('app_feature');
  return found;
}

function describeDomain(
  app: AppRecord,
  { id, hostname, createdAt, updatedAt }: AppRecord['domains'][number],
  kind: 'custom' | 'heroku' = 'custom',
): Json {
  const isHerokus = kind === 'heroku';
  return {
    acm_status: null,
    acm_status_reason: null,
    app: nameApp(app),
    cname: isHerokus ? null : `${app.name}.localhost`,
    created_at: createdAt,
    hostname,
    id,
    kind,
    sni_endpoint: null,
    status: isHerokus ? 'none' : 'succeeded',
    updated_at: updatedAt,
  };
}

function describeBuildpacks(app: AppRecord): readonly Json[] {
  return app.buildpacks.map((url, ordinal) => ({
    buildpack: { name: /^heroku\/[a-z-]+$/.test(url) ? url : null, url },
    ordinal,
  }));
}

const HOSTNAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const buildpacksBody = z.object({
  updates: z.array(z.object({ buildpack: z.string().min(1).max(500) })).max(50),
});

/** Domains, features and buildpacks. */
export const SETTING_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/apps/:app/domains',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      const { createdAt } = app;
      const hostname = new URL(webUrlOf(call.platform, app)).hostname;
      const own = { id: idFor(app.id), hostname, createdAt, updatedAt: createdAt };
      return answerList([
        describeDomain(app, own, 'heroku'),
        ...app.domains.map((domain) => describeDomain(app, domain)),
      ]);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/apps/:app/domains',
    body: z.object({ hostname: z.string(), sni_endpoint: z.string().nullish() }),
    run: (call) => {
      const { platform, body } = call;
      const app = appOf(call);
      const hostname = body.hostname.toLowerCase();
      if (!HOSTNAME.test(hostname)) throw invalidParams(`Invalid FQDN: ${body.hostname}`);
      if (
        platform.store
          .apps()
          .some(({ domains }) => domains.some((one) => one.hostname === hostname))
      )
        throw invalidParams(`${hostname} is currently in use by another app.`);
      const at = platform.now().toISOString();
      const domain = { id: randomUUID(), hostname, createdAt: at, updatedAt: at };
      platform.store.changeApp(app.id, (draft) => void draft.domains.push(domain));
      return answer(describeDomain(app, domain), 201);
    },
  }),
  ...(['GET', 'DELETE'] as const).map((method) =>
    defineRoute({
      method,
      path: '/apps/:app/domains/:domain',
      body: noBody,
      run: (call) => {
        const app = appOf(call);
        const wanted = call.params.domain;
        const domain = app.domains.find(({ id, hostname }) => id === wanted || hostname === wanted);
        if (domain === undefined) throw notFound('domain');
        if (method === 'DELETE') {
          call.platform.store.changeApp(app.id, (draft) => {
            draft.domains = draft.domains.filter(({ id }) => id !== domain.id);
          });
        }
        return answer(describeDomain(app, domain));
      },
    }),
  ),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/features',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      return answerList(
        Object.keys(FEATURES).map((name) => describeFeature(app, name)),
        'name',
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/features/:feature',
    body: noBody,
    run: (call) => answer(describeFeature(appOf(call), featureNamed(call.params.feature ?? ''))),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/apps/:app/features/:feature',
    body: z.object({ enabled: z.boolean() }),
    run: (call) => {
      const app = appOf(call);
      const name = featureNamed(call.params.feature ?? '');
      const changed = call.platform.store.changeApp(app.id, (draft) => {
        draft.features = draft.features.filter((one) => one !== name);
        if (call.body.enabled) draft.features.push(name);
      });
      return answer(describeFeature(changed ?? app, name));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/buildpack-installations',
    body: noBody,
    run: (call) => answerList(describeBuildpacks(appOf(call)), 'ordinal'),
  }),
  defineRoute({
    method: 'PUT',
    path: '/apps/:app/buildpack-installations',
    body: buildpacksBody,
    run: (call) => {
      const app = appOf(call);
      const changed = call.platform.store.changeApp(app.id, (draft) => {
        draft.buildpacks = call.body.updates.map(({ buildpack }) => buildpack);
      });
      return answerList(describeBuildpacks(changed ?? app), 'ordinal');
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/acm',
    body: noBody,
    run: (call) => {
      appOf(call);
      return answerList([]);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/sni-endpoints',
    body: noBody,
    run: (call) => {
      appOf(call);
      return answerList([]);
    },
  }),
];
