import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { declare, run } from '../../src/cli/commands/keep-up.ts';
import { recordingTerminal } from '../probe/recording-terminal.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/projects/', import.meta.url));

async function keepUp(...words: string[]): Promise<{ exitCode: number; out: string }> {
  const command = declare(new Command('keep-up')).exitOverride();
  command.parse([...words], { from: 'user' });
  const terminal = recordingTerminal(FIXTURES);
  return { exitCode: await run(terminal, command.args, command.opts()), out: terminal.shown.out };
}

test('a project that bounds nothing is what the next build makes of it', async () => {
  const { exitCode, out } = await keepUp('workshop-start', '--today', '2026-11-24');
  expect(exitCode).toBe(0);
  expect(out).toBe(`\
layer   in use  newest     supported until  days left  next  from
Django  6.1     6.1        2027-12-31       402        -     requirements.txt; unbounded: each build takes the newest
Python  3.14    3.14       2030-10-31       1437       -     assumed: what a new app gets without a .python-version
Stack   ?       heroku-26  ?                ?          -     app.json names none (heroku stack shows yours)

Nothing to raise: each layer that is known is the newest.

Nothing is out of support. Counted from 2026-11-24; dates read on 2026-11-23.
`);
});

test.each([
  ['402', 0],
  ['403', 1],
])('with 402 days left, --within %s ends with %i', async (days, expected) => {
  expect((await keepUp('workshop-start', '--today', '2026-11-24', '--within', days)).exitCode).toBe(expected);
});

test.each([
  [['--within', 'soon'], "--within needs a number of days, not 'soon'"],
  [['--today', '2026-02-30'], "--today needs a date such as 2026-11-24, not '2026-02-30'"],
])('%j is refused', async (words, message) => {
  await expect(keepUp('workshop-start', ...words)).rejects.toThrow(message);
});
