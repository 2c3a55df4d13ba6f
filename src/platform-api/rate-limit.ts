/**
 * How many calls one account may make: a pool of `size` tokens, one per call, of which one comes
 * back every `refillMs` milliseconds.
 */
export interface AccountLimit {
  readonly size: number;
  readonly refillMs: number;
}

/**
 * The limit of the Platform API: 4500 tokens, 4500 an hour. Source: Dev Center, "Platform API
 * Reference", rate limits; read 2026-11-23.
 */
export const ACCOUNT_LIMIT: AccountLimit = { size: 4500, refillMs: 800 };

/**
 * What the limiter says to one call. `remaining` is what the header `RateLimit-Remaining` carries:
 * whole tokens left after the call.
 */
export interface Decision {
  readonly allowed: boolean;
  readonly remaining: number;
}

/**
 * One account's limiter. Times are milliseconds on any clock that does not go back; parts of a
 * millisecond are dropped.
 */
export interface Limiter {
  /** Takes a token if there is one. A refused call costs none. */
  take(nowMs: number): Decision;
  /** Whole tokens left; costs none. */
  remaining(nowMs: number): number;
}

/** A limiter that counts tokens. It starts with `tokens` (all of them when left out) at time 0. */
export function createTokenBucket(
  limit: AccountLimit = ACCOUNT_LIMIT,
  tokens = limit.size,
): Limiter {
  // Tokens are kept as the milliseconds it takes to earn them: whole numbers, so that no rounding
  // ever decides a call.
  const fullMs = limit.size * limit.refillMs;
  let earnedMs = tokens * limit.refillMs;
  let lastMs = 0;
  const remaining = (nowMs: number): number => {
    const now = Math.max(lastMs, Math.floor(nowMs));
    earnedMs = Math.min(fullMs, earnedMs + now - lastMs);
    lastMs = now;
    return Math.floor(earnedMs / limit.refillMs);
  };
  return {
    remaining,
    take(nowMs) {
      const before = remaining(nowMs);
      if (before < 1) return { allowed: false, remaining: 0 };
      earnedMs -= limit.refillMs;
      return { allowed: true, remaining: before - 1 };
    },
  };
}

/**
 * The same limiter as one number, the time at which the pool would be full again (generic cell rate
 * algorithm, GCRA): what a simulated API keeps per account. It decides as the bucket does, and
 * reports the same `remaining`.
 */
export function createGcraLimiter(
  limit: AccountLimit = ACCOUNT_LIMIT,
  tokens = limit.size,
): Limiter {
  const fullMs = limit.size * limit.refillMs;
  let fullAtMs = (limit.size - tokens) * limit.refillMs;
  const remaining = (nowMs: number): number => {
    const now = Math.floor(nowMs);
    return Math.max(0, Math.floor((fullMs - Math.max(0, fullAtMs - now)) / limit.refillMs));
  };
  return {
    remaining,
    take(nowMs) {
      const now = Math.floor(nowMs);
      const nextFullAtMs = Math.max(now, fullAtMs) + limit.refillMs;
      const allowed = nextFullAtMs - now <= fullMs;
      if (allowed) fullAtMs = nextFullAtMs;
      return { allowed, remaining: remaining(now) };
    },
  };
}

/**
 * A limiter without refill: `tokens` calls, then none. For measuring how fast a client uses what it
 * has.
 */
export function createFixedPool(tokens: number): Limiter {
  let left = tokens;
  return {
    remaining: () => left,
    take() {
      const allowed = left >= 1;
      if (allowed) left -= 1;
      return { allowed, remaining: left };
    },
  };
}
