import { expect, test } from 'vitest';
import {
  type SettingsRequest,
  settingsDocument,
} from '../../../src/cli/report/settings-document.ts';
import { SETTINGS_SCHEMA } from '../../../src/cli/report/settings-schema.ts';
import { renderSettings, settingsJson } from '../../../src/cli/report/settings-text.ts';
import type { EvaluatedSettings, SettingState } from '../../../src/evaluator/api.ts';
import { textProject } from '../../check/stand-in.ts';

const FILE = 'shop/settings.py';
const TEXT =
  'import os\nDEBUG = False\nSECRET_KEY = "abc"\nALLOWED_HOSTS = os.environ["HOSTS"].split(",")\n';

const repository = textProject({ [FILE]: TEXT });

function at(line: string) {
  return { file: FILE, start: TEXT.indexOf(line), end: TEXT.indexOf(line) + line.length };
}

const STATES: Record<string, SettingState> = {
  ALLOWED_HOSTS: {
    state: 'computed',
    because: 'HOSTS is not known',
    dependsOn: ['HOSTS'],
    at: at('ALLOWED_HOSTS'),
    elements: undefined,
  },
  DATABASES: {
    state: 'known',
    value: {
      default: { ENGINE: 'django.db.backends.postgresql', PASSWORD: 'swordfish', PORT: 5432 },
    },
    dependsOn: ['DATABASE_URL'],
    at: undefined,
    elements: undefined,
  },
  DEBUG: { state: 'known', value: false, dependsOn: [], at: at('DEBUG'), elements: undefined },
  SECRET_KEY: {
    state: 'known',
    value: 'abc',
    dependsOn: [],
    at: at('SECRET_KEY'),
    elements: undefined,
  },
};

const SETTINGS: EvaluatedSettings = {
  module: 'shop.settings',
  file: FILE,
  files: [FILE],
  failure: {
    kind: 'missing-variable',
    message: 'HOSTS is not set',
    variable: 'HOSTS',
    at: at('ALLOWED_HOSTS'),
  },
  lookups: [
    { variable: 'HOSTS', at: at('ALLOWED_HOSTS'), required: true, fallback: undefined },
    { variable: 'DATABASE_URL', at: at('DEBUG'), required: false, fallback: '' },
  ],
  names: Object.keys(STATES),
  get: (name) => STATES[name] ?? { state: 'absent' },
};

const REQUEST: SettingsRequest = {
  on: 'dyno',
  only: undefined,
  all: false,
  setBy: new Map([['DATABASE_URL', 'add-on']]),
};

test('a person reads a table, the variables, and why the module does not import; no secret is in it', () => {
  expect(
    renderSettings(settingsDocument(repository, SETTINGS, REQUEST), { color: false, columns: 89 }),
  ).toBe(`\
shop.settings (shop/settings.py)

setting        value on a dyno                           set in              depends on
ALLOWED_HOSTS  (from the environment)                    shop/settings.py:4  HOSTS
DATABASES      {"default": {"ENGINE": "django.db.backe…                      DATABASE_URL
DEBUG          False                                     shop/settings.py:2
SECRET_KEY     "(a text of 3 characters)"                shop/settings.py:3

Config vars read:
  DATABASE_URL  set by an add-on, taken to be attached
  HOSTS         no default: without it a build stops at shop/settings.py:4

It does not import: HOSTS is not set (shop/settings.py:4)
`);
});

test('what the project leaves to Django is shown with its default where it is asked for', () => {
  const document = settingsDocument(repository, SETTINGS, {
    ...REQUEST,
    only: ['SECURE_SSL_REDIRECT', 'STORAGES'],
  });
  expect(renderSettings(document, { color: false, columns: 89 })).toBe(`\
shop.settings (shop/settings.py)

setting              value on a dyno  set in            depends on
SECURE_SSL_REDIRECT  False            Django's default
STORAGES             (not set)

It does not import: HOSTS is not set (shop/settings.py:4)
`);
});

test('a machine reads all values in full, save the secrets, and the schema takes them', () => {
  const text = settingsJson(settingsDocument(repository, SETTINGS, REQUEST));
  const document = SETTINGS_SCHEMA.parse(JSON.parse(text));
  expect(text).not.toMatch(/swordfish|"abc"/);
  expect(document).toMatchObject({ schemaVersion: 1, on: 'dyno', djangoSeries: null });
  expect(document.settings[0]).toEqual({
    name: 'ALLOWED_HOSTS',
    state: 'computed',
    value: null,
    because: 'HOSTS is not known',
    dependsOn: ['HOSTS'],
    at: { file: FILE, line: 4, column: 1 },
  });
  expect(document.settings[1]).toMatchObject({
    value: { default: { PASSWORD: '(a text of 9 characters)', PORT: 5432 } },
    at: null,
  });
  expect(document.variables).toEqual([
    {
      name: 'DATABASE_URL',
      required: false,
      setBy: 'add-on',
      stopsBuild: false,
      at: [{ file: FILE, line: 2, column: 1 }],
    },
    {
      name: 'HOSTS',
      required: true,
      setBy: null,
      stopsBuild: true,
      at: [{ file: FILE, line: 4, column: 1 }],
    },
  ]);
  expect(document.failure).toEqual({
    kind: 'missing-variable',
    message: 'HOSTS is not set',
    variable: 'HOSTS',
    at: { file: FILE, line: 4, column: 1 },
  });
});

test('a password within an address is hidden, and a list of hashers is not', () => {
  const states: Record<string, unknown> = {
    CACHE_LOCATION: 'redis://:swordfish@cache.example:6379/0',
    PASSWORD_HASHERS: ['django.contrib.auth.hashers.Argon2PasswordHasher'],
    STRIPE_KEY: 'sk_live_swordfish',
  };
  const settings = {
    ...SETTINGS,
    names: Object.keys(states),
    get: (name: string) =>
      ({
        state: 'known',
        value: states[name],
        dependsOn: [],
        at: undefined,
        elements: undefined,
      }) as SettingState,
  };
  expect(
    settingsDocument(repository, settings, REQUEST).settings.map(({ value }) => value),
  ).toEqual([
    'redis://:(9 characters)@cache.example:6379/0',
    ['django.contrib.auth.hashers.Argon2PasswordHasher'],
    '(a text of 17 characters)',
  ]);
});
