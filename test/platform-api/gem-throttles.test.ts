import { describe, expect, test } from 'vitest';
import { createThrottle } from '../../src/platform-api/throttle-strategies.ts';

/** Without jitter, so that the numbers can be followed on paper. */
const random = () => 0;

function close(values: readonly (number | undefined)[]): (number | undefined)[] {
  return values.map((value) => (value === undefined ? undefined : Number(value.toFixed(6))));
}

describe('sleeps without jitter', () => {
  test('none never sleeps and gives up at the first refusal', () => {
    const call = createThrottle('none', { random }).begin();
    expect([call.sleepBeforeS, call.refused(0)]).toEqual([0, undefined]);
  });

  test('exponential backoff grows by 1.2 from 0.8 seconds and forgets all after a success', () => {
    const throttle = createThrottle('exponential-backoff', { random });
    const call = throttle.begin();
    expect(close([call.sleepBeforeS, call.refused(0), call.refused(0), call.refused(0)])).toEqual([
      0, 0.8, 0.96, 1.152,
    ]);
    call.succeeded(0, 0);
    expect(throttle.begin().sleepBeforeS).toBe(0);
  });

  test('the remembering strategies add 0.8 seconds, sleep, multiply by 1.2, and keep that after a success without tokens left', () => {
    const throttle = createThrottle('proportional-remaining-decrease', { random, sleepS: 1 });
    const call = throttle.begin();
    expect(close([call.sleepBeforeS, call.refused(0), call.refused(0)])).toEqual([1, 1.8, 2.96]);
    call.succeeded(0, 0);
    expect(close([throttle.sleepS])).toEqual([3.552]);
  });

  test.each([
    ['gradual-decrease', 100, 7.2],
    ['proportional-decrease', 100, 8 - 8 / 4500],
    ['proportional-remaining-decrease', 100, 8 - 800 / 4500],
    ['proportional-remaining-decrease', 4500, 0],
  ] as const)(
    '%s with %i tokens left makes %f of a sleep of 8 seconds',
    (strategy, remaining, expected) => {
      const throttle = createThrottle(strategy, { random, sleepS: 8 });
      throttle.begin().succeeded(0, remaining);
      expect(throttle.sleepS).toBeCloseTo(expected, 9);
    },
  );

  test('an answer without RateLimit-Remaining counts as one without tokens left, as nil.to_i does', () => {
    const throttle = createThrottle('proportional-remaining-decrease', { random, sleepS: 8 });
    throttle.begin().succeeded(0, undefined);
    expect(throttle.sleepS).toBe(8);
  });
});

test('jitter adds at most a tenth', () => {
  const call = createThrottle('gradual-decrease', { random: () => 0.999_999, sleepS: 10 }).begin();
  expect(call.sleepBeforeS).toBeGreaterThan(10.99);
  expect(call.sleepBeforeS).toBeLessThan(11);
});
