import type { ApiProblem } from './api-problem.ts';
import type { Exchange } from './exchange.ts';

/** Milliseconds before the second and the third attempt of a read; there is no fourth. */
const DELAYS_MS = [500, 2000];

/** Problems that may be gone a moment later. */
const TRANSIENT: readonly ApiProblem['kind'][] = ['timed-out', 'cut-off', 'unavailable'];

/** Codes of network errors that may be gone a moment later. */
const TRANSIENT_CODES = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'];

/**
 * Milliseconds to wait before a read that failed `failures` times is tried again; undefined when it
 * is not worth it. `Retry-After` of the answer, if there is one, makes the wait longer.
 */
export function retryDelayMs(
  problem: ApiProblem,
  failures: number,
  answer: Exchange | undefined,
): number | undefined {
  const isTransient =
    TRANSIENT.includes(problem.kind) ||
    (problem.kind === 'unreachable' && TRANSIENT_CODES.includes(problem.id ?? ''));
  const delayMs = DELAYS_MS[failures - 1];
  if (!isTransient || delayMs === undefined) return undefined;
  return Math.max(delayMs, answer === undefined ? 0 : retryAfterMs(answer));
}

/** Seconds, or a date that is read against the answer's own. 0 for anything else. */
function retryAfterMs(answer: Exchange): number {
  const text = answer.header('retry-after') ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const elapsedMs = Date.parse(text) - Date.parse(answer.header('date') ?? '');
  return Number.isNaN(elapsedMs) ? 0 : elapsedMs;
}
