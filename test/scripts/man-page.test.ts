import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderManPage } from '../../scripts/man-page.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { packageVersion } from '../../src/machine/package-version.ts';
import { useShippedFacts } from '../facts/use-august-facts.ts';

const file = join(import.meta.dirname, '../../man/dynoready.1');

test('man/dynoready.1 holds what the help says: npm run man', async () => {
  useShippedFacts();
  expect(readFileSync(file, 'utf8')).toBe(await renderManPage(packageVersion()));
});

const groff = spawnSync(
  'groff',
  ['-man', '-Tutf8', '-ww', '-rLL=200n', '-P-cbou', '-Kutf8', file],
  {
    encoding: 'utf8',
  },
);

// Not every machine has groff; `.ci/run` installs it.
test.skipIf(groff.error !== undefined)('groff sets every command without a warning', () => {
  expect(groff.stderr).toBe('');
  for (const { name } of COMMANDS) expect(groff.stdout).toContain(`dynoready ${name} [options]`);
  expect(groff.stdout).toContain('-q, --quiet');
  // Quotes and dots at the start of a line, hyphens and backslashes come through.
  expect(groff.stdout).toContain('# dynoready: ignore[debug-on] because …');
});
