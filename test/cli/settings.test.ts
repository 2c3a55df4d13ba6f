import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/cli/commands/settings.ts';
import { recordingTerminal } from '../probe/recording-terminal.ts';

const FILES: Readonly<Record<string, string>> = {
  'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.local")\n',
  'shop/__init__.py': '',
  'shop/settings/__init__.py': '',
  'shop/settings/base.py': 'APPS = ["shop"]\nDEBUG = True\n',
  'shop/settings/local.py': 'from .base import *\n',
  'shop/settings/heroku.py':
    'import os\n\nfrom .base import *\n\nDEBUG = False\nSECRET_KEY = os.environ["SECRET_KEY"]\nMAIL = os.environ.get("MAIL", "none")\n',
  'shop/wsgi.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.heroku")\n',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-settings-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

async function settings(options: Record<string, unknown> = {}): Promise<{ exitCode: number; out: string }> {
  const terminal = recordingTerminal(folder);
  return { exitCode: await run(terminal, [], { format: 'table', ...options }), out: terminal.shown.out };
}

test('the module that a dyno imports is shown, with what is read from the environment', async () => {
  const { exitCode, out } = await settings();
  expect(out).toMatch(/^shop\.settings\.heroku \(shop\/settings\/heroku\.py, /);
  expect(out).toMatch(/^APPS +\["shop"\] +shop\/settings\/base\.py:1$/m);
  expect(out).toMatch(/^DEBUG +False +shop\/settings\/heroku\.py:5$/m);
  expect(out).toMatch(/^SECRET_KEY +\(from the environment\) +shop\/settings\/heroku\.py:6 +SECRET_KEY$/m);
  expect(out).toMatch(/\n\nConfig vars read:\n {2}MAIL\n {2}SECRET_KEY {2}no default: the import fails without it\n$/);
  expect(exitCode).toBe(0);
});

test('another module can be asked for', async () => {
  const { out } = await settings({ module: 'shop.settings.local' });
  expect(out).toMatch(/^DEBUG +True +shop\/settings\/base\.py:2$/m);
});

test('as JSON the values are whole', async () => {
  const { out } = await settings({ format: 'json' });
  const document = JSON.parse(out) as { module: string; settings: { name: string }[]; variables: unknown };
  expect(document.module).toBe('shop.settings.heroku');
  expect(document.settings.find(({ name }) => name === 'APPS')).toEqual({
    name: 'APPS',
    state: 'known',
    value: ['shop'],
    dependsOn: [],
    at: { file: 'shop/settings/base.py', line: 1, column: expect.any(Number) },
  });
  expect(document.variables).toEqual([
    { name: 'MAIL', required: false },
    { name: 'SECRET_KEY', required: true },
  ]);
});

test('a module that is not there is refused, with those that are named', async () => {
  await expect(settings({ module: 'shop.settings.production' })).rejects.toThrow('There is no settings module shop.settings.production');
});

test('a folder without a project is refused', async () => {
  rmSync(join(folder, 'manage.py'));
  rmSync(join(folder, 'shop'), { recursive: true });
  await expect(settings()).rejects.toThrow('There is no Django project in ');
});
