import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import type { Rule } from '../../src/check/rule.ts';
import { run } from '../../src/cli/commands/compare.ts';
import { compareApp, compareAppOfAccount } from '../../src/comparison/compare-app.ts';
import { gitHistory } from '../../src/machine/git-history.ts';
import type { LiveAnswer, LiveApp } from '../../src/platform-api/live-app.ts';
import { startSimulatedApi } from '../../src/platform-api/simulated-api.ts';
import { recordingTerminal } from '../clock/recording-terminal.ts';
import { ACCOUNT, LIVE_APP } from '../platform-api/account.ts';

const FILES: Readonly<Record<string, string>> = {
  'manage.py':
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.local")\n',
  'shop/__init__.py': '',
  'shop/settings/__init__.py': '',
  'shop/settings/local.py': 'SECRET_KEY = "x"\nDEBUG = True\n',
  'shop/settings/heroku.py': [
    'import os',
    'SECRET_KEY = os.environ["SECRET_KEY"]',
    'DEBUG = os.environ.get("DEBUG") == "True"',
    'ALLOWED_HOSTS = os.environ.get("HOSTS", "").split(",")',
    'ROOT_URLCONF = "shop.urls"',
    'WSGI_APPLICATION = "shop.wsgi.application"',
    'INSTALLED_APPS = ["django.contrib.staticfiles"]',
    'STORAGES = {',
    '    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},',
    '    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},',
    '}',
    'PRICE = int(os.environ.get("PRICE", "1"))',
    '',
  ].join('\n'),
  'shop/urls.py': [
    'import os',
    'KEY = os.environ["MAPS_KEY"]',
    'def pay():',
    '    return os.environ["PAY_KEY"]',
    'os.environ["TOKENIZERS"] = "1"',
    'if "OPTIONAL" in os.environ:',
    '    VALUE = os.environ["OPTIONAL"]',
    'urlpatterns = []',
    '',
  ].join('\n'),
  'shop/wsgi.py':
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.local")\n',
  'gunicorn.conf.py': 'import os\n\nworkers = int(os.environ.get("WORKER_COUNT", "2"))\n',
  'bin/deploy.sh': 'echo $DEPLOY_HOOK\n',
  'README.md': 'Set LEFT_OVER first.\n',
  Procfile: 'web: gunicorn shop.wsgi\n',
  'requirements.txt': 'Django==5.2.8\ngunicorn==23.0.0\n',
  '.python-version': '3.13\n',
};

const APP: LiveApp = {
  name: 'shop',
  webUrl: undefined,
  stack: 'heroku-24',
  buildStack: 'heroku-24',
  maintenance: false,
  configVarNames: [],
  processTypes: [{ name: 'web', quantity: 1, size: 'Basic', command: 'gunicorn shop.wsgi' }],
  lastRelease: undefined,
  commit: undefined,
  buildpacks: [],
  addons: [],
  domains: ['www.shop.example', 'shop.example'],
  herokuDomain: 'shop-1.herokuapp.com',
  uncertified: [],
  certificates: [],
  stacks: [],
};

const SOUND: Readonly<Record<string, string>> = {
  DJANGO_SETTINGS_MODULE: 'shop.settings.heroku',
  SECRET_KEY: 'k7-very-secret-key-Zq9',
  HOSTS: '.shop.example',
  MAPS_KEY: 'maps-secret',
  PAY_KEY: 'pay-secret',
};

let folder: string;
let rules: readonly Rule[];
beforeAll(async () => {
  rules = await loadRules();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-compare-'));
  write(FILES);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim();
}

function context() {
  const { PATH } = process.env;
  return {
    folder,
    rules,
    git: gitHistory(folder, { PATH, HOME: folder }, new AbortController().signal),
  };
}

function answer(values: Readonly<Record<string, string>>, app: Partial<LiveApp> = {}): LiveAnswer {
  return {
    app: { ...APP, configVarNames: Object.keys(values).sort(), ...app },
    values: new Map(Object.entries(values)),
  };
}

async function told(
  values: Readonly<Record<string, string>>,
  app: Partial<LiveApp> = {},
): Promise<string[]> {
  const differences = await compareApp(context(), answer(values, app));
  return differences.map(({ gravity, kind, subject }) => `${gravity} ${kind} ${subject}`);
}

test('a sound app differs in nothing', async () => {
  expect(await told(SOUND)).toEqual([]);
});

test('what only code outside of the settings names is not left over, nor what libraries read', async () => {
  const others = ['WORKER_COUNT', 'DEPLOY_HOOK', 'AWS_ACCESS_KEY_ID', 'SENTRY_DSN', 'PGSSLMODE'];
  const values = Object.fromEntries([...others, 'LEFT_OVER'].map((name) => [name, '']));
  expect(await told({ ...SOUND, ...values })).toEqual(['note config-var-not-read LEFT_OVER']);
});

test('what code outside of the settings cannot do without is named when it is missing', async () => {
  const { MAPS_KEY: _, PAY_KEY: __, ...values } = SOUND;
  expect(await told(values)).toEqual([
    'breaks config-var-missing MAPS_KEY',
    'harms config-var-missing-later PAY_KEY',
  ]);
});

test('the live DJANGO_SETTINGS_MODULE chooses the settings', async () => {
  expect(await told({ ...SOUND, DJANGO_SETTINGS_MODULE: 'shop.settings.local' })).toContain(
    'harms debug-on shop.settings.local',
  );
  expect(await told({ ...SOUND, DJANGO_SETTINGS_MODULE: 'shop.settings.heruko' })).toEqual([
    'breaks settings-module-missing DJANGO_SETTINGS_MODULE',
  ]);
});

test.each([
  [{ DEBUG: 'True' }, ['harms debug-on shop.settings.heroku']],
  [{ DEBUG: 'False' }, []],
  [{ HOSTS: 'www.shop.example' }, ['harms hosts-unserved shop.example']],
  [{ HOSTS: 'shop.test' }, ['breaks hosts-unserved www.shop.example, shop.example']],
  [{ HOSTS: '*' }, []],
  [{ DISABLE_COLLECTSTATIC: '1' }, ['breaks collectstatic-off DISABLE_COLLECTSTATIC']],
  [{ DISABLE_COLLECTSTATIC: '0' }, []],
  [{ PRICE: 'much' }, ['breaks settings-fail shop.settings.heroku']],
])('the settings with the live values %j', async (values, expected) => {
  expect(await told({ ...SOUND, ...values })).toEqual(expected);
});

test('the rules run on the live values, add-ons and formation', async () => {
  write({
    'gunicorn.conf.py': '',
    'shop/settings/heroku.py': `${FILES['shop/settings/heroku.py']}\nimport dj_database_url\nDATABASES = {"default": dj_database_url.config()}\n`,
  });
  const values = { ...SOUND, DATABASE_URL: 'postgres://u:p-secret@h/db', WEB_CONCURRENCY: '12' };
  const addons = [
    {
      name: 'p',
      plan: 'heroku-postgresql:essential-0',
      state: 'provisioned',
      configVars: ['DATABASE_URL'],
    },
  ];
  const processTypes = [{ ...APP.processTypes[0]!, quantity: 3, size: 'Standard-2X' }];
  expect(await told(values, { addons, processTypes })).toEqual([
    'harms rule-with-live-values workers-over-memory',
    'harms rule-with-live-values connections-over-plan',
    'note add-on-not-declared heroku-postgresql',
  ]);
});

test('the running commit is held beside HEAD, with what it asks the build for', async () => {
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'one');
  const commit = git('rev-parse', 'HEAD');
  expect(await told(SOUND, { commit })).toEqual([]);
  write({ '.python-version': '3.14\n', 'requirements.txt': 'Django==6.0.1\ngunicorn==23.0.0\n' });
  git('commit', '-qam', 'two');
  const differences = await compareApp(context(), answer(SOUND, { commit }));
  expect(differences.map(({ kind, here, live }) => [kind, here, live])).toEqual([
    ['python-of-slug', '3.14', '3.13'],
    ['django-of-slug', '6.0.1', '5.2.8'],
    ['commits-behind', git('rev-parse', 'HEAD').slice(0, 9), '1'],
  ]);
  expect(await told(SOUND, { commit: 'f'.repeat(40) })).toEqual(['note commit-unknown fffffffff']);
});

test('of an app of the account that runs no commit of the repository only its state is told', async () => {
  const app = { commit: 'f'.repeat(40), maintenance: true };
  const { isOfRepository, differences } = await compareAppOfAccount(context(), answer({}, app));
  expect([isOfRepository, differences.map(({ kind }) => kind)]).toEqual([
    false,
    ['maintenance-on'],
  ]);
});

test.each(['pretty', 'json'])(
  'no value of a config var is in the output as %s, whatever made a message of it',
  async (format) => {
    const configVars = {
      ...SOUND,
      HOSTS: 'hidden-host.example,*.bad host',
      PRICE: 'hidden-price',
      DATABASE_URL: 'postgres://hidden-user:hidden-password@hidden-db/x',
      DEBUG: 'True',
    };
    for (const PRICE of ['hidden-price', '1']) {
      const vars: Record<string, string> = { ...configVars, PRICE };
      const app = { ...LIVE_APP, configVars: vars };
      const api = await startSimulatedApi({ ...ACCOUNT, apps: [app] });
      const terminal = recordingTerminal(folder, {
        HEROKU_HOST: api.host,
        HEROKU_API_KEY: 'test-token',
      });
      await run(terminal, [], { app: 'shop-live', format, wait: 0 });
      await run(terminal, [], { account: true, format, wait: 0 });
      await api.close();
      const shown = terminal.shown.out + terminal.shown.err;
      expect(shown).toMatch(PRICE === '1' ? /debug/i : /raises an exception with the values/);
      expect(shown).not.toMatch(/hidden|k7-very|maps-secret|pay-secret/);
    }
  },
);
