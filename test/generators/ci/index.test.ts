import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import helpers from 'yeoman-test';
import CiGenerator from '../../../generators/ci/index.ts';

const PROJECT = join(import.meta.dirname, '../../fixtures/projects/startproject-6.1');
const FLEET = '.github/workflows/dynoready-fleet.yml';

/** Options of our own, which Yeoman's types do not know. */
const flags = (options: Readonly<Record<string, unknown>>) => options as Record<string, never>;

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

function listen(): { text: string } {
  const said = { text: '' };
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.text += String(text);
    return true;
  });
  return said;
}

test('without a list it writes the workflow of the project, and nothing else', async () => {
  listen();
  const { cwd } = await helpers
    .run(CiGenerator)
    .withOptions(flags({ yes: true }))
    .inTmpDir((folder) => cpSync(PROJECT, folder, { recursive: true }));
  expect(readFileSync(join(cwd, '.github/workflows/dynoready.yml'), 'utf8')).toContain(
    'dynoready check --format github',
  );
  expect(existsSync(join(cwd, 'Procfile'))).toBe(false);
});

test('with a list it writes a matrix whose parts are merged; a second run finds nothing to do', async () => {
  const said = listen();
  const cwd = mkdtempSync(join(tmpdir(), 'ci-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'shops.txt'), 'django/django\n');
  const run = () =>
    helpers
      .run(CiGenerator)
      .withOptions(flags({ fleet: 'shops.txt', shards: '3' }))
      .cd(cwd);
  await run();
  const text = readFileSync(join(cwd, FLEET), 'utf8');
  expect(text).toContain('shard: [1, 2, 3]\n');
  expect(text).toMatch(/dynoready fleet shops\.txt\n +--shard \$\{\{ matrix\.shard \}\}\/3 /);
  expect(text).toContain('dynoready fleet merge part-*.jsonl\n');
  expect(text).not.toMatch(/uses: \S+@(?![0-9a-f]{40} # v)/);
  expect(said.text).toContain(`create  ${FLEET}  checks the repositories of shops.txt every week`);

  said.text = '';
  await run();
  expect(said.text).toBe('Nothing to do: the workflow is already in place.\n');
});

test.each([
  [{ fleet: 'none.txt' }, 'git would not push the list none.txt'],
  [{ fleet: '../shops.txt' }, 'git would not push the list ../shops.txt'],
  [{ fleet: 'shops.txt', shards: '257' }, '--shards needs a whole number from 1 to 256'],
])('%j is wrong use', async (options, problem) => {
  const said = listen();
  const { cwd } = await helpers
    .run(CiGenerator)
    .withOptions(flags(options))
    .inTmpDir((folder) => writeFileSync(join(folder, 'shops.txt'), 'django/django\n'));
  expect(said.text).toContain(problem);
  expect(process.exitCode).toBe(2);
  expect(existsSync(join(cwd, FLEET))).toBe(false);
});
