import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../../src/cli/commands/settings.ts';
import { SETTINGS_SCHEMA } from '../../../src/cli/report/settings-schema.ts';
import { recordingTerminal } from '../../clock/recording-terminal.ts';

const FILES: Readonly<Record<string, string>> = {
  'manage.py':
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.local")\n',
  'shop/__init__.py': '',
  'shop/settings/__init__.py': '',
  'shop/settings/base.py': 'APPS = ["shop"]\nDEBUG = True\n',
  'shop/settings/local.py': 'from .base import *\n',
  'shop/settings/heroku.py':
    'import os\n\nfrom .base import *\n\nDEBUG = False\nSECRET_KEY = os.environ["SECRET_KEY"]\nMAIL = os.environ.get("MAIL", "none")\n',
  'shop/wsgi.py':
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.heroku")\n',
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

async function settings(
  options: Record<string, unknown> = {},
): Promise<{ exitCode: number; out: string }> {
  const terminal = recordingTerminal(folder);
  return {
    exitCode: await run(terminal, [], { format: 'table', ...options }),
    out: terminal.shown.out,
  };
}

test('the module that a dyno imports is shown, with what is read from the environment', async () => {
  const { exitCode, out } = await settings();
  expect(out).toMatch(/^shop\.settings\.heroku \(shop\/settings\/heroku\.py, /);
  expect(out).toMatch(/^APPS +\["shop"\] +shop\/settings\/base\.py:1$/m);
  expect(out).toMatch(/^DEBUG +False +shop\/settings\/heroku\.py:5$/m);
  expect(out).toMatch(
    /^SECRET_KEY +\(from the environment\) +shop\/settings\/heroku\.py:6 +SECRET_KEY$/m,
  );
  expect(out).toMatch(
    /\n\nConfig vars read:\n {2}MAIL {8}has a default\n {2}SECRET_KEY {2}no default: without it a build stops at shop\/settings\/heroku\.py:6\n$/,
  );
  expect(exitCode).toBe(0);
});

test('another module can be asked for', async () => {
  const { out } = await settings({ module: 'shop.settings.local' });
  expect(out).toMatch(/^DEBUG +True +shop\/settings\/base\.py:2$/m);
});

test('here the module of manage.py counts, and nothing is set that is not given', async () => {
  writeFileSync(
    join(folder, 'shop/settings/local.py'),
    'import os\n\nfrom .base import *\n\nNAME = os.environ["NAME"]\n',
  );
  const bare = await settings({ on: 'here' });
  expect(bare.out).toMatch(/^shop\.settings\.local /);
  expect(bare.out).toMatch(
    /\n {2}NAME {2}no default: without it the import fails at shop\/settings\/local\.py:5\n/,
  );
  expect(bare.out).toMatch(
    /\nIt does not import: KeyError: 'NAME' \(shop\/settings\/local\.py:5\)\n$/,
  );
  expect(bare.exitCode).toBe(1);
  writeFileSync(join(folder, 'local.env'), 'NAME=corner shop\n');
  const given = await settings({ on: 'here', envFile: 'local.env' });
  expect(given.out).toMatch(/^NAME +"corner shop" +shop\/settings\/local\.py:5 +NAME$/m);
  expect(given.out).toMatch(/\n {2}NAME {2}given on the command line\n$/);
  expect(given.exitCode).toBe(0);
});

test('another module on a dyno is not stopped by a config var that may be set there', async () => {
  const { exitCode, out } = await settings({
    module: 'shop.settings.heroku',
    only: ['SECRET_KEY,DEBUG'],
  });
  expect(out).toBe(`\
shop.settings.heroku (shop/settings/heroku.py, shop/__init__.py, shop/settings/__init__.py, shop/settings/base.py)

setting     value on a dyno         set in                     depends on
SECRET_KEY  (from the environment)  shop/settings/heroku.py:6  SECRET_KEY
DEBUG       False                   shop/settings/heroku.py:5

Config vars read:
  SECRET_KEY  no default: without it a build stops at shop/settings/heroku.py:6
`);
  expect(exitCode).toBe(0);
});

test("Django's defaults are those of the series that is declared", async () => {
  writeFileSync(join(folder, 'requirements.txt'), 'django==4.1.13\n');
  const older = await settings({ only: ['USE_TZ', 'SECRET_KEY_FALLBACKS'] });
  expect(older.out).toMatch(/^USE_TZ +False +Django 4\.1$/m);
  expect(older.out).toMatch(/^SECRET_KEY_FALLBACKS +\[\] +Django 4\.1$/m);
  writeFileSync(join(folder, 'requirements.txt'), 'django==5.2.1\n');
  const newer = await settings({ all: true });
  expect(newer.out).toMatch(/^USE_TZ +True +Django 5\.2$/m);
  expect(newer.out).toMatch(/^DEBUG +False +shop\/settings\/heroku\.py:5$/m);
  expect(newer.out).not.toMatch(/STATICFILES_STORAGE/);
});

test('as JSON the values are whole, and the schema takes the document', async () => {
  const { out } = await settings({ format: 'json' });
  const document = SETTINGS_SCHEMA.parse(JSON.parse(out));
  expect(document.module).toBe('shop.settings.heroku');
  expect(document.settings.find(({ name }) => name === 'APPS')).toEqual({
    name: 'APPS',
    state: 'known',
    value: ['shop'],
    because: null,
    dependsOn: [],
    at: { file: 'shop/settings/base.py', line: 1, column: expect.any(Number) },
  });
  expect(document.variables).toMatchObject([
    { name: 'MAIL', required: false, setBy: null, stopsBuild: false },
    { name: 'SECRET_KEY', required: true, setBy: null, stopsBuild: true },
  ]);
});

test('a module that is not there is refused, with those that are', async () => {
  await expect(settings({ module: 'shop.settings.production' })).rejects.toMatchObject({
    message: 'There is no settings module shop.settings.production',
    evidence: [
      'it exists: shop.settings.base',
      'it exists: shop.settings.heroku',
      'it exists: shop.settings.local',
    ],
    next: ['Name one: dynoready settings --module shop.settings.base'],
  });
});

test('a setting that nobody knows is refused, with the nearest', async () => {
  await expect(settings({ only: ['DEBUGG'] })).rejects.toMatchObject({
    message: "Neither the project nor Django's defaults for Heroku know a setting DEBUGG",
    evidence: ['Nearest: DEBUG'],
  });
});

test('several projects of which none is meant are listed', async () => {
  rmSync(join(folder, 'manage.py'));
  for (const name of ['one', 'two']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'manage.py'), FILES['manage.py'] ?? '');
  }
  await expect(settings()).rejects.toMatchObject({
    message: expect.stringMatching(/^There are several Django projects in /),
    evidence: ['one/manage.py', 'two/manage.py'],
    next: ['Name one of them: --project one'],
  });
});

test('one of several projects is named by its folder', async () => {
  mkdirSync(join(folder, 'other', 'mysite'), { recursive: true });
  writeFileSync(
    join(folder, 'other', 'manage.py'),
    (FILES['manage.py'] ?? '').replace(/shop\.settings[.\w]*/, 'mysite.settings'),
  );
  writeFileSync(join(folder, 'other', 'mysite', 'settings.py'), 'TIME_ZONE = "UTC"\n');
  expect((await settings({ project: 'other', on: 'here', only: ['TIME_ZONE'] })).out).toMatch(
    /^mysite\.settings [\s\S]*"UTC"/,
  );
});

test('a folder without a project is refused', async () => {
  rmSync(join(folder, 'manage.py'));
  rmSync(join(folder, 'shop'), { recursive: true });
  await expect(settings()).rejects.toThrow('There is no Django project in ');
});
