import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestPython } from '../interpreter.ts';
import { CASES, caseNames, evaluateCase, expectationOf } from './case-folder.ts';

const PACKAGES = [
  'Django==5.2.*',
  'django-environ==0.14.0',
  'environs==15.2.0',
  'python-decouple==3.8',
  'python-dotenv',
  'dj-database-url==3.1.2',
  'django-split-settings',
  'django-heroku==0.3.1',
  'whitenoise',
];
const cases = caseNames().filter(
  (name) => !expectationOf(name).notUnderCPython && expectationOf(name).unset === 'absent',
);

interface Imported {
  readonly values?: Readonly<Record<string, unknown>>;
  readonly failure?: string;
  readonly crash?: string;
}
let djangoProject: string;
let imported: Readonly<Record<string, Imported>>;

const python = await newestPython(['3.10', '3.11', '3.12', '3.13']);

beforeAll(() => {
  djangoProject = mkdtempSync(join(tmpdir(), 'dynoready-site-'));
  // psycopg2, which django-heroku asks for, is never imported here: without dependencies nothing
  // has to be compiled.
  execFileSync(
    python,
    [
      '-m',
      'pip',
      'install',
      '-q',
      '--no-deps',
      '--disable-pip-version-check',
      '--target',
      djangoProject,
      ...PACKAGES,
      'marshmallow',
      'asgiref',
      'sqlparse',
    ],
    {
      stdio: 'pipe',
    },
  );
  const input = cases.map((name) => {
    const { module, djangoRoot = '', environment } = expectationOf(name);
    return { name, module, djangoRoot, environment, root: join(CASES, name) };
  });
  imported = JSON.parse(
    execFileSync(python, [join(dirname(fileURLToPath(import.meta.url)), 'import-cases.py')], {
      input: JSON.stringify(input),
      env: { ...process.env, PYTHONPATH: djangoProject },
      encoding: 'utf8',
    }),
  );
});

afterAll(() => rmSync(djangoProject, { recursive: true, force: true }));

describe('CPython imports the same settings with the same values', () => {
  test.each(cases)('%s', (name) => {
    const truth = imported[name];
    const settings = evaluateCase(name);
    if (truth?.values === undefined) {
      expect({ failure: settings.failure?.message.split(':')[0] }).toEqual(truth);
      return;
    }
    expect(settings.failure).toBeUndefined();
    for (const [setting, value] of Object.entries(truth.values)) {
      const state = settings.get(setting);
      if (state.state === 'computed') continue;
      expect({ [setting]: state.state === 'known' ? state.value : 'absent' }).toEqual({
        [setting]: value,
      });
    }
    const invented = settings.names.filter(
      (setting) => settings.get(setting).state === 'known' && !(setting in truth.values!),
    );
    expect(invented).toEqual([]);
  });
});
