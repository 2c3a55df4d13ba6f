import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Terminal } from '../../../src/cli/command.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { findPythonLine } from '../../../src/facts/python-lines.ts';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'build-command-')));
  execFileSync('git', ['init'], { cwd: root, stdio: 'ignore' });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function dynoready(files: Readonly<Record<string, string>>, ...words: string[]) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  let out = '';
  let err = '';
  const terminal: Terminal = {
    cwd: root,
    env: { DYNOREADY_CACHE: join(root, '.git', 'tool-cache') },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    color: false,
    columns: 80,
    signal: new AbortController().signal,
  };
  return { exitCode: await runCommandLine(words, terminal), out, err };
}

test('--plan says what the files decide, and runs nothing', async () => {
  const files = {
    'requirements.txt': 'Django~=5.2.0\n',
    '.python-version': '3.13\n',
    'manage.py': 'raise SystemExit("ran")\n',
  };
  expect(await dynoready(files, 'build', '--plan')).toEqual({
    exitCode: 0,
    out: `Package manager: pip 26.2.1
Python:          ${findPythonLine('3.13')?.latestPatch.classic} (.python-version)
Cache:           empty
Installs with:   pip install -r requirements.txt
collectstatic:   runs with manage.py

Nothing in the files stands against this build. To run it: dynoready build
`,
    err: '',
  });
});

test('--plan names what would fail, with the evidence and the command that explains it', async () => {
  const files = { 'requirements.txt': '', 'uv.lock': '' };
  expect(await dynoready(files, 'build', '--plan')).toEqual({
    exitCode: 1,
    out: `The build would fail: package-manager::multiple-found (pip,uv)
  requirements.txt (pip)
  uv.lock (uv)
What to do: dynoready explain package-manager::multiple-found
`,
    err: '',
  });
});

test('--plan looks at what .slugignore leaves, but not for the Cloud Native Buildpack', async () => {
  const files = { 'requirements.txt': '', 'uv.lock': '', '.slugignore': 'uv.lock\n' };
  expect((await dynoready(files, 'build', '--plan')).exitCode).toBe(0);
  expect((await dynoready({}, 'build', '--plan', '--buildpack', 'cnb')).exitCode).toBe(1);
});

test('--plan --format json is one document with the reason', async () => {
  const { out } = await dynoready(
    { 'requirements.txt': '', '.python-version': 'x' },
    'build',
    '--plan',
    '--format',
    'json',
    '--stack',
    'heroku-24',
  );
  expect(JSON.parse(out)).toMatchObject({
    outcome: 'failure',
    failureReason: 'python-version-file::invalid-version',
    failureDetail: 'x',
  });
});

test('a build that needs no Python to fail prints the platform and its own words, and exits 1', async () => {
  const { exitCode, out } = await dynoready({ 'notes.txt': '' }, 'build', '--work-tree');
  expect(exitCode).toBe(1);
  expect(out).toContain(' !     Error: This is not recognised as a Python app\n');
  expect(out).toContain(' !     Found:\n !       notes.txt\n');
  expect(out).toContain('\nThe build failed: detect\n');
});

test('a folder that is none, and a config var without a value, are wrong uses', async () => {
  const nowhere = await dynoready({}, 'build', 'nowhere');
  expect(nowhere.exitCode).toBe(2);
  expect(nowhere.err).toMatch(
    /^There is no folder nowhere\n\n {2}\S+nowhere\n\nName the folder that holds manage\.py, or change into it and name none\.\n$/,
  );
  expect((await dynoready({ 'a.txt': '' }, 'build', '--config-var', 'NAME')).exitCode).toBe(2);
});

test('check --today counts from that day, and says once that the facts are old', async () => {
  const files = {
    'requirements.txt': 'Django~=5.2.0\n',
    '.python-version': '3.11\n',
    'manage.py': '',
  };
  const words = ['check', '--rule', 'python-version-eol'];
  expect((await dynoready(files, ...words, '--today', '2026-12-01')).out).toBe('Nothing found.\n');
  const later = await dynoready(files, ...words, '--today', '2027-11-02');
  expect(later.exitCode).toBe(1);
  expect(later.out.replace(/\s+/g, ' ')).toContain(
    '.python-version asks for Python 3.11, which Heroku is expected to refuse from about 2028-01-06; Heroku has not said when',
  );
  expect(later.err).toMatch(
    /^The facts about Heroku, Python and Django were read on 20\d\d-\d\d-\d\d, \d+ days ago\. Renew them: dynoready facts --refresh\n$/,
  );
});
