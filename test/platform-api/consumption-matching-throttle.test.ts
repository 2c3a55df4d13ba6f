import { expect, test } from 'vitest';
import { createConsumptionMatchingThrottle } from '../../src/platform-api/consumption-matching-throttle.ts';

/** Jitter is zero and a window is drawn at its middle, so that the numbers can be followed on paper. */
const random = () => 0.5;

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toFixed(3));
}

test('a client without memory draws each sleep from a window that grows with the refusals', () => {
  const call = createConsumptionMatchingThrottle({ random }).begin();
  expect(call.sleepBeforeS).toBe(0);
  // Windows of 0.8, 4.96, 9.952 and 15.942 seconds.
  expect([1, 2, 3, 4].map((atS) => rounded(call.refused(atS)))).toEqual([1.2, 3.28, 5.776, 8.771]);
});

test.each([
  ['two tokens for the first to get through', 1, 2, 1.6],
  ['a share of the last window', 3, 4, 6.966],
  ['a share of the time since the first refusal', 3, 61, 21],
])('the first estimate is %s', (_, refusals, successAtS, expected) => {
  const throttle = createConsumptionMatchingThrottle({ random });
  const call = throttle.begin();
  for (let refusal = 1; refusal <= refusals; refusal += 1) call.refused(1);
  call.succeeded(successAtS, 0);
  expect(rounded(throttle.sleepS)).toBe(expected);
});

test('a client with memory keeps what its refusals made of the sleep', () => {
  const throttle = createConsumptionMatchingThrottle({ random, sleepS: 8 });
  const call = throttle.begin();
  expect([call.sleepBeforeS, rounded(call.refused(0)), rounded(call.refused(0))]).toEqual([
    8, 12.8, 18.56,
  ]);
  call.succeeded(31, 0);
  expect(rounded(throttle.sleepS)).toBe(18.56);
});

/** The sleep after two answers 10 seconds apart, from a sleep of 8 seconds. */
function afterTwoAnswers(before: number, now: number): number {
  const throttle = createConsumptionMatchingThrottle({ random, sleepS: 8 });
  // The first answer has nothing to be compared with.
  throttle.begin().succeeded(0, before);
  expect(throttle.sleepS).toBe(8);
  throttle.begin().succeeded(10, now);
  return throttle.sleepS;
}

test('it sleeps longer when all clients together use more than is earned, else less', () => {
  // 10 seconds earn 12.5 tokens. At 10 tokens the price of a call is 8.56 seconds: hardly a pull.
  expect(afterTwoAnswers(10, 10)).toBeCloseTo(8.038, 3);
  // Used 22.5, which is 1.8 times what is earned.
  expect(afterTwoAnswers(20, 10)).toBeCloseTo(10.784, 3);
  // Used 2.5, a fifth: no success shortens the sleep by more than a quarter.
  expect(afterTwoAnswers(0, 10)).toBe(6);
});

test('it moves towards the price that all clients see alike', () => {
  // Balanced consumption: at 20 tokens the price is 0.3 seconds, at none 240.
  expect(afterTwoAnswers(20, 20)).toBeCloseTo(8 * ((240 * Math.exp(-20 / 3)) / 8) ** 0.07, 6);
  expect(afterTwoAnswers(0, 0)).toBeCloseTo(8 * 30 ** 0.07, 6);
});

test.each([
  [20 + 25, 6],
  [20 + 100, 0],
  [4500, 0],
])('with %i tokens left it need not wait: %f of 8 seconds remain', (remaining, expected) => {
  const throttle = createConsumptionMatchingThrottle({ random, sleepS: 8 });
  throttle.begin().succeeded(0, remaining);
  expect(throttle.sleepS).toBe(expected);
});

test('an answer that does not say how many tokens are left is no reason to hurry', () => {
  const throttle = createConsumptionMatchingThrottle({ random });
  throttle.begin().succeeded(0, undefined);
  expect(throttle.sleepS).toBe(0.8);
  const slow = createConsumptionMatchingThrottle({ random, sleepS: 8 });
  slow.begin().succeeded(0, undefined);
  expect(slow.sleepS).toBe(8);
});

test('answers of parallel calls that come close together make one correction', () => {
  const throttle = createConsumptionMatchingThrottle({ random, sleepS: 8 });
  const calls = [1, 2, 3].map(() => throttle.begin());
  calls[0]!.succeeded(0, 20);
  calls[1]!.succeeded(3.9, 10);
  expect(throttle.sleepS).toBe(8);
  calls[2]!.succeeded(10, 10);
  expect(throttle.sleepS).toBeCloseTo(10.784, 3);
});

test('jitter goes both ways, by at most 7 %', () => {
  const sleep = (value: number): number =>
    createConsumptionMatchingThrottle({ random: () => value, sleepS: 10 }).begin().sleepBeforeS;
  expect([sleep(0), sleep(0.999_999)].map(rounded)).toEqual([9.3, 10.7]);
});
