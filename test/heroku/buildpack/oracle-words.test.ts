import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCases } from '../../../scripts/oracle/case.ts';
import { hookScript } from '../../../scripts/oracle/hook-words.ts';
import { otherFile, pythonSource } from '../../../scripts/oracle/source-words.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oracle-words-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SHEBANG = '#!/usr/bin/env bash\n';

test.each([
  [
    'Prints the sorted environment and exits 0.',
    'printenv | sort >"$BUILD_DIR/.hook-environment"\nexit 0\n',
  ],
  [
    "Prints 'before (the) end; and so on', then exits with status 3.",
    "echo 'before (the) end; and so on'\nexit 3\n",
  ],
  [
    "Prints 'x' and the sorted environment, and exits 0.",
    'echo \'x\'\nprintenv | sort >"$BUILD_DIR/.hook-environment"\nexit 0\n',
  ],
  [
    'Deletes $CACHE_DIR/build-data/python.json and exits 0.',
    'rm -rf "$CACHE_DIR/build-data/python.json"\nexit 0\n',
  ],
  [
    'Deletes the build data file (emulates a careless script) and exits 0.',
    'rm -f "$CACHE_DIR/build-data/python.json"\nexit 0\n',
  ],
  ['Creates the directory .heroku/python.', 'mkdir -p ".heroku/python"\n'],
  ['Prints an error message to stderr and fails.', 'echo the hook ran\nexit 1\n'],
])('the hook that %s', (description, script) => {
  expect(hookScript(description)).toBe(SHEBANG + script);
});

test.each([
  'Installs a compiler and exits 0.',
  'Prints the sorted environment and mails it.',
  'Exits 0 unless it is Sunday.',
  '',
])('a hook of which a part is not understood is no hook: %s', (description) => {
  expect(hookScript(description)).toBeUndefined();
});

test.each([
  ['Empty package marker.', ''],
  ['Raises KeyError when imported.', 'raise KeyError("as the case says")\n'],
  ['Contains a syntax error.', 'this is no Python\n'],
  [
    'Defines main(), printing one fixed greeting line (used as a console script).',
    'def main():\n    print("Hello from", __name__)\n',
  ],
])('the source that %s', (description, source) => {
  expect(pythonSource(description, {}, 'a/b.py')).toBe(source);
});

test('settings are written clause by clause', () => {
  const description =
    "Settings: INSTALLED_APPS = django.contrib.staticfiles only (nothing else); STATIC_URL = 'static/'; no STATIC_ROOT; raises ImproperlyConfigured when imported.";
  expect(pythonSource(description, {}, 'site/settings.py')).toBe(
    [
      'import os, pprint, sys',
      'from pathlib import Path',
      'BASE_DIR = Path(__file__).resolve().parent.parent',
      'SECRET_KEY = "only-for-this-case"',
      'INSTALLED_APPS = ["django.contrib.staticfiles"]',
      'STATIC_URL = "static/"',
      '',
      'from django.core.exceptions import ImproperlyConfigured\nraise ImproperlyConfigured("as the case says")\n',
      '',
    ].join('\n'),
  );
});

test.each([
  "Settings: STATIC_URL = 'static/'; connects to a broker.",
  "Standard Django manage.py; DJANGO_SETTINGS_MODULE defaults to 'a.settings'; prints sys.path.",
  'A management command that sleeps.',
])('a source of which a part is not understood is no source: %s', (description) => {
  expect(pythonSource(description, {}, 'site/settings.py')).toBeUndefined();
});

test('a file of another kind is known by its first words, or not at all', () => {
  expect(otherFile('CSS file that references a missing image.')).toBe(
    'body { background: url("not-there.png"); }\n',
  );
  expect(otherFile('A compiled binary.')).toBeUndefined();
});

test('a case that is not understood is refused alone, with the reason', () => {
  const sound = {
    id: 'a',
    buildpack: 'cnb',
    mode: 'build',
    stack: 's',
    expect: {},
    staticFields: [],
    needsNetwork: 'none',
    kind: 'static',
  };
  const path = join(folder, 'cases.json');
  const cases = [
    sound,
    { ...sound, id: 'b', moon: 'full' },
    { ...sound, id: 'c', mode: 'dream' },
    { ...sound, unit: 'guess', id: 'd' },
    null,
  ];
  writeFileSync(path, JSON.stringify(cases));
  const read = readCases(path);
  expect(read.cases.map(({ id }) => id)).toEqual(['a']);
  expect(read.refused.map(({ id }) => id)).toEqual(['b', 'c', 'd', 'case 5']);
  expect(read.refused[0]?.because).toContain('moon');
});
