import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FINDINGS_SCHEMA } from '../../src/check/finding-schema.ts';
import { startCheck } from '../check/terminal-stand-in.ts';

const RULES = ['--rule', 'procfile-tool-missing', 'ignore-unused', 'ignore-without-reason', '--'];
const PROJECT = {
  'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
  Procfile: 'web: uv run gunicorn shop.wsgi\n',
};
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-living-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}-state`, { recursive: true, force: true });
});

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function check(...words: string[]) {
  const running = startCheck(folder, words);
  const code = await running.ended;
  return { code, out: running.out, err: running.err };
}

test('what a comment sets aside fails nothing and is counted with its place and reason', async () => {
  write({
    ...PROJECT,
    Procfile:
      '# dynoready: ignore[procfile-tool-missing] because uv comes with our base image\nweb: uv run gunicorn shop.wsgi\n',
  });
  expect(await check(...RULES)).toEqual({
    code: 0,
    out: 'Nothing found.\n1 finding set aside: procfile-tool-missing in Procfile:1 because uv comes with our base image\n',
    err: '',
  });
});

test('what pyproject.toml sets aside is counted with its paths and reason', async () => {
  const override =
    '[[tool.dynoready.overrides]]\npaths = ["Proc*"]\nrules = { procfile-tool-missing = "off" }\nreason = "it is being replaced"\n';
  write({ ...PROJECT, 'pyproject.toml': override });
  expect((await check(...RULES)).out).toBe(
    'Nothing found.\n1 finding set aside: procfile-tool-missing in Proc* because it is being replaced\n',
  );
  write({ 'pyproject.toml': '[tool.dynoready.rules]\nprocfile-tool-missing = "off"\n' });
  expect((await check(...RULES)).out).toBe(
    'Nothing found.\n1 finding set aside: procfile-tool-missing in pyproject.toml:2 (no reason given)\n',
  );
});

test('--fix leaves alone what was set aside', async () => {
  const Procfile =
    '# dynoready: ignore[procfile-tool-missing] because uv comes with our base image\nweb: uv run gunicorn shop.wsgi\n';
  write({ ...PROJECT, Procfile });
  expect((await check('--fix', ...RULES)).err).toBe('No automatic fix applies.\n');
  expect(readFileSync(join(folder, 'Procfile'), 'utf8')).toBe(Procfile);
});

test('json names what was set aside, by whom and why', async () => {
  write({
    ...PROJECT,
    Procfile:
      'web: uv run gunicorn shop.wsgi # dynoready: ignore[procfile-tool-missing] because we say so\n',
  });
  const [repository] = FINDINGS_SCHEMA.parse(
    JSON.parse((await check('--format', 'json', ...RULES)).out),
  ).projects;
  expect(repository?.findings).toEqual([]);
  expect(repository?.setAside).toMatchObject([
    { rule: 'procfile-tool-missing', by: 'comment', because: 'we say so' },
  ]);
});

test('after --write-baseline only what is new fails', async () => {
  write(PROJECT);
  expect(await check('--write-baseline', ...RULES)).toEqual({
    code: 0,
    out: '',
    err: 'Wrote 1 finding to .dynoready-baseline.json; from now on only what is new fails.\n',
  });
  expect(await check(...RULES)).toEqual({
    code: 0,
    out: 'Nothing found.\n1 finding set aside by the baseline .dynoready-baseline.json.\n',
    err: '',
  });
  expect((await check('--no-baseline', ...RULES)).code).toBe(1);
  write({ Procfile: 'web: uv run gunicorn shop.wsgi\nworker: uv run celery -A shop worker\n' });
  const { code, out } = await check(...RULES);
  expect([code, out.match(/^error .*$/gm)]).toEqual([
    1,
    ['error  procfile-tool-missing  Procfile:2:9'],
  ]);
});

test('an entry that nothing answers to any more is called stale, with what to do', async () => {
  write(PROJECT);
  await check('--write-baseline', ...RULES);
  write({ Procfile: 'web: gunicorn shop.wsgi\n' });
  expect((await check(...RULES)).out).toBe(
    'Nothing found.\n1 entry of .dynoready-baseline.json is stale (procfile-tool-missing in Procfile): take it out with `dynoready check --write-baseline`.\n',
  );
});

test('a baseline may stand elsewhere', async () => {
  write(PROJECT);
  await check('--write-baseline', 'accepted.json', ...RULES);
  expect(existsSync(join(folder, '.dynoready-baseline.json'))).toBe(false);
  expect((await check('--baseline', 'accepted.json', ...RULES)).code).toBe(0);
  expect((await check(...RULES)).code).toBe(1);
});

test('a baseline that is not there or is none is wrong use', async () => {
  write(PROJECT);
  await expect(check('--baseline', 'nowhere.json', ...RULES)).rejects.toMatchObject({
    name: 'UsageError',
    message: 'There is no baseline nowhere.json',
  });
  write({ '.dynoready-baseline.json': '[]' });
  await expect(check(...RULES)).rejects.toMatchObject({
    name: 'UsageError',
    message: '.dynoready-baseline.json is no baseline',
  });
});

test.each([
  [
    ['--write-baseline', '--fix'],
    '--write-baseline cannot be used together with --fix, --fix-unsafe or --diff',
  ],
  [
    ['--watch', '--fix'],
    '--watch only looks: it cannot be used together with --fix, --fix-unsafe, --diff or --write-baseline',
  ],
  [['--watch', '.', '.'], '--watch takes one folder'],
  [['--baseline', 'a.json', '.', '.'], 'A baseline belongs to one folder'],
  [['--rule', 'procfile-mising'], "There is no rule 'procfile-mising'"],
])('%j is wrong use', async (words, message) => {
  write(PROJECT);
  await expect(check(...words)).rejects.toMatchObject({ name: 'UsageError', message });
});
