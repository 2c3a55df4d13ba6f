import { expect, test } from 'vitest';
import { renderSettings, settingsJson } from '../../../src/cli/report/settings-text.ts';
import type { Project } from '../../../src/project/project.ts';
import type { EvaluatedSettings, SettingState } from '../../../src/project/settings/values.ts';

const FILE = 'shop/settings.py';
const TEXT = 'import os\nDEBUG = False\nSECRET_KEY = "abc"\nALLOWED_HOSTS = os.environ["HOSTS"].split(",")\n';

/** Only the texts of the files are read here. */
const project = { files: { text: () => TEXT } } as unknown as Project;

function at(line: string) {
  return { file: FILE, start: TEXT.indexOf(line), end: TEXT.indexOf(line) + line.length };
}

const STATES: Record<string, SettingState> = {
  ALLOWED_HOSTS: { state: 'computed', because: 'HOSTS is not known', dependsOn: ['HOSTS'], at: at('ALLOWED_HOSTS'), elements: undefined },
  DATABASES: {
    state: 'known',
    value: { default: { ENGINE: 'django.db.backends.postgresql', PASSWORD: 'swordfish', PORT: 5432 } },
    dependsOn: ['DATABASE_URL'],
    at: undefined,
    elements: undefined,
  },
  DEBUG: { state: 'known', value: false, dependsOn: [], at: at('DEBUG'), elements: undefined },
  SECRET_KEY: { state: 'known', value: 'abc', dependsOn: [], at: at('SECRET_KEY'), elements: undefined },
};

const SETTINGS: EvaluatedSettings = {
  module: 'shop.settings',
  file: FILE,
  files: [FILE],
  failure: { kind: 'missing-variable', message: 'HOSTS is not set', variable: 'HOSTS', at: at('ALLOWED_HOSTS') },
  lookups: [
    { variable: 'HOSTS', at: at('ALLOWED_HOSTS'), required: true, fallback: undefined },
    { variable: 'DATABASE_URL', at: at('DEBUG'), required: false, fallback: '' },
  ],
  names: Object.keys(STATES),
  get: (name) => STATES[name] ?? { state: 'absent' },
};

test('a person reads a table, the variables, and why the module does not import; no secret is in it', () => {
  expect(renderSettings(project, SETTINGS, { color: false, columns: 89 })).toBe(`\
shop.settings (shop/settings.py)

setting        value on a dyno                           set in              depends on
ALLOWED_HOSTS  (from the environment)                    shop/settings.py:4  HOSTS
DATABASES      {"default": {"ENGINE": "django.db.backe…                      DATABASE_URL
DEBUG          False                                     shop/settings.py:2
SECRET_KEY     "(a text of 3 characters)"                shop/settings.py:3

Config vars read:
  DATABASE_URL
  HOSTS  no default: the import fails without it

It does not import: HOSTS is not set (shop/settings.py:4)
`);
});

test('a machine reads all values in full, save the secrets', () => {
  const text = settingsJson(project, SETTINGS);
  const document = JSON.parse(text) as { settings: Record<string, unknown>[]; variables: unknown; failure: unknown };
  expect(text).not.toMatch(/swordfish|"abc"/);
  expect(document.settings[0]).toEqual({
    name: 'ALLOWED_HOSTS',
    state: 'computed',
    because: 'HOSTS is not known',
    dependsOn: ['HOSTS'],
    at: { file: FILE, line: 4, column: 1 },
  });
  expect(document.settings[1]).toMatchObject({ value: { default: { PASSWORD: '(a text of 9 characters)', PORT: 5432 } }, at: null });
  expect(document.variables).toEqual([
    { name: 'DATABASE_URL', required: false },
    { name: 'HOSTS', required: true },
  ]);
  expect(document.failure).toEqual({ kind: 'missing-variable', message: 'HOSTS is not set' });
});
