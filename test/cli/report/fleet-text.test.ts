import { expect, test } from 'vitest';
import { renderCounts, renderProgress, renderSpeed } from '../../../src/cli/report/fleet-text.ts';

test('the bar tells the count, the rate of what was checked and the time that is left', () => {
  const progress = { total: 2_000, done: 500, unchanged: 100, failed: 0 };
  expect(renderProgress(progress, 10_000, 80)).toBe(
    '██████░░░░░░░░░░░░░░░░░░  500 of 2,000  40.0/s, 38 s left',
  );
  expect(renderProgress({ ...progress, failed: 3 }, 400_000, 120)).toBe(
    '██████░░░░░░░░░░░░░░░░░░  500 of 2,000  1.0/s, 25 min left  3 failed',
  );
  expect(renderProgress({ ...progress, done: 100 }, 1_000, 80)).toBe(
    '█░░░░░░░░░░░░░░░░░░░░░░░  100 of 2,000  0.0/s',
  );
  expect(renderProgress(progress, 10_000, 40)).toHaveLength(39);
});

test('the end tells what was checked, and how many came to which status', () => {
  expect(renderSpeed({ total: 3, done: 3, unchanged: 1, failed: 0 }, 500, 120.4)).toBe(
    'Checked 2 repositories in 0.5 s, 4.0 a second, at most 120 MB in one worker, 1 unchanged since an earlier run.\n',
  );
  expect(renderSpeed({ total: 1, done: 1, unchanged: 1, failed: 0 }, 500, 0)).toBe(
    'Checked 0 repositories in 0.5 s, 1 unchanged since an earlier run.\n',
  );
  expect(
    renderCounts(
      new Map([
        ['timeout', 1],
        ['ok', 1_200],
      ]),
    ),
  ).toBe('1,200 ok, 1 timeout.\n');
});
