import { expect, test } from 'vitest';
import { soak } from './soak.ts';
import { downloadThrough, uploadThrough } from './stream.ts';

test('while dynos are killed at random, no request is lost without a code, and neither descriptors nor processes leak', async () => {
  const { seen, logged, dynosStarted, descriptorsLeft, processesLeft } = await soak(4_000);
  expect(seen.get('200')).toBeGreaterThan(100);
  expect([...seen.keys()].filter((label) => !/^(200|H\d+)$/.test(label))).toEqual([]);
  expect(logged).toBe(
    [...seen].reduce((sum, [label, count]) => (label.startsWith('H') ? sum + count : sum), 0),
  );
  expect(dynosStarted).toBeGreaterThan(6);
  expect(descriptorsLeft).toBeLessThanOrEqual(10);
  expect(processesLeft).toBe(0);
});

test.each([
  ['to the visitor', downloadThrough],
  ['to the dyno', uploadThrough],
])('256 MiB streamed %s keep the memory flat', async (_, stream) => {
  const bytes = 256 * 1024 * 1024;
  const { received, grownMb } = await stream(bytes);
  expect(received).toBe(bytes);
  expect(grownMb).toBeLessThan(128);
});
