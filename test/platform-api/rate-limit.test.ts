import { expect, test } from 'vitest';
import { seededRandom } from '../../scripts/bench/throttle/seeded-random.ts';
import {
  ACCOUNT_LIMIT,
  createFixedPool,
  createGcraLimiter,
  createTokenBucket,
} from '../../src/platform-api/rate-limit.ts';

test('the bucket and the one-number form decide alike on 400,000 random requests, many of them refused', () => {
  let refused = 0;
  const differences: string[] = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = seededRandom(seed);
    const limit = { size: 1 + Math.floor(random() * 200), refillMs: 800 };
    const bucket = createTokenBucket(limit);
    const gcra = createGcraLimiter(limit);
    let nowMs = 0;
    for (let request = 0; request < 20_000; request += 1) {
      nowMs += random() < 0.05 ? random() * 40_000 : random() * 500;
      const a = bucket.take(nowMs);
      const b = gcra.take(nowMs);
      if (!a.allowed) refused += 1;
      if (a.allowed !== b.allowed || a.remaining !== b.remaining)
        differences.push(`seed ${seed} request ${request}`);
    }
  }
  expect(differences).toEqual([]);
  expect(refused).toBeGreaterThan(20_000);
});

const FORMS = [
  { form: 'bucket', create: createTokenBucket },
  { form: 'one-number form', create: createGcraLimiter },
];

test.each(FORMS)(
  'the $form gives 4500 calls at once, refuses the next, and has one again after 0.8 seconds',
  ({ create }) => {
    const limiter = create(ACCOUNT_LIMIT);
    const wrong = Array.from({ length: 4500 }, (_, index) => ({
      ...limiter.take(10_000),
      expected: 4499 - index,
    })).filter(({ allowed, remaining, expected }) => !allowed || remaining !== expected);
    expect(wrong).toEqual([]);
    expect(limiter.take(10_000)).toEqual({ allowed: false, remaining: 0 });
    expect(limiter.take(10_799)).toEqual({ allowed: false, remaining: 0 });
    expect(limiter.remaining(10_800)).toBe(1);
    expect(limiter.take(10_800)).toEqual({ allowed: true, remaining: 0 });
    expect(limiter.remaining(100_000_000)).toBe(4500);
  },
);

test.each(FORMS)('the $form can start empty', ({ create }) => {
  const limiter = create(ACCOUNT_LIMIT, 0);
  expect(limiter.take(0)).toEqual({ allowed: false, remaining: 0 });
  expect(limiter.take(900)).toEqual({ allowed: true, remaining: 0 });
});

test('a pool without refill never gives more than it had', () => {
  const pool = createFixedPool(1);
  expect([pool.take(0), pool.take(1_000_000)]).toEqual([
    { allowed: true, remaining: 0 },
    { allowed: false, remaining: 0 },
  ]);
});
