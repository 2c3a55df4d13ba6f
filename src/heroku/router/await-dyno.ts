import { setTimeout as pause } from 'node:timers/promises';
import { ACTIVE_REQUESTS_PER_DYNO, ROUTER_BOOT_WAIT_S } from '../../facts/platform-limits.ts';
import type { RouterState } from './door.ts';
import type { Route } from './route.ts';
import { faultOf, type RouterFault } from './router-errors.ts';

/** Milliseconds between two looks at dynos that are starting. */
const LOOK_MS = 25;

/**
 * Returns the dyno for a request; while all are starting it waits, at most 75 s. Else what the
 * router answers itself: H10, H11, H14, H20, H80 or H81.
 */
export async function awaitDyno(
  { table, active, timeFactor }: RouterState,
  left: AbortSignal,
): Promise<Extract<Route, { kind: 'dyno' }> | RouterFault> {
  if (active > ACTIVE_REQUESTS_PER_DYNO * Math.max(1, table.size())) return faultOf('H11');
  const until = performance.now() + ROUTER_BOOT_WAIT_S * 1000 * timeFactor;
  for (;;) {
    const route = table.choose();
    if (route.kind === 'dyno') return route;
    if (route.kind === 'code') return faultOf(route.code);
    if (left.aborted || performance.now() > until) return faultOf('H20');
    await pause(LOOK_MS);
  }
}
