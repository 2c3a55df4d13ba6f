import { expect, test } from 'vitest';
import { chosenNames } from '../../../scripts/bench/chosen-names.ts';
import { runBench } from '../../../scripts/bench/run-bench.ts';
import { renderUsageError, type UsageError } from '../../../src/facts/usage-error.ts';

test.each([
  [['chekc'], 'There is no benchmark chekc'],
  [['check', 'chekc', 'all'], 'There are no benchmarks chekc, all'],
])(
  'bench %s is a usage error that names the known ones, before anything runs',
  async (typed, situation) => {
    const said: string[] = [];
    const error: UsageError = await runBench(typed, '/not/a/checkout', (line) =>
      said.push(line),
    ).then(
      () => expect.fail('it ran'),
      (reason) => reason,
    );
    expect(error.name).toBe('UsageError');
    expect(renderUsageError(error)).toBe(`${situation}

  Known: throttle, large, fleet, check, watch, workshop, build, rehearsal, router, platform, prompt

npm run bench -- [NAME…]
`);
    expect(said).toEqual([]);
  },
);

test('all names are chosen when none was typed, else those that were, in their own order', () => {
  const words = { noun: 'peer', command: 'bench:peers' };
  expect(chosenNames([], ['b', 'a'], words)).toEqual(['b', 'a']);
  expect(chosenNames(['a', 'b', 'a'], ['b', 'c', 'a'], words)).toEqual(['b', 'a']);
});
