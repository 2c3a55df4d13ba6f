import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Platform } from '../platform-parts.ts';
import type { AppRecord } from '../state/records.ts';
import { notFound } from './api-error.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What a route answers. */
export type RouteAnswer =
  | { readonly kind: 'object'; readonly status: number; readonly body: unknown }
  /** A list that is cut into pages, by that property unless a Range names another. */
  | { readonly kind: 'list'; readonly items: readonly Json[]; readonly property: string };

/** One call as a route sees it. */
export interface RouteCall<Body> {
  readonly platform: Platform;
  /** The parts of the path, decoded, by their names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Calls that the account may still make. */
  readonly remaining: number;
  readonly body: Body;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Such as `/apps/:app/config-vars`. */
  readonly path: string;
  readonly body: z.ZodType;
  readonly run: (call: RouteCall<never>) => RouteAnswer | Promise<RouteAnswer>;
  /** True for a route that costs no token of the account's limit. */
  readonly isFree?: boolean;
}

/** A route without a body: what a client sends all the same is ignored. */
export const noBody = z.unknown();

/** A route whose `run` gets the body as its schema reads it. */
export function defineRoute<Schema extends z.ZodType>(route: {
  readonly method: Route['method'];
  readonly path: string;
  readonly body: Schema;
  readonly run: (call: RouteCall<z.infer<Schema>>) => RouteAnswer | Promise<RouteAnswer>;
  readonly isFree?: boolean;
}): Route {
  return route as Route;
}

/** An object as the answer. */
export function answer(body: unknown, status = 200): RouteAnswer {
  return { kind: 'object', status, body };
}

/** A list as the answer. */
export function answerList(items: readonly Json[], property = 'id'): RouteAnswer {
  return { kind: 'list', items, property };
}

/** The app that the path names. Throws the API's 404. */
export function appOf({
  platform,
  params,
}: Pick<RouteCall<unknown>, 'platform' | 'params'>): AppRecord {
  const app = platform.store.findApp(params.app ?? '');
  if (app === undefined) throw notFound('app');
  return app;
}
