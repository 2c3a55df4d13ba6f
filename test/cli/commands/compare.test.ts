import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../../src/cli/commands/compare.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createFixedPool } from '../../../src/platform-api/rate-limit.ts';
import { type SimulatedApi, startSimulatedApi } from '../../../src/platform-api/simulated-api.ts';
import { recordingTerminal } from '../../clock/recording-terminal.ts';
import { ACCOUNT } from '../../platform-api/account.ts';
import { httpAnswer, startRawServer } from '../../platform-api/raw-server.ts';

const FILES: Readonly<Record<string, string>> = {
  'manage.py':
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.heroku")\n',
  'shop/__init__.py': '',
  'shop/settings/__init__.py': '',
  'shop/settings/heroku.py':
    'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\nPAYMENT_KEY = os.environ["PAYMENT_KEY"]\n',
  'shop/wsgi.py':
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.heroku")\n',
  Procfile: 'release: python manage.py migrate --no-input\nweb: gunicorn shop.wsgi --threads 4\n',
  'app.json': JSON.stringify({
    stack: 'heroku-26',
    addons: ['heroku-postgresql:essential-0', 'heroku-redis:mini'],
  }),
};

let folder: string;
let api: SimulatedApi;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-compare-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  api = await startSimulatedApi(ACCOUNT);
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

async function compare(options: Record<string, unknown> = {}, env: Record<string, string> = {}) {
  const terminal = recordingTerminal(folder, {
    HEROKU_HOST: api.host,
    HEROKU_API_KEY: 'test-token',
    HOME: folder,
    ...env,
  });
  const exitCode = await run(terminal, [], {
    app: 'shop-live',
    format: 'pretty',
    wait: 60,
    ...options,
  });
  return { exitCode, ...terminal.shown };
}

test('a person reads what the next push would break, change and leave', async () => {
  const { exitCode, out, err } = await compare();
  expect(out).toBe(`\
shop-live  https://shop-live-0a1b2c.herokuapp.com/
  release     v23 succeeded, 2026-11-02
  stack       heroku-24
  formation   web=2:Standard-1X clock=1:Basic
  config vars 4   add-ons 1   domains 1

breaks  The config var PAYMENT_KEY is not set, and shop.settings.heroku has no default for it.
        The build, the release or the start of a dyno stops where it is read.
        heroku config:set PAYMENT_KEY=… --app shop-live

breaks  app.json declares the add-on heroku-redis, and the app has none.
        app.json is read when an app is created; changing it does not change an app that exists.
        heroku addons:create heroku-redis:mini --app shop-live

differs The app has the process type clock, which the Procfile does not declare: python clock.py (1 running)
        The next push removes it and stops its dynos.
        Add "clock: …" to the Procfile if it is still needed.

differs The command of web differs. Here: gunicorn shop.wsgi --threads 4  Live: gunicorn shop.wsgi
        The next push starts the new one.
        dynoready rehearse

differs app.json names the stack heroku-26; the next build of the app uses heroku-24.
        app.json is read when an app is created; this app keeps its stack.
        heroku stack:set heroku-26 --app shop-live

note    The config var OLD_FLAG is set, and no file of the repository names it.
        No library that is known reads it by itself either, so it may be left over.
        When nothing needs it: heroku config:unset OLD_FLAG --app shop-live

2 would break, 3 differ, 1 to note.
`);
  expect([exitCode, err]).toEqual([1, '']);
});

test('a machine reads the same, and no value of a config var is in it', async () => {
  const { exitCode, out } = await compare({ format: 'json' });
  const document = JSON.parse(out) as {
    schemaVersion: number;
    differences: { kind: string }[];
    app: { configVarNames: string[] };
  };
  expect(exitCode).toBe(1);
  expect(document.schemaVersion).toBe(1);
  expect(document.app.configVarNames).toEqual([
    'DATABASE_URL',
    'DJANGO_SETTINGS_MODULE',
    'OLD_FLAG',
    'SECRET_KEY',
  ]);
  expect(document.differences[0]).toEqual({
    kind: 'config-var-missing',
    gravity: 'breaks',
    subject: 'PAYMENT_KEY',
    here: 'shop.settings.heroku has no default for it',
    live: null,
    what: 'The config var PAYMENT_KEY is not set, and shop.settings.heroku has no default for it.',
    why: 'The build, the release or the start of a dyno stops where it is read.',
    next: 'heroku config:set PAYMENT_KEY=… --app shop-live',
  });
  expect(out).not.toMatch(/secret-|a-secret/);
});

test('the token may come from the netrc file of the host', async () => {
  writeFileSync(
    join(folder, '.netrc'),
    `machine ${new URL(api.host).host} login dev@example.com password test-token\n`,
  );
  expect((await compare({}, { HEROKU_API_KEY: '' })).err).toBe('');
});

test.each([
  [
    'an unknown app',
    { app: 'shop-lve' },
    {},
    `There is no app named 'shop-lve' that this token may see

  GET HOST/apps/shop-lve: 404 not_found Couldn't find that app.

List your apps with: heroku apps --all
`,
  ],
  [
    'a wrong token',
    {},
    { HEROKU_API_KEY: 'old' },
    `Heroku does not accept the token

  GET HOST/apps/shop-live: 401 unauthorized Invalid credentials provided.

Log in again with: heroku login
Or set HEROKU_API_KEY to a valid token.
`,
  ],
])('%s is told with the way out', async (_, options, env, message) => {
  const { exitCode, out, err } = await compare(options, env);
  expect([exitCode, out, err.replaceAll(api.host, 'HOST')]).toEqual([1, '', message]);
});

test('an account without calls left is told after the wait that was asked for', async () => {
  await api.close();
  api = await startSimulatedApi(ACCOUNT, { limiter: createFixedPool(3) });
  const { exitCode, err } = await compare({ wait: 0 });
  expect(exitCode).toBe(1);
  expect(err).toMatch(
    /^The account's API calls are used up\n\n {2}GET .*\/releases: 429 rate_limit the account has no calls left/,
  );
});

test('a host that does not answer is told', async () => {
  const { host } = api;
  await api.close();
  const { exitCode, err } = await compare({}, { HEROKU_HOST: host });
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^The Platform API cannot be reached\n\n {2}GET .*: ECONNREFUSED /);
});

test.each(['', ' '])('an app named "%s" is a usage error, and nothing is asked', async (app) => {
  const terminal = recordingTerminal(folder, {
    HEROKU_HOST: api.host,
    HEROKU_API_KEY: 'test-token',
  });
  expect(await runCommandLine(['compare', '--app', app], terminal)).toBe(2);
  expect(terminal.shown.err).toBe(`--app needs the name of an app

List your apps with: heroku apps --all
or compare all of them with: --account
`);
  expect(api.requests).toEqual([]);
});

test('a second factor is told with the way out', async () => {
  const asking = await startRawServer((socket) =>
    socket.end(
      httpAnswer(
        403,
        '{"id":"two_factor","message":"A second authentication factor is required."}',
      ),
    ),
  );
  const { exitCode, err } = await compare({}, { HEROKU_HOST: asking.host });
  await asking.close();
  expect([exitCode, err.replaceAll(asking.host, 'HOST')]).toEqual([
    1,
    `Heroku asks for a second factor

  GET HOST/apps/shop-live: 403 two_factor A second authentication factor is required.

Log in again, which asks for it: heroku login
Or set HEROKU_API_KEY to a token made with: heroku authorizations:create
`,
  ]);
});

test('an answer that fails for a moment is asked for again, and that is said', async () => {
  const flaky = await startRawServer((socket, number) =>
    socket.end(
      httpAnswer(number === 0 ? 503 : 404, '{"id":"not_found","message":"gone"}', {
        'RateLimit-Remaining': '4499',
      }),
    ),
  );
  const { err } = await compare({}, { HEROKU_HOST: flaky.host });
  await flaky.close();
  expect(err).toMatch(/^Trying again in 0\.5 s: 503 not_found gone\nThere is no app named/);
});

test('without a token nothing is asked', async () => {
  await expect(compare({}, { HEROKU_API_KEY: '' })).rejects.toThrow(
    'There is no Heroku token to ask with',
  );
  expect(api.requests).toEqual([]);
});

test('all apps of the account are compared, each told as it is done', async () => {
  const { exitCode, out, err } = await compare({ app: undefined, account: true, format: 'json' });
  const { apps } = JSON.parse(out) as {
    apps: { app: { name: string }; isOfRepository: boolean }[];
  };
  expect(apps.map(({ app, isOfRepository }) => [app.name, isOfRepository])).toEqual([
    ['shop-live', false],
  ]);
  expect([exitCode, err]).toEqual([
    0,
    '[1/1] shop-live (runs no commit of this repository: its state alone): nothing to tell.\n',
  ]);
});

test('--account and --app exclude each other', async () => {
  await expect(compare({ account: true })).rejects.toThrow('exclude each other');
});

test('--host asks another Platform API than HEROKU_HOST', async () => {
  const { err } = await compare({ host: api.host }, { HEROKU_HOST: 'http://localhost:1' });
  expect(err).toBe('');
});

test('docs/compare.md shows what it prints now', async () => {
  const page = new URL('../../../docs/compare.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  const { out } = await compare();
  const block = /(<!-- kept by [^\n]*-->\n```text\n)[\s\S]*?```/;
  const shown = `$ dynoready compare --app shop-live\n${out}`;
  const current = text.replace(block, (_, head: string) => `${head}${shown}\`\`\``);
  if (process.env.UPDATE_CASES) writeFileSync(page, current);
  else expect(text).toBe(current);
});
