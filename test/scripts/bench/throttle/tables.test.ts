import { expect, test } from 'vitest';
import { renderThrottlePicture } from '../../../../scripts/bench/throttle/picture.ts';
import { throttleTables } from '../../../../scripts/bench/throttle/tables.ts';
import { THROTTLE_STRATEGIES } from '../../../../src/platform-api/throttle-strategies.ts';

const SHOWN = THROTTLE_STRATEGIES.filter((name) => name !== 'none');

test('the tables of the benchmark are the same on each run and name every strategy that waits', () => {
  const tables = throttleTables(1);
  expect(throttleTables(1)).toBe(tables);
  expect(SHOWN.filter((name) => !tables.includes(`| ${name} |`))).toEqual([]);
});

test('the picture shows sleeps, tokens and refusals of every strategy that waits', () => {
  const picture = renderThrottlePicture();
  expect(SHOWN.filter((name) => !picture.includes(`>${name}<`))).toEqual([]);
  // Ten clients, and two more lines.
  expect(picture.match(/<path /g)).toHaveLength(12 * SHOWN.length);
});
