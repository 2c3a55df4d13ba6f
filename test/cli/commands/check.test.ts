import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FINDINGS_SCHEMA } from '../../../src/check/finding-schema.ts';
import { declare, run } from '../../../src/cli/commands/check.ts';
import { undoLastWrite } from '../../../src/edits/undo-write.ts';
import { digestOf } from '../../../src/edits/write-journal.ts';
import { findPythonLine } from '../../../src/facts/python-lines.ts';

const fixtures = resolve(dirname(fileURLToPath(import.meta.url)), '../../fixtures/projects');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-check-'));
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

/**
 * Runs the command as typed, through commander, so that declared defaults and choices are part of
 * the test.
 */
async function check(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  let code = -1;
  const terminal = {
    cwd: folder,
    env: { DYNOREADY_STATE: join(folder, '..', `${basename(folder)}-state`) },
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    interactive: false,
    color: false,
    columns: 100,
    signal: new AbortController().signal,
  };
  const command = declare(
    new Command('check').exitOverride().configureOutput({ writeErr: () => {} }),
  );
  command.action(async () => {
    code = await run(terminal, command.args, command.opts());
  });
  await command.parseAsync(words, { from: 'user' });
  return { code, out, err };
}

const PROJECT = {
  'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
  Procfile: 'web: uv run gunicorn shop.wsgi\n',
};

test('a folder without Django is wrong use, and the next step is named', async () => {
  await expect(check()).rejects.toMatchObject({
    name: 'UsageError',
    message: 'There is no Django project in this folder',
  });
});

test('a template that projects are made from is wrong use, and is left out beside a project', async () => {
  const manage = PROJECT['manage.py'].replace('shop.settings', '{{ project_name }}.settings');
  write({ 'one/manage.py': PROJECT['manage.py'], 'two/manage.py': manage });
  await expect(check('two')).rejects.toMatchObject({
    name: 'UsageError',
    message: 'two is a template for projects, not a project',
  });
  expect((await check('one', 'two', '--rule', 'procfile-missing')).err).toBe(
    'two: a template for projects, left out.\n',
  );
});

test('a folder that is not there, and a file, are wrong use', async () => {
  write(PROJECT);
  await expect(check('nowhere')).rejects.toMatchObject({
    name: 'UsageError',
    message: 'There is no folder nowhere',
  });
  await expect(check('manage.py')).rejects.toMatchObject({
    name: 'UsageError',
    message: 'manage.py is not a folder',
  });
});

test('of several folders those without Django are left out with a word, and the rest is checked', async () => {
  write({ 'one/manage.py': PROJECT['manage.py'], 'two/notes.txt': 'nothing here\n' });
  const { code, out, err } = await check('one', 'two', '--rule', 'procfile-missing');
  expect(code).toBe(1);
  expect(out).toContain('error  procfile-missing  one\n');
  expect(err).toBe('two: no Django project (no manage.py), left out.\n');
});

test('the exit code follows --fail-on, warnings fail by default and hints do not', async () => {
  write({ ...PROJECT, '.python-version': `${findPythonLine('3.13')?.latestPatch.classic}\n` });
  const hint = ['--rule', 'python-version-patch-pinned'];
  expect((await check(...hint)).code).toBe(0);
  expect((await check(...hint, '--fail-on', 'hint')).code).toBe(1);
  const error = ['--rule', 'procfile-tool-missing', '--fail-on', 'error'];
  expect((await check(...error)).code).toBe(1);
  expect((await check('--skip', 'procfile-tool-missing', ...error)).code).toBe(0);
});

test('an unknown rule is wrong use', async () => {
  write(PROJECT);
  await expect(check('--skip', 'no-such-rule')).rejects.toMatchObject({
    name: 'UsageError',
    message: "There is no rule 'no-such-rule'",
  });
});

test('--fix writes what is safe, says what it did, and reports what is left', async () => {
  write({ ...PROJECT, '.python-version': '3.13.2\n' });
  const { code, out, err } = await check(
    '--fix',
    '--rule',
    'procfile-tool-missing',
    'python-version-patch-pinned',
  );
  expect(readFileSync(join(folder, 'Procfile'), 'utf8')).toBe('web: gunicorn shop.wsgi\n');
  expect(readFileSync(join(folder, '.python-version'), 'utf8')).toBe('3.13.2\n');
  expect(err).toBe(
    'Fixed procfile-tool-missing in Procfile: Leave out `uv run`\nLeft python-version-patch-pinned: it may change behaviour: run with --fix-unsafe\nThis takes it back: dynoready init --undo\n',
  );
  expect(out).toContain('warning  python-version-patch-pinned');
  expect(out).not.toContain('procfile-tool-missing');
  expect(code).toBe(1);
});

test('what --fix wrote can be taken back', async () => {
  write(PROJECT);
  await check('--fix', '--rule', 'procfile-tool-missing');
  expect(undoLastWrite(folder, { stateFolder: `${folder}-state` })).toEqual(['Procfile']);
  expect(readFileSync(join(folder, 'Procfile'), 'utf8')).toBe(PROJECT.Procfile);
});

test('--fix first completes a write that was interrupted, and looks at the files only then', async () => {
  write(PROJECT);
  const before = digestOf(Buffer.from(PROJECT.Procfile));
  const after = digestOf(Buffer.from('web: gunicorn shop.wsgi\n'));
  const journal = { version: 1, operations: [{ path: 'Procfile', before, after }], folders: [] };
  write({
    '.dynoready-write/0.old': PROJECT.Procfile,
    '.dynoready-write/0.new': 'web: gunicorn shop.wsgi\n',
    '.dynoready-write/journal.json': JSON.stringify(journal),
  });
  const { err } = await check('--fix', '--rule', 'procfile-tool-missing');
  expect(err).toBe('No automatic fix applies.\n');
  expect(readFileSync(join(folder, 'Procfile'), 'utf8')).toBe('web: gunicorn shop.wsgi\n');
  expect(existsSync(join(folder, '.dynoready-write'))).toBe(false);
});

test('--fix-unsafe does the rest too, and a second run has nothing to do', async () => {
  write({ ...PROJECT, '.python-version': '3.13.2\n' });
  const words = ['--fix-unsafe', '--rule', 'procfile-tool-missing', 'python-version-patch-pinned'];
  expect((await check(...words)).code).toBe(0);
  expect(readFileSync(join(folder, '.python-version'), 'utf8')).toBe('3.13\n');
  expect(await check(...words)).toEqual({
    code: 0,
    out: 'Nothing found.\n',
    err: 'No automatic fix applies.\n',
  });
});

test('--diff shows the change and writes nothing', async () => {
  write(PROJECT);
  const { out, err } = await check('--diff', '--rule', 'procfile-tool-missing');
  expect(out).toBe(`diff --git a/Procfile b/Procfile
--- a/Procfile
+++ b/Procfile
@@ -1 +1 @@
-web: uv run gunicorn shop.wsgi
+web: gunicorn shop.wsgi
`);
  expect(err).toBe('Would fix procfile-tool-missing in Procfile: Leave out `uv run`\n');
  expect(readFileSync(join(folder, 'Procfile'), 'utf8')).toBe(PROJECT.Procfile);
});

test('every site of a repository is checked, what concerns the repository is said once, and --project picks one', async () => {
  const settings = 'DEBUG = True\n';
  write({
    'one/manage.py':
      'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    'one/shop/settings.py': settings,
    'two/manage.py':
      'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.settings")\n',
    'two/blog/settings.py': settings,
  });
  const both = await check('--rule', 'debug-on', 'python-version-missing');
  expect(both.out.match(/^warning {2}.*$/gm)).toEqual([
    'warning  python-version-missing  .',
    'warning  debug-on  one/shop/settings.py:1:1',
    'warning  debug-on  two/blog/settings.py:1:1',
  ]);
  const one = await check('--rule', 'debug-on', '--project', 'two/');
  expect(one.out.match(/^warning {2}.*$/gm)).toEqual([
    'warning  debug-on  two/blog/settings.py:1:1',
  ]);
  await expect(check('--project', 'three')).rejects.toMatchObject({
    message: '--project three holds no manage.py',
  });
  await expect(check('--fix')).rejects.toMatchObject({
    message: 'There are several Django projects in this folder',
  });
});

test.each(['compact', 'json', 'sarif', 'github', 'junit'])(
  '--format %s prints that format and nothing else',
  async (format) => {
    write(PROJECT);
    const { out } = await check('--format', format, '--rule', 'procfile-tool-missing');
    if (format === 'json')
      expect(FINDINGS_SCHEMA.parse(JSON.parse(out)).projects[0]?.findings).toHaveLength(1);
    else if (format === 'sarif') expect(JSON.parse(out).runs[0].results).toHaveLength(1);
    else
      expect(out).toMatch(
        { compact: /^Procfile:1:6: error: /, github: /^::error file=Procfile,/, junit: /^<\?xml/ }[
          format
        ]!,
      );
  },
);

test('a stock project shows the twelve faults that keep it from production', async () => {
  cpSync(join(fixtures, 'startproject-6.1'), folder, { recursive: true });
  const { code, out } = await check();
  const found = [...out.matchAll(/^(?:error|warning|hint) {2}(\S+)/gm)].map((match) => match[1]);
  expect(code).toBe(1);
  for (const rule of [
    'procfile-missing',
    'python-version-missing',
    'debug-on',
    'secret-key-in-code',
    'allowed-hosts-empty',
    'sqlite-on-dyno',
    'whitenoise-missing',
    'gunicorn-undeclared',
    'driver-undeclared',
    'static-root-missing',
    'proxy-header-missing',
    'package-manager-missing',
  ]) {
    expect(found).toContain(rule);
  }
});
