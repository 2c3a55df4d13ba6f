import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import { openDrain } from '../../heroku/logs/drain.ts';
import { lineFilter } from '../../heroku/logs/log-filter.ts';
import { invalidParams, notFound } from '../api/api-error.ts';
import { answer, answerList, appOf, defineRoute, type Json, noBody } from '../api/route.ts';
import { nameApp } from '../describe/app.ts';
import type { AppRecord } from '../state/records.ts';

const sessionBody = z
  .object({
    dyno: z.string().nullish(),
    dyno_name: z.string().nullish(),
    type: z.string().nullish(),
    lines: z.coerce.number().int().nonnegative().nullish(),
    source: z.string().nullish(),
    tail: z.boolean().nullish(),
  })
  .default({});

/** Lines that a session starts with unless it asks for another number. */
const DEFAULT_LINES = 100;

function describeDrain(app: AppRecord, drain: AppRecord['drains'][number]): Json {
  return {
    addon: null,
    app: nameApp(app),
    created_at: drain.createdAt,
    extended: null,
    id: drain.id,
    token: drain.token,
    updated_at: drain.updatedAt,
    url: drain.url,
  };
}

/** True for a URL that a drain can have. */
function isDrainUrl(url: string): boolean {
  try {
    void openDrain(url).close();
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

function findDrain(app: AppRecord, wanted: string): AppRecord['drains'][number] {
  const found = app.drains.find(({ id, url, token }) => [id, url, token].includes(wanted));
  if (found === undefined) throw notFound('log_drain');
  return found;
}

/** Log sessions and log drains. */
export const LOG_ROUTES = [
  defineRoute({
    method: 'POST',
    path: '/apps/:app/log-sessions',
    body: sessionBody,
    run: (call) => {
      const { platform, body } = call;
      const app = appOf(call);
      const { source } = body;
      // A part of the platform, such as `router`, is given as a dyno.
      const isSource = source === undefined || source === null || /^(app|heroku)$/.test(source);
      if (!isSource) throw invalidParams(`There is no log source ${source}.`);
      const key = platform.logSessions.open({
        log: platform.runtimeOf(app).log,
        lines: body.lines ?? DEFAULT_LINES,
        tail: body.tail ?? false,
        isWanted: lineFilter({
          source: source ?? undefined,
          dyno: body.dyno ?? body.dyno_name ?? body.type ?? undefined,
        }),
      });
      const at = platform.now().toISOString();
      const logplexUrl = `${platform.origin()}/logs/${key}`;
      return answer(
        { created_at: at, id: randomUUID(), logplex_url: logplexUrl, updated_at: at },
        201,
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/log-drains',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      return answerList(app.drains.map((drain) => describeDrain(app, drain)));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/apps/:app/log-drains',
    body: z.object({ url: z.string() }),
    run: (call) => {
      const { platform, body } = call;
      const app = appOf(call);
      if (!isDrainUrl(body.url)) throw invalidParams('Url is invalid');
      if (app.drains.some(({ url }) => url === body.url))
        throw invalidParams('Url has already been taken');
      const at = platform.now().toISOString();
      const drain = {
        id: randomUUID(),
        url: body.url,
        token: `d.${randomUUID()}`,
        createdAt: at,
        updatedAt: at,
      };
      platform.store.changeApp(app.id, (draft) => void draft.drains.push(drain));
      platform.runtimeOf(app).updateDrains();
      return answer(describeDrain(app, drain), 201);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/log-drains/:drain',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      return answer(describeDrain(app, findDrain(app, call.params.drain ?? '')));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/apps/:app/log-drains/:drain',
    body: noBody,
    run: (call) => {
      const { platform, params } = call;
      const app = appOf(call);
      const drain = findDrain(app, params.drain ?? '');
      platform.store.changeApp(app.id, (draft) => {
        draft.drains = draft.drains.filter(({ id }) => id !== drain.id);
      });
      platform.runtimeOf(app).updateDrains();
      return answer(describeDrain(app, drain));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/telemetry-drains',
    body: noBody,
    run: (call) => {
      appOf(call);
      return answerList([]);
    },
  }),
];
