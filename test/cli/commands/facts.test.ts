import { afterAll, expect, test } from 'vitest';
import { runCommandLine } from '../../../src/cli/run.ts';
import { readingDays } from '../../../src/facts/in-force.ts';
import { SHIPPED_TABLES } from '../../../src/facts/tables.ts';
import { factFileSchema } from '../../../src/facts/tables-schema.ts';
import { recordingTerminal } from '../../clock/recording-terminal.ts';
import { keepToAugustFacts, useShippedFacts } from '../../facts/use-august-facts.ts';

keepToAugustFacts({ complete: false });
afterAll(() => useShippedFacts());

async function facts(...words: string[]) {
  const terminal = recordingTerminal(import.meta.dirname);
  return { code: await runCommandLine(['facts', ...words], terminal), ...terminal.shown };
}

test('the tables are printed with the age and the source of each row', async () => {
  const { code, out, err } = await facts('--today', '2026-12-03');
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain(`\
Default Python of a new app
  line  since       read        days ago  source
  3.14  2025-12-05  2026-11-23  10        [2]
`);
  expect(out).toContain(`
Sources
[1]   endoflife.date, "Python"
      https://endoflife.date/python
`);
  expect(out).toContain('\n\nFacts of 2026-11-30, on 2026-12-03.\n');
});

test('--format json gives every table as a file of facts holds it', async () => {
  useShippedFacts();
  const { out } = await facts('--format', 'json', '--today', '2026-12-03');
  const { schemaVersion, today, tables } = JSON.parse(out);
  expect([schemaVersion, today]).toEqual([1, '2026-12-03']);
  expect(factFileSchema.safeParse({ schemaVersion, ...tables }).error).toBeUndefined();
  expect(readingDays(tables)).toEqual(readingDays(SHIPPED_TABLES));
});

test('facts that are old are called so once, and operands are refused', async () => {
  expect((await facts('--today', '2027-06-01')).err).toMatch(/read on 2026-11-30, 183 days ago/);
  expect((await facts('python')).code).toBe(2);
});
