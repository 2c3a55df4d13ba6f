import type { LogSink } from '../logs/log-line.ts';

/**
 * Where a request goes at this moment: to a dyno, or nowhere yet, or to the answer that the router
 * gives itself.
 */
export type Route =
  | { readonly kind: 'dyno'; readonly name: string; readonly port: number }
  /** Web dynos are starting: the router holds the request. */
  | { readonly kind: 'starting' }
  /** H10, H14, H80 or H81. */
  | { readonly kind: 'code'; readonly code: string };

/** What the router knows of the app's web dynos. */
export interface RouteTable {
  /** Chooses anew for every request. */
  choose(): Route;
  /** Web dynos that are up or starting; 50 requests are kept open for each. */
  size(): number;
}

/** What the router needs to know of an app that was deployed. */
export interface ServedApp {
  readonly table: RouteTable;
  /** Host that the app sees when a browser asks at a local door. */
  readonly host: string;
  readonly log: LogSink;
}
