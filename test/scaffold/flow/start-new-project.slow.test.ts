import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UsageError } from '../../../src/facts/usage-error.ts';
import { describeCancellation, isCancelled } from '../../../src/machine/cancellation.ts';
import { findInterpreters } from '../../../src/machine/interpreters.ts';
import { readRepository } from '../../../src/project/read.ts';
import { rehearse } from '../../../src/rehearsal/rehearse.ts';
import { runGenerator } from '../../../src/scaffold/flow/run-generator.ts';
import type { ScaffoldUi } from '../../../src/scaffold/flow/scaffold-ui.ts';

const FIXTURE = fileURLToPath(new URL('../../fixtures/projects/startproject-5.2', import.meta.url));
const WHO = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

let folder = '';
let lines: readonly string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'new-project-test-'));
  lines = (await findInterpreters()).map(({ line }) => line);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ui(signal = new AbortController().signal): ScaffoldUi & { shown: string } {
  const seen = {
    shown: '',
    ask: undefined,
    say: (text: string) => {
      seen.shown += text;
    },
    print: () => {},
    style: { color: false, columns: 100 },
    pythonLines: async () => lines,
    stateFolder: join(folder, 'state'),
    version: '0.1.0',
    env: { ...process.env, ...WHO },
    signal,
  };
  return seen;
}

test('a new project with uv is locked, committed, and deploys at once', async () => {
  const seen = ui();
  await runGenerator(folder, { new: 'shop', packageManager: 'uv', yes: true }, seen);
  expect(seen.shown).toMatch(
    /\nMade shop\/, with everything committed\.\n\nNext:\n {2}cd shop\n {2}dynoready rehearse [\s\S]*\n {2}heroku create shop [\s\S]*\n {2}git push heroku HEAD:main\n {2}heroku open\n$/,
  );
  const root = join(folder, 'shop');
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })).toBe('');
  expect(readFileSync(join(root, 'uv.lock'), 'utf8')).toContain('name = "whitenoise"');
  const given = {
    SECRET_KEY: 'a-secret-that-nobody-may-read-0123456789-ABCDEFGHIJ',
    ALLOWED_HOSTS: '.herokuapp.com',
  };
  const signal = new AbortController().signal;
  const rehearsal = await rehearse({
    repository: readRepository(root, {}),
    given,
    strict: false,
    signal,
    env: process.env,
  });
  expect(
    rehearsal.phases
      .filter(({ verdict }) => verdict !== 'passed')
      .map(({ name, reason }) => `${name}: ${reason}`),
  ).toEqual([]);
  await expect(runGenerator(folder, { new: 'shop', yes: true }, ui())).rejects.toThrow(UsageError);
});

test('one that is left half-way, or that nothing can be made of, leaves nothing', async () => {
  const controller = new AbortController();
  const leaving = ui(controller.signal);
  const say = (text: string): void => {
    if (text.startsWith('Fetching Django')) setTimeout(() => controller.abort(), 100);
  };
  await expect(
    runGenerator(folder, { new: 'half', yes: true }, { ...leaving, say }),
  ).rejects.toThrow();
  await expect(runGenerator(folder, { new: 'django', yes: true }, ui())).rejects.toThrow(
    "Django does not make a project named 'django'",
  );
  expect(
    readdirSync(folder).filter((name) => name.includes('half') || name.includes('django')),
  ).toEqual([]);
});

test('--lock makes a stale lock again by the tool itself, and what cannot be locked keeps its old lock', async () => {
  const root = join(folder, 'locked');
  cpSync(FIXTURE, root, { recursive: true });
  const declaration =
    '[project]\nname = "mysite"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["django>=5.2,<5.3"]\n';
  writeFileSync(join(root, 'pyproject.toml'), declaration);
  writeFileSync(join(root, '.python-version'), `${lines.includes('3.13') ? '3.13' : '3.12'}\n`);
  writeFileSync(join(root, 'uv.lock'), 'version = 1\nrequires-python = ">=3.12"\n');
  const seen = ui();
  await runGenerator(root, { yes: true, lock: true }, seen);
  expect(seen.shown).toContain('\nMaking uv.lock with uv 0.12.5 …\n');
  expect(seen.shown).not.toContain('uv lock  # updates uv.lock');
  expect(readFileSync(join(root, 'uv.lock'), 'utf8')).toContain('name = "gunicorn"');
  await runGenerator(root, { undo: true }, seen);
  expect(readFileSync(join(root, 'uv.lock'), 'utf8')).toBe(
    'version = 1\nrequires-python = ">=3.12"\n',
  );
  expect(readFileSync(join(root, 'pyproject.toml'), 'utf8')).toBe(declaration);

  writeFileSync(
    join(root, 'pyproject.toml'),
    declaration.replace('"django', '"no-such-package-of-dynoready", "django'),
  );
  writeFileSync(join(root, 'uv.lock'), 'version = 1\nrequires-python = ">=3.12"\n');
  const failing = ui();
  await runGenerator(root, { yes: true, lock: true }, failing);
  expect(failing.shown).toContain('uv.lock could not be made, and is as it was:\n');
  expect(failing.shown).toContain('uv lock  # updates uv.lock');
  expect(readFileSync(join(root, 'uv.lock'), 'utf8')).toBe(
    'version = 1\nrequires-python = ">=3.12"\n',
  );
  expect(existsSync(join(root, '.venv'))).toBe(false);
});

test('--lock compiles a list of uv again, with the command and the options of its header', async () => {
  const root = join(folder, 'compiled');
  cpSync(FIXTURE, root, { recursive: true });
  const header =
    '# This file was autogenerated by uv via the following command:\n#    uv pip compile --no-annotate requirements.in -o requirements.txt\n';
  writeFileSync(join(root, 'requirements.in'), 'django>=5.2,<5.3\n');
  writeFileSync(
    join(root, 'requirements.txt'),
    `${header}asgiref==3.9.1\ndjango==5.2.1\nsqlparse==0.5.3\n`,
  );
  writeFileSync(join(root, '.python-version'), `${lines.includes('3.13') ? '3.13' : '3.12'}\n`);
  const seen = ui();
  await runGenerator(root, { yes: true, lock: true }, seen);
  expect(seen.shown).not.toContain('(regenerates requirements.txt)');
  const list = readFileSync(join(root, 'requirements.txt'), 'utf8');
  expect(list).toContain(`${header}asgiref==3.9.1\n`);
  expect(list).toMatch(/^django==5\.2\.1\ngunicorn==27\.\d/m);
});

test('leaving while the lock is made keeps the plan that is written, and says so', async () => {
  const root = join(folder, 'left');
  cpSync(FIXTURE, root, { recursive: true });
  writeFileSync(join(root, 'requirements.in'), 'django>=5.2,<5.3\n');
  writeFileSync(
    join(root, 'requirements.txt'),
    '# This file is autogenerated by pip-compile with Python 3.12\ndjango==5.2.1\n',
  );
  const controller = new AbortController();
  const leaving = ui(controller.signal);
  const say = (text: string): void => {
    if (text.startsWith('\nMaking requirements.txt')) setTimeout(() => controller.abort(), 50);
  };
  const error: unknown = await runGenerator(
    root,
    { yes: true, lock: true },
    { ...leaving, say },
  ).catch((one: unknown) => one);
  expect(isCancelled(error)).toBe(true);
  expect(describeCancellation(error)).toBe(
    '\nThe plan is written (--undo takes it back); the lock is as it was.\n',
  );
  expect(readFileSync(join(root, 'requirements.in'), 'utf8')).toContain('gunicorn');
  await runGenerator(root, { undo: true }, ui());
  expect(readFileSync(join(root, 'requirements.in'), 'utf8')).toBe('django>=5.2,<5.3\n');
});
