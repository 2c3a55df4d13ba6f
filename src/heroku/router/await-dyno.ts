import { setTimeout as pause } from 'node:timers/promises';
import { ACTIVE_REQUESTS_PER_DYNO, ROUTER_BOOT_WAIT_S } from '../../facts/platform-limits.ts';
import type { Route, ServedApp } from './route.ts';
import { faultOf, NO_SUCH_APP, type RouterFault } from './router-errors.ts';

/** Milliseconds between two looks at dynos that are starting. */
const LOOK_MS = 25;

export interface Waiting {
  /** The app as it is served now: a release may come while the request waits. */
  readonly app: () => ServedApp | undefined;
  /** Requests between the router and the app's dynos now, this one among them. */
  readonly active: number;
  readonly timeFactor: number;
  /** True when nobody waits for the dyno any more. */
  readonly isOver: () => boolean;
}

/**
 * Returns the dyno for a request; while all are starting it waits, at most 75 s. Else what the
 * router answers itself: H10, H11, H14, H20, H80 or H81, or that there is no such app.
 */
export async function awaitDyno({
  app,
  active,
  timeFactor,
  isOver,
}: Waiting): Promise<Extract<Route, { kind: 'dyno' }> | RouterFault> {
  if (active > ACTIVE_REQUESTS_PER_DYNO * Math.max(1, app()?.table.size() ?? 0))
    return faultOf('H11');
  const until = performance.now() + ROUTER_BOOT_WAIT_S * 1000 * timeFactor;
  for (;;) {
    const route = app()?.table.choose();
    if (route === undefined) return NO_SUCH_APP;
    if (route.kind === 'dyno') return route;
    if (route.kind === 'code') return faultOf(route.code);
    if (isOver() || performance.now() > until) return faultOf('H20');
    await pause(LOOK_MS);
  }
}
