import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runBuild } from '../../src/heroku/buildpack/build.ts';
import type { BuildResult, Slug } from '../../src/heroku/buildpack/report.ts';
import { runProcess } from '../../src/machine/process.ts';
import { withWorkspace } from '../../src/machine/workspace.ts';
import { readFiles } from '../../src/project/read-files.ts';
import type { Repository } from '../../src/project/repository.ts';
import { observeInside } from '../../src/rehearsal/observe-inside.ts';
import { type Rehearsal, rehearsalSchema } from '../../src/rehearsal/rehearsal.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import type { RehearseOptions } from '../../src/rehearsal/rehearse-options.ts';

const SHOP = fileURLToPath(new URL('../fixtures/programs/shop', import.meta.url));
const at = { file: '', start: 0, end: 0 };
const HOST = 'shop.example.com';
const GIVEN = {
  SECRET_KEY: 'a-secret-that-nobody-may-read-0123456789-ABCDEFGHIJ',
  ALLOWED_HOSTS: HOST,
};
const never = new AbortController().signal;

let folder = '';
let root = '';
let built: BuildResult;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rehearse-test-'));
  root = join(folder, 'shop');
  cpSync(SHOP, root, { recursive: true });
  const git = (...args: string[]) =>
    runProcess({
      file: 'git',
      args,
      cwd: root,
      env: { PATH: process.env.PATH ?? '', HOME: folder },
    });
  await git('init', '-q');
  await git('add', '-A');
  await git('-c', 'user.email=a@example.com', '-c', 'user.name=a', 'commit', '-qm', 'shop');
  const configVars = { ...GIVEN, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d' };
  const options = {
    root,
    workFolder: join(folder, 'build'),
    configVars,
    stack: 'heroku-24',
    buildpack: 'classic',
    mode: 'build',
  } as const;
  built = await runBuild({ ...options, strict: false, signal: never, log: () => {} });
  expect(built.report.failureReason).toBeNull();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ids of processes that work in a rehearsal's folder, and those folders themselves. */
function leftovers(): string[] {
  const processes = !existsSync('/proc')
    ? []
    : readdirSync('/proc').filter((pid) => {
        try {
          return (
            /^\d+$/.test(pid) &&
            readlinkSync(`/proc/${pid}/cwd`).includes(`dynoready-${process.pid}-`)
          );
        } catch {
          return false;
        }
      });
  return [
    ...processes,
    ...readdirSync(tmpdir()).filter((name) => name.startsWith(`dynoready-${process.pid}-`)),
  ];
}
afterEach(() => expect(leftovers()).toEqual([]));

const repository = (): Repository =>
  ({
    root,
    files: readFiles(root),
    git: undefined,
    appJson: undefined,
    procfile: { processTypes: new Map([['web', {}]]) },
    dependencies: { declares: (name: string) => name === 'psycopg' },
    djangoProject: {
      root: '',
      managePath: 'manage.py',
      productionModule: { value: 'shop.settings', at },
    },
  }) as unknown as Repository;

/** A rehearsal of the slug that was built once, with other process types or config vars. */
function rehearseSlug(
  change: Partial<Record<'web' | 'release' | 'worker', string>> = {},
  options: Partial<RehearseOptions> = {},
): Promise<Rehearsal> {
  const processTypes = new Map(
    Object.entries({
      release: 'python manage.py migrate --no-input',
      web: 'gunicorn shop.wsgi',
      ...change,
    }),
  );
  const slug: Slug = {
    ...(built.slug as Slug),
    processTypes: new Map([...processTypes].filter(([, command]) => command !== '')),
  };
  const build = async (): Promise<BuildResult> => ({ ...built, slug });
  return rehearse({
    repository: repository(),
    given: GIVEN,
    strict: false,
    signal: never,
    env: process.env,
    build,
    ...options,
  });
}

const verdicts = ({ phases }: Rehearsal): string =>
  phases.map(({ name, verdict }) => `${name} ${verdict}`).join(', ');
const reasonOf = ({ phases }: Rehearsal): string | null | undefined =>
  phases.find(({ verdict }) => verdict === 'failed')?.reason;

test('a sound project passes every phase from its committed files, on a real database, and no secret is kept', async () => {
  process.env.DYNOREADY_TEST_SECRET = 'of-the-developer';
  const rehearsal = await rehearse({
    repository: repository(),
    given: GIVEN,
    strict: false,
    signal: never,
    env: process.env,
  });
  delete process.env.DYNOREADY_TEST_SECRET;
  expect(rehearsalSchema.parse(rehearsal)).toEqual(rehearsal);
  expect(rehearsal.phases.flatMap(({ evidence }) => evidence).filter(({ ok }) => !ok)).toEqual([]);
  expect(verdicts(rehearsal)).toBe(
    'detect passed, build passed, check passed, release passed, boot passed, probe passed, stop passed',
  );
  expect(rehearsal.verdict).toBe('passed');
  const text = JSON.stringify(rehearsal);
  expect(text).toContain('Applying auth.0001_initial');
  expect(text).not.toContain(GIVEN.SECRET_KEY);
  expect(text).not.toContain('postgres://');
  expect(text).not.toContain('of-the-developer');
  expect(rehearsal.configVars).toContainEqual({ name: 'DATABASE_URL', source: 'add-on' });
});

describe('what fails on Heroku fails here', () => {
  test('a Procfile without web ends with H14', async () => {
    const rehearsal = await rehearseSlug({ web: '' });
    expect(reasonOf(rehearsal)).toBe('H14');
    expect(verdicts(rehearsal)).toBe(
      'detect passed, build passed, check passed, release passed, boot failed, probe skipped, stop skipped',
    );
  });

  test('a release command that fails keeps the app from booting', async () => {
    const rehearsal = await rehearseSlug({ release: 'python manage.py migrat' });
    expect(reasonOf(rehearsal)).toBe('release command failed: exit status 1');
    expect(verdicts(rehearsal)).toContain(
      'release failed, boot skipped, probe skipped, stop skipped',
    );
    expect(rehearsal.phases.find(({ name }) => name === 'release')?.log.join('\n')).toContain(
      'Unknown command',
    );
  });

  test('a drill that was asked for and not reached is listed with the phases that were skipped', async () => {
    const unreleased = await rehearseSlug({ release: 'exit 1' }, { drill: true });
    expect(verdicts(unreleased)).toContain(
      'release failed, boot skipped, probe skipped, drill skipped, stop skipped',
    );
    const unbuilt = await rehearse({
      repository: repository(),
      given: GIVEN,
      strict: false,
      signal: never,
      env: process.env,
      drill: true,
      build: async () => ({
        ...built,
        slug: undefined,
        report: { ...built.report, outcome: 'failure', failureReason: 'internal-error::abort' },
      }),
    });
    expect(verdicts(unbuilt)).toBe(
      'detect passed, build failed, check skipped, release skipped, boot skipped, probe skipped, drill skipped, stop skipped',
    );
  });

  test('a wsgi module that does not import is a crash, although gunicorn opens its port first', async () => {
    const rehearsal = await rehearseSlug({ web: 'gunicorn shop.nothing' });
    expect(reasonOf(rehearsal)).toBe('H10');
    const { evidence } = rehearsal.phases.find(({ name }) => name === 'boot') ?? { evidence: [] };
    // gunicorn 27 ends with 1 where older ones ended with 3.
    expect(evidence[0]?.seen).toMatch(
      /^exit status [13] after it had opened its port; ModuleNotFoundError: No module named 'shop.nothing'$/,
    );
  });

  test('a server on localhost alone is R10, and the rehearsal says where it listens', async () => {
    const rehearsal = await rehearseSlug(
      { web: 'gunicorn shop.wsgi --bind 127.0.0.1:$PORT' },
      { timeFactor: 0.1 },
    );
    expect(reasonOf(rehearsal)).toBe('R10');
    const { evidence } = rehearsal.phases.find(({ name }) => name === 'boot') ?? { evidence: [] };
    expect(evidence[0]?.seen).toMatch(/^it listens on 127\.0\.0\.1:\d+ instead$/);
  });

  test('a database that was never migrated shows as a server error on the page that asks it', async () => {
    const rehearsal = await rehearseSlug({ release: '' });
    expect(reasonOf(rehearsal)).toMatch(
      /^page \/: 500; the log says: .*ProgrammingError: relation "django_session" does not exist/,
    );
  });

  test('settings that cannot be imported without a variable are told by name', async () => {
    const rehearsal = await rehearseSlug({}, { given: { ALLOWED_HOSTS: HOST } });
    expect(reasonOf(rehearsal)).toBe('check --deploy could not run');
    expect(rehearsal.phases.find(({ name }) => name === 'check')?.evidence[0]?.seen).toContain(
      "KeyError: 'SECRET_KEY'",
    );
  });

  test('a weak key fails the deploy check, and the app is still taken to its end', async () => {
    const rehearsal = await rehearseSlug(
      {},
      { given: { ...GIVEN, SECRET_KEY: 'django-insecure-short' } },
    );
    expect(reasonOf(rehearsal)).toBe('check --deploy: security.W009');
    expect(verdicts(rehearsal)).toContain(
      'check failed, release passed, boot passed, probe passed, stop passed',
    );
  });

  test('a server that ignores SIGTERM is R12', async () => {
    const web = "trap '' TERM; gunicorn shop.wsgi & while true; do sleep 0.1; done";
    expect(reasonOf(await rehearseSlug({ web }, { timeFactor: 0.2 }))).toBe('R12');
  });
});

test('a worker that ends is a crash by its name, and the web dyno is not blamed', async () => {
  const rehearsal = await rehearseSlug(
    { worker: 'python -c "raise ValueError(1)"' },
    { scale: new Map([['worker', 1]]) },
  );
  expect(reasonOf(rehearsal)).toBe('worker.1 crashed');
  const { evidence } = rehearsal.phases.find(({ name }) => name === 'boot') ?? { evidence: [] };
  expect(evidence.map(({ name, ok }) => [name, ok])).toEqual([
    ['web process', true],
    ['worker.1', false],
  ]);
  expect(evidence[1]?.seen).toBe('exit status 1; ValueError: 1');
});

test('the document holds every dyno with its memory, and every request with its dyno', async () => {
  const rehearsal = await rehearseSlug({}, { scale: new Map([['web', 2]]) });
  expect(rehearsal.verdict).toBe('passed');
  const names = rehearsal.dynos.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['run.1', 'release.1', 'web.1', 'web.2']));
  for (const dyno of rehearsal.dynos.filter(({ name }) => name.startsWith('web.'))) {
    expect(dyno).toMatchObject({
      size: 'basic',
      quotaMb: 512,
      written: [],
      memory: { code: null },
    });
    expect(dyno.memory.peakMb).toBeGreaterThan(10);
    expect(dyno.memory.peakMb).toBeLessThan(512);
  }
  expect(new Set(rehearsal.requests.map(({ dyno }) => dyno))).toEqual(new Set(['web.1', 'web.2']));
});

test('an error that is not logged, a cache that does not work and an upload on the disk of a dyno are seen from inside', async () => {
  const observe = async (lines: string): Promise<string[]> => {
    const changed = join(folder, 'changed');
    cpSync((built.slug as Slug).folder, changed, { recursive: true });
    writeFileSync(
      join(changed, 'shop/settings.py'),
      `${readFileSync(join(root, 'shop/settings.py'), 'utf8')}\n${lines}`,
    );
    writeFileSync(
      join(changed, 'shop/models.py'),
      'from django.db import models\n\n\nclass Photo(models.Model):\n    file = models.FileField()\n',
    );
    const evidence = await withWorkspace((workspaceFolder) =>
      observeInside({
        app: {
          slugFolder: changed,
          workspaceFolder,
          configVars: { ...GIVEN, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d' },
          log: () => {},
          signal: never,
          timeFactor: 1,
        },
        djangoProject: repository().djangoProject!,
        serving: () => [],
        ownsRedis: true,
      }),
    );
    rmSync(changed, { recursive: true });
    return evidence.map(({ name, ok, seen, rule }) => `${name}: ${ok ? 'ok' : rule}: ${seen}`);
  };
  expect(await observe('MEDIA_ROOT = BASE_DIR / "media"\n')).toEqual([
    'a view that raises: ok: its traceback is in the log',
    'an upload: media-on-dyno: media/dynoready-probe.txt was written on one dyno; no other has it, and it is gone with that dyno',
  ]);
  const faults = 'LOGGING = {}\ndel STORAGES["default"]\n';
  const cache =
    'CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "rediss://127.0.0.1:1"}}\n' +
    'import sys, types\nsys.modules["redis"] = types.ModuleType("redis")\n';
  expect(await observe(faults + cache)).toEqual([
    'a view that raises: logging-silent: nothing of it in the log: a 500 would say nothing of its cause',
    expect.stringMatching(/^cache: RedisCache: undefined: AttributeError: /),
    expect.stringMatching(/^an upload: storages-default-missing: InvalidStorageError: /),
  ]);
});

describe('a drill', () => {
  const drill = async (release: string): Promise<string[]> => {
    const changed = join(folder, 'drilled');
    cpSync((built.slug as Slug).folder, changed, { recursive: true });
    mkdirSync(join(changed, 'shop/migrations'), { recursive: true });
    writeFileSync(join(changed, 'shop/migrations/__init__.py'), '');
    writeFileSync(
      join(changed, 'shop/migrations/0001_initial.py'),
      'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = []\n',
    );
    const processTypes = new Map([
      ['release', release],
      ['web', 'gunicorn shop.wsgi'],
    ]);
    const slug: Slug = { ...(built.slug as Slug), folder: changed, processTypes };
    const withApps = {
      ...repository(),
      djangoProject: { ...repository().djangoProject!, appFolders: ['shop'] },
    } as Repository;
    const rehearsal = await rehearse({
      repository: withApps,
      given: GIVEN,
      strict: false,
      signal: never,
      env: process.env,
      drill: true,
      build: async () => ({ ...built, slug }),
    });
    rmSync(changed, { recursive: true });
    const phase = rehearsal.phases.find(({ name }) => name === 'drill');
    return [
      phase?.verdict ?? '',
      ...(phase?.evidence ?? []).map(({ name, seen }) => `${name}: ${seen}`),
    ];
  };

  test('releases once more without a migration to apply, and a migration that fails leaves the release before serving', async () => {
    expect(await drill('python manage.py migrate --no-input')).toEqual([
      'passed',
      'release again: v2 serves: 200, after 200 before it',
      'a migration that fails: v3 failed (its error stopped it); v2 keeps serving: 200',
    ]);
  });

  test('shows that a release line does not migrate what is new', async () => {
    expect(await drill('python manage.py migrate --no-input sessions')).toEqual([
      'failed',
      'release again: v2 serves: 200, after 200 before it',
      'a migration that fails: v3 was released without it: the release line does not migrate',
    ]);
  });
});

test.each(['detect', 'build', 'check', 'release', 'boot', 'probe', 'stop'] as const)(
  'an interruption in the phase %s leaves neither process nor folder',
  async (phase) => {
    const controller = new AbortController();
    const rehearsal = await rehearseSlug(
      {},
      {
        signal: controller.signal,
        onPhase: (event) => {
          if (event.kind === 'started' && event.name === phase)
            setTimeout(() => controller.abort(), 30);
        },
        ...(phase === 'build' ? { build: (options) => runBuild(options) } : {}),
      },
    );
    // What is over within 30 ms may be interrupted one phase later; the verdict is the same.
    expect(rehearsal.verdict).toBe('interrupted');
    expect(rehearsal.phases.at(-1)?.name).toBe('stop');
  },
);

test('the project folder is as clean after a rehearsal as before', async () => {
  const status = async () =>
    (
      await runProcess({
        file: 'git',
        args: ['status', '--porcelain', '--ignored'],
        cwd: root,
        env: { PATH: process.env.PATH ?? '' },
      })
    ).stdout;
  await rehearseSlug();
  expect(await status()).toBe('');
  expect(readFileSync(join(root, 'Procfile'), 'utf8')).toContain('gunicorn shop.wsgi');
});
